"""What everything rests on: values, languages, errors, time, identity, message and event bases.

Knows nothing of customs procedure beyond its terms; nothing in here imports another room.
"""
