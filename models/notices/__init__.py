"""Being called: who is told of an alarm, when, and in which words. Pure; the doing is elsewhere."""
