"""What was decided on goods that failed."""

from models import events
from models.evolution.rows import (
    Change,
    Changes,
    decided_anew,
    known_later,
    latest,
    with_overlay,
    without_overlay,
)
from models.state import State
from models.terms import Disposal, Overlay, Suspicion


def _released(state: State, body: events.BoxesReleased) -> Change:
    free = {box: state.boxes[box] for box in body.boxes if box in state.boxes}
    freed = {name: box.replace(released=True) for name, box in free.items()}
    return {"boxes": {**state.boxes, **freed}}


def _opened_anew(state: State) -> Change:
    """What was confirmed is a suspicion once more, and nothing is decided."""
    defects = tuple(
        d.replace(status=Suspicion.SUSPECTED) if d.status is Suspicion.CONFIRMED else d
        for d in state.defects
    )
    undone = state.disposal in (Disposal.RETURN, Disposal.DESTROY)
    return {
        "defects": defects,
        "failed": False,
        "rectified": False,
        "disposal": None,
        "reinstated": state.reinstated + undone,
    }


CHANGES = Changes(
    state={
        events.RectificationOrdered: lambda _, s, at: {
            "disposal": Disposal.RECTIFY,
            "concluding": False,
            "rectified": known_later(s, at, "rectification-completed"),
            "watched": known_later(s, at, "treatment-supervised"),
        },
        events.TreatmentSupervised: lambda _, __, ___: {"watched": True},
        events.CodeAmended: lambda e, _, __: {"amended_code": e.code},
        events.RectificationCompleted: lambda _, __, ___: {"rectified": True},
        events.DestructionOrdered: lambda _, s, __: decided_anew(s, Disposal.DESTROY),
        events.BoxesReleased: lambda e, s, __: _released(s, e),
        events.CaseReferred: lambda e, s, __: {"referred": latest(s.referred, e.to)},
        events.ResultDisputed: lambda _, s, __: {
            "overlays": with_overlay(s.overlays, Overlay.DISPUTE)
        },
        events.DisputeSettled: lambda _, s, __: {
            "overlays": without_overlay(s.overlays, Overlay.DISPUTE)
        },
        events.ReinspectionOrdered: lambda _, s, __: _opened_anew(s),
    },
)
