"""The open, or last, emergency."""

from models import events
from models.evolution.rows import Changes, with_overlay, without_overlay
from models.state import Emergency, State
from models.terms import Overlay


def _emergency(state: State, **change: object) -> dict[str, object]:
    if state.emergency is None:
        return {}
    return {"emergency": state.emergency.replace(**change)}


CHANGES = Changes(
    state={
        events.EmergencyRaised: lambda e, s, at: {
            "overlays": with_overlay(s.overlays, Overlay.EMERGENCY),
            "emergency": Emergency(danger=e.danger, box=e.box, reason=e.reason, raised_at=at),
        },
        events.EmergencyAcknowledged: lambda e, s, __: _emergency(s, acknowledged_by=e.officer),
        events.IncidentReported: lambda _, s, __: _emergency(s, reported=True),
        events.DangerJoined: lambda e, s, __: _emergency(
            s, joined=(*s.emergency.joined, e.danger) if s.emergency else ()
        ),
        events.EmergencyStepDone: lambda e, s, __: _emergency(
            s, steps=(*s.emergency.steps, e.step) if s.emergency else ()
        ),
        events.EmergencyLifted: lambda _, s, __: {
            "overlays": without_overlay(s.overlays, Overlay.EMERGENCY),
            **_emergency(s, lifted=True),
        },
    },
)
