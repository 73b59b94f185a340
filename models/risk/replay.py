"""The past under other rules: levels day by day, and what would have been drawn and found.

Assessments are made at night, as far as there is anything new; what is better is taken at the
first assessment of a quarter, as if a review took every proposal. Circumstances stay as they are
told [asm]. A draw follows the level that stood when it was really made.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from models.kernel.clock import CHINA
from models.kernel.risk_terms import Why
from models.risk.assess import assess
from models.risk.draw import hit, quarter_of, share_of
from models.risk.played_batch import PlayedBatch
from models.risk.records import BatchRecord, Pair
from models.risk.redraw import may_take, redrawn, takes
from models.risk.replayed import Replayed
from models.risk.standing import Circumstances, Standing, Standings
from models.rules.risk import RiskRules

_NIGHT = time(2, tzinfo=CHINA)
_DAY = timedelta(days=1)


class Replay(NamedTuple):
    """Every batch that was drawn, in the order of the draws, and the records that came of all."""

    rows: tuple[Replayed, ...]
    records: tuple[BatchRecord, ...]


def replay(
    batches: Sequence[PlayedBatch],
    told: Mapping[Pair, Circumstances],
    rules: RiskRules,
    nights: int = 1,
) -> Replay:
    """All of a past under other rules; an assessment at most every so many nights."""
    run = _Run(batches, told, rules)
    plays = [(each.drawn.at, each) for each in batches if each.drawn is not None]
    ahead = list(_nights(batches, nights))
    for at, batch in sorted(plays, key=lambda play: (play[0], play[1].record.id)):
        while ahead and ahead[0] <= at:
            run.assess(ahead.pop(0))
        run.draw(batch)
    return Replay(tuple(run.rows), tuple(run.known(None)))


def _nights(batches: Sequence[PlayedBatch], every: int) -> Iterator[datetime]:
    """The nights after which something new is known, thinned out."""
    news = {
        max(at, batch.known_from)
        for batch in batches
        for at in (batch.known_from, *(found.occurred_at for found in batch.record.findings))
    }
    last: datetime | None = None
    for night in sorted({_night_after(at) for at in news}):
        # What a thinned-out night would have seen is seen by the next one that is kept.
        due = night if last is None else max(night, last + every * _DAY)
        if last is None or due != last:
            yield due
            last = due


def _night_after(at: datetime) -> datetime:
    day = at.astimezone(CHINA)
    night = datetime.combine(day.date(), _NIGHT)
    return night if night >= day else night + _DAY


class _Run:
    """The state of a replay."""

    def __init__(
        self,
        batches: Sequence[PlayedBatch],
        told: Mapping[Pair, Circumstances],
        rules: RiskRules,
    ) -> None:
        self.rows: list[Replayed] = []
        self._rules = rules
        self._imported = [each for each in batches if each.drawn is None]
        self._reviewed = ""
        self._at: datetime | None = None
        self._whole: list[datetime] = []
        ordered = sorted(batches, key=lambda each: (each.known_from, each.record.id))
        self._standings = {
            each.record.pair: Standing(
                pair=each.record.pair,
                since=each.known_from,
                circumstances=told.get(each.record.pair, Circumstances()),
            )
            for each in reversed(ordered)
        }

    def draw(self, batch: PlayedBatch) -> None:
        """What the rules take of a batch at the level of its pair."""
        drawn, row = batch.drawn, self._standings[batch.record.pair]
        if drawn is None:
            return
        plan, floor = self._rules.plan[row.level], self._floor(drawn.at)
        if drawn.chances is None:
            least, most = may_take(plan, batch.record.inspected.boxes, floor)
            self.rows.append(Replayed(batch, drawn, row.level, least, most, None))
            return
        taken = takes(plan, drawn.chances, floor, census=row.census > 0)
        again = redrawn(batch, drawn, taken)
        self.rows.append(Replayed(batch, drawn, row.level, taken, taken, again))
        looked = again.record.inspected
        if (
            hit(drawn.chances.full_unpack, share_of(floor))
            and looked.emptied == looked.boxes
            and not again.record.confirmed
        ):
            self._whole.append(batch.known_from)

    def assess(self, night: datetime) -> None:
        """An assessment; the first of a quarter takes what it proposes."""
        before = Standings(at=self._at, rows=tuple(self._standings.values()))
        found = assess(list(self.known(night)), before, self._rules, night)
        self._standings = {row.pair: row for row in found.standings}
        self._at = night
        if quarter_of(night) != self._reviewed:
            for pair in found.pairs if self._reviewed else ():
                if pair.proposed is not None:
                    row = self._standings[pair.pair]
                    self._standings[pair.pair] = row.at(pair.proposed, Why.REVIEW, night)
            self._reviewed = quarter_of(night)

    def known(self, night: datetime | None) -> Iterator[BatchRecord]:
        """The records as they were known at a time; of findings those that had occurred."""
        rows = [(row.played, row.record) for row in self.rows]
        rows += [(each, each.record) for each in self._imported]
        for batch, record in rows:
            if night is None:
                yield record
            elif batch.known_from <= night:
                findings = tuple(f for f in record.findings if f.occurred_at <= night)
                yield record.model_copy(update={"findings": findings})

    def _floor(self, at: datetime) -> int:
        return self._rules.floor.share(sum(known <= at for known in self._whole))
