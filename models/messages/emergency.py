"""Emergencies."""

from models.incoming import Prose
from models.messages.message import Command
from models.terms import Danger, EmergencyStep, Party, Resolution


class RaiseEmergency(Command):
    """Raise an emergency by hand."""

    verb = "raise_emergency"
    kind: Danger
    box: str | None = None
    reason: Prose


class AcknowledgeEmergency(Command):
    """Take charge of the emergency."""

    verb = "acknowledge_emergency"


class ReportStep(Command):
    """Report a step of the emergency as done: secured, responders called, surveyed, judged."""

    verb = "report_step"
    step: EmergencyStep
    note: Prose = ""


class ReportIncident(Command):
    """File the written report of the emergency."""

    verb = "report_incident"
    report: Prose


class LiftEmergency(Command):
    """End the emergency and say how the consignment goes on; only with a `role` that may do so.

    Whoever hands over names the `authority` that takes the goods into custody.
    """

    verb = "lift_emergency"
    resolution: Resolution
    reason: Prose
    expert_report: Prose = ""
    scene_cleared: bool = False
    lessons: Prose = ""
    authority: Party | None = None
