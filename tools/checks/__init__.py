"""Checks of what no compiler sees: run by `make check`."""
