"""What a consignment is: its registration, its state, its boxes; and what every matter may use.

The matters of supervision stand above it, each in a room of its own.
"""
