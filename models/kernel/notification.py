"""Something that people must be told: who, about what, how urgent."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import datetime

from models.kernel.base_types import Value
from models.kernel.event_body import Body
from models.kernel.terms import EscalationLevel, Party


class Notification(Value):
    """Something that people must be told: who, about what, how urgent.

    `kind` is the type of the event, `said` what it says, for whoever words it; both are empty in
    what an older release told.
    """

    key: str
    party: Party
    level: EscalationLevel
    subject: str
    box: str | None
    at: datetime
    kind: str = ""
    said: dict[str, str] = field(default_factory=dict)


LONGEST = 300
"""Characters of one value in a notice: whoever wants all of it opens the consignment."""


LATEST = 20
"""Alarms that a state shows; who tells people keeps those that nobody was told of."""


_NOT_SAID = {"type", "raw", "said", "void", "event", "digest", "acts"}


def said_by(body: Body) -> dict[str, str]:
    """What an event says in plain words: its filled fields, without what came raw.

    What lies within a field is told under both names, as in `seen_plate`.
    """
    said = body.model_dump(mode="json", exclude=_NOT_SAID, exclude_none=True)
    return {name: _plain(value)[:LONGEST] for name, value in _flat(said)}


def _flat(said: Mapping[str, object], within: str = "") -> Iterator[tuple[str, object]]:
    for name, value in said.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{within}{name}_")
        else:
            yield f"{within}{name}", value


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
