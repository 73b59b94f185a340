"""What the events of a consignment mean for the register of enterprises."""

from collections.abc import Iterable

from models.enterprise.messages import ViolationNotice
from models.kernel.event import Event
from models.kernel.event_types import EventType

_LIFTED = {EventType.VIOLATION_RECORDED: False, EventType.VIOLATION_EXCUSED: True}


def breaches_of(tracking_no: str, events: Iterable[Event]) -> list[ViolationNotice]:
    """A notice for each breach, and for each that was excused, under the id of its event."""
    return [_notice(tracking_no, event) for event in events if event.body.type in _LIFTED]


def _notice(tracking_no: str, event: Event) -> ViolationNotice:
    said = vars(event.body)
    return ViolationNotice(
        id=str(event.id),
        occurred_at=event.occurred_at,
        consignment=tracking_no,
        code=said["code"],
        box=event.box,
        note=said.get("note") or said.get("reason") or "",
        lifted=_LIFTED[event.body.type],
    )
