"""Checks the ledger with itself: nothing was changed, left out or put in between.

It cannot see a tail that was cut off, nor a ledger rewritten as a whole: for those the heads that
others keep are compared.
"""

from __future__ import annotations

from typing import Protocol

from pydantic import BaseModel, ConfigDict

from ledger.chain import canonical, link
from ledger.envelope import Head, Recorded
from ledger.errors import NotCanonical


class ReadsAfter(Protocol):
    """What the check needs of a ledger."""

    async def read_after(self, position: int, *, limit: int = 1000) -> list[Recorded]:
        """The next events in order of position."""
        ...


class Fault(BaseModel):
    """The first place where the ledger contradicts itself."""

    model_config = ConfigDict(frozen=True)

    position: int
    why: str


class Proof(BaseModel):
    """What was checked: how many events of how many streams were sound before the first fault."""

    model_config = ConfigDict(frozen=True)

    events: int
    streams: int
    fault: Fault | None = None

    @property
    def sound(self) -> bool:
        """Whether every event stands where and as it was recorded."""
        return self.fault is None


async def check(ledger: ReadsAfter) -> Proof:
    """Read all events once: positions 1…N, versions 1…n, links, and each hash computed anew.

    Keeps one head for each stream in memory, nothing else.
    """
    heads: dict[str, Head] = {}
    position = 0
    while page := await ledger.read_after(position):
        for event in page:
            head = heads.get(event.stream_id) or Head.start(event.stream_id)
            if why := _contradiction(event, position + 1, head):
                fault = Fault(position=position + 1, why=why)
                return Proof(events=position, streams=len(heads), fault=fault)
            heads[event.stream_id] = Head(version=event.version, hash=event.hash)
            position = event.position
    return Proof(events=position, streams=len(heads))


def _contradiction(event: Recorded, position: int, head: Head) -> str | None:
    if event.position != position:
        return f"position {position} is missing; the next is {event.position}"
    if event.version != head.version + 1:
        return f"{event.stream_id} has version {event.version} after version {head.version}"
    if event.prev_hash != head.hash:
        return f"{event.stream_id} version {event.version} is not linked to the event before it"
    try:
        content = canonical(event, event.stream_id, event.version)
    except NotCanonical as error:
        return f"{event.stream_id} version {event.version}: {error}"
    if event.hash != link(event.prev_hash, content):
        return f"{event.stream_id} version {event.version} does not match its own hash"
    return None
