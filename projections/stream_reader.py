"""The ledger's answer about one consignment: its events and its state, without any read model."""

from datetime import datetime
from typing import Protocol

from ledger import Ledger
from models.consignment.state import State
from models.enterprise.breaches import breaches_of
from models.execution.workflow_io import Snapshot
from models.kernel.identity import consignment_workflow_id
from models.kernel.stream_head import StreamHead
from models.port.permits import ended_by
from models.process.completed_calls import answered
from models.process.evolve import fold
from models.process.risk_findings import news_of, untold
from models.process.stored_events import StoredRow, to_event
from models.transport.road_orders import road_orders_in


class StoredEvent(StoredRow, Protocol):
    """The same in its place in the ledger; `ledger.Recorded` has all of it."""

    @property
    def position(self) -> int:
        """Where it stands in the ledger."""

    @property
    def stream_id(self) -> str:
        """The stream it belongs to."""

    @property
    def version(self) -> int:
        """Where it stands in its stream."""

    @property
    def recorded_at(self) -> datetime:
        """When the ledger heard of it."""


async def state_of(ledger: Ledger, tracking_no: str) -> State | None:
    """The state folded from the whole stream; None when nothing is recorded."""
    snapshot = await snapshot_of(ledger, tracking_no)
    return snapshot.state if snapshot else None


async def snapshot_of(ledger: Ledger, tracking_no: str) -> Snapshot | None:
    """What a workflow goes on from: the folded state and the head of the stream.

    Every alarm that is recorded counts as told: an old one must not ring again. A call counts as
    made when later events prove it; any other is made again, under its old key. Breaches,
    ended permits and orders of the road are told again: who hears of them knows them by their
    numbers.
    """
    stream = await ledger.read_stream(consignment_workflow_id(tracking_no))
    events = [to_event(recorded) for recorded in stream]
    state = fold(events)
    if state is None:
        return None
    head = StreamHead(version=stream[-1].version, hash=stream[-1].hash)
    return Snapshot(
        state=state,
        head=head,
        completed_calls=answered(state),
        breaches=tuple(breaches_of(tracking_no, events)),
        ended_permits=tuple(ended_by(events)),
        road_orders=tuple(road_orders_in(events)),
        findings=tuple(untold(state, events)),
        level_news=tuple(news_of(events)),
    )
