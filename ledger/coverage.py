"""Which seals count, and whether the entries are those that they were given for.

A seal that is void, because nobody genuine gave it, is named and passed over; the others count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from ledger.attestation import NOTHING_BEFORE, Attestation, AttestedRecord
from ledger.segment_check import Segment, SegmentFlaw


class Judged(NamedTuple):
    """The seals to hold a ledger to, and what is wrong with them or with others."""

    valid: Sequence[Attestation] = ()
    flaws: Sequence[tuple[AttestedRecord, SegmentFlaw]] = ()


def judged(
    own: Sequence[Attestation],
    kept: Sequence[Attestation] = (),
    trusted: AbstractSet[str] = frozenset(),
) -> Judged:
    """Judge the ledger's own seals beside those kept outside, which count where the two differ.

    Args:
        own: In order of number.
        kept: Those that were exported.
        trusted: Keys in hex; when there are any, a seal of another is void.
    """
    outside, flaws = {seal.number: seal for seal in kept}, list(_differences(own, kept))
    joined = sorted({**{seal.number: seal for seal in own}, **outside}.items())
    heads: dict[str, str] = {}
    why: str | None
    valid: list[Attestation] = []
    expected = 1
    for number, seal in joined:
        if number != expected:
            why = f"seal {expected} is missing; the next is {number}"
            flaws.append(_about(seal, why))
        expected = number + 1
        if why := _void(seal, trusted):
            flaws.append(_about(seal, why))
            continue
        if seal.previous != heads.get(seal.public_key, NOTHING_BEFORE):
            flaws.append(_about(seal, f"seal {number} is not linked to the seal before it"))
        heads[seal.public_key] = seal.digest
        valid.append(seal)
    return Judged(valid, flaws)


def _differences(
    own: Sequence[Attestation], kept: Sequence[Attestation]
) -> Iterator[tuple[AttestedRecord, SegmentFlaw]]:
    inside = {seal.number: seal for seal in own}
    for seal in kept:
        ours = inside.get(seal.number)
        if ours is None:
            yield _about(seal, f"seal {seal.number} was exported and is no longer in the ledger")
        elif ours != seal:
            why = f"seal {seal.number} in the ledger is not the one that was exported"
            yield _about(seal, why)


def _void(seal: Attestation, trusted: AbstractSet[str]) -> str | None:
    if seal.last_position < seal.first_position:
        return f"seal {seal.number} ends at {seal.last_position}, before it begins"
    if not seal.is_genuine:
        return f"the signature of seal {seal.number} is not genuine"
    if trusted and seal.public_key not in trusted:
        return (
            f"seal {seal.number} is signed with the key {seal.public_key[:16]}…, which is not "
            "among those to be trusted: name its public key with --key if it is"
        )
    return None


def _about(seal: Attestation, why: str) -> tuple[AttestedRecord, SegmentFlaw]:
    return seal.record, SegmentFlaw(seal.first_position, why)


class Coverage:
    """Computes the hash over each sealed range of a record as its entries go by."""

    def __init__(
        self, seals: Iterable[Attestation], record: AttestedRecord, what: str = "position"
    ) -> None:
        mine = [seal for seal in seals if seal.record == record]
        self._waiting = sorted(mine, key=lambda seal: seal.first_position, reverse=True)
        self._running: dict[int, tuple[Attestation, hashlib._Hash]] = {}
        self._met: list[Attestation] = []
        self._what = what

    @property
    def met(self) -> int:
        """How many seals vouch for what is there."""
        return len(self._met)

    @property
    def to(self) -> int:
        """Up to which position they vouch."""
        return max((seal.last_position for seal in self._met), default=0)

    def flaws(self, section: Segment) -> Iterator[SegmentFlaw]:
        """What this section shows of the seals that end in it."""
        last = section.next - 1
        while self._waiting and self._waiting[-1].first_position <= last:
            seal = self._waiting.pop()
            self._running[seal.number] = (seal, hashlib.sha256())
        for seal, running in list(self._running.values()):
            begin = max(seal.first_position, section.first) - section.first
            end = min(seal.last_position, last) + 1 - section.first
            running.update(memoryview(section.entries)[begin * section.width : end * section.width])
            if seal.last_position <= last:
                del self._running[seal.number]
                if running.hexdigest() == seal.entries_hash:
                    self._met.append(seal)
                else:
                    yield SegmentFlaw(seal.first_position, self._altered(seal))

    def unmet(self, last: int) -> Iterator[SegmentFlaw]:
        """The seals over what is no longer there, and what lies between seals that are met."""
        left = [seal for seal, _ in self._running.values()] + self._waiting
        for seal in sorted(left, key=lambda seal: seal.number):
            why = (
                f"the tail is cut off: seal {seal.number} of {seal.sealed_at:%Y-%m-%d %H:%M} UTC "
                f"covers {self._what}s {seal.first_position} to {seal.last_position}, the ledger "
                f"ends at {last}"
            )
            yield SegmentFlaw(last + 1, why)
        for first, to in uncovered(self._met, self.to):
            why = f"no seal that counts vouches for {self._what}s {first} to {to}"
            yield SegmentFlaw(first, f"{why}, though later ones are sealed", to)

    def _altered(self, seal: Attestation) -> str:
        return (
            f"the {seal.record} at {self._what}s {seal.first_position} to {seal.last_position} are "
            f"not those that seal {seal.number} was given for on "
            f"{seal.sealed_at:%Y-%m-%d %H:%M} UTC"
        )


def uncovered(seals: Iterable[Attestation], last: int) -> Iterator[tuple[int, int]]:
    """The runs of positions up to the last one for which none of these seals vouches."""
    begin = 1
    for seal in sorted(seals, key=lambda seal: seal.first_position):
        if seal.first_position > begin:
            yield begin, min(seal.first_position - 1, last)
        begin = max(begin, seal.last_position + 1)
    if begin <= last:
        yield begin, last
