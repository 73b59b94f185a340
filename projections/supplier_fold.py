"""Overseas suppliers as far as the ledger has been read: how their pairs stand, and what moved.

Of a stream everything is kept that a table shows: the changes of levels, and every assessment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from models.kernel.event import Event
from models.kernel.risk_terms import Why
from models.kernel.terms import RiskLevel
from models.process.stored_events import to_event
from models.risk.portfolio import STREAM as PORTFOLIO
from models.risk.records import Pair
from models.risk.standing import Standing
from models.risk.supplier_events import (
    FindingCounted,
    LevelApproved,
    LevelImproved,
    LevelOverridden,
    LevelWorsened,
    OverrideEnded,
    PairAssessed,
    PairBody,
)
from models.risk.supplier_stream import SupplierStream, fold
from projections.consignment_fold import Keeps, StreamSubject, never
from projections.errors import BadEvent
from projections.stream_reader import StoredEvent

_PREFIX = "risk/"


class LevelChange(NamedTuple):
    """A change of a level: the body that tells of it, and where it stands in the ledger."""

    body: PairBody
    before: RiskLevel
    after: RiskLevel
    why: Why
    event: Event
    position: int
    version: int
    recorded_at: datetime


class MadeAssessment(NamedTuple):
    """An assessment of a pair, and where it stands in the ledger."""

    body: PairAssessed
    event: Event
    position: int
    version: int


class SupplierState(NamedTuple):
    """What the stream comes to after so many events."""

    version: int
    stream: SupplierStream


@dataclass(frozen=True, slots=True)
class FoldedSupplier:
    """A supplier after its event at `position`; `touched` is the last event of each pair."""

    stream_id: str
    state: SupplierState
    position: int
    changes: tuple[LevelChange, ...] = ()
    assessments: tuple[MadeAssessment, ...] = ()
    touched: Mapping[Pair, int] = field(default_factory=dict)


def follow(
    known: FoldedSupplier | None,
    recorded: StoredEvent,
    _keeps: Keeps = never,
    _void: frozenset[str] = frozenset(),
) -> FoldedSupplier:
    """The supplier after one more event; `known` is None before the first.

    Raises:
        BadEvent: this code cannot follow the event.
    """
    try:
        event = to_event(recorded)
        before = known or _new(recorded.stream_id, event)
        return _after(before, event, recorded)
    except Exception as error:
        raise BadEvent(recorded, error) from error


def _new(stream_id: str, event: Event) -> FoldedSupplier:
    name = str(vars(event.body).get("supplier", ""))
    return FoldedSupplier(stream_id, SupplierState(0, fold(name, ())), 0)


def _after(known: FoldedSupplier, event: Event, recorded: StoredEvent) -> FoldedSupplier:
    body, placed = event.body, (recorded.position, recorded.version)
    stream = known.state.stream
    state = SupplierState(known.state.version + 1, stream)
    if not isinstance(body, PairBody):
        return replace(known, state=state, position=recorded.position)
    row = stream.standing(body.pair) or Standing(pair=body.pair, since=event.occurred_at)
    after = stream.after(body, event.occurred_at)
    moved = _moved(row, body)
    changes = known.changes
    if moved is not None:
        changes += (LevelChange(body, *moved, event, *placed, recorded.recorded_at),)
    assessments = known.assessments
    if isinstance(body, PairAssessed):
        assessments += (MadeAssessment(body, event, *placed),)
    return replace(
        known,
        state=state._replace(stream=after),
        position=recorded.position,
        changes=changes,
        assessments=assessments,
        touched={**known.touched, body.pair: recorded.position},
    )


def _moved(row: Standing, body: PairBody) -> tuple[RiskLevel, RiskLevel, Why] | None:
    """From which level to which, and why; None of what moves none."""
    officer = row.circumstances.officer
    held = officer.level if officer else row.level
    match body:
        case LevelWorsened(before=before, after=after, why=why):
            return before, after, why
        case LevelImproved(before=before, after=after):
            return before, after, Why.REVIEW
        case LevelApproved(level=level):
            return row.level, level, Why.COLD_START
        case LevelOverridden(level=level):
            return held, level, Why.OFFICER
        case OverrideEnded():
            return held, row.level, row.why[0]
        case PairAssessed(standing=after) | FindingCounted(standing=after):
            # What moved is recorded before it; a level that moved all the same is not passed over.
            moved = after.level is not row.level
            return (row.level, after.level, after.why[0]) if moved else None
        case _:
            return None


def _stream(stream_id: str) -> str:
    """The same of a supplier's stream: its name may be too long to be read out of it."""
    return stream_id if stream_id.startswith(_PREFIX) and stream_id != PORTFOLIO else ""


SUPPLIER = StreamSubject("stream_id", _stream, str, follow)
