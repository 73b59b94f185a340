"""What has to be asked of others' claims on the same bays, days and laboratories, and when.

A consignment knows only itself. What it books, calls or sends is recorded as it is; how full it
is there is asked at once, and what is short becomes an event of its own (decisions/0048).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial

from models.consignment.state import State
from models.inspection.events import InspectionBooked
from models.kernel.base_types import Frozen
from models.kernel.enterprise_terms import Resource
from models.kernel.event import Event
from models.laboratory.events import SampleTaken
from models.transport.events import TransportOrdered


class CapacityQuestion(Frozen):
    """How much is taken of something at an instant, but by whom it is asked for.

    `id` is that of the event it is asked about; `holder` an enterprise or a laboratory.
    """

    id: str
    consignment: str
    resource: Resource
    holder: str
    at: datetime
    box: str | None = None
    sample_no: str = ""


def questions_of(state: State, history: Iterable[Event]) -> list[CapacityQuestion]:
    """The questions that events raise, in their order; `state` is the one after them."""
    return list(_questions(state, history))


def _questions(state: State, history: Iterable[Event]) -> Iterator[CapacityQuestion]:
    for event in history:
        asked = _about(state, event)
        if asked is not None:
            yield asked


def _about(state: State, event: Event) -> CapacityQuestion | None:
    asks = partial(CapacityQuestion, id=str(event.id), consignment=state.registration.tracking_no)
    enterprise, at = state.registration.enterprise, event.occurred_at
    match event.body:
        case TransportOrdered(box=box):
            return asks(resource=Resource.BAYS, holder=enterprise, at=at, box=box)
        case InspectionBooked(slot=slot):
            return asks(resource=Resource.BOXES_A_DAY, holder=enterprise, at=slot)
        case SampleTaken(lab=lab, sample_no=number) if _first_lot(state, lab, number):
            return asks(resource=Resource.LABORATORY, holder=lab, at=at, sample_no=number)
        case _:
            return None


def _first_lot(state: State, lab: str, number: str) -> bool:
    """Further samples of the goods are of the lot that waits there already."""
    return not any(each.lab == lab and each.number != number for each in state.samples_out)
