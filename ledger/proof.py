"""Proves the ledger from what was seen of its sections, in order, and from its seals.

From inside it cannot see a tail that was cut off together with its seals, nor a ledger rewritten as
a whole and sealed anew: for those it takes seals, or public keys, that others have kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from ledger.seals import NOTHING_BEFORE, Seal
from ledger.section import HASH_BYTES, Flaw, Head, Section, broken_link, start


class Fault(BaseModel):
    """The first place where the ledger contradicts itself, or a seal."""

    model_config = ConfigDict(frozen=True)

    position: int
    why: str


class Proof(BaseModel):
    """What was checked: how much was sound before the first fault."""

    model_config = ConfigDict(frozen=True)

    events: int
    streams: int
    seals: int = 0
    sealed_to: int = 0
    fault: Fault | None = None

    @property
    def sound(self) -> bool:
        """Whether every event stands where and as it was recorded."""
        return self.fault is None


class Seals(NamedTuple):
    """The seals to hold a ledger to, and what is wrong between its own and those that were kept.

    Attributes:
        all: those that were kept outside, then the later ones of the ledger.
        flaw: one of the ledger's own is not what was kept.
        gone: the first that was kept and is no longer in the ledger.
    """

    all: Sequence[Seal] = ()
    flaw: Flaw | None = None
    gone: Seal | None = None


class Prover:
    """Takes in the sections of a ledger in order and joins what each could not know alone."""

    def __init__(self, seals: Seals = Seals()) -> None:  # noqa: B008 - a constant
        self.position = 0
        self._heads: dict[str, Head] = {}
        self._gone = seals.gone
        self._seals = _SealCheck(seals.all)
        self._flaw: Flaw | None = None

    def take(self, section: Section) -> bool:
        """Join the next section; False when something is wrong, and no more is needed."""
        self._flaw = self._flaw or next(self._flaws(section), None)
        if self._flaw is None:
            self._heads.update(section.heads)
            self.position = section.next - 1
        else:
            self.position = self._flaw.position - 1
        return self._flaw is None

    def proof(self, flaw: Flaw | None = None) -> Proof:
        """The verdict over all that was taken in, or over what was wrong before the first event."""
        found = flaw or self._flaw or self._seals.unmet(self.position) or self._missing_seal()
        return Proof(
            events=self.position,
            streams=len(self._heads),
            seals=self._seals.met,
            sealed_to=self._seals.sealed_to,
            fault=None if found is None else Fault(position=found.position, why=found.why),
        )

    def _missing_seal(self) -> Flaw | None:
        if self._gone is None:
            return None
        why = f"seal {self._gone.number} was exported and is no longer in the ledger"
        return Flaw(self._gone.first_position, why)

    def _flaws(self, section: Section) -> Iterator[Flaw]:
        """What is wrong, in order of position: openings, the section's own flaw, seals."""
        own = section.flaw
        for stream, (position, version, prev_hash) in section.openings.items():
            if own is not None and position > own.position:
                break
            head = self._heads.get(stream) or start(stream)
            if why := broken_link(stream, version, prev_hash, head):
                yield Flaw(position, why)
        if own is not None:
            yield own
        yield from self._seals.flaws(section)


class _SealCheck:
    """Computes the hash over each sealed range as the events go by."""

    def __init__(self, seals: Sequence[Seal]) -> None:
        self._seals = seals
        self._running = hashlib.sha256()
        self.met = 0

    @property
    def sealed_to(self) -> int:
        """Up to which position the seals that were met vouch."""
        return self._seals[self.met - 1].last_position if self.met else 0

    def flaws(self, section: Section) -> Iterator[Flaw]:
        hashes = memoryview(section.hashes)
        while hashes and self.met < len(self._seals):
            seal = self._seals[self.met]
            begin = section.first + (len(section.hashes) - len(hashes)) // HASH_BYTES
            taken = min(len(hashes), (seal.last_position - begin + 1) * HASH_BYTES)
            self._running.update(hashes[:taken])
            hashes = hashes[taken:]
            if begin + taken // HASH_BYTES <= seal.last_position:
                return
            if self._running.hexdigest() != seal.events_hash:
                yield Flaw(seal.first_position, _altered(seal))
            self._running = hashlib.sha256()
            self.met += 1

    def unmet(self, last: int) -> Flaw | None:
        if self.met == len(self._seals):
            return None
        seal = self._seals[self.met]
        why = (
            f"the tail is cut off: seal {seal.number} of {seal.sealed_at:%Y-%m-%d %H:%M} UTC "
            f"covers positions {seal.first_position} to {seal.last_position}, the ledger ends at "
            f"{last}"
        )
        return Flaw(last + 1, why)


def join_seals(own: Sequence[Seal], kept: Sequence[Seal]) -> Seals:
    """Hold the ledger's own seals beside those that were kept outside."""
    pairs = zip(own, kept, strict=False)
    changed = next((theirs for ours, theirs in pairs if ours != theirs), None)
    if changed is not None:
        why = f"seal {changed.number} in the ledger is not the one that was exported"
        return Seals(kept, flaw=Flaw(changed.first_position, why))
    gone = kept[len(own)] if len(own) < len(kept) else None
    return Seals((*kept, *own[len(kept) :]), gone=gone)


def flaw_of_seals(seals: Iterable[Seal], trusted: AbstractSet[str]) -> Flaw | None:
    """What is wrong with a chain of seals by itself; `trusted` keys are in hex, none means any."""
    number, position, previous = 1, 1, NOTHING_BEFORE
    for seal in seals:
        if why := _contradiction(seal, number, position, previous, trusted):
            return Flaw(position, why)
        number, position, previous = number + 1, seal.last_position + 1, seal.digest
    return None


def _contradiction(
    seal: Seal, number: int, position: int, previous: str, trusted: AbstractSet[str]
) -> str | None:
    if seal.number != number:
        return f"seal {number} is missing; the next is {seal.number}"
    if seal.first_position != position:
        return f"seal {number} begins at {seal.first_position} instead of {position}"
    if seal.last_position < position:
        return f"seal {number} ends at {seal.last_position}, before it begins"
    if seal.previous != previous:
        return f"seal {number} is not linked to the seal before it"
    if not seal.is_genuine:
        return f"the signature of seal {number} is not genuine"
    if trusted and seal.public_key not in trusted:
        return (
            f"seal {number} is signed with the key {seal.public_key[:16]}…, which is not among "
            "those to be trusted: name its public key with --key if it is"
        )
    return None


def _altered(seal: Seal) -> str:
    return (
        f"the events at positions {seal.first_position} to {seal.last_position} are not those "
        f"that seal {seal.number} was given for on {seal.sealed_at:%Y-%m-%d %H:%M} UTC"
    )
