"""Matter 3, transport supervision: boxes on the road under lock, watched by the checkpoints."""
