"""Consignments as tests tell them: a sample is registered, things happen, the ledger records."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Self

from ledger import Append, Appended, Envelope, Ledger
from models.consignment.registration import BoxRegistration, Registration
from models.consignment.state import State
from models.kernel.event import Event, to_entry
from models.kernel.identity import box_check_digit, consignment_workflow_id
from models.kernel.message import Command
from models.kernel.terms import MetalKind, RiskLevel, System
from models.pre_shipment.messages import PreShipmentFile
from models.process.decide import decide_command, decide_report, decide_step, register
from models.process.evolve import evolve, fold
from models.process.messages import Fact, Report, Step
from scripts.simulation.papers import whole_file
from tests.draws import with_chances

RULEBOOK = "2025-09"
# A Monday in working hours in Ningbo, a month before the sample ship arrives.
START = datetime(2025, 9, 15, 2, tzinfo=UTC)

PAPERS = {part.kind: part for part in whole_file(RULEBOOK, MetalKind.COPPER, START.date())}
# A file that lacks nothing.
FILE = PreShipmentFile(documents=tuple(PAPERS.values()))


def file_of(at: datetime) -> PreShipmentFile:
    """The same, issued that day."""
    return PreShipmentFile(documents=whole_file(RULEBOOK, MetalKind.COPPER, at.date()))


def sample_tracking_no(n: int) -> str:
    """The tracking number of the n-th sample."""
    return f"NB25-{n:06}"


def sample_box(n: int, nth: int = 1) -> str:
    """The ISO 6346 number of the nth box of the n-th sample."""
    prefix = f"CSQU{(n * 10 + nth) % 1_000_000:06}"
    return f"{prefix}{box_check_digit(prefix)}"


def sample_seal(n: int, nth: int = 1) -> str:
    """The seal on the nth box of the n-th sample, as its papers name it."""
    return f"SL{n:06}{nth}"


def sample_registration(n: int, boxes: int = 1, **overrides: object) -> Registration:
    """An R1 copper consignment that the pilot takes; `overrides` replace single fields."""
    declared = tuple(
        BoxRegistration(
            number=sample_box(n, nth), seal=sample_seal(n, nth), net_weight_kg=Decimal("21550.0")
        )
        for nth in range(1, boxes + 1)
    )
    sample = Registration(
        tracking_no=sample_tracking_no(n),
        seq_no=f"I2025{n:013}",
        bill_no=f"BL{n:08}",
        enterprise="甬东再生铜业",
        supplier="Kobe Metals",
        origin="JP",
        load_port="JPUKB",
        discharge_port="CNNBG",
        kind=MetalKind.COPPER,
        category="A",
        code="7404000030",
        net_weight_kg=Decimal("21550.0") * boxes,
        value=Decimal("1350000.00") * boxes,
        currency="CNY",
        vessel="EVER LUCID",
        etd=START + timedelta(days=20),
        eta=START + timedelta(days=30),
        risk_level=RiskLevel.R1,
        boxes=declared,
    )
    return sample.model_copy(update=overrides)


class History:
    """The life of one consignment so far; times are hours after its registration."""

    def __init__(self, registration: Registration, at: datetime = START) -> None:
        self.tracking_no = registration.tracking_no
        self.start = at
        self.events: list[Event] = register(registration, RULEBOOK, at)
        state = fold(self.events)
        assert state is not None
        self.state: State = state
        self._told = 0

    def hears(self, fact: Fact, hours: float = 0, system: System = System.CHECKPOINT) -> Self:
        """A fact arrives, which happened so many hours after the registration."""
        report = Report(id=self._id(), system=system, occurred_at=self.at(hours), fact=fact)
        return self._follow(decide_report(self.state, report))

    def obeys(self, command: Command, hours: float = 0) -> Self:
        """An officer commands."""
        return self._follow(decide_command(self.state, command, self._id(), self.at(hours)))

    def takes(self, step: Step, hours: float = 0) -> Self:
        """The process takes a step of its own."""
        step = with_chances(step, self.state.registration, self.at(hours))
        return self._follow(decide_step(self.state, step, self._id(), self.at(hours)))

    def at(self, hours: float) -> datetime:
        """The instant so many hours after the registration."""
        return self.start + timedelta(hours=hours)

    def _id(self) -> str:
        self._told += 1
        return f"{self.tracking_no}-{self._told:04}"

    def _follow(self, events: list[Event]) -> Self:
        for event in events:
            self.state = evolve(self.state, event)
        self.events += events
        return self


def sample_history(n: int, boxes: int = 1, **overrides: object) -> History:
    """A sample consignment, just registered."""
    return History(sample_registration(n, boxes, **overrides))


async def append_events(ledger: Ledger, tracking_no: str, events: Iterable[Event]) -> Appended:
    """Record these events at the end of the consignment's stream."""
    return await append_to(ledger, consignment_workflow_id(tracking_no), events)


async def append_to(ledger: Ledger, stream: str, events: Iterable[Event]) -> Appended:
    """Record these events at the end of a stream."""
    envelopes = tuple(Envelope.model_validate(to_entry(event).model_dump()) for event in events)
    head = await ledger.head(stream)
    return await ledger.append(Append(stream_id=stream, after=head, events=envelopes))


async def record(ledger: Ledger, *histories: History) -> int:
    """Record what of these histories is not in the ledger yet; the position of the last event."""
    for history in histories:
        recorded = (await ledger.head(consignment_workflow_id(history.tracking_no))).version
        if history.events[recorded:]:
            await append_events(ledger, history.tracking_no, history.events[recorded:])
    return await ledger.last_position()
