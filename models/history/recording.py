"""From batches to events: one for each pair and so many batches, the same whoever does it again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from models.kernel.event import Event
from models.kernel.identity import content_digest, event_id, risk_stream_id
from models.kernel.terms import Party
from models.risk.history import digest
from models.risk.records import BatchRecord, Pair
from models.risk.supplier_events import HistoryImported

AT_ONCE = 100
"""So many batches an event: some 60 KB."""


class Vouched(NamedTuple):
    """Out of which file and on which document history is imported, by whom, in which role."""

    source: str
    file_sha256: str
    document: str
    officer: str
    role: Party
    synthetic: bool


def events_of(
    batches: Sequence[BatchRecord], by: Vouched, at: datetime
) -> Mapping[str, tuple[Event, ...]]:
    """The events by supplier, in the order of pairs, days and numbers."""
    own: defaultdict[Pair, list[BatchRecord]] = defaultdict(list)
    for batch in sorted(batches, key=lambda each: (each.pair, each.concluded_at, each.id)):
        own[batch.pair].append(batch)
    found: defaultdict[str, list[Event]] = defaultdict(list)
    for pair, of_pair in own.items():
        for begins in range(0, len(of_pair), AT_ONCE):
            some = tuple(of_pair[begins : begins + AT_ONCE])
            found[pair.supplier].append(_event(pair, some, by, at))
    return {supplier: tuple(events) for supplier, events in found.items()}


def unrecorded(events: Sequence[Event], recorded: Sequence[Event]) -> list[Event]:
    """Those of a supplier's events that its stream does not have."""
    known = {event.id for event in recorded}
    return [event for event in events if event.id not in known]


def _event(pair: Pair, batches: tuple[BatchRecord, ...], by: Vouched, at: datetime) -> Event:
    body = HistoryImported(
        enterprise=pair.enterprise,
        supplier=pair.supplier,
        kind=pair.kind,
        batches=batches,
        sha256=by.document,
        source=by.source,
        file_sha256=by.file_sha256,
        synthetic=by.synthetic,
    )
    cause = f"history:{digest(batches)}"
    return Event(
        id=event_id(risk_stream_id(pair.supplier), cause, body.type, 0),
        occurred_at=at,
        cause=cause,
        digest=content_digest(body),
        actor=by.officer,
        role=by.role,
        body=body,
    )
