"""The world as scripts: what happens to a consignment, when, and what must come of it.

A scenario (`scenarios/`) writes the script of one shipment; `play` acts it out in order of time.
Whoever plays gives the clock (`Pacer`) and the officer's desk (`Desk`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
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
class Box:
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
    boxes: tuple[Box, ...]

    @property
    def numbers(self) -> list[JsonValue]:
        """The container numbers."""
        return [box.number for box in self.boxes]


@dataclass(frozen=True)
class Happening:
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
class Order:
    """An officer gives a command."""

    at: datetime
    verb: str
    payload: Data

    @property
    def due(self) -> datetime:
        """When its turn is in the script."""
        return self.at


@dataclass(frozen=True)
class Fault:
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


Step: TypeAlias = Happening | Order | Fault | Lodging
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


class Pacer(Protocol):
    """The clock of a consignment."""

    async def advance(self, tracking_no: str, to: datetime) -> None:
        """Bring that consignment's clock to `to`, and wait until it is idle."""


class Desk(Protocol):
    """Where officers give their commands."""

    async def act(
        self, tracking_no: str, verb: str, payload: Mapping[str, JsonValue], at: datetime
    ) -> None:
        """Give a command as at that time."""


class Outside(Protocol):
    """The three systems, as the world moves them."""

    async def tell(self, happening: Happening) -> None:
        """Let a system notice what happened, and wait until the tracker has been told."""

    async def disturb(self, fault: Fault) -> None:
        """Let a system misbehave."""

    async def declare(self, head: Data) -> None:
        """Lodge the head of a declaration."""


def script(name: str, title: str, steps: Steps, expect: Expectation) -> Script:
    """The script with its steps in order of time."""
    return Script(name, title, in_order(steps), expect)


def in_order(steps: Steps) -> Steps:
    """The steps in order of time; those of one moment keep their order."""
    return tuple(sorted(steps, key=lambda step: step.due))


def ladder(deadline: str, rungs: int) -> tuple[str, ...]:
    """The first rungs of a deadline, as an expectation names them."""
    return tuple(f"{deadline} L{level}" for level in range(1, rungs + 1))


async def play(
    steps: Steps, shipment: Shipment, outside: Outside, pacer: Pacer, desk: Desk
) -> None:
    """Act the steps of a script out: wait for the time of each, then let it happen."""
    for step in steps:
        await pacer.advance(shipment.tracking_no, step.due)
        match step:
            case Happening():
                await outside.tell(step)
            case Order():
                await desk.act(shipment.tracking_no, step.verb, step.payload, step.at)
            case Fault():
                await outside.disturb(step)
            case Lodging():
                await outside.declare(step.head)
            case _:
                assert_never(step)
    # The last step may have set off calls; they belong to the play.
    if steps:
        await pacer.advance(shipment.tracking_no, steps[-1].due)
