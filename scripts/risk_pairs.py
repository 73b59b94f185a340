"""`guomen risk levels`: every pair with its level, why, since when, and by which bounds."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich.table import Table

from models.kernel.clock import CHINA
from models.kernel.errors import NotFound
from models.kernel.language import listed
from models.kernel.risk_terms import Factor, Measure, Why
from models.kernel.spelling import key
from models.kernel.terms import RiskLevel
from models.risk.records import Pair
from models.risk.supplier_stream import LevelNow
from models.rules.rulebook import in_force, rulebook
from models.texts.goods import KINDS
from models.texts.risk import FACTORS, MEASURES, WHYS
from projections import risk_queries
from projections.errors import UnreadableStream
from projections.risk_cells import RiskCellRow
from projections.risk_levels import RiskPairRow
from scripts import connection, console, risk_figures, stack_records
from scripts.connection import DataFolder
from scripts.passed_over import named
from scripts.texts import risk as r

_Supplier = Annotated[str | None, typer.Option("--supplier", help="Only of this supplier.")]
_Enterprise = Annotated[str | None, typer.Option("--enterprise", help="Only of this enterprise.")]
_Level = Annotated[RiskLevel | None, typer.Option("--level", help="Only at this level.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]
_SHOWN = (Measure.ANY, Measure.GRAVE, Measure.CRITICAL, Measure.HARM)


class KnownPair(NamedTuple):
    """A pair as it stands, and what the latest assessment says of it."""

    row: RiskPairRow
    now: LevelNow
    cells: Mapping[Measure, RiskCellRow]

    @property
    def pair(self) -> Pair:
        """Its name."""
        return self.row.standing.pair

    @property
    def since(self) -> datetime:
        """Since when the level holds."""
        officer = self.row.standing.circumstances.officer
        by_officer = self.now.why is Why.OFFICER and officer is not None
        return officer.since if by_officer and officer else self.row.since


def levels(
    supplier: _Supplier = None,
    enterprise: _Enterprise = None,
    level: _Level = None,
    *,
    as_json: _Json = False,
    data: DataFolder = None,
) -> int:
    """List the pairs of enterprise, supplier and kind: level, why, since when, and the bounds."""
    found, unread = asyncio.run(_known(data))
    found = _of(found, Factor.SUPPLIER, supplier)
    found = _of(found, Factor.ENTERPRISE, enterprise)
    found = [each for each in found if level in (None, each.now.level)]
    found.sort(key=lambda each: (each.now.level, each.pair), reverse=True)
    if as_json:
        console.print_json([_document(each) for each in found])
    else:
        console.screen().print(_table(found))
    return named(unread)


async def known_pairs(records: stack_records.StackRecords) -> list[KnownPair]:
    """Every pair as it stands now."""
    rows, cells = await risk_queries.pairs(records.pool), await risk_queries.cells(records.pool)
    at = datetime.now(UTC)
    rules = rulebook(in_force(at.astimezone(CHINA).date())).risk
    now = risk_queries.levels_now(rows, at, rules)
    return [
        KnownPair(row, now[pair], _by_measure(cells.get(pair, ())))
        for row in rows
        for pair in (row.standing.pair,)
    ]


def _by_measure(cells: Sequence[RiskCellRow]) -> dict[Measure, RiskCellRow]:
    """From what is counted of all reasons to what is counted of few, and harm last."""
    known = {cell.measure: cell for cell in cells}
    return {measure: known[measure] for measure in Measure if measure in known}


def _of(found: Sequence[KnownPair], what: Factor, wanted: str | None) -> list[KnownPair]:
    """Those of a supplier, or of an enterprise, however its name is written.

    Raises:
        NotFound: no pair has it.
    """
    if wanted is None:
        return list(found)
    name = what.value
    kept = [each for each in found if key(getattr(each.pair, name)) == key(wanted)]
    if not kept:
        values = sorted({getattr(each.pair, name) for each in found})
        raise NotFound(r.NOBODY, what=FACTORS[what], value=wanted, known=listed(values))
    return kept


async def _known(data: Path | None) -> tuple[list[KnownPair], list[UnreadableStream]]:
    async with stack_records.opened(connection.settings_of(data)) as records:
        unread = [
            each for name in ("risk_pairs", "risk_cells") for each in await records.unreadable(name)
        ]
        return await known_pairs(records), unread


def _document(known: KnownPair) -> dict[str, object]:
    return {
        **known.pair._asdict(),
        "level": known.now.level,
        "why": known.now.why,
        "because": known.now.because,
        "since": known.since,
        "stream": known.row.stream_id,
        "version": known.row.version,
        "position": known.row.position,
        "bounds": {measure: console.dumped(cell) for measure, cell in known.cells.items()},
    }


def _table(found: Sequence[KnownPair]) -> Table:
    drawn = console.table(
        r.LEVEL,
        FACTORS[Factor.SUPPLIER],
        FACTORS[Factor.ENTERPRISE],
        FACTORS[Factor.KIND],
        r.WHY,
        r.SINCE,
        *(MEASURES[measure] for measure in _SHOWN),
        spare=len(_SHOWN),
    )
    for each in found:
        bounds = (
            risk_figures.percent(each.cells[m].upper_bp) if m in each.cells else "" for m in _SHOWN
        )
        pair = each.pair
        cells: tuple[console.Words, ...] = (
            each.now.level.value,
            pair.supplier,
            pair.enterprise,
            KINDS[pair.kind],
            WHYS[each.now.why],
            console.local(each.since),
            *bounds,
        )
        drawn.add_row(*map(console.plain, cells))
    return drawn
