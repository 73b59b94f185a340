"""The simulated outside world: clearance, checkpoint and enterprise as three HTTP services.

An outsider to the tracker: it imports nothing of it, and keeps its own wire models.
"""
