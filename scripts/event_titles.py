"""How an event of the ledger is called on the screen."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ledger import Recorded
from models.kernel.event_types import EventType
from models.kernel.language import SPACE, Speaks, listed
from models.kernel.terms import Danger
from models.process.event_registry import event_name
from models.texts.terms import label
from scripts.texts.messages import TAKEN_BACK_BY

NONE_TAKEN_BACK: Mapping[str, int] = MappingProxyType({})


def named(event: Recorded, taken_back: Mapping[str, int] = NONE_TAKEN_BACK) -> Speaks:
    """Its name, the danger that it is about, and the number of the document that was issued.

    One that was taken back names the version that did so, and that one what it takes back.
    """
    document, danger = str(event.data.get("document") or ""), event.data.get("danger")
    about = label(Danger(danger)) if danger in set(Danger) else None
    fact = event.data.get("fact") if event.event_type == EventType.FACT_RETRACTED else None
    by = taken_back.get(str(event.event_id))
    marked = TAKEN_BACK_BY.of(version=by) if by is not None else None
    of = event_name(str(fact)) if fact else None
    parts = (event_name(event.event_type), about, document, of, marked)
    return listed(filter(None, parts), SPACE)


def taken_back(events: Iterable[Recorded]) -> dict[str, int]:
    """The ids of the events that were taken back, with the version that did."""
    return {
        str(each): event.version
        for event in events
        if event.event_type == EventType.FACT_RETRACTED
        for each in _void(event)
    }


def _void(event: Recorded) -> list[str]:
    void = event.data.get("void")
    return [str(each) for each in void] if isinstance(void, list) else []
