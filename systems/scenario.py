"""The world as scripts: what happens to a consignment, when, and what must come of it.

A scenario (`scenarios/`) writes the script of one shipment; `play` acts it out in order of time.
Whoever plays gives the clock (`Pacer`) and the officer's desk (`CommandSender`).
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal, Protocol, TypeAlias, assert_never

from pydantic import JsonValue

SystemName: TypeAlias = Literal["clearance", "checkpoint", "enterprise"]
Outcome: TypeAlias = Literal[
    "RELEASED", "RETURNED", "REJECTED", "DESTROYED", "HANDED_OVER", "SEIZED"
]
Data: TypeAlias = dict[str, JsonValue]


@dataclass(frozen=True)
class PaperBox:
    """A container as its papers describe it; kilograms."""

    number: str
    seal: str
    net_kg: Decimal


@dataclass(frozen=True)
class Shipment:
    """What the world knows of a consignment: its numbers, boxes, goods and voyage."""

    tracking_no: str
    seq_no: str
    bill_no: str
    enterprise: str
    code: str
    origin: str
    load_port: str
    discharge_port: str
    vessel: str
    etd: datetime
    eta: datetime
    boxes: tuple[PaperBox, ...]
    to_sample: tuple[str, ...] = ()
    """The boxes that are drawn for a sample: known once the instruction says so (`acted_out`)."""

    @property
    def sampled(self) -> tuple[PaperBox, ...]:
        """The same as their papers describe them."""
        return tuple(box for box in self.boxes if box.number in self.to_sample)

    @property
    def numbers(self) -> list[JsonValue]:
        """The container numbers."""
        return [box.number for box in self.boxes]


@dataclass(frozen=True)
class WorldEvent:
    """Something happens in the world, and a system notices it."""

    at: datetime
    system: SystemName
    type: str
    data: Data
    delivery: Data = field(default_factory=dict)
    told_at: datetime | None = None
    """When the system is told, if that is not when it happened."""

    @property
    def due(self) -> datetime:
        """When its turn is in the script."""
        return self.told_at or self.at


@dataclass(frozen=True)
class OfficerOrder:
    """An officer gives a command."""

    at: datetime
    verb: str
    payload: Data
    refused: str = ""
    """Words of the refusal that it must meet, for an order that the rules do not allow."""

    @property
    def due(self) -> datetime:
        """When its turn is in the script."""
        return self.at


class NotRefused(Exception):
    """The tracker took an order that its rules forbid."""

    def __init__(self, order: OfficerOrder) -> None:
        """Name the order, and why it should have been refused."""
        super().__init__(f"{order.verb} was taken and must be refused: {order.refused}")


@dataclass(frozen=True)
class SystemFault:
    """A system begins to misbehave as its settings say."""

    at: datetime
    system: SystemName
    settings: Data

    @property
    def due(self) -> datetime:
        """When its turn is in the script."""
        return self.at


@dataclass(frozen=True)
class Lodging:
    """A broker lodges the head of a declaration with clearance."""

    at: datetime
    head: Data

    @property
    def due(self) -> datetime:
        """When its turn is in the script."""
        return self.at


Step: TypeAlias = WorldEvent | OfficerOrder | SystemFault | Lodging
Steps: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True)
class Expectation:
    """How a script must end: the outcome, each escalation as in `D08 L1`, each violation's code."""

    outcome: Outcome
    escalations: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    violations: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Script:
    """What happens to one shipment, in order of time, and how it must end."""

    name: str
    title: str
    steps: Steps
    expect: Expectation


Scenario: TypeAlias = Callable[[Shipment, datetime], Script]
Drawn: TypeAlias = Callable[[str], Awaitable[tuple[str, ...] | None]]
"""The boxes of a consignment that are drawn for a sample; None while nothing is drawn."""


class Pacer(Protocol):
    """The clock of a consignment."""

    async def advance(self, tracking_no: str, to: datetime) -> None:
        """Bring that consignment's clock to `to`, and wait until it is idle."""


