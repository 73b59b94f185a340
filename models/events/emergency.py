"""Emergencies: raised, acknowledged, reported, lifted."""

from typing import Literal

from models.events.body import Body
from models.terms import Danger, EmergencyStep, Party, Resolution


class EmergencyRaised(Body):
    """An emergency freezes the ordinary deadlines and opens its own."""

    type: Literal["emergency-raised"] = "emergency-raised"
    danger: Danger
    box: str | None = None
    reason: str


class DangerJoined(Body):
    """A further danger showed while an emergency was open: it joins that one."""

    type: Literal["danger-joined"] = "danger-joined"
    danger: Danger
    box: str | None = None
    reason: str


class EmergencyAcknowledged(Body):
    """An officer took charge."""

    type: Literal["emergency-acknowledged"] = "emergency-acknowledged"
    officer: str


class IncidentReported(Body):
    """The written report."""

    type: Literal["incident-reported"] = "incident-reported"
    report: str
    officer: str


class EmergencyLifted(Body):
    """An authorised officer ended the emergency and said how the consignment goes on."""

    type: Literal["emergency-lifted"] = "emergency-lifted"
    resolution: Resolution
    reason: str
    officer: str
    role: Party
    expert_report: str = ""
    scene_cleared: bool = False
    lessons: str = ""


class EmergencyStepDone(Body):
    """A step of the emergency was done: secured, responders called, surveyed, judged."""

    type: Literal["emergency-step-done"] = "emergency-step-done"
    step: EmergencyStep
    note: str
    officer: str


class RespondersCalled(Body):
    """At the safety level, at neutrons and at loose contamination responders take over at once."""

    type: Literal["responders-called"] = "responders-called"
    box: str | None = None
    parties: tuple[Party, ...]
    reason: str


class HandedOver(Body):
    """Another authority took the goods into custody: they are out of our hands."""

    type: Literal["handed-over"] = "handed-over"
    authority: Party
    reason: str
