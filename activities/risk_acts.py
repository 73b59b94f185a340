"""Records what officers decide of a pair in the stream of its supplier, each decision once."""

from collections.abc import Callable, Sequence
from datetime import datetime

from activities.supplier_stream import SupplierStreams
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.terms import Party
from models.risk.records import Pair
from models.risk.supplier_stream import SupplierStream, fold
from models.risk.telling import recorded

Decided = Callable[[SupplierStream], Body | None]
"""The event that a decision leads to, None if it stands already; or it is refused."""


async def decide(  # noqa: PLR0913 - who decides what, and when
    streams: SupplierStreams,
    pair: Pair,
    decided: Decided,
    *,
    cause: str,
    at: datetime,
    officer: str,
    role: Party,
) -> bool:
    """Record a decision; False if it was recorded before.

    `cause` names the decision: under the same one nothing is recorded twice.

    Raises:
        Refused: the rules do not allow it.
        LedgerUnavailable: outcome unknown; do it again.
    """
    added: list[Event] = []

    def wanted(events: Sequence[Event]) -> Sequence[Event]:
        added.clear()
        if any(event.cause == cause for event in events):
            return ()
        body = decided(fold(pair.supplier, events))
        if body is not None:
            added.extend(recorded(pair.supplier, [body], at, cause, officer, role))
        return added

    await streams.record(pair.supplier, wanted)
    return bool(added)
