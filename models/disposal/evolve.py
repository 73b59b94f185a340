"""What was decided on goods that failed."""

from datetime import datetime
from decimal import Decimal

from models.consignment.evolution_tables import (
    Changes,
    decided_anew,
    known_later,
    with_overlay,
    without_overlay,
)
from models.consignment.state import State
from models.disposal.events import (
    BoxesReleased,
    CodeAmended,
    DestructionOrdered,
    DestructionSupervised,
    DisputeSettled,
    RectificationCompleted,
    RectificationOrdered,
    ReinspectionOrdered,
    ResultDisputed,
    TreatmentSupervised,
)
from models.inspection.coverage import by_hand, owed_anew
from models.kernel.base_types import replace
from models.kernel.event_types import EventType
from models.kernel.fold import on
from models.kernel.terms import Disposal, Overlay, Suspicion


def _released(body: BoxesReleased, state: State, at: datetime) -> State:
    free = {box: state.boxes[box] for box in body.boxes if box in state.boxes}
    freed = {name: replace(box, released=True, released_at=at) for name, box in free.items()}
    return replace(state, boxes={**state.boxes, **freed})


def _opened_anew(state: State) -> State:
    """What was confirmed is a suspicion once more, and nothing is decided."""
    defects = tuple(
        replace(d, status=Suspicion.SUSPECTED, reopened=True)
        if d.status is Suspicion.CONFIRMED
        else d
        for d in state.defects
    )
    undone = state.disposal in (Disposal.RETURN, Disposal.DESTROY)
    return replace(
        owed_anew(state, state.confirmed()),
        defects=defects,
        failed=False,
        rectified=False,
        disposal=None,
        reinstated=state.reinstated + undone,
    )


def _to_rectify(_: RectificationOrdered, state: State, at: datetime) -> State:
    return replace(
        state,
        disposal=Disposal.RECTIFY,
        concluding=False,
        rectified=known_later(state, at, EventType.RECTIFICATION_COMPLETED),
        watched=known_later(state, at, EventType.TREATMENT_SUPERVISED),
    )


def _rectified(_: RectificationCompleted, state: State, __: datetime) -> State:
    """What was seen of the defects before they were treated says nothing any more."""
    treated = (defect for defect in state.confirmed() if by_hand(state, defect))
    return owed_anew(replace(state, rectified=True), treated)


def _to_destroy(state: State) -> State:
    ordered = decided_anew(state, Disposal.DESTROY)
    return replace(ordered, destroyed_kg=Decimal(0), shortfall="")


def _destroyed(body: DestructionSupervised, state: State, _: datetime) -> State:
    """Several records add up: a furnace takes a lot in parts."""
    return replace(
        state,
        destroyed_kg=state.destroyed_kg + body.weight_kg,
        shortfall=body.shortfall or state.shortfall,
    )


CHANGES = Changes(
    state=(
        on(RectificationOrdered, _to_rectify),
        on(TreatmentSupervised, lambda _, s, __: replace(s, watched=True)),
        on(CodeAmended, lambda e, s, _: replace(s, amended_code=e.code)),
        on(RectificationCompleted, _rectified),
        on(DestructionOrdered, lambda _, s, __: _to_destroy(s)),
        on(DestructionSupervised, _destroyed),
        on(BoxesReleased, _released),
        on(ResultDisputed, lambda _, s, __: with_overlay(s, Overlay.DISPUTE)),
        on(DisputeSettled, lambda _, s, __: without_overlay(s, Overlay.DISPUTE)),
        on(ReinspectionOrdered, lambda _, s, __: _opened_anew(s)),
    ),
)
