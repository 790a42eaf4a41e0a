"""What the registers of the demo county hold beyond its cast: one module for each area, built by the real actions."""
