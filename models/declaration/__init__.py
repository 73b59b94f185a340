"""The customs side: the declaration as the single window tells of it. Brokers act."""
