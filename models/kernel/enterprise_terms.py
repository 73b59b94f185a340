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


class EnterpriseStatus(StrEnum):
    """How an enterprise stands: its phase, or what lies over it; derived, never stored.

    UNREGISTERED: there is no record of it at all.
    """

    UNREGISTERED = "UNREGISTERED"
    KNOWN = "KNOWN"
    APPLIED = "APPLIED"
    SITE_CHECK = "SITE_CHECK"
    ENROLLED = "ENROLLED"
    WARNED = "WARNED"
    SUSPENDED = "SUSPENDED"
    EXPIRED = "EXPIRED"
    REFUSED = "REFUSED"
    REMOVED = "REMOVED"


class AuditVerdict(StrEnum):
    """What an audit or a check comes to."""

    ADEQUATE = "ADEQUATE"
    INADEQUATE = "INADEQUATE"


class Ground(StrEnum):
    """Why an enterprise is suspended."""

    OFFICER = "OFFICER"
    GRADE_ONE = "GRADE_ONE"
    REPEATED = "REPEATED"


class Lapse(StrEnum):
    """What an escalation does to an enterprise beside notifying people."""

    EXPIRE = "EXPIRE"
    REMOVE = "REMOVE"


class Supplier(StrEnum):
    """How an overseas supplier stands with an enterprise; unlisted where nobody admitted it."""

    ADMITTED = "ADMITTED"
    STRUCK = "STRUCK"
    UNLISTED = "UNLISTED"


class Resource(StrEnum):
    """What can be full: bays and a day of an enterprise, a laboratory."""

    BAYS = "BAYS"
    BOXES_A_DAY = "BOXES_A_DAY"
    LABORATORY = "LABORATORY"
