"""Emergencies."""

from typing import Annotated

from pydantic import Field

from models.kernel.incoming import Prose
from models.kernel.language import Text
from models.kernel.message import Command, fields, unsaid
from models.kernel.terms import Danger, EmergencyStep, Party, Resolution


class RaiseEmergency(Command):
    """Raise an emergency by hand."""

    verb = "raise_emergency"
    label = Text("启动应急", "raise an emergency")
    given_by = (Party.CHECKPOINT_OFFICER, Party.INSPECTION_OFFICER, Party.ENTERPRISE)
    example = fields(kind="FIRE", reason="smoke from a bale")

    kind: Danger
    box: str | None = None
    reason: Prose


_MAY_END = (
    Party.CHECKPOINT_CHIEF,
    Party.INSPECTION_LEAD,
    Party.DIVISION,
    Party.DIVISION_LEAD,
)
"""Who may end some danger; which one is the rulebook's."""


class OfDanger(Command, abstract=True):
    """What is done about one danger; it may be left out while only one is open."""

    danger: Annotated[Danger | None, Field(exclude_if=unsaid)] = None
    box: Annotated[str | None, Field(exclude_if=unsaid)] = None


class AcknowledgeEmergency(OfDanger):
    """Take charge of a danger; name it where several are open."""

    verb = "acknowledge_emergency"
    label = Text("确认应急响应", "acknowledge the emergency")
    given_by = (Party.CHECKPOINT_OFFICER,)
    example = fields()


class ReportStep(OfDanger):
    """Report a step against a danger as done: secured, responders called, surveyed, judged."""

    verb = "report_step"
    label = Text("报告应急步骤", "report a step of the emergency")
    given_by = (Party.CHECKPOINT_OFFICER,)
    example = fields(step="SURVEYED", note="0.2 µSv/h at 1 m, NORM")

    step: EmergencyStep
    note: Prose = ""


class ReportIncident(OfDanger):
    """File the written report on a danger; name it where several wait for theirs."""

    verb = "report_incident"
    label = Text("提交应急书面报告", "report the incident")
    given_by = (Party.CHECKPOINT_OFFICER,)
    example = fields(report="survey done, scene cleared")

    report: Prose


class CloseDanger(OfDanger):
    """Say that one of several dangers is over; only with a `role` that may do so."""

    verb = "close_danger"
    label = Text("解除险情", "close a danger")
    given_by = _MAY_END
    example = fields(
        role="C1_CHIEF",
        danger="FIRE",
        reason="fire out",
        scene_cleared=True,
        expert_report="no hot spot left in the bale",
        lessons="bales are cooled before loading",
    )

    reason: Prose
    expert_report: Prose = ""
    scene_cleared: bool = False
    lessons: Prose = ""


class LiftEmergency(Command):
    """End the last danger, say how the consignment goes on; only with a `role` that may do so.

    Whoever hands over names the `authority` that takes the goods into custody.
    """

    verb = "lift_emergency"
    label = Text("解除应急", "lift the emergency")
    given_by = _MAY_END
    example = fields(
        role="C1_CHIEF",
        resolution="RESUME",
        reason="harmless",
        scene_cleared=True,
        expert_report="natural thorium in fire bricks",
        lessons="ask the supplier for linings before loading",
    )

    resolution: Resolution
    reason: Prose
    expert_report: Prose = ""
    scene_cleared: bool = False
    lessons: Prose = ""
    authority: Party | None = None


COMMANDS: tuple[type[Command], ...] = (
    RaiseEmergency,
    AcknowledgeEmergency,
    ReportStep,
    ReportIncident,
    CloseDanger,
    LiftEmergency,
)
