"""The simulated outside world, seen from outside."""
