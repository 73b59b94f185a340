"""`guomen list`: how every consignment stands."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from models.kernel.language import DOT, NOTHING, SPACE, Speaks, Text, listed
from models.kernel.terms import Stage
from models.rules.calendar import day_in_china
from models.rules.rulebook import in_force, rulebook
from models.texts import KINDS, MODES, OUTCOMES, OVERLAYS, PARTIES, STAGES, titled
from models.texts.terms import label
from projections.errors import UnreadableStream
from projections.horizon import Horizon
from projections.status import StatusRow
from scripts import connection, console, stack_records, time_options
from scripts.connection import DataFolder
from scripts.passed_over import named
from scripts.texts import headings as h
from scripts.texts import messages
from scripts.time_options import AsOf, KnownAt

LIMIT = 1000
"""How many rows a list has at most."""

_Stage = Annotated[
    Stage | None, typer.Option("--stage", case_sensitive=False, help="Only this stage.")
]
_Overdue = Annotated[bool, typer.Option("--overdue", help="Only those with an escalation.")]
_Degraded = Annotated[
    bool, typer.Option("--degraded", help="Only those without, or against, the word of a system.")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]


def list_(  # noqa: PLR0913 - every option has a default
    *,
    stage: _Stage = None,
    overdue: _Overdue = False,
    degraded: _Degraded = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: _Json = False,
    data: DataFolder = None,
) -> int:
    """List the consignments: where each stands, who must act, and what is due next.

    Exit code 1 when one cannot be read: it is named, and shown as it stood before.
    """
    if when := time_options.said(as_of, known_at):
        horizon = time_options.horizon(as_of, known_at)
        past = _statuses_at(horizon, stage, data, overdue=overdue, degraded=degraded)
        found, unread = asyncio.run(past)
    else:
        found, unread = asyncio.run(_statuses(stage, data, overdue=overdue, degraded=degraded))
    if as_json:
        console.print_json([console.dumped(status) for status in found])
        return named(unread)
    screen = console.screen()
    screen.print(_table(found, wide=screen.width >= console.WIDE, overdue=overdue))
    print()
    print(console.say(listed([_totals(found), *([when] if when else ())])))
    return named(unread)


async def _statuses(
    stage: Stage | None, data: Path | None, *, overdue: bool, degraded: bool
) -> tuple[Sequence[StatusRow], Sequence[UnreadableStream]]:
    async with stack_records.opened(connection.settings_of(data)) as records:
        filters = {"overdue": overdue or None, "degraded": degraded or None}
        found = await records.statuses(stage, **filters, limit=LIMIT)
        return found, await records.unreadable("status")


async def _statuses_at(
    horizon: Horizon, stage: Stage | None, data: Path | None, *, overdue: bool, degraded: bool
) -> tuple[Sequence[StatusRow], Sequence[UnreadableStream]]:
    """The same of another moment, folded from the whole ledger: about 30,000 events a second."""
    async with stack_records.opened(connection.settings_of(data)) as records:
        found = await records.statuses_at(horizon)
    kept = [
        status
        for status in found.rows
        if stage in (None, status.stage)
        and (status.overdue or not overdue)
        and (status.degraded or not degraded)
    ]
    return kept[:LIMIT], found.unreadable


def _table(found: Sequence[StatusRow], *, wide: bool, overdue: bool) -> Table:
    reason = h.OVERDUE_SINCE if overdue else ""
    more = _MORE if wide else ()
    columns = (h.CONSIGNMENT, h.STAGE, h.MUST_ACT, h.NEXT_DUE, reason, h.DEGRADED, h.NOTES)
    drawn = console.table(*columns, *more, spare=len(more))
    for column in (drawn.columns[0], drawn.columns[3]):
        column.no_wrap = True
    for status in found:
        cells: list[console.Words] = [
            status.consignment,
            # Its code, too: that is what --stage takes.
            Text(STAGES[status.stage].zh, status.stage.value),
            PARTIES[status.must_act] if status.must_act else "",
            console.local(status.next_due),
            _overdue_since(status) if overdue else _overdue(status),
            listed((label(each) for each in status.degraded), DOT, NOTHING),
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


def _overdue(status: StatusRow) -> str:
    """Which deadline stands how high."""
    deadline, _, _ = (status.overdue_deadline or "").partition("/")
    level = f"L{status.escalation_level:d}" if status.escalation_level else ""
    return f"{deadline} {level}".strip()


def _overdue_since(status: StatusRow) -> Speaks:
    """The same with its title, its box and since when."""
    deadline, _, box = (status.overdue_deadline or "").partition("/")
    known = {
        rule.id: rule for rule in rulebook(in_force(day_in_china(datetime.now(UTC)))).deadlines
    }
    what = [_overdue(status), *([titled(known[deadline])] if deadline in known else []), box]
    since = messages.SINCE_WHEN.of(at=console.local(status.overdue_since))
    return listed([*filter(None, what), since], SPACE)


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


_MORE = (h.KIND, h.BOXES, h.NET_KG, h.ORIGIN, h.MODE, h.ENTERPRISE)
