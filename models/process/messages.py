"""Joins the messages of all matters: facts, commands, and internal steps.

A fact says what happened and is never refused. A command wants something and may be refused.
A step is what the workflow tells itself: an answer of a system, a due deadline, the end.
Each room states its own; they are joined here.
"""

from collections.abc import Mapping
from typing import Annotated, get_args

from pydantic import AfterValidator, Field

from models.arrival import messages as arrival
from models.arrival.messages import ArrivalFact, ArrivalStep, LevelHint
from models.consignment.state import State
from models.deadlines import messages as deadlines
from models.deadlines.messages import DeadlinesStep
from models.disposal import messages as disposal
from models.disposal.messages import DisposalFact
from models.emergency import messages as emergency
from models.inspection import messages as inspection
from models.inspection.messages import InspectionFact, InspectionStep
from models.kernel.event_body import Body, reported
from models.kernel.event_types import EventType
from models.kernel.incoming import Instant, Prose, TextKind
from models.kernel.language import Text
from models.kernel.message import (
    EXAMPLE_BOX,
    Command,
    Quantity,
    RawFact,
    Update,
    by_verb,
    fields,
)
from models.kernel.terms import Mode, Party, Permission, RiskLevel, System
from models.laboratory import messages as laboratory
from models.laboratory.messages import LaboratoryFact
from models.port import messages as port
from models.port.messages import PortFact, PortStep
from models.pre_shipment import messages as pre_shipment
from models.pre_shipment.messages import PreShipmentFact
from models.returns import messages as returns
from models.returns.messages import ReturningFact, ReturningStep
from models.supervision import messages as supervision
from models.supervision.messages import (
    ReinstatementNotice,
    SupervisionFact,
    SupervisionStep,
    SuspensionNotice,
    Unknown,
)
from models.traditional_port.events import (
    ArrivedAtSite,
    InspectionInstructed,
    InspectionSlotGiven,
    ReturnedToYard,
)
from models.transport import messages as transport
from models.transport.messages import TransportFact, TransportStep

Fact = Annotated[
    SupervisionFact
    | PreShipmentFact
    | ArrivalFact
    | PortFact
    | ReturnedToYard
    | InspectionInstructed
    | InspectionSlotGiven
    | ArrivedAtSite
    | TransportFact
    | InspectionFact
    | LaboratoryFact
    | DisposalFact
    | ReturningFact,
    Field(discriminator="type"),
    AfterValidator(reported),
]
"""What a report says: the body of an event, or a raw fact that rules make events of."""

FACTS: tuple[type[Body | RawFact], ...] = get_args(get_args(Fact)[0])
FACT_LABELS: dict[str, Text] = {kind.model_fields["type"].default: kind.label for kind in FACTS}


_ARRIVAL = {"type": EventType.BOX_ARRIVED, "box": EXAMPLE_BOX, "plate": "浙B12345"}


def _facts(state: State) -> list[dict[str, str]]:
    """The fact of the example for each box; one that every report of counts comes last."""
    repeatable = [{"type": EventType.TELEMETRY_RESTORED, "box": box} for box in state.boxes]
    return [*({**_ARRIVAL, "box": box} for box in state.boxes), *repeatable]


class ReportByHand(Command):
    """Report a fact in place of a system that cannot: recorded with your name and reason."""

    verb = "report_by_hand"
    label = Text("人工补录", "report a fact by hand")
    given_by = (Party.CHECKPOINT_OFFICER, Party.INSPECTION_OFFICER)
    suggestions = fields(fact=_facts)
    example = fields(
        fact=_ARRIVAL,
        reason="the checkpoint system is down since noon; seen at the gate",
    )

    fact: Fact
    reason: Prose


_FOUR_EYES = "Wang Li"


def _retractable(state: State) -> list[str]:
    """The facts that are known and may be taken back, as far as the rulebook says."""
    known = {key.partition("/")[0] for key in state.marks}
    return [row.fact for row in state.rules.retractions if row.fact in known]


class Retract(Command):
    """Take back a fact that was wrong; what followed from it is undone, or listed to be decided.

    The latest of that fact and box, or the one whose `event` id is given. `approver` allows it.
    """

    verb = "retract"
    label = Text("撤回事实", "take back a fact")
    given_by = (Party.CHECKPOINT_OFFICER, Party.INSPECTION_OFFICER)
    choices = fields(fact=_retractable)
    example = fields(
        fact=EventType.BOX_ARRIVED,
        box=EXAMPLE_BOX,
        reason="another box: the number was mistyped",
        approver=_FOUR_EYES,
    )

    fact: str
    box: str | None = None
    event: str | None = None
    reason: Prose


