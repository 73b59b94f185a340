"""What is not shown before the record is signed: why a box was drawn (decisions/0051)."""

from collections.abc import Sequence
from typing import Any

from ledger import Recorded
from models.consignment.state import State
from models.kernel.base_types import replace
from models.kernel.event_types import EventType

_OVER = frozenset({EventType.INSPECTION_RECORDED, EventType.CONSIGNMENT_CLOSED})
_DRAWN = frozenset({EventType.SELECTION_DRAWN, EventType.SELECTION_EXTENDED})


def blind(events: Sequence[Recorded]) -> Sequence[Recorded]:
    """The events of a consignment; until an inspection is recorded, the boxes without why.

    What was drawn later than the last record is not explained either.
    """
    signed = max(
        (each.version for each in events if each.event_type in _OVER),
        default=0,
    )
    return [
        _without_grounds(each) if each.event_type in _DRAWN and each.version > signed else each
        for each in events
    ]


def blind_state(state: State, events: Sequence[Recorded]) -> State:
    """The state as it may be shown with these events, which are blind already."""
    drawn = [each for each in events if each.event_type in _DRAWN]
    if state.selection is None or not drawn or _grounds(drawn[-1]) is not None:
        return state
    # The journal has the events once more, packed: nobody reads them there.
    return replace(state, selection=state.selection.blind, journal=None)


def _grounds(event: Recorded) -> object:
    selection = event.data["selection"]
    return selection.get("grounds") if isinstance(selection, dict) else None


def _without_grounds(event: Recorded) -> Recorded:
    data: dict[str, Any] = event.data
    shown = {**data["selection"], "grounds": None}
    return event.model_copy(update={"data": {**data, "selection": shown}})
