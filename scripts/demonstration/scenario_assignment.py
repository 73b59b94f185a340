"""Which consignment plays which script: the sample manifest, brought near to today."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from math import ceil
from pathlib import Path

from ledger import Ledger
from models.consignment.registration import Registration
from models.consignment.state import State
from models.kernel.errors import NotFound
from models.kernel.event_types import EventType
from projections.stream_reader import state_of
from scripts import importing
from scripts.retry import retry_until
from scripts.texts.errors import NOT_IN_SAMPLE
from systems.scenario import PaperBox, Script, Shipment, Steps
from systems.scenarios import SCENARIOS, UNENROLLED, casting

SAMPLE = Path(__file__).parents[2] / "samples" / "manifest.csv"
NOTICE = timedelta(days=7)
"""So long before the first departure the papers are handed in."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Role:
    """A consignment, when it was registered, and the script that it plays."""

    registration: Registration
    start: datetime
    known: State | None
    """What the ledger says of it, when an earlier demo has begun it."""

    @property
    def tracking_no(self) -> str:
        """The consignment's number."""
        return self.registration.tracking_no

    @property
    def shipment(self) -> Shipment:
        """The same as the world knows it."""
        return shipment_of(self.registration)

    @property
    def script(self) -> Script:
        """What happens to it if no box is drawn for a sample, and how it must end."""
        return self._written(self.shipment)

    @property
    def scenario(self) -> str:
        """The name of that script."""
        return casting().get(self.tracking_no, "smooth")

    @property
    def enrolled(self) -> bool:
        """Somebody enrols its enterprise before its goods sail."""
        return self.scenario not in UNENROLLED

    def steps(self, shipment: Shipment) -> Steps:
        """What happens to the shipment, whatever is drawn."""
        return self._written(shipment).steps

    def _written(self, shipment: Shipment) -> Script:
        return SCENARIOS[self.scenario](shipment, self.start)

    @property
    def ended(self) -> bool:
        """An earlier demo has played it to the end."""
        return self.known is not None and self.known.outcome is not None


async def drawn(ledger: Ledger, tracking_no: str) -> tuple[str, ...] | None:
    """The boxes that the instruction names for a sample; None while nothing is drawn.

    Raises:
        StaysAway: the database does not come back.
    """
    known = await retry_until(partial(state_of, ledger, tracking_no))
    return None if known is None or known.selection is None else known.selection.sampled


def sample_of(only: Collection[str]) -> tuple[Registration, ...]:
    """The sample manifest, or only the consignments that are named.

    Raises:
        NotFound: a name is not in the sample.
    """
    sample = importing.load(SAMPLE).parsed.registrations
    if absent := set(only) - {each.tracking_no for each in sample}:
        raise NotFound(NOT_IN_SAMPLE, sample=SAMPLE.name, numbers=", ".join(sorted(absent)))
    return tuple(each for each in sample if not only or each.tracking_no in only)


async def roles(ledger: Ledger, registrations: Sequence[Registration], now: datetime) -> list[Role]:
    """A role for each consignment; one that is recorded keeps what it was registered with."""
    return [await _role(ledger, registration, now) for registration in registrations]


async def _role(ledger: Ledger, registration: Registration, now: datetime) -> Role:
    known = await state_of(ledger, registration.tracking_no)
    if known is None:
        return Role(registration, now, None)
    return Role(known.registration, known.marks[EventType.CONSIGNMENT_REGISTERED].at, known)


def days_to_shift(registrations: Sequence[Registration], now: datetime) -> int:
    """By how many whole days the dates must move, so that the first departure lies ahead."""
    first = min(registration.etd for registration in registrations)
    return max(0, ceil((now + NOTICE - first) / _DAY))


def shifted(registration: Registration, days: int) -> Registration:
    """The same consignment on another day."""
    later = {"etd": registration.etd + days * _DAY, "eta": registration.eta + days * _DAY}
    return registration.model_copy(update=later)


def shipment_of(registration: Registration) -> Shipment:
    """What the world knows of a consignment."""
    return Shipment(
        tracking_no=registration.tracking_no,
        seq_no=registration.seq_no,
        bill_no=registration.bill_no,
        enterprise=registration.enterprise,
        code=registration.code,
        origin=registration.origin,
        load_port=registration.load_port,
        discharge_port=registration.discharge_port,
        vessel=registration.vessel,
        etd=registration.etd,
        eta=registration.eta,
        boxes=tuple(
            PaperBox(box.number, box.seal, box.net_weight_kg) for box in registration.boxes
        ),
    )
