"""Who looks whether the tracker is well: one small probe a question, each with a time-out."""