class CommandSender(Protocol):
    """Where officers give their commands."""

    async def act(
        self, tracking_no: str, verb: str, payload: Mapping[str, JsonValue], at: datetime
    ) -> None:
        """Give a command as at that time."""

    async def act_in_vain(
        self, tracking_no: str, verb: str, payload: Mapping[str, JsonValue], at: datetime
    ) -> str | None:
        """Give a command that must be refused; the words of the refusal, None if it was taken."""


class Outside(Protocol):
    """The three systems, as the world moves them."""

    async def tell(self, happening: WorldEvent) -> None:
        """Let a system notice what happened, and wait until the tracker has been told."""

    async def disturb(self, fault: SystemFault) -> None:
        """Let a system misbehave."""

    async def declare(self, head: Data) -> None:
        """Lodge the head of a declaration."""


def script(name: str, title: str, steps: Steps, expect: Expectation) -> Script:
    """The script with its steps in order of time."""
    return Script(name, title, in_order(steps), expect)


def in_order(steps: Steps) -> Steps:
    """The steps in order of time; those of one moment keep their order."""
    return tuple(sorted(steps, key=lambda step: step.due))


def escalations(deadline: str, escalations: int) -> tuple[str, ...]:
    """The first levels of a deadline, as an expectation names them."""
    return tuple(f"{deadline} L{level}" for level in range(1, escalations + 1))


async def play(
    steps: Steps, shipment: Shipment, outside: Outside, pacer: Pacer, desk: CommandSender
) -> None:
    """Act the steps of a script out: wait for the time of each, then let it happen.

    Raises:
        NotRefused: the tracker took an order that it must refuse.
    """
    for step in steps:
        await pacer.advance(shipment.tracking_no, step.due)
        await _happen(step, shipment, outside, desk)
    # The last step may have set off calls; they belong to the play.
    if steps:
        await pacer.advance(shipment.tracking_no, steps[-1].due)


async def acted_out(  # noqa: PLR0913, PLR0917 - the stage, and the drawn boxes beside it
    written: Callable[[Shipment], Steps],
    shipment: Shipment,
    outside: Outside,
    pacer: Pacer,
    desk: CommandSender,
    drawn: Drawn,
) -> None:
    """Act a script out that nobody can write to its end: which boxes are sampled is drawn.

    Once the draw is known the script is written anew, and goes on where it is.
    """
    known: tuple[str, ...] | None = None
    played, left = list[Step](), [*written(replace(shipment, to_sample=()))]
    while left:
        await pacer.advance(shipment.tracking_no, left[0].due)
        if known is None and (known := await drawn(shipment.tracking_no)):
            # The samples may come before what was to be next.
            left = _left(written(replace(shipment, to_sample=known)), played)
            continue
        await _happen(left[0], shipment, outside, desk)
        played.append(left.pop(0))
    if played:
        await pacer.advance(shipment.tracking_no, played[-1].due)


def _left(steps: Steps, played: list[Step]) -> list[Step]:
    """The steps that have not happened yet."""
    done = list(played)
    left = list[Step]()
    for step in steps:
        if step in done:
            done.remove(step)
        else:
            left.append(step)
    return left


async def _happen(step: Step, shipment: Shipment, outside: Outside, desk: CommandSender) -> None:
    match step:
        case WorldEvent():
            await outside.tell(step)
        case OfficerOrder(refused=""):
            await desk.act(shipment.tracking_no, step.verb, step.payload, step.at)
        case OfficerOrder():
            await _refused(step, shipment.tracking_no, desk)
        case SystemFault():
            await outside.disturb(step)
        case Lodging():
            await outside.declare(step.head)
        case _:
            assert_never(step)


async def _refused(order: OfficerOrder, tracking_no: str, desk: CommandSender) -> None:
    """Given again after a restart of the play it may be refused for what has happened since."""
    said = await desk.act_in_vain(tracking_no, order.verb, order.payload, order.at)
    if said is None:
        raise NotRefused(order)
