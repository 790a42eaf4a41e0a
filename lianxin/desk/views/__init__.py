"""Views of the desk, by journey; each parses, calls and draws."""
