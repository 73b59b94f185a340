"""Activities: the only code that reaches the ledger, the three systems and people.

Every activity records the batch that it carries first, then asks. A retry records nothing twice
and sends the same idempotency key.
"""
