"""Risk: draws and their keys."""
