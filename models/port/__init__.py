"""The customs side: boxes are measured, scanned, permitted to leave. Checkpoint officers act."""
