"""The closed vocabularies of enterprise management."""

from enum import StrEnum


class Phase(StrEnum):
    """How far an enterprise has come towards its enrolment, and how that ended.

    KNOWN: it never applied, but a consignment of its has reported a violation.
    """

    KNOWN = "KNOWN"
    APPLIED = "APPLIED"
    SITE_CHECK = "SITE_CHECK"
    ENROLLED = "ENROLLED"
    EXPIRED = "EXPIRED"
    REFUSED = "REFUSED"
    REMOVED = "REMOVED"


class Standing(StrEnum):
    """How an enterprise stands: its phase, or what lies over it; derived, never stored."""

    KNOWN = "KNOWN"
    APPLIED = "APPLIED"
    SITE_CHECK = "SITE_CHECK"
    ENROLLED = "ENROLLED"
    WARNED = "WARNED"
    SUSPENDED = "SUSPENDED"
    EXPIRED = "EXPIRED"
    REFUSED = "REFUSED"
    REMOVED = "REMOVED"


class Verdict(StrEnum):
    """What an audit or a check comes to."""

    ADEQUATE = "ADEQUATE"
    INADEQUATE = "INADEQUATE"


class Ground(StrEnum):
    """Why an enterprise is suspended."""

    OFFICER = "OFFICER"
    GRADE_ONE = "GRADE_ONE"
    REPEATED = "REPEATED"


class Lapse(StrEnum):
    """What a milestone does to an enterprise beside telling people."""

    EXPIRE = "EXPIRE"
    REMOVE = "REMOVE"


class Supplier(StrEnum):
    """How an overseas supplier of an enterprise stands; unlisted where others are admitted."""

    ADMITTED = "ADMITTED"
    STRUCK = "STRUCK"
    UNLISTED = "UNLISTED"
