"""Receives messages of systems: webhooks, their store, their delivery to consignments."""
