"""The declaration: its numbers, and whether it stands."""

from datetime import datetime

from models import events
from models.evolution.rows import Change, Changes, latest
from models.state import State, Successor


def _told(body: events.DeclarationStatusChanged, state: State, at: datetime) -> Change:
    """The latest letter in the world counts, not the last heard; one of an old number never."""
    old = body.seq_no in state.unified[:-1] or (
        body.entry_id in state.entries and body.entry_id != state.entry_id
    )
    stale = state.declaration_at is not None and at < state.declaration_at
    if body.exported or old or stale:
        return {}
    if body.seq_no and state.on_another_form(body.seq_no) and not state.cancelled:
        return _noted(body.seq_no, body, state, at)
    return _latest(body.letter, at)


def _latest(letter: str, at: datetime) -> Change:
    told: Change = {"declaration": letter, "declaration_at": at}
    return {**told, "full_declared_at": at} if letter == "L" else told


def _noted(
    number: str, body: events.DeclarationStatusChanged, state: State, at: datetime
) -> Change:
    last = state.successor
    if last is not None and at < last.at:
        return {}
    told = Successor(seq_no=number, entry_id=body.entry_id, letter=body.letter, at=at)
    return {"successor": told}


def _declared(body: events.Declared, state: State, at: datetime) -> Change:
    """The papers stand; on a new form, its letters count from now on."""
    stands: Change = {"declaration_stands": True, "cancelled": False, **_numbered(body, state)}
    if body.seq_no is None or body.seq_no in state.unified:
        return stands
    anew: Change = {"redeclared": latest(state.redeclared, body.seq_no), "successor": None}
    return {**stands, **_latest(body.letter, at), **anew}


def _numbered(body: events.DeclarationBody, state: State) -> Change:
    number = body.entry_id
    if number is None:
        return {}
    known = state.entries if number in state.entries else latest(state.entries, number)
    return {"entry_id": number, "entries": known}


CHANGES = Changes(
    state={
        events.DeclarationStatusChanged: _told,
        events.Declared: _declared,
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
