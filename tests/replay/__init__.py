"""Histories captured from a real server: today's code must still replay them (docs/replay.md)."""
