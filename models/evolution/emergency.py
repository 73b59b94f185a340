"""The open, or last, emergency."""

from datetime import datetime

from models import events
from models.evolution.rows import Changes, latest, with_overlay, without_overlay
from models.state import Emergency, State
from models.terms import Danger, Overlay


def _emergency(state: State, **change: object) -> dict[str, object]:
    if state.emergency is None:
        return {}
    return {"emergency": state.emergency.replace(**change)}


def _locks(body: events.EmergencyRaised | events.DangerJoined) -> tuple[str, ...]:
    return (body.box,) if body.danger is Danger.LOCK and body.box else ()


def _lifted(state: State, at: datetime) -> dict[str, object]:
    """Whoever ended it has seen to the locks that it was about."""
    locks = state.emergency.locks if state.emergency else ()
    seen_to = {n: box.replace(lock_seen_to=at) for n, box in state.boxes.items() if n in locks}
    return {
        "overlays": without_overlay(state.overlays, Overlay.EMERGENCY),
        "boxes": {**state.boxes, **seen_to},
        **_emergency(state, lifted=True),
    }


def _joined(state: State, body: events.DangerJoined) -> dict[str, object]:
    known = state.emergency
    if known is None:
        return {}
    return _emergency(
        state, joined=latest(known.joined, body.danger), locks=latest(known.locks, *_locks(body))
    )


CHANGES = Changes(
    state={
        events.EmergencyRaised: lambda e, s, at: {
            "overlays": with_overlay(s.overlays, Overlay.EMERGENCY),
            "emergency": Emergency(
                danger=e.danger, box=e.box, reason=e.reason, raised_at=at, locks=_locks(e)
            ),
        },
        events.EmergencyAcknowledged: lambda e, s, __: _emergency(s, acknowledged_by=e.officer),
        events.IncidentReported: lambda _, s, __: _emergency(s, reported=True),
        events.DangerJoined: lambda e, s, __: _joined(s, e),
        events.EmergencyStepDone: lambda e, s, __: _emergency(
            s, steps=latest(s.emergency.steps, e.step) if s.emergency else ()
        ),
        events.RespondersCalled: lambda e, s, __: _emergency(
            s, responders=latest(s.emergency.responders, e.box) if s.emergency else ()
        ),
        events.EmergencyLifted: lambda _, s, at: _lifted(s, at),
    },
)
