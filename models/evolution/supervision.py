"""Overlays, calls, release and the end."""

from models import events
from models.alarms import LONGEST
from models.evolution.rows import Change, Changes, latest, with_overlay, without_overlay
from models.state import Breach, State, Unanswered
from models.terms import Overlay


def _excused(state: State, body: events.ViolationExcused) -> tuple[Breach, ...]:
    """The latest such breach that counts is excused."""
    found = list(state.breaches)
    for place in reversed(range(len(found))):
        if found[place] == Breach(code=body.code, box=body.box):
            found[place] = found[place].replace(excused=True)
            break
    return tuple(found)


def _settled(state: State, call: str) -> Change:
    """Nobody waits for that call any more."""
    return {
        "failing_calls": {k: v for k, v in state.failing_calls.items() if k != call},
        "unanswered_calls": {k: v for k, v in state.unanswered_calls.items() if k != call},
    }


CHANGES = Changes(
    state={
        events.ViolationRecorded: lambda e, s, __: {
            "breaches": latest(s.breaches, Breach(code=e.code, box=e.box))
        },
        events.ViolationExcused: lambda e, s, __: {"breaches": _excused(s, e)},
        events.ReleasedForUse: lambda _, __, ___: {"released": True},
        events.ConsignmentClosed: lambda e, _, __: {"outcome": e.outcome},
        events.Held: lambda _, s, __: {"overlays": with_overlay(s.overlays, Overlay.HOLD)},
        events.Resumed: lambda _, s, __: {"overlays": without_overlay(s.overlays, Overlay.HOLD)},
        events.SuspensionImposed: lambda _, s, __: {
            "overlays": with_overlay(s.overlays, Overlay.SUSPENDED)
        },
        events.SuspensionLifted: lambda _, s, __: {
            "overlays": without_overlay(s.overlays, Overlay.SUSPENDED)
        },
        events.EnteredByHand: lambda e, s, __: {
            "by_hand": latest(s.by_hand, f"{e.fact} {e.box}" if e.box else e.fact)
        },
        events.CallFailed: lambda e, s, __: {
            **_settled(s, e.call),
            "failing_calls": {**s.failing_calls, e.call: e.reason[:LONGEST]},
        },
        events.CallUnanswered: lambda e, s, __: {
            "unanswered_calls": {
                **s.unanswered_calls,
                e.call: Unanswered(since=e.since, reason=e.reason[:LONGEST]),
            }
        },
        events.CallRetried: lambda e, s, __: _settled(s, e.call),
        events.CallAnswered: lambda e, s, __: _settled(s, e.call),
        events.CallDropped: lambda e, s, __: _settled(s, e.call),
    },
)
