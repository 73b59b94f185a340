"""Consignments as the ledger has them in operation: a pilot life of two boxes, many times over."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from ledger import Append, Conflict, Envelope, Head, Ledger
from models.arrival.events import Discharged, Shipped, VesselArrived
from models.arrival.messages import DeclarationStatus, InstructionAnswered
from models.consignment.registration import BoxRegistration, Registration
from models.consignment.state import State
from models.inspection.events import InspectionBooked, SealChecked, Unloaded
from models.inspection.messages import (
    PermitUnloading,
    RecordInspection,
    SectionLook,
    StartInspection,
)
from models.kernel.event import Event, to_entry
from models.kernel.identity import consignment_workflow_id
from models.kernel.message import Command
from models.kernel.terms import (
    AuditDecision,
    CheckResult,
    MetalKind,
    Outcome,
    RiskLevel,
    SealState,
    System,
)
from models.port.events import MachineInspected
from models.port.messages import PortalReading, RemovalAnswered
from models.pre_shipment.messages import DecidePreShipment, PreShipmentFile
from models.process.decide import decide_command, decide_report, decide_step, register
from models.process.evolve import evolve, fold
from models.process.messages import Fact, Report, Step
from models.risk.draw import chances, quarter_of
from models.rules.rulebook import rulebook
from models.supervision.messages import Close, Release
from models.transport.events import ArrivalNotified, BoxArrived, GatedOut
from models.transport.messages import TripAnswered
from scripts.simulation.inspection import in_order
from scripts.simulation.papers import whole_file

STREAMS_AT_ONCE = 100
RULEBOOK = "2025-09"
START = datetime(2025, 9, 15, 2, tzinfo=UTC)
BOXES = ("CSQU3054383", "MSKU1234565")
OFFICER = "Chen Wei"
_NUMBER = "NB25-000000"
_KEY = sha256(b"benchmark").digest()
"""Public: these goods are nobody's."""


async def fill(ledger: Ledger, consignments: int) -> int:
    """Record so many lives, event by event side by side; the position of the last event."""
    life = list(_life())
    for first in range(0, consignments, STREAMS_AT_ONCE):
        numbers = range(first, min(first + STREAMS_AT_ONCE, consignments))
        answers = await ledger.append_many([_request(number, life) for number in numbers])
        for answer in answers:
            if isinstance(answer, Conflict):
                raise answer
    return await ledger.last_position()


def _request(number: int, life: Sequence[Event]) -> Append:
    """The same life under another number."""
    tracking_no = f"NB25-{number:06}"
    stream = consignment_workflow_id(tracking_no)
    envelopes: list[Envelope] = []
    for event in life:
        entry = to_entry(event).model_dump()
        entry["event_id"] = uuid5(NAMESPACE_URL, f"{stream}/{len(envelopes)}")
        if registration := entry["data"].get("registration"):
            registration["tracking_no"] = tracking_no
        envelopes.append(Envelope.model_validate(entry))
    return Append(stream_id=stream, after=Head.start(stream), events=tuple(envelopes))


def _life() -> Iterator[Event]:
    registration = _registration()
    events = register(registration, RULEBOOK, START)
    state = fold(events)
    yield from events
    if state is None:
        raise AssertionError
    for nth, (hours, told) in enumerate(_told()):
        events = _decided(state, told, f"message-{nth}", START + timedelta(hours=hours))
        for event in events:
            state = evolve(state, event)
        yield from events


def _decided(state: State, told: Fact | Command | Step, cause: str, at: datetime) -> list[Event]:
    if isinstance(told, Command):
        return decide_command(state, told, cause, at)
    if isinstance(told, Step):
        return decide_step(state, told, cause, at)
    report = Report(id=cause, system=System.CHECKPOINT, occurred_at=at, fact=told)
    return decide_report(state, report)


def _told() -> Iterator[tuple[float, Fact | Command | Step]]:
    """What happens, and how many hours after the registration."""
    yield 1, PreShipmentFile(documents=whole_file(RULEBOOK, MetalKind.COPPER, START.date()))
    yield 5, DecidePreShipment(officer=OFFICER, decision=AuditDecision.APPROVE)
    yield 480, Shipped(vessel="EVER LUCID")
    yield 720, VesselArrived(vessel="EVER LUCID")
    yield 724, Discharged()
    for letter in ("0", "4", "L"):
        yield 725, DeclarationStatus(letter=letter, entry_id="310120251000000001")
    yield (
        725,
        InstructionAnswered(
            risk_level="R1",
            standing="ENROLLED",
            confirmed="ENROLLED",
            supplier_standing="ADMITTED",
            storage_kg=Decimal(5_000_000),
            transport_available=True,
            port_inspection=False,
            chances=chances(_KEY, quarter_of(START), _NUMBER, BOXES),
        ),
    )
    for box in BOXES:
        yield from _hauled(box)
    yield 740, InspectionBooked(slot=START + timedelta(hours=760))
    yield 760, StartInspection(officer=OFFICER)
    yield 764, _inspected()
    yield 765, Release()
    yield 765, Close(outcome=Outcome.RELEASED)


def _inspected() -> RecordInspection:
    """Both boxes opened and emptied, everything looked at and measured."""
    rules = rulebook(RULEBOOK)
    wanted = dict.fromkeys(row.parameter for each in rules.sections for row in each.owed)
    return RecordInspection(
        officer=OFFICER,
        conform=True,
        opened=BOXES,
        emptied=BOXES,
        looks=tuple(
            SectionLook(section=row.number, in_order=True) for row in rules.sections if row.required
        ),
        readings=tuple(in_order(name, box) for box in BOXES for name in wanted),
    )


def _hauled(box: str) -> Iterator[tuple[float, Fact | Step]]:
    yield (
        726,
        PortalReading(
            box=box,
            portal_id="RPM-1",
            dose_rate=Decimal("0.10"),
            background=Decimal("0.09"),
            result=CheckResult.PASSED,
        ),
    )
    yield 727, MachineInspected(box=box, scan_id="X-1", result=CheckResult.PASSED)
    yield 728, RemovalAnswered(box=box, visit=f"removal:{box}", permit_no="P-1", refusal=None)
    yield (
        728,
        TripAnswered(
            box=box, trip_no="T-1", plate="浙B10001", lock_no="LK-1", planned_drive_minutes=60
        ),
    )
    yield 730, GatedOut(box=box, plate="浙B10001", lock_no="LK-1", locked=True, seals=("S-1",))
    yield 731, BoxArrived(box=box, plate="浙B10001")
    yield 731.1, ArrivalNotified(box=box)
    yield 731.5, SealChecked(box=box, seal_no="S-1", state=SealState.INTACT)
    yield 731.6, PermitUnloading(box=box)
    yield 733, Unloaded(box=box, net_kg=Decimal("21540.0"))


def _registration() -> Registration:
    declared = [
        BoxRegistration(number=box, seal="S-1", net_weight_kg=Decimal("21550.0")) for box in BOXES
    ]
    return Registration(
        tracking_no=_NUMBER,
        seq_no="I20250000971587171",
        bill_no="BL00000001",
        enterprise="甬东再生铜业",
        supplier="Kobe Metals",
        origin="JP",
        load_port="JPUKB",
        discharge_port="CNNBG",
        kind=MetalKind.COPPER,
        category="A",
        code="7404000030",
        net_weight_kg=Decimal("43100.0"),
        value=Decimal("2700000.00"),
        currency="CNY",
        vessel="EVER LUCID",
        etd=START + timedelta(days=20),
        eta=START + timedelta(days=30),
        risk_level=RiskLevel.R1,
        boxes=tuple(declared),
    )
