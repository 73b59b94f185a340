"""How an event of the ledger is called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.labels.events import event_name
from models.language import SPACE, Speaks, listed

if TYPE_CHECKING:
    from ledger import Recorded


def named(event: Recorded) -> Speaks:
    """Its name, and the number of the document that puts it in writing, if one was issued."""
    document = str(event.data.get("document") or "")
    return listed(filter(None, (event_name(event.event_type), document)), SPACE)
