"""The risk of goods: which boxes are drawn by which key, how much was really looked at, the level.

Pure, and free of floats at its border: counts, thousandths of a batch, and basis points.
"""
