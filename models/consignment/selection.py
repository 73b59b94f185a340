"""Which boxes are opened, emptied and sampled: drawn once, by chances that a key gives.

The chances are an input (`models/risk/draw.py`): a replay, a resurrection and an auditor draw the
same boxes from them. What was drawn is an event and is never drawn again (domain 3.3). The same
chances with a higher share draw the same boxes and more: so an instruction that comes later can
only add, and a looser plan is a part of a stricter one.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_FLOOR, Decimal

from pydantic import BaseModel, ConfigDict

from models.kernel.terms import Channel, Chosen, RiskLevel
from models.risk.draw import Chances, drawn_count, hit, split
from models.rules.rulebook import Proportions

_ALL = Decimal(1)
_BASIS_POINTS = 10_000
_FIRST = "0" * 16
"""The rank of a box of which no chance is known: it is taken before all others."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PlanShares(_Part):
    """Shares of the boxes that are opened and emptied, and of the batches that are sampled."""

    opened: Decimal
    emptied: Decimal
    sampled: Decimal

    @property
    def sound(self) -> "PlanShares":
        """The same; a share that is none, such as 30 for 30 %, spares no box."""
        named = {name: share if 0 <= share <= 1 else _ALL for name, share in self}
        return PlanShares.model_validate(named)

    def extended(self, opened: Decimal, emptied: Decimal) -> "PlanShares":
        """With at least these shares of boxes."""
        asked = PlanShares(opened=opened, emptied=emptied, sampled=self.sampled).sound
        return PlanShares(
            opened=max(self.opened, asked.opened),
            emptied=max(self.emptied, asked.emptied),
            sampled=self.sampled,
        )


class Plan(_Part):
    """By which shares is drawn, at which level of risk.

    `table` are the shares of the rulebook at this level, `shares` those that are used: of the
    control instruction, if it names any. `full_unpack_share` is the least rate of batches that are
    unpacked whole. In a `census` every box is opened and emptied, whatever shares and chances are.
    """

    level: RiskLevel
    table: PlanShares
    shares: PlanShares
    full_unpack_share: Decimal
    census: bool = False


class Inclusion(_Part):
    """How probable it was, in basis points, rounded down.

    `opened` and `emptied` for each box of the batch, `sampled` for the batch as a whole.
    """

    opened: int
    emptied: int
    sampled: int


class Why(_Part):
    """Why these boxes are opened, emptied or sampled; in the order of the draw."""

    channel: Channel
    because: Chosen
    boxes: tuple[str, ...]


class Grounds(_Part):
    """What boxes were drawn by, so that anybody can draw them again.

    `full_unpack` says that the least rate of batches that are unpacked whole hit this one; a census
    has no part in it.
    """

    plan: Plan
    full_unpack: bool
    inclusion: Inclusion
    why: tuple[Why, ...]
    chances: Chances


class Selection(_Part):
    """The boxes that were drawn, and by what.

    Who inspects is shown the boxes alone until his record is signed: `grounds` is None there.
    """

    opened: tuple[str, ...]
    emptied: tuple[str, ...]
    sampled: tuple[str, ...]
    grounds: Grounds | None = None

    @property
    def blind(self) -> "Selection":
        """The boxes without why: neither risk nor chance may colour what an inspector sees."""
        return self.model_copy(update={"grounds": None})


def plan(
    level: RiskLevel,
    table: Proportions,
    used: PlanShares,
    full_unpack: Decimal,
    *,
    census: bool = False,
) -> Plan:
    """The plan of a rulebook's row, with the shares that are used instead."""
    row = PlanShares(opened=table.opened, emptied=table.emptied, sampled=table.sampled)
    return Plan(
        level=level, table=row, shares=used.sound, full_unpack_share=full_unpack, census=census
    )


