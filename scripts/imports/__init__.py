"""What `guomen import` is made of, beside the readers: preview, error report, the way it talks."""
