"""Permits to remove that ended before their box left: what the system that gave them must hear."""

from collections.abc import Iterable, Iterator

from models.kernel.base_types import Frozen
from models.kernel.event import Event
from models.port.events import RemovalPermitLapsed, RemovalPermitWithdrawn

LAPSED = "not used in time"


class EndedPermit(Frozen):
    """A permit that does not stand any more, and why."""

    box: str
    permit_no: str
    reason: str


def ended_by(history: Iterable[Event]) -> list[EndedPermit]:
    """The permits that were withdrawn or lapsed, in the order of the events."""
    return list(_ended(history))


def _ended(history: Iterable[Event]) -> Iterator[EndedPermit]:
    for event in history:
        match event.body:
            case RemovalPermitWithdrawn(box=box, permit_no=number, reason=reason):
                yield EndedPermit(box=box, permit_no=number, reason=reason)
            case RemovalPermitLapsed(box=box, permit_no=number):
                yield EndedPermit(box=box, permit_no=number, reason=LAPSED)
            case _:
                pass
