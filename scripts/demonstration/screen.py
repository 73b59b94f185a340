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
from models.identity import tracking_no_of
from models.labels import STAGES
from models.terms import Stage as Standing
from projections import queries
from scripts import console
from scripts.demonstration.review import Review, shortened
from scripts.demonstration.roles import Role
from scripts.patience import SILENT

_EVERY_S = 0.5
_LAST = 8
_BAR = 40


@dataclass
class Progress:
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
            how = f"broke off: {failure}" if failure else "played to its end"
            self.screen.print(f"{self.ended}/{self.total} {role.tracking_no} {how}")

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
        broken = f", {self.broken} broken off" if self.broken else ""
        bar.add_row(
            ProgressBar(total=self.total, completed=self.ended, width=_BAR),
            f"{self.ended} of {self.total} ended{broken}",
        )
        stages = console.facts((STAGES[s], str(self.stages[s])) for s in Standing if self.stages[s])
        return Group(bar, "", stages, "", *map(_line, self.latest))


def _line(event: Recorded) -> RenderableType:
    number = tracking_no_of(event.stream_id)
    return console.styled(
        f"{console.local(event.occurred_at)}  {number}  {event.event_type}", "dim"
    )


def table(reviews: Sequence[Review]) -> Table:
    """One line a consignment."""
    drawn = console.table("consignment", "scenario", "days", "ended", "", "escalations")
    for review in reviews:
        drawn.add_row(*_cells(review))
    return drawn


def _cells(review: Review) -> Iterator[RenderableType]:
    script, wrong = review.role.script, review.differences
    yield review.role.tracking_no
    yield console.plain(script.title)
    yield f"{review.took.total_seconds() / 86400:.1f}"
    yield console.plain(review.outcome or "open")
    yield console.styled("not as scripted", "bold red") if wrong else "as scripted"
    withdrawn = f" ({shortened(review.withdrawn)} withdrawn)" if review.withdrawn else ""
    noted = shortened(review.raised) + withdrawn
    yield console.plain("; ".join([noted, *wrong]) if wrong else noted)
