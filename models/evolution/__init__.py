"""What every event means, one table a matter; `evolve.py` applies them."""
