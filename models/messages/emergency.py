"""Emergencies."""

from models.messages.message import Command
from models.terms import Danger, Resolution


class RaiseEmergency(Command):
    """Raise an emergency by hand."""

    verb = "raise_emergency"
    kind: Danger
    box: str | None = None
    reason: str


class AcknowledgeEmergency(Command):
    """Take charge of the emergency."""

    verb = "acknowledge_emergency"


class ReportIncident(Command):
    """File the written report of the emergency."""

    verb = "report_incident"
    report: str


class LiftEmergency(Command):
    """End the emergency and say how the consignment goes on."""

    verb = "lift_emergency"
    resolution: Resolution
    reason: str
