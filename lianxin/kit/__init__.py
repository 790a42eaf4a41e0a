"""Pure Python that every room may use: no Django models, no request, no settings."""
