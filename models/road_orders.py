"""What the checkpoint system must hear: whose trucks stand still, which truck the gate refuses."""

from collections.abc import Iterable
from typing import Literal

from models import events
from models.events import Body
from models.record import Event
from models.values import Frozen

Order = Literal["STOP_FLEET", "RESUME_FLEET", "REFUSE_GATE"]

_ORDERS: dict[type[Body], Order] = {
    events.FleetStopped: "STOP_FLEET",
    events.FleetResumed: "RESUME_FLEET",
    events.GateRefused: "REFUSE_GATE",
}


class RoadOrder(Frozen):
    """One order about the trip of a box; `id` is that of its event."""

    id: str
    order: Order
    box: str
    trip_no: str
    haulier: str = ""
    reason: str


def road_orders_in(history: Iterable[Event]) -> list[RoadOrder]:
    """The orders that follow from events, in their order."""
    return [
        RoadOrder(id=str(event.id), order=order, **event.body.model_dump(exclude={"type"}))
        for event in history
        if (order := _ORDERS.get(type(event.body))) is not None
    ]
