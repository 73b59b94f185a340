"""The declaration: its number, and whether it stands."""

from datetime import datetime

from models import events
from models.evolution.rows import Change, Changes
from models.state import State


def _told(body: events.DeclarationStatusChanged, state: State, at: datetime) -> Change:
    """The latest letter in the world counts, not the last heard; one of an old number never."""
    old = body.entry_id in state.entries and body.entry_id != state.entry_id
    stale = state.declaration_at is not None and at < state.declaration_at
    if body.exported or old or stale:
        return {}
    told: Change = {"declaration": body.letter, "declaration_at": at}
    return {**told, "full_declared_at": at} if body.letter == "L" else told


def _numbered(body: events.DeclarationBody, state: State) -> Change:
    number = body.entry_id
    if number is None:
        return {}
    known = state.entries if number in state.entries else (*state.entries, number)
    return {"entry_id": number, "entries": known}


CHANGES = Changes(
    state={
        events.DeclarationStatusChanged: _told,
        events.Declared: lambda e, s, __: {
            "declaration_stands": True,
            "cancelled": False,
            **_numbered(e, s),
        },
        events.DeclarationNumbered: lambda e, s, __: _numbered(e, s),
        events.DeclarationAmended: lambda _, __, ___: {"declaration_stands": True},
        events.DeclarationReviewed: lambda _, __, ___: {"declaration_stands": True},
        events.DeclarationNeedsAction: lambda _, __, ___: {"declaration_stands": False},
        events.DeclarationRejected: lambda _, __, ___: {"declaration_stands": False},
        events.DeclarationCancelled: lambda _, __, ___: {
            "declaration_stands": False,
            "cancelled": True,
            "entry_id": None,
        },
        events.SummaryAccepted: lambda _, __, ___: {"summary_open": True},
        events.DeclarationCompleted: lambda _, __, ___: {"summary_open": False},
    },
)
