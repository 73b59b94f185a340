"""Temporal workflows: the supervision process. Start with `consignment.py`.

No input or output, no clock but the workflow's: decisions are in `models/`, the doors to the
outside in `activities/`.
"""
