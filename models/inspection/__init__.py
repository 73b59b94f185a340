"""Matter 4, destination inspection: seals, unloading, what officers find in the goods."""
