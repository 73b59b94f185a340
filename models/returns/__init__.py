"""Matter 6, return management: goods that are sent back, until they have left the country."""
