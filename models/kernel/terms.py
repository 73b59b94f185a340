"""The closed vocabularies of the domain: one word for one thing (docs/architecture.md)."""

from enum import IntEnum, StrEnum
from typing import Literal


class MetalKind(StrEnum):
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


class ProcessPhase(StrEnum):
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
    TERMINAL = "T"
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


class Permission(StrEnum):
    """What customs permit or decide through a system, and on paper while it is down."""

    MODE = "MODE"
    REMOVAL = "REMOVAL"
    UNLOADING = "UNLOADING"
    CONCLUSION = "CONCLUSION"


class EscalationLevel(IntEnum):
    """Levels of an escalation policy."""

    L1 = 1
    L2 = 2
    L3 = 3
    L4 = 4


class Effect(StrEnum):
    """What an escalation does beside notifying people."""

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


class AuditDecision(StrEnum):
    """What an officer decides on a pre-shipment file."""

    APPROVE = "APPROVE"
    SUPPLEMENT = "SUPPLEMENT"
    REJECT = "REJECT"


class Assumption(StrEnum):
    """Why what is known of a consignment is not what its systems have said in their time."""

    SILENCE = "SILENCE"
    PAPER = "PAPER"
    BY_HAND = "BY_HAND"
    CLOCK = "CLOCK"


class Urgency(StrEnum):
    """How soon somebody must see to the battery of a lock."""

    WARN = "WARN"
    ACT = "ACT"


class LockAlarm(StrEnum):
    """What the status of a lock says, bit by bit from the lowest on (domain 6.2, JT701D: F37)."""

    LBS_POSITION = "LBS_POSITION"
    GEOFENCE_ENTERED = "GEOFENCE_ENTERED"
    GEOFENCE_LEFT = "GEOFENCE_LEFT"
    ROPE_CUT = "ROPE_CUT"
    VIBRATION = "VIBRATION"
    ROPE_INSERTED = "ROPE_INSERTED"
    MOTOR_LOCKED = "MOTOR_LOCKED"
    UNLOCK = "UNLOCK"
    WRONG_PASSWORD = "WRONG_PASSWORD"  # noqa: S105 (no password, but an alarm)
    UNAUTHORISED_CARD = "UNAUTHORISED_CARD"
    LOW_BATTERY = "LOW_BATTERY"
    BACK_COVER = "BACK_COVER"
    COVER_STATE = "COVER_STATE"
    MOTOR_FAULT = "MOTOR_FAULT"
    ACK_REQUIRED = "ACK_REQUIRED"


class Hindrance(StrEnum):
    """What keeps a truck on the road, as its driver reports it."""

    ACCIDENT = "ACCIDENT"
    BREAKDOWN = "BREAKDOWN"
    TRAFFIC = "TRAFFIC"


class GoodsUse(StrEnum):
    """What an enterprise did with goods of a lot."""

    CONSUMED = "CONSUMED"
    SOLD = "SOLD"
    MOVED = "MOVED"
    MERGED = "MERGED"


class CheckResult(StrEnum):
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


class ReadingVerdict(StrEnum):
    """What a reading comes to, held against the limits in force.

    The last three are not understood: they speak for nothing, and never let goods conform.
    """

    WITHIN = "WITHIN"
    OVER = "OVER"
    NO_LIMIT = "NO_LIMIT"
    UNKNOWN_PARAMETER = "UNKNOWN_PARAMETER"
    NOT_COMPARABLE = "NOT_COMPARABLE"
    IMPLAUSIBLE = "IMPLAUSIBLE"


class ControlResult(StrEnum):
    """The result of a control, as NCTS codes it (domain 8.1)."""

    SATISFACTORY = "A1"
    CONSIDERED_SATISFACTORY = "A2"
    DISCREPANCIES = "A5"
    NOT_SATISFACTORY = "B1"


