"""Tests of the consignment workflow on the real Temporal server."""
