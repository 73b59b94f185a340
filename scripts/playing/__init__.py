"""What `guomen world` is made of: which consignment plays what, at which pace, and what is said."""
