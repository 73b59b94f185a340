"""The closed vocabularies of the domain: one word for one thing (docs/architecture.md)."""

from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """Kinds of recycled metal in scope of the pilot."""

    COPPER = "COPPER"
    COPPER_ALLOY = "COPPER_ALLOY"
    ALUMINIUM_PURE = "ALUMINIUM_PURE"
    ALUMINIUM_WROUGHT = "ALUMINIUM_WROUGHT"
    ALUMINIUM_CAST = "ALUMINIUM_CAST"


class RiskLevel(StrEnum):
    """The four risk levels; only R1 enters the pilot by itself."""

    R1 = "R1"
    R2 = "R2"
    R3 = "R3"
    R4 = "R4"


class Stage(StrEnum):
    """Where a consignment stands; derived from its state, never stored."""

    AUDIT = "AUDIT"
    INBOUND = "INBOUND"
    PORT = "PORT"
    ROAD = "ROAD"
    FACTORY = "FACTORY"
    DISPOSAL = "DISPOSAL"
    RETURN = "RETURN"
    DESTRUCTION = "DESTRUCTION"
    CLOSED = "CLOSED"


class PortStep(StrEnum):
    """How far goods have come in the port in the traditional mode (domain 5); derived too."""

    CHECKS = "CHECKS"
    TO_YARD = "TO_YARD"
    INSTRUCTION = "INSTRUCTION"
    SLOT = "SLOT"
    TO_SITE = "TO_SITE"
    INSPECTION = "INSPECTION"
    PICK_UP = "PICK_UP"


class Mode(StrEnum):
    """How the goods are supervised once they have arrived."""

    UNDECIDED = "UNDECIDED"
    PILOT = "PILOT"
    TRADITIONAL = "TRADITIONAL"


class Course(StrEnum):
    """Which part of the process a consignment follows; a turn ends the current part."""

    INBOUND = "INBOUND"
    PILOT = "PILOT"
    TRADITIONAL = "TRADITIONAL"
    RETURN = "RETURN"
    DESTRUCTION = "DESTRUCTION"
    CLOSED = "CLOSED"


class Outcome(StrEnum):
    """How a consignment ended."""

    RELEASED = "RELEASED"
    RETURNED = "RETURNED"
    REJECTED = "REJECTED"
    DESTROYED = "DESTROYED"
    HANDED_OVER = "HANDED_OVER"
    SEIZED = "SEIZED"


class Overlay(StrEnum):
    """A flag that freezes the ordinary deadlines wherever the consignment stands."""

    HOLD = "HOLD"
    EMERGENCY = "EMERGENCY"
    SUSPENDED = "SUSPENDED"
    DISPUTE = "DISPUTE"


class System(StrEnum):
    """Who sends facts: the three systems, and the tracker itself."""

    CLEARANCE = "clearance"
    CHECKPOINT = "checkpoint"
    ENTERPRISE = "enterprise"


class Party(StrEnum):
    """Who must act (domain: actors of the seven matters)."""

    ENTERPRISE = "E"
    BROKER = "B"
    HAULIER = "H"
    CHECKPOINT_OFFICER = "C1"
    CHECKPOINT_CHIEF = "C1_CHIEF"
    INSPECTION_OFFICER = "C2"
    INSPECTION_LEAD = "C2_LEAD"
    DIVISION = "C3"
    DIVISION_LEAD = "C3_LEAD"
    PUBLIC_SECURITY = "PS"
    LABORATORY = "L"
    ANTI_SMUGGLING = "AS"
    OPERATIONS = "OPS"
    ECOLOGY = "EP"
    HEALTH = "HEALTH"
    LOCAL_GOVERNMENT = "G"
    EMERGENCY_SERVICES = "EM"


class Level(IntEnum):
    """Rungs of an escalation ladder."""

    L1 = 1
    L2 = 2
    L3 = 3
    L4 = 4


class Effect(StrEnum):
    """What a milestone does beside telling people."""

    FALL_BACK = "FALL_BACK"
    LAPSE_PERMIT = "LAPSE_PERMIT"
    DECLARE_MISSING = "DECLARE_MISSING"
    EXPIRE_APPROVAL = "EXPIRE_APPROVAL"
    ORDER_RETURN = "ORDER_RETURN"
    CALL_IN_DEPOSIT = "CALL_IN_DEPOSIT"
    REFER_CASE = "REFER_CASE"
    STOP_FLEET = "STOP_FLEET"
    REFUSE_GATE = "REFUSE_GATE"


class PreShipment(StrEnum):
    """The pre-shipment audit."""

    AWAITED = "AWAITED"
    SUBMITTED = "SUBMITTED"
    SUPPLEMENT = "SUPPLEMENT"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


class Audit(StrEnum):
    """What an officer decides on a pre-shipment file."""

    APPROVE = "APPROVE"
    SUPPLEMENT = "SUPPLEMENT"
    REJECT = "REJECT"


class Urgency(StrEnum):
    """How soon somebody must see to the battery of a lock."""

    WARN = "WARN"
    ACT = "ACT"


