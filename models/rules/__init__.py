"""The rulebook: dated codes, limits, deadlines, thresholds and calendars, and what loads them.

The versions themselves are data (`rulebooks/`).
"""
