"""One batch under other rules, beside what really became of it."""

from typing import NamedTuple

from models.kernel.terms import RiskLevel
from models.risk.played_batch import OldDraw, PlayedBatch
from models.risk.records import BatchRecord, Finding
from models.risk.redraw import Fate, Redrawn, Taken


class Replayed(NamedTuple):
    """A batch under other rules; `least` and `most` are the same where its chances are known."""

    played: PlayedBatch
    drawn: OldDraw
    level: RiskLevel
    least: Taken
    most: Taken
    redrawn: Redrawn | None

    @property
    def record(self) -> BatchRecord:
        """What an assessment reckons with; without chances the batch as it was."""
        return self.played.record if self.redrawn is None else self.redrawn.record

    @property
    def exact(self) -> bool:
        """Whether it is known to the box and to the finding."""
        return self.redrawn is not None and self.redrawn.exact

    @property
    def stricter(self) -> bool:
        """Whether it would surely have been looked at more than it was."""
        return self.redrawn is not None and self.redrawn.stricter

    @property
    def differs(self) -> bool:
        """Whether the level is another, or what was drawn surely is."""
        was = (self.drawn.opened, self.drawn.emptied, self.drawn.sampled)
        spans = zip(was, self.least, self.most, strict=True)
        drawn_else = any(not low <= count <= high for count, low, high in spans)
        return drawn_else or self.level is not self.played.record.level

    def of_fate(self, fate: Fate) -> tuple[Finding, ...]:
        """The findings that counted, and would have met this fate."""
        if self.redrawn is None:
            return self.played.record.confirmed if fate is Fate.UNKNOWN else ()
        fates = self.redrawn.fates
        return tuple(each for each in self.played.record.confirmed if fates[each.id] is fate)
