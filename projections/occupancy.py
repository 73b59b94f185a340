"""What consignments take of bays, days and laboratories: a row for each place, with its time."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from models.consignment.state import Sample, State, mark_key
from models.kernel.enterprise_terms import Resource
from models.kernel.event_types import EventType
from models.kernel.spelling import key
from projections.consignment_fold import Consignment
from projections.projection import Projection, ViewRow

_OVER = (EventType.CONSIGNMENT_CLOSED, EventType.RETURN_ORDERED, EventType.FELL_BACK)
"""After these no box of it is waited for in a bay."""


class OccupancyRow(ViewRow):
    """A row of `read.occupancy`; what each column means is said in the migration."""

    resource: Resource
    subject: str = ""
    holder: str
    holder_key: str
    amount: int = 1
    since: datetime
    until: datetime | None


def rows(consignment: Consignment) -> Iterator[OccupancyRow]:
    """The bays that its boxes were called to, the day of its inspection, its lots at laboratories.

    A box takes a bay from when its truck is ordered until it is unloaded, or goes back unopened.
    """
    state = consignment.state
    yield from _bays(state)
    if state.booked_for is not None:
        slot, day = state.booked_for, Resource.BOXES_A_DAY
        yield _row(state, day, _enterprise(state), amount=len(state.boxes), since=slot, until=slot)
    taken = (sample for sample in state.samples.values() if sample.taken is not None)
    by_laboratory = sorted(taken, key=lambda sample: key(sample.lab))
    for name, lot in groupby(by_laboratory, key=lambda sample: key(sample.lab)):
        yield _lot(state, name, list(lot))


def _bays(state: State) -> Iterator[OccupancyRow]:
    over = [state.marks[kind].at for kind in _OVER if kind in state.marks]
    for box in state.boxes.values():
        called = state.marks.get(mark_key(EventType.TRANSPORT_ORDERED, box.number))
        if called is not None:
            ends = [*over, *([box.unloaded] if box.unloaded else [])]
            until = max(min(ends), called.at) if ends else None
            when = {"subject": box.number, "since": called.at, "until": until}
            yield _row(state, Resource.BAYS, _enterprise(state), **when)


def _lot(state: State, name: str, lot: list[Sample]) -> OccupancyRow:
    """From the first sample that was taken until the last one has its report, or is given up."""
    since = min(sample.taken for sample in lot if sample.taken is not None)
    ends = [sample.answered or sample.voided for sample in lot]
    known = [end for end in ends if end is not None]
    until = max(known) if len(known) == len(ends) else None
    when = {"subject": name, "since": since, "until": until}
    return _row(state, Resource.LABORATORY, lot[0].lab, **when)


def _enterprise(state: State) -> str:
    return state.registration.enterprise


def _row(state: State, resource: Resource, holder: str, **said: Any) -> OccupancyRow:  # noqa: ANN401
    return OccupancyRow(
        consignment=state.registration.tracking_no,
        resource=resource,
        holder=holder,
        holder_key=key(holder),
        **said,
    )


OCCUPANCY = Projection(name="occupancy", table="read_v1.occupancy", rows=rows)
