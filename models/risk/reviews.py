"""The quarterly review: when it is due, and what it has to decide on."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from models.kernel.clock import CHINA
from models.kernel.errors import Refused
from models.kernel.terms import MetalKind, RiskLevel
from models.risk import act_texts
from models.risk.acts import named
from models.risk.draw import end_of, quarter_of
from models.risk.events import ReviewDecision, ReviewScheduled
from models.risk.portfolio import Portfolio
from models.risk.records import Pair, pair_of
from models.risk.supplier_events import PairAssessed
from models.risk.supplier_stream import SupplierStream
from models.rules.calendar import Calendar, Span


class Wish(BaseModel):
    """What a review is to decide of one pair: one step better, or to keep its level."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    enterprise: str
    supplier: str
    kind: MetalKind
    decision: Literal["improve", "keep"]
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


TIME = Span(amount=10, unit="working_days")
"""So long a review may take from the day on which it became due (our proposal)."""

_DAY = timedelta(days=1)
_BEGINS_WITHIN = timedelta(days=14)


def to_schedule(known: Portfolio, calendar: Calendar, at: datetime) -> ReviewScheduled | None:
    """The review of this quarter, from its first working day on; None if it is due already.

    Where nothing was assessed there is nothing to review; nor in the middle of a quarter.
    """
    quarter = quarter_of(at)
    first = first_working_day(quarter, calendar)
    if known.assessed is None or quarter in known.reviews:
        return None
    if not first <= at < first + _BEGINS_WITHIN:
        return None
    return ReviewScheduled(quarter=quarter, due=calendar.after(at, TIME))


def first_working_day(quarter: str, calendar: Calendar) -> datetime:
    """When the first working day of a quarter begins, in China."""
    day = beginning(quarter)
    while not calendar.is_working_day(day.date()):
        day += _DAY
    return day


def beginning(quarter: str) -> datetime:
    """The first instant of a quarter."""
    year, nth = int(quarter[:4]), int(quarter[-1])
    before = f"{year - 1:04}Q4" if nth == 1 else f"{year:04}Q{nth - 1}"
    return end_of(before).astimezone(CHINA)


def proposals(known: Iterable[SupplierStream]) -> tuple[PairAssessed, ...]:
    """What the last assessments propose, where the pair stands as it did then."""
    return tuple(sorted(_proposals(known), key=lambda each: each.pair))


def _proposals(known: Iterable[SupplierStream]) -> Iterator[PairAssessed]:
    for stream in known:
        standing: Mapping[Pair, RiskLevel] = {r.pair: r.level for r in stream.risk.standings}
        for each in stream.assessed:
            said = each.assessed
            if said.proposed is not None and standing.get(each.pair) is said.level:
                yield each


def decided(waiting: Iterable[PairAssessed], wishes: Iterable[Wish]) -> tuple[ReviewDecision, ...]:
    """The decisions of a review: each proposal is decided on, once, with a reason.

    Raises:
        Refused: a proposal is left out, something else is decided on, or a reason is missing.
    """
    proposed = {each.pair: each.assessed for each in waiting}
    made: dict[Pair, ReviewDecision] = {}
    for wish in wishes:
        pair = pair_of(wish.enterprise, wish.supplier, wish.kind)
        if pair not in proposed:
            raise Refused(act_texts.NOT_PROPOSED, pair=named(pair))
        if pair in made:
            raise Refused(act_texts.DECIDED_TWICE, pair=named(pair))
        said = proposed[pair]
        after = said.proposed if wish.decision == "improve" else said.level
        made[pair] = ReviewDecision(
            **pair._asdict(), before=said.level, after=after or said.level, reason=wish.reason
        )
    if left := sorted(proposed.keys() - made.keys()):
        raise Refused(act_texts.UNDECIDED, pairs="; ".join(map(named, left)))
    return tuple(made[pair] for pair in sorted(made))