class Hindrance(StrEnum):
    """What keeps a truck on the road, as its driver reports it."""

    ACCIDENT = "ACCIDENT"
    BREAKDOWN = "BREAKDOWN"
    TRAFFIC = "TRAFFIC"


class Use(StrEnum):
    """What an enterprise did with goods of a lot."""

    CONSUMED = "CONSUMED"
    SOLD = "SOLD"
    MOVED = "MOVED"
    MERGED = "MERGED"


class Check(StrEnum):
    """Result of a check at the port."""

    PASSED = "PASSED"
    ALARM = "ALARM"


class Triage(StrEnum):
    """Verdict on a portal alarm; most alarms are innocent."""

    INNOCENT = "INNOCENT"
    SUSPECT = "SUSPECT"
    SOURCE = "SOURCE"


class SealState(StrEnum):
    """State of a seal (ISO 17712) as found."""

    INTACT = "INTACT"
    REPLACED = "REPLACED"
    BROKEN = "BROKEN"
    MISSING = "MISSING"
    MISMATCH = "MISMATCH"


class Suspicion(StrEnum):
    """Life of a non-conformance: a cleared one does not count."""

    SUSPECTED = "SUSPECTED"
    CONFIRMED = "CONFIRMED"
    CLEARED = "CLEARED"


class Verdict(StrEnum):
    """What a reading comes to, held against the limits in force.

    The last three are not understood: they speak for nothing, and never let goods conform.
    """

    WITHIN = "WITHIN"
    OVER = "OVER"
    NO_LIMIT = "NO_LIMIT"
    UNKNOWN_PARAMETER = "UNKNOWN_PARAMETER"
    NOT_COMPARABLE = "NOT_COMPARABLE"
    IMPLAUSIBLE = "IMPLAUSIBLE"


class Settlement(StrEnum):
    """What becomes of a result that the enterprise disputes."""

    UPHELD = "UPHELD"
    REINSPECT = "REINSPECT"


class Petition(StrEnum):
    """What becomes of an application for the direct return of goods."""

    APPROVE = "APPROVE"
    REFUSE = "REFUSE"


class Disposal(StrEnum):
    """What becomes of goods that failed."""

    RECTIFY = "RECTIFY"
    RETURN = "RETURN"
    DESTROY = "DESTROY"


class Danger(StrEnum):
    """Kinds of emergency."""

    RADIATION = "RADIATION"
    EXPLOSIVE = "EXPLOSIVE"
    MISSING_BOX = "MISSING_BOX"
    LOCK = "LOCK"
    FIRE = "FIRE"
    SPILL = "SPILL"
    PERSON_IRRADIATED = "PERSON_IRRADIATED"


class EmergencyStep(StrEnum):
    """What is done in an emergency; the rulebook says by when, for each danger."""

    SECURED = "SECURED"
    CALLED = "CALLED"
    SURVEYED = "SURVEYED"
    VERDICT = "VERDICT"


class Closing(StrEnum):
    """What must be there before an emergency is lifted."""

    EXPERT_REPORT = "EXPERT_REPORT"
    SCENE_CLEARED = "SCENE_CLEARED"
    LESSONS = "LESSONS"
    LOCK_STATE = "LOCK_STATE"


class PenaltyGround(StrEnum):
    """What must have happened for a penalty."""

    RETURN_ORDERED = "RETURN_ORDERED"
    USED_EARLY = "USED_EARLY"
    NONCONFORMANCE = "NONCONFORMANCE"


class Resolution(StrEnum):
    """How a consignment goes on after an emergency."""

    RESUME = "RESUME"
    RETURN = "RETURN"
    HAND_OVER = "HAND_OVER"


class Cause(StrEnum):
    """Why a consignment takes the traditional mode."""

    RISK_LEVEL = "RISK_LEVEL"
    NOT_APPROVED = "NOT_APPROVED"
    ENTERPRISE_SUSPENDED = "ENTERPRISE_SUSPENDED"
    CODE_OUT_OF_SCOPE = "CODE_OUT_OF_SCOPE"
    APPROVAL_EXPIRED = "APPROVAL_EXPIRED"
    GRADE_ONE_VIOLATION = "GRADE_ONE_VIOLATION"
    SUPPLIER_STRUCK = "SUPPLIER_STRUCK"
    SUPPLIER_NOT_ADMITTED = "SUPPLIER_NOT_ADMITTED"
    PORT_INSPECTION = "PORT_INSPECTION"
    NO_TRANSPORT = "NO_TRANSPORT"
    OVER_CAPACITY = "OVER_CAPACITY"
    ACTIVE_NOTICE = "ACTIVE_NOTICE"
    PORTAL_OFFLINE = "PORTAL_OFFLINE"
    RADIATION = "RADIATION"
    FOREIGN_MATTER = "FOREIGN_MATTER"
    SOLID_WASTE_SUSPECTED = "SOLID_WASTE_SUSPECTED"
    DOCUMENTS_DIFFER = "DOCUMENTS_DIFFER"
    PICK_UP_TOO_LATE = "PICK_UP_TOO_LATE"
    PRE_SHIPMENT_TOO_LATE = "PRE_SHIPMENT_TOO_LATE"
    OFFICER = "OFFICER"
