"""Deadlines and their escalations: the engine, and what officers may do about them."""
