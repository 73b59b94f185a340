"""The codes of what is wrong with goods (NC) and of breaches of supervision (SV).

What each means, and what follows, is data of the rulebook.
"""

from enum import StrEnum


class ReasonCode(StrEnum):
    """A defect of the goods (domain 2); rulebooks may give it sub-codes, as in NC-09.FINES."""

    RAD_DOSE_RATE = "NC-01"
    RAD_SURFACE = "NC-02"
    RAD_NUCLIDE = "NC-03"
    EXPLOSIVE = "NC-04"
    SEALED_VESSEL = "NC-05"
    HAZARDOUS_WASTE = "NC-06"
    PROHIBITED_WASTE = "NC-07"
    SOLID_WASTE = "NC-08"
    INCLUSION = "NC-09"
    COATED_SHARE = "NC-10"
    METAL_CONTENT = "NC-11"
    VOLATILES = "NC-12"
    APPEARANCE = "NC-13"
    MIXED_LOADING = "NC-14"
    DOC_MISMATCH = "NC-15"
    QUARANTINE = "NC-16"


class ViolationCode(StrEnum):
    """A breach of supervision (domain 2)."""

    SEAL_OPENED = "SV-01"
    LOCK_TAMPERED = "SV-02"
    ROUTE_LEFT = "SV-03"
    UNSCHEDULED_STOP = "SV-04"
    TRANSIT_TIME_EXCEEDED = "SV-05"
    TELEMETRY_LOST = "SV-06"
    WRONG_AT_GATE = "SV-07"
    ARRIVAL_NOT_NOTIFIED = "SV-08"
    UNLOADED_EARLY = "SV-09"
    USED_EARLY = "SV-10"
    VIDEO_MISSING = "SV-11"
    APPOINTMENT_MISSED = "SV-12"
