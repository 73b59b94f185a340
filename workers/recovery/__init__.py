"""Recovers consignments, and reconciles the ledger with Temporal."""
