"""The whole tracker on one machine: PostgreSQL, Temporal, the systems, and their supervisor."""
