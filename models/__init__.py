"""The pure core: state, messages, events, decisions, deadlines, rulebooks.

Imports the standard library and pydantic, nothing else. Start with `state.py`, then
`decisions/__init__.py` (what a message leads to) and `evolve.py` (what an event means).
"""
