"""The declaration: its numbers, and whether it stands."""

from datetime import datetime

from models.consignment.evolution_tables import Changes, known_later, latest
from models.consignment.state import PendingDeclaration, State
from models.declaration.events import (
    DeclarationAmended,
    DeclarationBody,
    DeclarationCancelled,
    DeclarationCompleted,
    DeclarationNeedsAction,
    DeclarationNumbered,
    DeclarationRejected,
    DeclarationReviewed,
    DeclarationStatusChanged,
    Declared,
    InspectionOrdered,
    SummaryAccepted,
)
from models.kernel.base_types import replace
from models.kernel.event_types import EventType
from models.kernel.fold import on


def _told(body: DeclarationStatusChanged, state: State, at: datetime) -> State:
    """The latest letter in the world counts, not the last heard; one of an old number never."""
    old = body.seq_no in state.unified[:-1] or (
        body.entry_id in state.entries and body.entry_id != state.entry_id
    )
    stale = state.declaration_at is not None and at < state.declaration_at
    if body.exported or old or stale:
        return state
    if body.seq_no and state.on_another_form(body.seq_no) and not state.cancelled:
        return _noted(body.seq_no, body, state, at)
    return _latest(body.letter, state, at)


def _latest(letter: str, state: State, at: datetime) -> State:
    told = replace(state, declaration=letter, declaration_at=at)
    return replace(told, full_declared_at=at) if letter == "L" else told


def _noted(number: str, body: DeclarationStatusChanged, state: State, at: datetime) -> State:
    last = state.successor
    if last is not None and at < last.at:
        return state
    told = PendingDeclaration(seq_no=number, entry_id=body.entry_id, letter=body.letter, at=at)
    return replace(state, successor=told)


def _declared(body: Declared, state: State, at: datetime) -> State:
    """The papers stand; on a new form, its letters count from now on."""
    stands = replace(_numbered(body, state, at), declaration_stands=True, cancelled=False)
    if body.seq_no is None or body.seq_no in state.unified:
        return stands
    anew = replace(stands, redeclared=latest(state.redeclared, body.seq_no), successor=None)
    return _latest(body.letter, anew, at)


def _numbered(body: DeclarationBody, state: State, _: datetime) -> State:
    number = body.entry_id
    if number is None:
        return state
    known = state.entries if number in state.entries else latest(state.entries, number)
    return replace(state, entry_id=number, entries=known)


def _ordered(_: InspectionOrdered, state: State, at: datetime) -> State:
    """An inspection that is ordered after the goods were found to conform is still to be made."""
    made = known_later(state, at, EventType.INSPECTION_RECORDED, EventType.INSPECTION_CONCLUDED)
    return state if made or state.released else replace(state, conforms=False)


CHANGES = Changes(
    state=(
        on(DeclarationStatusChanged, _told),
        on(Declared, _declared),
        on(DeclarationNumbered, _numbered),
        on(DeclarationAmended, lambda _, s, __: replace(s, declaration_stands=True)),
        on(DeclarationReviewed, lambda _, s, __: replace(s, declaration_stands=True)),
        on(DeclarationNeedsAction, lambda _, s, __: replace(s, declaration_stands=False)),
        on(DeclarationRejected, lambda _, s, __: replace(s, declaration_stands=False)),
        on(
            DeclarationCancelled,
            lambda _, s, __: replace(s, declaration_stands=False, cancelled=True, entry_id=None),
        ),
        on(InspectionOrdered, _ordered),
        on(SummaryAccepted, lambda _, s, __: replace(s, summary_open=True)),
        on(DeclarationCompleted, lambda _, s, __: replace(s, summary_open=False)),
    ),
)
