"""Measurements behind the numbers in the documents."""
