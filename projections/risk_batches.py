"""What the risk of goods is reckoned from: one row for each consignment that was decided on.

Decided is what was released, ordered back or to be destroyed, or has ended otherwise. What is still
looked at is not there; what was never looked at is, with an exposure of 0 to every reason.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from models.arrival.events import ModeDecided
from models.consignment.state import State
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.terms import Disposal
from models.process.executed import WORK, inspected
from models.risk.exposure import Exposures
from models.risk.supplier_stream import PinnedLevel
from projections.consignment_fold import Consignment
from projections.projection import Projection
from projections.risk_batch_row import Drawn, RiskBatchRow
from projections.risk_findings import KEPT, defects

_OF_GOODS = {"enterprise", "supplier", "kind", "category", "code", "origin", "load_port"}
_ORDERED = {
    Disposal.RETURN: EventType.RETURN_ORDERED,
    Disposal.DESTROY: EventType.DESTRUCTION_ORDERED,
}


def keeps(_before: State | None, _after: State, event: Event) -> bool:
    """Every look at the goods, every defect, and the moment from which one has escaped."""
    return isinstance(event.body, (*WORK, *KEPT, ModeDecided))


def rows(consignment: Consignment) -> Iterator[RiskBatchRow]:
    """One row, or none as long as nothing is decided."""
    state = consignment.state
    at = concluded_at(state)
    if at is None:
        return
    found = defects(consignment.notes, state.mode)
    told = [note.event.body for note in consignment.notes]
    looked = inspected(state, told, [(d.reason, d.box) for d in found if d.reason and d.counts])
    goods, pinned = state.registration, _assessment(told)
    row = RiskBatchRow(
        consignment=goods.tracking_no,
        **goods.model_dump(include=_OF_GOODS),
        net_kg=int(goods.net_weight_kg),
        mode=state.mode,
        level=state.risk_level,
        assessment_stream=pinned.stream if pinned else None,
        assessment_version=pinned.version if pinned else None,
        assessment_hash=pinned.hash if pinned else None,
        selection=_drawn(state),
        **looked.model_dump(),
        sampled=sum(sample.taken is not None for sample in state.samples.values()),
        exposure={},
        findings=found,
        outcome=state.outcome,
        escaped=any(each.escaped and each.counts for each in found),
        rulebook=state.rulebook,
        concluded_at=at,
        updated_at=consignment.updated_at,
        version=state.version,
        position=consignment.position,
    )
    yield row.model_copy(update={"exposure": Exposures(state.rules.risk).of(row.record)})


def concluded_at(state: State) -> datetime | None:
    """When it was decided what becomes of the goods; None as long as that is open.

    Goods that failed do not wait for their ship: a finding would count weeks late.
    """
    kinds = [EventType.RELEASED_FOR_USE] if state.released else []
    kinds += [_ORDERED[state.disposal]] if state.disposal in _ORDERED else []
    kinds += [EventType.CONSIGNMENT_CLOSED] if state.outcome else []
    return next((state.marks[kind].at for kind in kinds if kind in state.marks), None)


def _assessment(told: Iterable[Body]) -> PinnedLevel | None:
    """By which stand of the supplier's stream the mode was decided, the last time."""
    found = [body.inputs.assessment for body in told if isinstance(body, ModeDecided)]
    return found[-1] if found else None


def _drawn(state: State) -> Drawn | None:
    grounds = state.selection.grounds if state.selection else None
    if grounds is None:
        return None
    return Drawn(
        at=state.marks[EventType.SELECTION_DRAWN].at,
        chances=grounds.chances,
        scheme=grounds.chances.scheme,
        level=grounds.plan.level,
        opened_bp=grounds.inclusion.opened,
        emptied_bp=grounds.inclusion.emptied,
        sampled_bp=grounds.inclusion.sampled,
        full_unpack=grounds.full_unpack,
        why=grounds.why,
    )


RISK_BATCHES = Projection(name="risk_batches", table="read_v1.risk_batches", rows=rows, keeps=keeps)
