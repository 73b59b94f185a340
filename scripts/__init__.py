"""The `guomen` command, one file a verb."""
