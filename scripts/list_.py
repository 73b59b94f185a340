"""`guomen list`: how every consignment stands."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.labels import PARTIES
from models.terms import Stage
from scripts import connection, console, moment
from scripts.connection import DataFolder
from scripts.moment import AsOf, KnownAt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from projections.horizon import Horizon
    from projections.status import StatusRow

LIMIT = 1000
"""How many rows a list has at most."""

_Stage = Annotated[
    Stage | None, typer.Option("--stage", case_sensitive=False, help="Only this stage.")
]
_Overdue = Annotated[bool, typer.Option("--overdue", help="Only those with an escalation.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]


def list_(  # noqa: PLR0913 - every option has a default
    *,
    stage: _Stage = None,
    overdue: _Overdue = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: _Json = False,
    data: DataFolder = None,
) -> None:
    """List the consignments: where each stands, who must act, and what is due next."""
    if when := moment.said(as_of, known_at):
        horizon = moment.horizon(as_of, known_at)
        found = asyncio.run(_statuses_at(horizon, stage, data, overdue=overdue))
    else:
        found = asyncio.run(_statuses(stage, data, overdue=overdue))
    if as_json:
        console.print_json([console.dumped(status) for status in found])
        return
    screen = console.screen()
    screen.print(_table(found, wide=screen.width >= console.WIDE))
    boxes = sum(status.boxes for status in found)
    late = sum(status.overdue for status in found)
    counted = f"{len(found)} consignments, {boxes} boxes, {late} overdue{_cut(found)}"
    print(f"\n{', '.join(filter(None, (counted, when)))}")


async def _statuses(
    stage: Stage | None, data: Path | None, *, overdue: bool
) -> Sequence[StatusRow]:
    async with connection.records(connection.settings_of(data)) as records:
        return await records.statuses(stage, overdue=overdue or None, limit=LIMIT)


async def _statuses_at(
    horizon: Horizon, stage: Stage | None, data: Path | None, *, overdue: bool
) -> Sequence[StatusRow]:
    """The same of another moment, folded from the whole ledger: about 30,000 events a second."""
    async with connection.records(connection.settings_of(data)) as records:
        found = await records.statuses_at(horizon)
    kept = (status for status in found if stage in (None, status.stage))
    return [status for status in kept if status.overdue or not overdue][:LIMIT]


def _table(found: Sequence[StatusRow], *, wide: bool) -> Table:
    narrow_columns = ("consignment", "stage", "must act", "next due", "", "notes")
    more = ("kind", "boxes", "net kg", "origin", "mode", "enterprise")
    drawn = console.table(*narrow_columns, *(more if wide else ()))
    for column in (drawn.columns[0], drawn.columns[3], drawn.columns[4]):
        column.no_wrap = True
    for status in found:
        cells = [
            status.consignment,
            status.stage,
            _english(PARTIES[status.must_act]) if status.must_act else "",
            console.local(status.next_due),
            f"L{status.escalation_level:d}" if status.escalation_level else "",
            _notes(status),
        ]
        if wide:
            cells += [
                status.kind,
                str(status.boxes),
                f"{status.net_weight_kg:f}",
                status.origin,
                status.mode,
                status.enterprise,
            ]
        style = "bold red" if status.overdue else "dim" if status.closed else ""
        drawn.add_row(*(console.plain(cell) for cell in cells), style=style)
    return drawn


def _cut(found: Sequence[StatusRow]) -> str:
    return f" (only the first {LIMIT} are shown: choose a --stage)" if len(found) == LIMIT else ""


def _english(label: str) -> str:
    """The second half of a label: a row has no room for both languages."""
    return label.partition(" ")[2]


def _notes(status: StatusRow) -> str:
    parts = (status.overlay, *status.open_reasons, status.outcome or "")
    return " ".join(part for part in parts if part)
