"""The customs side: the goods arrive, and the mode of supervision is decided, or left."""
