"""Proves the ledger from what was seen of its sections, in order, and from its seals.

What is wrong is named and passed over: one bad row hides no other. From inside it cannot see a
tail that was cut off together with its seals, nor a ledger rewritten as a whole and sealed anew:
for those it takes seals, or public keys, that others have kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from ledger.attestation import AttestedRecord
from ledger.coverage import Coverage, Judged
from ledger.segment_check import MOST_FLAWS, Head, Segment, SegmentFlaw, broken_link, start


class ProofFault(BaseModel):
    """A place where the ledger contradicts itself, a seal, or a message that came in."""

    model_config = ConfigDict(frozen=True)

    position: int
    why: str
    record: AttestedRecord = AttestedRecord.EVENTS


class Proof(BaseModel):
    """What was examined, and everything that is wrong with it.

    Attributes:
        sealed_to: up to which position seals vouch for events.
        messages: how many messages have receipts.
        faults: the first hundred, by position; of the others only how many there are.
    """

    model_config = ConfigDict(frozen=True)

    events: int
    streams: int
    seals: int = 0
    sealed_to: int = 0
    messages: int = 0
    faults: tuple[ProofFault, ...] = ()
    more: int = 0

    @property
    def sound(self) -> bool:
        """Whether every event stands where and as it was recorded."""
        return not self.faults

    @property
    def fault(self) -> ProofFault | None:
        """The first that is wrong."""
        return next(iter(self.faults), None)


class Prover:
    """Takes in the sections of a ledger in order and joins what each could not know alone."""

    def __init__(self, seals: Judged = Judged()) -> None:  # noqa: B008 - a constant
        self.position = 0
        self._events = 0
        self._messages = 0
        self._heads: dict[str, Head] = {}
        self._seals = Coverage(seals.valid, AttestedRecord.EVENTS)
        self._of_receipts = Coverage(seals.valid, AttestedRecord.RECEIPTS, "receipt")
        self._found: list[tuple[AttestedRecord, SegmentFlaw]] = list(seals.flaws)
        self._more = 0

    def take(self, section: Segment) -> None:
        """Join the next section of events."""
        if section.first > self.position + 1:
            why = f"position {self.position + 1} is missing; the next is {section.first}"
            self._note(AttestedRecord.EVENTS, SegmentFlaw(self.position + 1, why))
        for flaw in self._flaws(section):
            self._note(AttestedRecord.EVENTS, flaw)
        self._more += section.more
        self._heads.update(section.heads)
        self._events += section.events
        self.position = section.last

    def take_receipts(self, section: Segment) -> None:
        """Join all receipts, in one section."""
        for flaw in (*section.flaws, *self._of_receipts.flaws(section)):
            self._note(AttestedRecord.RECEIPTS, flaw)
        for flaw in self._of_receipts.unmet(section.next - 1):
            self._note(AttestedRecord.RECEIPTS, flaw)
        self._more += section.more
        self._messages = section.events

    def proof(self) -> Proof:
        """The verdict over all that was taken in."""
        for flaw in self._seals.unmet(self.position):
            self._note(AttestedRecord.EVENTS, flaw)
        found = sorted(
            self._found, key=lambda each: (each[0] != AttestedRecord.EVENTS, each[1].position)
        )
        return Proof(
            events=self._events,
            streams=len(self._heads),
            seals=self._seals.met + self._of_receipts.met,
            sealed_to=self._seals.to,
            messages=self._messages,
            faults=tuple(
                ProofFault(position=flaw.position, why=flaw.why, record=record)
                for record, flaw in found[:MOST_FLAWS]
            ),
            more=self._more + len(found[MOST_FLAWS:]),
        )

    def _note(self, record: AttestedRecord, flaw: SegmentFlaw) -> None:
        if len(self._found) < 2 * MOST_FLAWS:
            self._found.append((record, flaw))
        else:
            self._more += 1

    def _flaws(self, section: Segment) -> Iterator[SegmentFlaw]:
        for stream, (position, version, prev_hash) in section.openings.items():
            head = self._heads.get(stream) or start(stream)
            if why := broken_link(stream, version, prev_hash, head):
                yield SegmentFlaw(position, why)
        yield from section.flaws
        yield from self._seals.flaws(section)
