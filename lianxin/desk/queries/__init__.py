"""What the desk's pages show, gathered from the rooms below through their `visible_to`."""
