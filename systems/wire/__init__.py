"""Wire models: the real field names, as the systems spell them."""
