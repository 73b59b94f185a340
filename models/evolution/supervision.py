"""Overlays, calls, release and the end."""

from models import events
from models.evolution.rows import Changes, with_overlay, without_overlay
from models.terms import Overlay

CHANGES = Changes(
    state={
        events.ViolationRecorded: lambda e, s, __: {"violations": (*s.violations, e.code)},
        events.ReleasedForUse: lambda _, __, ___: {"released": True},
        events.ConsignmentClosed: lambda e, _, __: {"outcome": e.outcome},
        events.Held: lambda _, s, __: {"overlays": with_overlay(s.overlays, Overlay.HOLD)},
        events.Resumed: lambda _, s, __: {"overlays": without_overlay(s.overlays, Overlay.HOLD)},
        events.CallFailed: lambda e, s, __: {
            "failing_calls": {**s.failing_calls, e.call: e.reason}
        },
        events.CallRetried: lambda e, s, __: {
            "failing_calls": {k: v for k, v in s.failing_calls.items() if k != e.call}
        },
    },
)
