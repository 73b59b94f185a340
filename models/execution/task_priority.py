"""Priorities and fairness keys of tasks."""

from hashlib import sha256

URGENT = 1
"""An emergency, and whatever is told of one."""

BULK = 5
"""Imports and upkeep; everything else has the middle, which Temporal gives by itself."""

LONGEST_KEY = 64
"""Bytes of a key of fairness that a server takes."""


def turn(enterprise: str) -> str:
    """The key by which enterprises take turns: ten thousand boxes of one delay no other."""
    raw = enterprise.encode()
    return enterprise if len(raw) <= LONGEST_KEY else sha256(raw).hexdigest()
