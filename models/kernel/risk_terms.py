"""The vocabulary of the risk of goods: bands, channels, bounds, and why a level moves."""

from enum import StrEnum


class Band(StrEnum):
    """How grave a reason is; a batch counts once, in the gravest band that was confirmed."""

    MINOR = "MINOR"
    MAJOR = "MAJOR"
    CRITICAL = "CRITICAL"


class Channel(StrEnum):
    """By which look a defect can be found.

    SECONDARY is the handheld survey after a portal alarm; OPEN and EMPTY are the boxes that were
    opened and emptied.
    """

    PORTAL = "PORTAL"
    SECONDARY = "SECONDARY"
    MACHINE = "MACHINE"
    DOCUMENTS = "DOCUMENTS"
    OPEN = "OPEN"
    EMPTY = "EMPTY"
    LABORATORY = "LABORATORY"


class Measure(StrEnum):
    """What a bound is of: batches of any band, of the two graver, of the gravest; or their harm."""

    ANY = "ANY"
    GRAVE = "GRAVE"
    CRITICAL = "CRITICAL"
    HARM = "HARM"


class Why(StrEnum):
    """Why a pair stands where it does, or moves; O1 to O10 are the overrides of the design."""

    UNKNOWN = "UNKNOWN"
    BOUND = "BOUND"
    SCORE = "SCORE"
    FEW_BATCHES = "FEW_BATCHES"
    CENSUS = "CENSUS"
    CENSUS_FAILED = "CENSUS_FAILED"
    MAJOR_FOUND = "MAJOR_FOUND"
    REPEATED = "REPEATED"
    ACCUMULATED = "ACCUMULATED"
    CRITICAL_FOUND = "CRITICAL_FOUND"
    SAFETY_FOUND = "SAFETY_FOUND"
    SAME_SUPPLIER = "SAME_SUPPLIER"
    CREDIT = "CREDIT"
    NEW_GROUND = "NEW_GROUND"
    STANDING = "STANDING"
    THREE_IN_A_YEAR = "THREE_IN_A_YEAR"
    RETURNED_AGAIN = "RETURNED_AGAIN"
    NOTICE = "NOTICE"
    CHART = "CHART"
    OFFICER = "OFFICER"
    COLD_START = "COLD_START"
    REVIEW = "REVIEW"
    DECLARED = "DECLARED"
    CLEARANCE = "CLEARANCE"
    NOT_ADMITTED = "NOT_ADMITTED"


class Factor(StrEnum):
    """By what the portfolio is divided."""

    KIND = "kind"
    CATEGORY = "category"
    CODE = "code"
    ORIGIN = "origin"
    PORT = "port"
    SUPPLIER = "supplier"
    ENTERPRISE = "enterprise"
    REASON = "reason"
    STAGE = "stage"
