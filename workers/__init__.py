"""The processes that run: tracker, gateway, projector, with settings, wiring and telemetry."""
