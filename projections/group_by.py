"""What findings may be counted by."""

from enum import StrEnum


class By(StrEnum):
    """A column of `read.reasons`, or nothing beside the reason itself."""

    REASON = "reason"
    STAGE = "stage"
    ENTERPRISE = "enterprise"
    SUPPLIER = "supplier"
    KIND = "kind"
    ORIGIN = "origin"
