"""In the port."""

from decimal import Decimal
from typing import Literal

from models.consignment.state import State
from models.kernel.incoming import Prose, Quoted
from models.kernel.language import Text
from models.kernel.message import EXAMPLE_BOX, Command, Message, Quantity, RawFact, fields
from models.kernel.terms import CheckResult, Party, Triage
from models.port.events import MachineInspected, PortalWentOffline


class PortalReading(RawFact):
    """A radiation portal measured a box; µSv/h."""

    type: Literal["portal-reading"] = "portal-reading"
    label = Text("辐射门读数", "portal reading")
    box: str
    portal_id: str
    dose_rate: Quantity
    background: Quantity
    neutrons: Quantity = Decimal(0)
    result: CheckResult


def _outcomes(state: State) -> list[str]:
    return [row.code for row in state.rules.triage]


class TriageAlarm(Command):
    """Judge a portal alarm; `outcome`, a code of the rulebook such as NORM, decides the reason."""

    verb = "triage_alarm"
    label = Text("判定辐射报警", "judge a portal alarm")
    given_by = (Party.CHECKPOINT_OFFICER,)
    choices = fields(outcome=_outcomes)
    example = fields(box=EXAMPLE_BOX, verdict="INNOCENT")

    box: str
    verdict: Triage
    outcome: str = ""
    note: Prose = ""


class ResumeRemoval(Command):
    """Let a box leave whose permit waits for an officer, because an inspection was ordered."""

    verb = "resume_removal"
    label = Text("恢复提离", "let a removal go on")
    given_by = (Party.CHECKPOINT_OFFICER,)
    example = fields(box=EXAMPLE_BOX, reason="the order is for the destination")

    box: str
    reason: Prose


class RemovalAnswered(Message):
    """Clearance permitted or refused the removal of a box."""

    box: str
    visit: str
    permit_no: str
    refusal: Quoted | None


PortFact = PortalReading | MachineInspected | PortalWentOffline
PortStep = RemovalAnswered

COMMANDS: tuple[type[Command], ...] = (
    TriageAlarm,
    ResumeRemoval,
)
