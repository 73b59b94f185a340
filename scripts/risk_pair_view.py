"""A pair and all that its level goes back to, as it is shown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from rich.table import Table

from models.kernel.terms import Suspicion
from models.risk.acts import named as pair_name
from models.texts.checks import SUSPICIONS
from models.texts.risk import MEASURES, WHYS
from models.texts.stages import STAGES
from projections.risk_batch_row import RiskBatchRow
from projections.risk_findings import FoundDefect
from projections.risk_levels import RiskLevelRow
from projections.risk_queries import EventPlace
from projections.risk_window import RiskWindow
from scripts import console, risk_figures
from scripts.risk_pairs import KnownPair
from scripts.texts import headings as h
from scripts.texts import risk as r

_HASH = 16


class PairStory(NamedTuple):
    """A pair with all that its level goes back to."""

    known: KnownPair
    changes: Sequence[RiskLevelRow]
    window: RiskWindow
    batches: Sequence[RiskBatchRow]
    places: Mapping[UUID, EventPlace]

    @property
    def telling(self) -> list[tuple[RiskBatchRow, FoundDefect]]:
        """What was found, or may yet be, of goods that came."""
        return [
            (row, found)
            for row in self.batches
            for found in row.findings
            if found.status is not Suspicion.CLEARED and not found.abroad
        ]

    def place(self, event_id: UUID) -> str:
        """Where an event stands, and the beginning of its hash."""
        place = self.places.get(event_id)
        return "" if place is None else f"{place.position} {place.hash[:_HASH]}"


def event_ids(causes: Sequence[str]) -> Iterator[UUID]:
    """The causes that are events."""
    for cause in causes:
        try:
            yield UUID(cause)
        except ValueError:
            continue


def parts(told: PairStory) -> Iterator[console.Words | Table]:
    """The walk, step by step."""
    known = told.known
    yield r.NOW_AT.of(
        pair=pair_name(known.pair),
        level=known.now.level,
        why=WHYS[known.now.why],
        since=console.local(known.since),
    )
    yield r.STREAM_AT.of(stream=known.row.stream_id, version=known.row.version)
    yield r.CAUSES
    yield _changes(told)
    yield r.BOUNDS
    yield from _bounds(told)
    yield r.LOOKED_AT
    yield from _batches(told)


def _changes(told: PairStory) -> Table:
    drawn = console.table(r.SINCE, r.CHANGE, r.WHY, r.EVENT, r.BECAUSE)
    for change in told.changes:
        causes = [told.place(UUID(c)) or c if _is_id(c) else c for c in change.because]
        cells: tuple[console.Words, ...] = (
            console.local(change.valid_from),
            f"{change.before_level} → {change.after_level}",
            WHYS[change.why],
            told.place(change.event_id),
            "\n".join(filter(None, (*causes, change.reason))),
        )
        drawn.add_row(*map(console.plain, cells))
    return drawn


def _is_id(cause: str) -> bool:
    return any(True for _ in event_ids((cause,)))


def _bounds(told: PairStory) -> Iterator[console.Words | Table]:
    cells = list(told.known.cells.values())
    if not cells:
        yield r.NOT_ASSESSED
        return
    drawn = console.table(
        r.MEASURE, r.FOUND, r.PENDING, r.LOOKED_FOR, r.MEAN, r.BELOW, r.ALONE, r.ENOUGH_FOR
    )
    for cell in cells:
        counted = ("", "", "")
        mean: console.Words = risk_figures.percent(cell.mean_bp)
        if cell.found is not None and cell.exposure is not None:
            counted = (f"{cell.found}", f"{cell.pending}", risk_figures.looked(cell.exposure))
            few = bool(cell.few)
            mean = risk_figures.rate(cell.found, cell.exposure, cell.mean_bp, few=few)
        row: tuple[console.Words, ...] = (
            MEASURES[cell.measure],
            *counted,
            mean,
            risk_figures.percent(cell.upper_bp),
            risk_figures.percent(cell.alone_bp),
            cell.level.value,
        )
        drawn.add_row(*map(console.plain, row))
    yield drawn
    last = cells[0]
    yield r.ASSESSED.of(
        as_of=console.local(last.as_of),
        model=last.model,
        rulebook=last.rulebook,
        digest=last.input_sha256[:_HASH],
    )
    yield r.EVENT_AT.of(place=told.place(last.event_id))
    yield risk_figures.small(told.window.rules)
    yield risk_figures.assumed(told.window.rules)


def _batches(told: PairStory) -> Iterator[console.Words | Table]:
    found = told.telling
    batches = {row.consignment for row, _ in found}
    if not found:
        yield r.NO_FINDINGS.of(batches=len(told.batches))
        return
    yield r.OF_BATCHES.of(batches=len(told.batches), found=len(batches))
    drawn = console.table(h.CONSIGNMENT, r.OPENED, h.CODE, r.STATE, h.STAGE, h.BOX, r.EVENT)
    for row, defect in found:
        cells: tuple[console.Words, ...] = (
            row.consignment,
            f"{row.opened}/{row.emptied}/{row.boxes}",
            defect.code,
            SUSPICIONS[defect.status],
            STAGES[defect.stage],
            defect.box,
            told.place(defect.event_id),
        )
        drawn.add_row(*map(console.plain, cells))
    yield drawn
