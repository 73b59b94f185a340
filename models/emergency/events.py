"""Emergencies: raised, acknowledged, reported, lifted."""

from typing import Literal

from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.language import Text
from models.kernel.terms import Danger, EmergencyStep, Party, Resolution


class EmergencyRaised(Body):
    """An emergency freezes the ordinary deadlines and opens its own."""

    type: Literal[EventType.EMERGENCY_RAISED] = EventType.EMERGENCY_RAISED
    label = Text("启动应急", "emergency raised")
    danger: Danger
    box: str | None = None
    reason: str


class DangerJoined(Body):
    """A further danger showed while an emergency was open: it joins, with its own clock."""

    type: Literal[EventType.DANGER_JOINED] = EventType.DANGER_JOINED
    label = Text("新增险情", "further danger")
    danger: Danger
    box: str | None = None
    reason: str


class EmergencyAcknowledged(Body):
    """An officer took charge of one danger."""

    type: Literal[EventType.EMERGENCY_ACKNOWLEDGED] = EventType.EMERGENCY_ACKNOWLEDGED
    label = Text("应急响应已确认", "emergency acknowledged")
    danger: Danger
    box: str | None = None
    officer: str


class IncidentReported(Body):
    """The written report on one danger."""

    type: Literal[EventType.INCIDENT_REPORTED] = EventType.INCIDENT_REPORTED
    label = Text("应急书面报告", "incident reported")
    danger: Danger
    box: str | None = None
    report: str
    officer: str


class DangerClosed(Body):
    """An authorised officer found a danger over, with what the rulebook asks for."""

    type: Literal[EventType.DANGER_CLOSED] = EventType.DANGER_CLOSED
    label = Text("险情解除", "danger closed")
    danger: Danger
    box: str | None = None
    reason: str
    officer: str
    role: Party
    expert_report: str = ""
    scene_cleared: bool = False
    lessons: str = ""


class EmergencyLifted(Body):
    """With its last danger the emergency is over; an officer said how the consignment goes on."""

    type: Literal[EventType.EMERGENCY_LIFTED] = EventType.EMERGENCY_LIFTED
    label = Text("应急解除", "emergency lifted")
    resolution: Resolution
    reason: str
    officer: str
    role: Party


class EmergencyStepDone(Body):
    """A step against one danger was done: secured, responders called, surveyed, judged."""

    type: Literal[EventType.EMERGENCY_STEP_DONE] = EventType.EMERGENCY_STEP_DONE
    label = Text("应急步骤完成", "step of the emergency done")
    danger: Danger
    box: str | None = None
    step: EmergencyStep
    note: str
    officer: str


class RespondersCalled(Body):
    """At the safety level, at neutrons and at loose contamination responders take over at once."""

    type: Literal[EventType.RESPONDERS_CALLED] = EventType.RESPONDERS_CALLED
    label = Text("已通报救援", "responders called")
    box: str | None = None
    parties: tuple[Party, ...]
    reason: str


class HandedOver(Body):
    """Another authority took the goods into custody: they are out of our hands."""

    type: Literal[EventType.HANDED_OVER] = EventType.HANDED_OVER
    label = Text("货物移交", "goods handed over")
    authority: Party
    reason: str


EVENTS: tuple[type[Body], ...] = (
    EmergencyRaised,
    DangerJoined,
    EmergencyAcknowledged,
    IncidentReported,
    DangerClosed,
    EmergencyLifted,
    EmergencyStepDone,
    RespondersCalled,
    HandedOver,
)
