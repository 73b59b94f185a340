"""`guomen list`: how every consignment stands."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.labels import KINDS, MODES, OUTCOMES, OVERLAYS, PARTIES, STAGES
from models.language import DOT, NOTHING, Speaks, Text, listed
from models.terms import Stage
from scripts import connection, console, moment
from scripts.connection import DataFolder
from scripts.moment import AsOf, KnownAt
from scripts.passed_over import named
from scripts.wording import headings as h
from scripts.wording import messages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from projections.errors import Unreadable
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
) -> int:
    """List the consignments: where each stands, who must act, and what is due next.

    Exit code 1 when one cannot be read: it is named, and shown as it stood before.
    """
    if when := moment.said(as_of, known_at):
        horizon = moment.horizon(as_of, known_at)
        found, unread = asyncio.run(_statuses_at(horizon, stage, data, overdue=overdue))
    else:
        found, unread = asyncio.run(_statuses(stage, data, overdue=overdue))
    if as_json:
        console.print_json([console.dumped(status) for status in found])
        return named(unread)
    screen = console.screen()
    screen.print(_table(found, wide=screen.width >= console.WIDE))
    print()
    print(console.say(listed([_totals(found), *([when] if when else ())])))
    return named(unread)


async def _statuses(
    stage: Stage | None, data: Path | None, *, overdue: bool
) -> tuple[Sequence[StatusRow], Sequence[Unreadable]]:
    async with connection.records(connection.settings_of(data)) as records:
        found = await records.statuses(stage, overdue=overdue or None, limit=LIMIT)
        return found, await records.unreadable("status")


async def _statuses_at(
    horizon: Horizon, stage: Stage | None, data: Path | None, *, overdue: bool
) -> tuple[Sequence[StatusRow], Sequence[Unreadable]]:
    """The same of another moment, folded from the whole ledger: about 30,000 events a second."""
    async with connection.records(connection.settings_of(data)) as records:
        found = await records.statuses_at(horizon)
    kept = (status for status in found.rows if stage in (None, status.stage))
    return [status for status in kept if status.overdue or not overdue][:LIMIT], found.unreadable


def _table(found: Sequence[StatusRow], *, wide: bool) -> Table:
    drawn = console.table(*_COLUMNS, *(_MORE if wide else ()))
    for column in (drawn.columns[0], drawn.columns[3], drawn.columns[4]):
        column.no_wrap = True
    for status in found:
        cells: list[console.Words] = [
            status.consignment,
            # Its code, too: that is what --stage takes.
            Text(STAGES[status.stage].zh, status.stage.value),
            PARTIES[status.must_act] if status.must_act else "",
            console.local(status.next_due),
            f"L{status.escalation_level:d}" if status.escalation_level else "",
            _notes(status),
        ]
        if wide:
            cells += [
                KINDS[status.kind],
                str(status.boxes),
                f"{status.net_weight_kg:f}",
                status.origin,
                MODES[status.mode],
                status.enterprise,
            ]
        style = "bold red" if status.overdue else "dim" if status.closed else ""
        drawn.add_row(*(console.plain(cell) for cell in cells), style=style)
    return drawn


def _totals(found: Sequence[StatusRow]) -> Speaks:
    boxes = sum(status.boxes for status in found)
    late = sum(status.overdue for status in found)
    totals = messages.TOTALS.of(consignments=len(found), boxes=boxes, late=late)
    cut = len(found) == LIMIT
    return messages.TOTALS_CUT.of(totals=totals, limit=LIMIT) if cut else totals


def _notes(status: StatusRow) -> Speaks:
    overlays = [OVERLAYS[each] for each in status.overlays]
    outcome = [OUTCOMES[status.outcome]] if status.outcome else []
    return listed((*overlays, *status.open_reasons, *outcome), DOT, NOTHING)


_COLUMNS = (h.CONSIGNMENT, h.STAGE, h.MUST_ACT, h.NEXT_DUE, "", h.NOTES)
_MORE = (h.KIND, h.BOXES, h.NET_KG, h.ORIGIN, h.MODE, h.ENTERPRISE)
