"""What the demo shows: how far it is, how it ended, and what is left to do."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table

from ledger import Ledger, Recorded
from models.kernel.identity import tracking_no_of
from models.kernel.language import form, listed
from models.kernel.terms import Stage as Standing
from models.texts import OUTCOMES, STAGES
from projections import queries
from scripts import console
from scripts.demonstration.outcome_check import OutcomeReview, shortened
from scripts.demonstration.scenario_assignment import Role
from scripts.retry import SILENT
from scripts.texts import demo
from scripts.texts import headings as h

_EVERY_S = 0.5
_LAST = 8
_BAR = 40


@dataclass
class DemoProgress:
    """How far the demo is; drawn while it plays, where somebody can see it."""

    pool: Any
    total: int
    screen: Console
    ended: int = 0
    broken: int = 0
    stages: Counter[Standing] = field(default_factory=Counter)
    latest: Sequence[Recorded] = ()

    def end(self, role: Role, failure: str) -> None:
        """Count a consignment whose play has ended."""
        self.ended += 1
        self.broken += bool(failure)
        if not self.screen.is_terminal:
            how = demo.BROKE_OFF.of(why=failure) if failure else demo.TO_ITS_END
            where = {"ended": self.ended, "total": self.total, "number": role.tracking_no}
            self.screen.print(console.plain(demo.PLAYED.of(**where, how=how)))

    async def show(self) -> None:
        """Draw until cancelled."""
        if not self.screen.is_terminal:
            return
        with Live(self._drawn(), console=self.screen, transient=True) as live:
            while True:
                with suppress(*SILENT):
                    await self._look()
                live.update(self._drawn())
                await asyncio.sleep(_EVERY_S)

    async def _look(self) -> None:
        rows = await queries.statuses(self.pool)
        self.stages = Counter(row.stage for row in rows)
        ledger = Ledger(self.pool)
        position = await ledger.last_position()
        self.latest = await ledger.read_after(max(0, position - _LAST))

    def _drawn(self) -> RenderableType:
        bar = Table.grid(padding=(0, 1))
        how_far = demo.PROGRESS_BROKEN if self.broken else demo.PROGRESS
        bar.add_row(
            ProgressBar(total=self.total, completed=self.ended, width=_BAR),
            console.plain(how_far.of(ended=self.ended, total=self.total, broken=self.broken)),
        )
        stages = console.facts((STAGES[s], str(self.stages[s])) for s in Standing if self.stages[s])
        return Group(bar, "", stages, "", *map(_line, self.latest))


def _line(event: Recorded) -> RenderableType:
    number = tracking_no_of(event.stream_id)
    return console.styled(
        f"{console.local(event.occurred_at)}  {number}  {event.event_type}", "dim"
    )


def table(reviews: Sequence[OutcomeReview]) -> Table:
    """One line a consignment."""
    drawn = console.table(h.CONSIGNMENT, demo.SCENARIO, demo.DAYS, demo.ENDED, "", demo.ESCALATIONS)
    for review in reviews:
        drawn.add_row(*_cells(review))
    return drawn


def _cells(review: OutcomeReview) -> Iterator[RenderableType]:
    script, wrong = review.role.script, review.differences
    yield review.role.tracking_no
    yield console.plain(script.title)
    yield f"{review.took.total_seconds() / 86400:.1f}"
    yield console.plain(OUTCOMES[review.outcome] if review.outcome else demo.STILL_OPEN)
    wrongly = console.styled(demo.NOT_AS_SCRIPTED, "bold red")
    yield wrongly if wrong else console.plain(demo.AS_SCRIPTED)
    noted = demo.RAISED_WITHDRAWN if review.withdrawn else demo.RAISED
    told = noted.of(
        raised=shortened(review.raised),
        withdrawn=shortened(review.withdrawn),
        what=demo.WITHDRAWN,
    )
    yield console.plain(listed((told, *wrong), form("; ")))
