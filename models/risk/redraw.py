"""What another plan would have taken of a batch, and found of what was found in it.

Draws are nested: the same chances with less take a part of the same boxes. So a looser plan is
known to the box. What a stricter one would have found in boxes that nobody looked into is not.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from models.kernel.risk_terms import Channel
from models.risk.draw import Chances, drawn_count, hit, share_of, split
from models.risk.played_batch import OldDraw, Place, PlayedBatch
from models.risk.records import BatchRecord, Finding, Inspected
from models.rules.risk import PlannedShares


class Taken(NamedTuple):
    """How many boxes of a batch a plan opens and empties, and whether it is sampled (0 or 1)."""

    opened: int
    emptied: int
    sampled: int


class Fate(StrEnum):
    """What becomes of a finding under another plan."""

    KEPT = "KEPT"
    MISSED = "MISSED"
    UNKNOWN = "UNKNOWN"


class Redrawn(NamedTuple):
    """A batch as another plan would have left it; what is `UNKNOWN` is kept in the record.

    `stricter`: it would have looked at more than anybody did.
    """

    record: BatchRecord
    fates: Mapping[str, Fate]
    stricter: bool

    @property
    def exact(self) -> bool:
        """Whether nothing of it is a guess."""
        return not self.stricter and Fate.UNKNOWN not in self.fates.values()


def takes(plan: PlannedShares, chances: Chances, floor: int, *, census: bool = False) -> Taken:
    """What a plan takes by these chances; `floor` is the share of batches unpacked whole, in bp."""
    boxes = len(chances.ranks)
    sampled = drawn_count(chances.sampled, share_of(plan.sampled), 1)
    if census or hit(chances.full_unpack, share_of(floor)):
        return Taken(boxes, boxes, sampled)
    emptied = drawn_count(chances.emptied, share_of(plan.emptied), boxes)
    emptied = max(emptied, min(plan.at_least, boxes))
    opened = drawn_count(chances.opened, share_of(plan.opened), boxes)
    return Taken(max(1, emptied, opened), emptied, sampled)


def may_take(plan: PlannedShares, boxes: int, floor: int) -> tuple[Taken, Taken]:
    """The least and the most that a plan takes by chances that nobody knows."""
    parts = (split(share_of(share), boxes) for share in (plan.opened, plan.emptied))
    opened, emptied = ((sure, sure + (more > 0)) for sure, more in parts)
    least = min(plan.at_least, boxes)
    low = Taken(
        max(1, least, emptied[0], opened[0]), max(least, emptied[0]), int(share_of(plan.sampled))
    )
    if floor:
        return low, Taken(boxes, boxes, int(plan.sampled > 0))
    high = max(least, emptied[1])
    return low, Taken(max(1, high, opened[1]), high, int(plan.sampled > 0))


def redrawn(batch: PlayedBatch, drawn: OldDraw, taken: Taken) -> Redrawn:
    """The batch had this been taken of it: never more evidence than there was."""
    looked = batch.record.inspected
    sampled = Channel.LABORATORY in looked.done
    stricter = (
        taken.opened > looked.opened or taken.emptied > looked.emptied or taken.sampled > sampled
    )
    fates = {finding.id: _fate(finding, batch, drawn, taken) for finding in batch.record.findings}
    kept = tuple(f for f in batch.record.findings if fates[f.id] is not Fate.MISSED)
    done = [each for each in looked.done if each is not Channel.LABORATORY or taken.sampled]
    inspected = Inspected(
        boxes=looked.boxes,
        opened=min(looked.opened, taken.opened),
        emptied=min(looked.emptied, taken.emptied),
        done=tuple(done),
        uncovered=looked.uncovered,
        unanalysed=looked.unanalysed,
    )
    record = batch.record.model_copy(update={"inspected": inspected, "findings": kept})
    return Redrawn(record, fates, stricter)


def _fate(finding: Finding, batch: PlayedBatch, drawn: OldDraw, taken: Taken) -> Fate:
    if finding.escaped or finding.abroad:
        # None of those who look into drawn boxes has found it.
        return Fate.KEPT
    place = batch.places.get(finding.id)
    if place is None:
        return Fate.UNKNOWN
    fates = set(_fates(place, drawn, taken))
    return fates.pop() if len(fates) == 1 else Fate.UNKNOWN


def _fates(place: Place, drawn: OldDraw, taken: Taken) -> Iterator[Fate]:
    """By each look that can have led to it."""
    for channel in place.channels:
        match channel:
            case Channel.OPEN:
                yield _of_box(place.box, drawn.order, drawn.opened, taken.opened)
            case Channel.EMPTY:
                yield _of_box(place.box, drawn.order, drawn.emptied, taken.emptied)
            case Channel.LABORATORY:
                yield Fate.KEPT if taken.sampled else Fate.MISSED
            case _:
                yield Fate.KEPT


def _of_box(box: str, order: tuple[str, ...], before: int, now: int) -> Fate:
    """A box that was taken beyond the draw was taken for some reason, perhaps again."""
    if now >= len(order):
        return Fate.KEPT
    if box not in order:
        return Fate.UNKNOWN
    place = order.index(box)
    if place < now:
        return Fate.KEPT
    return Fate.MISSED if place < before else Fate.UNKNOWN