def _undecided(state: State) -> list[str]:
    return list(dict.fromkeys(act.event for act in state.undecided))


class DecideStandingAct(Command):
    """Decide on what was done upon a fact that was taken back: it stands, or it was undone.

    `approver` allows it.
    """

    verb = "decide_standing_act"
    label = Text("决定撤回后续处理", "decide on what was done")
    given_by = (Party.CHECKPOINT_OFFICER, Party.INSPECTION_OFFICER)
    choices = fields(act=_undecided)
    example = fields(
        act=EventType.UNLOADING_PERMITTED,
        box=EXAMPLE_BOX,
        stands=True,
        reason="told the enterprise to leave the box closed until it is there",
        approver=_FOUR_EYES,
    )

    act: str
    box: str | None = None
    stands: bool
    reason: Prose


_WAITS_AS: Mapping[str, Permission] = {
    "instruction": Permission.MODE,
    "removal": Permission.REMOVAL,
    "unloading": Permission.UNLOADING,
    "conclusion": Permission.CONCLUSION,
}


def _waiting(state: State) -> list[str]:
    """What a system should answer and does not, by the beginning of the key of its call."""
    begun = (call.partition(":")[0] for call in state.waiting_calls)
    return list(dict.fromkeys(_WAITS_AS[each].value for each in begun if each in _WAITS_AS))


class PermitOnPaper(Command):
    """Permit or decide on paper what a system should answer and does not; `approver` allows it.

    `document` is the number of the paper. MODE says which `mode`, and what the paper tells of that
    on which the mode depends (`InstructionAnswered`): what it does not tell permits no pilot. The
    answer of the system, when it is back, confirms it, or the worse of both counts.
    """

    verb = "permit_on_paper"
    label = Text("纸面办理许可", "permit on paper")
    given_by = (Party.CHECKPOINT_OFFICER, Party.INSPECTION_OFFICER)
    choices = fields(permission=_waiting)
    example = fields(
        permission="REMOVAL",
        box=EXAMPLE_BOX,
        document="NB-P-2026-0117",
        reason="clearance is down since 08:40",
        approver=_FOUR_EYES,
    )

    permission: Permission
    box: str | None = None
    document: str
    mode: Mode | None = None
    risk_level: RiskLevel = RiskLevel.R4
    standing: str = ""
    confirmed: str = ""
    supplier_standing: str | None = None
    storage_kg: Quantity | None = None
    transport_available: bool | None = None
    port_inspection: bool = True
    notices: tuple[str, ...] | None = None
    open_violations: tuple[str, ...] | None = None
    reason: Prose


class Report(Update):
    """Report a fact: what a system saw happen.

    With the id that the sending system gave it, and when it happened.
    """

    verb = "report"
    label = Text("接收系统消息", "report a fact")
    example = fields(
        id="checkpoint-00000123",
        system="checkpoint",
        occurred_at="2026-12-03T10:00:00+08:00",
        fact=_ARRIVAL,
    )

    id: str
    system: System
    occurred_at: Instant
    fact: Fact


def unread(report: Report) -> Report:
    """The same report with its fact as it came: when nothing can be made of what it says."""
    raw = report.fact.model_dump_json()[: TextKind.RAW.value.longest]
    return report.model_copy(update={"fact": Unknown(raw=raw)})


Told = SuspensionNotice | ReinstatementNotice

TOLD: dict[str, type[Told]] = by_verb((SuspensionNotice, ReinstatementNotice))
"""What the tracker itself tells a consignment, by the name of the Update; never refused."""

_COMMANDS: tuple[type[Command], ...] = (
    *supervision.COMMANDS,
    *pre_shipment.COMMANDS,
    *arrival.COMMANDS,
    *port.COMMANDS,
    *transport.COMMANDS,
    *inspection.COMMANDS,
    *laboratory.COMMANDS,
    *disposal.COMMANDS,
    *returns.COMMANDS,
    *emergency.COMMANDS,
    *deadlines.COMMANDS,
    ReportByHand,
    Retract,
    DecideStandingAct,
    PermitOnPaper,
)
COMMANDS: dict[str, type[Command]] = by_verb(_COMMANDS)
"""The commands of officers, by the name of the Update."""

HINTS: dict[str, type[LevelHint]] = by_verb((LevelHint,))
"""What makes a consignment look for itself, by the name of the Update."""

UPDATES: dict[str, type[Update]] = {**by_verb((Report,)), **COMMANDS, **TOLD, **HINTS}
"""Whatever a consignment takes as an Update, by its name."""

Step = (
    SupervisionStep
    | ArrivalStep
    | PortStep
    | TransportStep
    | InspectionStep
    | ReturningStep
    | DeadlinesStep
)
