"""What the checkpoint system must hear: whose trucks stand still, which truck the gate refuses."""

from collections.abc import Iterable

from models.kernel.base_types import Frozen
from models.kernel.event import Event
from models.transport.events import RoadDirective, RoadOrderKind


class RoadOrder(Frozen):
    """One order about the trip of a box; `id` is that of its event."""

    id: str
    order: RoadOrderKind
    box: str
    trip_no: str
    haulier: str = ""
    reason: str


def road_orders_in(history: Iterable[Event]) -> list[RoadOrder]:
    """The orders that follow from events, in their order: every event that is one."""
    return [_order(event, event.body) for event in history if isinstance(event.body, RoadDirective)]


def _order(event: Event, body: RoadDirective) -> RoadOrder:
    said = body.model_dump(include=set(RoadOrder.model_fields))
    return RoadOrder(id=str(event.id), order=body.order, **said)
