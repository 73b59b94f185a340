"""Who is notified of what, when, and in which words. Pure: activities do the sending."""
