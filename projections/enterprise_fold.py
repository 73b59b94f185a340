"""Enterprises as far as the ledger has been read: what their read model makes its rows from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ledger import Ledger
from models.enterprise.evolve import begin, evolve, fold
from models.enterprise.state import EnterpriseState
from models.kernel.identity import enterprise_of, enterprise_workflow_id
from models.process.stored_events import to_event
from projections.consignment_fold import Keeps, StreamSubject, never
from projections.errors import BadEvent
from projections.stream_reader import StoredEvent


@dataclass(frozen=True, slots=True)
class FoldedEnterprise:
    """An enterprise after its event at `position`, and the latest time in its events."""

    state: EnterpriseState
    updated_at: datetime
    position: int


def follow(
    known: FoldedEnterprise | None,
    recorded: StoredEvent,
    _keeps: Keeps = never,
    _void: frozenset[str] = frozenset(),
) -> FoldedEnterprise:
    """The enterprise after one more event; `known` is None before the first.

    Raises:
        BadEvent: this code cannot follow the event.
    """
    try:
        event = to_event(recorded)
        state = evolve(known.state, event) if known else begin(event)
    except Exception as error:
        raise BadEvent(recorded, error) from error
    at = recorded.occurred_at
    latest = max(known.updated_at, at) if known else at
    return FoldedEnterprise(state, latest, recorded.position)


ENTERPRISE = StreamSubject("enterprise", enterprise_workflow_id, enterprise_of, follow)


async def state_of(ledger: Ledger, code: str) -> EnterpriseState | None:
    """The state folded from the whole stream; None when nothing is recorded."""
    return fold(map(to_event, await ledger.read_stream(enterprise_workflow_id(code))))
