"""What these samples name beside the numbers of `tests/systems/outside.py`."""

EXPORTED = "310420250000742108"
MORNING = "2025-09-11T08:30:00+08:00"
