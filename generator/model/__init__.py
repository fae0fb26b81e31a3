"""The values that travel between the passes."""