def draw(chances: Chances, boxes: Sequence[str], by: Plan) -> Selection:
    """The selection of a batch.

    A share that makes no whole number of boxes is rounded by the draw itself, so that over many
    batches the share is met. At least one box of every batch is opened.
    """
    known = {rank.box: rank.chance for rank in chances.ranks}
    ranked = sorted(boxes, key=lambda box: (known.get(box, _FIRST), box))
    taken = _Counts(chances, len(ranked), by.shares)
    whole = hit(chances.full_unpack, by.full_unpack_share)
    emptied = len(ranked) if whole or by.census else taken.emptied
    opened = max(1, emptied, taken.opened)
    selection = Selection(
        opened=tuple(ranked[:opened]),
        emptied=tuple(ranked[:emptied]),
        sampled=tuple(ranked[: taken.sampled]),
    )
    grounds = Grounds(
        plan=by,
        full_unpack=whole,
        inclusion=inclusion(len(ranked), by),
        why=tuple(_why(selection, chances, len(ranked), by)),
        chances=chances,
    )
    return selection.model_copy(update={"grounds": grounds})


def extended(
    drawn: Selection, boxes: Sequence[str], opened: Decimal, emptied: Decimal
) -> Selection | None:
    """What is drawn when these shares are asked for, by the same chances; None if that adds none.

    Of each share the higher counts: what was drawn stays, for the draws are nested.
    """
    known = drawn.grounds
    if known is None:
        return None
    more = known.plan.shares.extended(opened, emptied)
    again = draw(known.chances, boxes, known.plan.model_copy(update={"shares": more}))
    if (len(again.opened), len(again.emptied)) == (len(drawn.opened), len(drawn.emptied)):
        return None
    return again


def whole(drawn: Selection, boxes: Sequence[str]) -> Selection | None:
    """The same draw as a census: every box; None if that adds none."""
    known = drawn.grounds
    if known is None:
        return None
    again = draw(known.chances, boxes, known.plan.model_copy(update={"census": True}))
    return None if len(drawn.emptied) == len(again.emptied) else again


def inclusion(boxes: int, by: Plan) -> Inclusion:
    """How probable the plan makes it that a box is opened and emptied, and the batch sampled."""
    whole, shares = _ALL if by.census else by.full_unpack_share, by.shares
    opened = sum(
        one * other * max(1, emptied, opened)
        for emptied, one in _outcomes(shares.emptied, boxes)
        for opened, other in _outcomes(shares.opened, boxes)
    ) / Decimal(boxes)
    return Inclusion(
        opened=_basis_points(whole + (1 - whole) * opened),
        emptied=_basis_points(whole + (1 - whole) * shares.emptied),
        sampled=_basis_points(shares.sampled),
    )


class _Counts:
    """How many boxes shares come to by these chances."""

    def __init__(self, chances: Chances, boxes: int, shares: PlanShares) -> None:
        self.opened = drawn_count(chances.opened, shares.opened, boxes)
        self.emptied = drawn_count(chances.emptied, shares.emptied, boxes)
        self.sampled = drawn_count(chances.sampled, shares.sampled, 1)


def _why(drawn: Selection, chances: Chances, boxes: int, by: Plan) -> Iterator[Why]:
    """By the level of risk, by an instruction that asks for more, or as the least of all.

    In a census every box is: nobody has asked which of them the level would have taken.
    """
    table, used = _Counts(chances, boxes, by.table), _Counts(chances, boxes, by.shares)
    channels = (
        (Channel.OPEN, drawn.opened, by.table.opened, _opened(table), _opened(used)),
        (Channel.EMPTY, drawn.emptied, by.table.emptied, table.emptied, used.emptied),
        (Channel.LAB, drawn.sampled, by.table.sampled, table.sampled, used.sampled),
    )
    for channel, taken, share, by_risk, by_order in channels:
        if share >= 1 or (by.census and channel is not Channel.LAB):
            by_share = {Chosen.CENSUS: taken}
        else:
            by_share = {
                Chosen.RISK: taken[:by_risk],
                Chosen.INSTRUCTION: taken[by_risk:by_order],
                Chosen.FLOOR: taken[max(by_risk, by_order) :],
            }
        for because, chosen in by_share.items():
            if chosen:
                yield Why(channel=channel, because=because, boxes=chosen)


def _opened(counts: _Counts) -> int:
    """What is emptied is opened."""
    return max(counts.opened, counts.emptied)


def _outcomes(share: Decimal, boxes: int) -> tuple[tuple[int, Decimal], ...]:
    """How many boxes a share can come to, with the probability of each."""
    sure, more = split(share, boxes)
    return (sure, 1 - more), (sure + 1, more)


def _basis_points(probability: Decimal) -> int:
    return int((probability * _BASIS_POINTS).to_integral_value(ROUND_FLOOR))
