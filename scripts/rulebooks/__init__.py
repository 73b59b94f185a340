"""How rulebooks are shown and compared: their words, their tables, their differences."""