class Requirement(StrEnum):
    """What draw, protocol and law ask for before goods conform."""

    RADIATION = "RADIATION"
    MACHINE = "MACHINE"
    OPEN = "OPEN"
    EMPTY = "EMPTY"
    SECTION = "SECTION"
    READING = "READING"
    SAMPLE = "SAMPLE"
    ANALYSIS = "ANALYSIS"
    TREATMENT = "TREATMENT"


class Channel(StrEnum):
    """How a box that was drawn is looked into."""

    OPEN = "OPEN"
    EMPTY = "EMPTY"
    LAB = "LAB"


class Chosen(StrEnum):
    """Why a box was drawn: every box is, the risk level, the least of all, or an instruction."""

    CENSUS = "CENSUS"
    RISK = "RISK"
    FLOOR = "FLOOR"
    INSTRUCTION = "INSTRUCTION"


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
    ENTERPRISE_NOT_ENROLLED = "ENTERPRISE_NOT_ENROLLED"
    ENROLMENT_EXPIRED = "ENROLMENT_EXPIRED"
    ENTERPRISE_SUSPENDED = "ENTERPRISE_SUSPENDED"
    ENROLMENT_UNCONFIRMED = "ENROLMENT_UNCONFIRMED"
    CODE_OUT_OF_SCOPE = "CODE_OUT_OF_SCOPE"
    APPROVAL_EXPIRED = "APPROVAL_EXPIRED"
    GRADE_ONE_VIOLATION = "GRADE_ONE_VIOLATION"
    SUPPLIER_STRUCK = "SUPPLIER_STRUCK"
    SUPPLIER_NOT_ADMITTED = "SUPPLIER_NOT_ADMITTED"
    PORT_INSPECTION = "PORT_INSPECTION"
    NO_TRANSPORT = "NO_TRANSPORT"
    OVER_CAPACITY = "OVER_CAPACITY"
    CAPACITY_UNKNOWN = "CAPACITY_UNKNOWN"
    ACTIVE_NOTICE = "ACTIVE_NOTICE"
    PORTAL_OFFLINE = "PORTAL_OFFLINE"
    RADIATION = "RADIATION"
    FOREIGN_MATTER = "FOREIGN_MATTER"
    SOLID_WASTE_SUSPECTED = "SOLID_WASTE_SUSPECTED"
    DOCUMENTS_DIFFER = "DOCUMENTS_DIFFER"
    PICK_UP_TOO_LATE = "PICK_UP_TOO_LATE"
    PRE_SHIPMENT_TOO_LATE = "PRE_SHIPMENT_TOO_LATE"
    OFFICER = "OFFICER"


class BoxPlace(StrEnum):
    """Where a box is, and what it waits for there."""

    NOT_SHIPPED = "NOT_SHIPPED"
    AT_SEA = "AT_SEA"
    ABOARD = "ABOARD"
    IN_PORT = "IN_PORT"
    PERMIT_REFUSED = "PERMIT_REFUSED"
    PERMIT_WITHHELD = "PERMIT_WITHHELD"
    MAY_LEAVE = "MAY_LEAVE"
    STOPPED_AT_GATE = "STOPPED_AT_GATE"
    IN_YARD = "IN_YARD"
    AT_SITE = "AT_SITE"
    TO_BE_PICKED_UP = "TO_BE_PICKED_UP"
    PICKED_UP = "PICKED_UP"
    ON_THE_ROAD = "ON_THE_ROAD"
    MISSING = "MISSING"
    ARRIVED = "ARRIVED"
    UNLOADED = "UNLOADED"
    RELEASED = "RELEASED"
    SEALED_TO_RETURN = "SEALED_TO_RETURN"
    ON_THE_WAY_BACK = "ON_THE_WAY_BACK"
    BACK_IN_PORT = "BACK_IN_PORT"
    LEFT_THE_COUNTRY = "LEFT_THE_COUNTRY"
    DESTROYED = "DESTROYED"
    SEIZED = "SEIZED"
    HANDED_OVER = "HANDED_OVER"


Unit = Literal[
    "minutes", "hours", "days", "months", "working_days", "working_hours", "receiving_hours"
]
