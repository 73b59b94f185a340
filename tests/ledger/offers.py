"""Short ways to write down events and appends."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from ledger import Append, Envelope, Head
from ledger.chain import chain_events

STREAM = "consignment/NB25-000001"
OTHER = "consignment/NB25-000002"
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def event_id(name: str) -> UUID:
    """The same name always gives the same id."""
    return uuid5(NAMESPACE_OID, name)


def event(name: str, **data: int | str) -> Envelope:
    """An event known by its name."""
    return Envelope(
        event_id=event_id(name),
        event_type="box.gated-out",
        occurred_at=NOON,
        data={"name": name, **data},
        metadata={"actor": "gate 3"},
    )


def events(*names: str) -> tuple[Envelope, ...]:
    """Several events."""
    return tuple(event(name) for name in names)


def offer(
    offered: Sequence[Envelope], *, after: Head | None = None, stream: str = STREAM
) -> Append:
    """A request; without `after` it starts the stream."""
    return Append(stream_id=stream, after=after or Head.start(stream), events=tuple(offered))


def head_of(request: Append) -> Head:
    """Where the stream stands once the request is recorded."""
    return list(chain_events(request))[-1].after
