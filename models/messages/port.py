"""In the port."""

from decimal import Decimal
from typing import Literal

from models.incoming import Prose, Quoted
from models.messages.message import Command, Message, Quantity
from models.terms import Check, Triage


class PortalReading(Message):
    """A radiation portal measured a box; µSv/h."""

    type: Literal["portal_reading"] = "portal_reading"
    box: str
    portal_id: str
    dose_rate: Quantity
    background: Quantity
    neutrons: Quantity = Decimal(0)
    result: Check


class ScanVerdict(Message):
    """The image of a box was judged; `suspects` is the reason that a suspect one speaks for."""

    type: Literal["scan_verdict"] = "scan_verdict"
    box: str
    scan_id: str
    result: Check
    suspects: str = "NC-07"


class PortalOutage(Message):
    """The portal could not measure a box."""

    type: Literal["portal_outage"] = "portal_outage"
    box: str
    portal_id: str


class TriageAlarm(Command):
    """Judge a portal alarm; `outcome`, a code of the rulebook such as NORM, decides the reason."""

    verb = "triage_alarm"
    box: str
    verdict: Triage
    outcome: str = ""
    note: Prose = ""


class ResumeRemoval(Command):
    """Let a box leave whose permit waits for an officer, because an inspection was ordered."""

    verb = "resume_removal"
    box: str
    reason: Prose


class RemovalAnswered(Message):
    """Clearance permitted or refused the removal of a box."""

    box: str
    visit: str
    permit_no: str
    refusal: Quoted | None


PortFact = PortalReading | ScanVerdict | PortalOutage
PortStep = RemovalAnswered
