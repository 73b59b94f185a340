"""The events of a consignment as its state carries them, so that a fact can be taken back."""

from uuid import UUID

from models.kernel.base_types import Value
from models.kernel.event import EventRecord


class Journal(Value):
    """What a state was folded from, as far back as a fact can be taken back (decisions/0044).

    `base` is the state before the first of these events, packed; empty when that is the
    registration. `packed` are older events in chunks, `records` the latest. What is `void` was
    taken back: the fold passes it over.
    """

    base: str = ""
    packed: tuple[str, ...] = ()
    records: tuple[EventRecord, ...] = ()
    size: int = 0
    """Bytes of `records`."""
    void: tuple[UUID, ...] = ()
