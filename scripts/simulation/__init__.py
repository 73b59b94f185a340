"""A world without Temporal or PostgreSQL around the pure core: made-up batches and their lives.

Free of input and output. The decisions are those of the workflow; the world is made up, and every
line of `assumptions.py` says so.
"""
