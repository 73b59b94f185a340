"""What was found: defects of the goods (NC) and breaches of supervision (SV), one row for each.

A cleared suspicion keeps its row and does not count; `reports.py` counts a batch once.
"""

from collections.abc import Iterator
from datetime import datetime

from models.consignment.state import Breach, State
from models.inspection.events import NonconformanceRaised
from models.kernel.event import Event
from models.kernel.terms import MetalKind, Mode, Stage, Suspicion
from models.supervision.events import ViolationRecorded
from projections.consignment_fold import Consignment, RememberedEvent
from projections.projection import Projection, ViewRow
from projections.stages import WHOLE


class ReasonRow(ViewRow):
    """A row of `read.reasons`; a breach is CONFIRMED, an excused one CLEARED."""

    number: int
    code: str
    status: Suspicion
    box: str
    stage: Stage
    occurred_at: datetime
    enterprise: str
    supplier: str
    kind: MetalKind
    origin: str


def keeps(_before: State | None, _after: State, event: Event) -> bool:
    """Every finding."""
    return isinstance(event.body, NonconformanceRaised | ViolationRecorded)


def rows(consignment: Consignment) -> Iterator[ReasonRow]:
    """A row for each finding, in the order in which they were recorded."""
    registration = consignment.state.registration
    # The state holds the defects in the same order, with what became of them.
    settled, breaches = iter(consignment.state.defects), iter(consignment.state.breaches)
    for number, note in enumerate(consignment.notes, start=1):
        defect = isinstance(note.event.body, NonconformanceRaised)
        yield ReasonRow(
            consignment=registration.tracking_no,
            number=number,
            code=_code(note),
            status=next(settled).status if defect else _counted(next(breaches)),
            box=note.event.box or "",
            stage=stage_of(note, consignment.state.mode),
            occurred_at=note.event.occurred_at,
            enterprise=registration.enterprise,
            supplier=registration.supplier,
            kind=registration.kind,
            origin=registration.origin,
        )


def _counted(breach: Breach) -> Suspicion:
    return Suspicion.CLEARED if breach.excused else Suspicion.CONFIRMED


def _code(note: RememberedEvent) -> str:
    body = note.event.body
    if isinstance(body, ViolationRecorded):
        return body.code
    # A sub-code such as NC-09.FINES counts as its reason: rates are by the sixteen.
    return str(vars(body)["reason"]).partition(".")[0]


def stage_of(note: RememberedEvent, mode: Mode) -> Stage:
    """Where the goods were when it was found: a failed inspection itself begins the disposal."""
    stage = note.stages.get(note.event.box or WHOLE, note.stages[WHOLE])
    if stage is not Stage.DISPOSAL:
        return stage
    return Stage.FACTORY if mode is Mode.PILOT else Stage.PORT


REASONS = Projection(name="reasons", table="read_v1.reasons", rows=rows, keeps=keeps)
