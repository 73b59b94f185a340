"""Checks before a message is accepted that the ledger can store what it leads to.

The models refuse what cannot be recorded; this holds for whatever they have overlooked. What is
accepted and cannot be recorded would stop its stream for ever (decisions/0031).
"""

from collections.abc import Iterable

from ledger.chain import canonical
from ledger.envelope import Envelope
from models.kernel.event import Event, to_entry

LARGEST_EVENT = 300_000
"""Bytes of one event; a batch of several must still fit into the history of a workflow."""


class NotRecordable(ValueError):
    """The ledger would refuse an event: which one, and why."""


def require_recordable(stream_id: str, events: Iterable[Event]) -> None:
    """Look at every event as the ledger will.

    Raises:
        NotRecordable: one of them has no exact spelling, or is too large.
    """
    for event in events:
        kind = event.body.type
        try:
            envelope = Envelope.model_validate(to_entry(event).model_dump())
            size = len(canonical(envelope, stream_id, 1))
        except (ValueError, ArithmeticError) as error:
            raise NotRecordable(f"{kind} cannot be recorded: {error}") from error
        if size > LARGEST_EVENT:
            raise NotRecordable(
                f"{kind} has {size:,} bytes, more than {LARGEST_EVENT:,}: shorten it"
            )
