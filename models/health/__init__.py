"""What can be wrong with the tracker itself, and what operations hear of it."""
