"""What `guomen reconcile` does, level by level."""
