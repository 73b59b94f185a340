"""`guomen risk signals`: whether the rate of a supplier has turned, band by band."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from models.kernel.errors import NotFound
from models.kernel.language import listed
from models.kernel.risk_terms import Factor
from models.kernel.spelling import key
from models.risk.charts import SupplierChart, supplier_charts
from models.texts.risk import BANDS, FACTORS
from projections.risk_window import RiskWindow, window
from scripts import connection, console, risk_figures, stack_records
from scripts.connection import DataFolder
from scripts.texts import headings as h
from scripts.texts import risk as r

_Supplier = Annotated[str | None, typer.Option("--supplier", help="Only of this supplier.")]
_Alarms = Annotated[bool, typer.Option("--alarms", help="Only charts that have alarmed.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]


def signals(
    supplier: _Supplier = None,
    *,
    alarms: _Alarms = False,
    as_json: _Json = False,
    data: DataFolder = None,
) -> None:
    """Charts of suppliers by band, over all enterprises: how near to an alarm, and since when."""
    known = asyncio.run(_window(data))
    charts = supplier_charts(known.batches, known.rules)
    if supplier is not None:
        values = sorted({chart.supplier for chart in charts})
        charts = tuple(chart for chart in charts if key(chart.supplier) == key(supplier))
        if not charts:
            what = FACTORS[Factor.SUPPLIER]
            raise NotFound(r.NO_SUCH_VALUE, factor=what, value=supplier, known=listed(values))
    charts = tuple(chart for chart in charts if chart.alarm_since or not alarms)
    if as_json:
        console.print_json([console.dumped(chart) for chart in charts])
        return
    console.screen().print(_table(charts))
    for note in (r.CHART_EXPLAINED, risk_figures.assumed(known.rules)):
        console.screen().print(console.plain(note))


async def _window(data: Path | None) -> RiskWindow:
    async with stack_records.opened(connection.settings_of(data)) as records:
        return await window(records.pool)


def _table(charts: tuple[SupplierChart, ...]) -> Table:
    drawn = console.table(
        FACTORS[Factor.SUPPLIER],
        r.BAND,
        h.COUNT,
        r.LOOKED_FOR,
        r.FOUND,
        r.HEIGHT,
        r.LIMIT,
        r.ALARM,
    )
    for chart in charts:
        cells: tuple[console.Words, ...] = (
            chart.supplier,
            BANDS[chart.band],
            f"{chart.batches}",
            risk_figures.looked(chart.exposure),
            f"{chart.found}",
            f"{chart.height / 100:.2f}",
            f"{chart.limit / 100:.2f}",
            console.local(chart.alarm_since),
        )
        drawn.add_row(*map(console.plain, cells), style="bold red" if chart.alarm_since else "")
    return drawn
