"""Joins the matters into one process: decide, evolve, and what follows from a state.

Start with `decide.py`, what a message leads to, and `evolve.py`, what an event means.
"""
