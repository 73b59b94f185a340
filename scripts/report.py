"""`guomen report`: what is counted over all consignments: dwell, reasons, escalations."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import BaseModel
from rich.table import Table

from models.kernel.risk_terms import Factor
from models.kernel.terms import (
    Party,
    Requirement,
)
from models.rules.rulebook import newest
from models.texts import PARTIES
from models.texts.checks import REQUIREMENTS
from models.texts.risk import FACTORS
from models.texts.terms import with_code
from projections import reports
from projections.errors import UnreadableStream
from projections.escalations import EscalationRow
from projections.group_by import By
from projections.reports import DwellLine, ReasonLine, WaiverLine
from scripts import connection, console, risk_figures, stack_records
from scripts.connection import DataFolder
from scripts.passed_over import named
from scripts.risk_report import command
from scripts.texts import headings as h
from scripts.texts import messages as m
from scripts.texts import risk as r

_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]
_By = Annotated[By, typer.Option("--by", help="Count by this as well.")]
_Waiting = Annotated[bool, typer.Option("--waiting", help="Only what nobody has answered.")]
_Line = TypeVar("_Line", bound="BaseModel")

HOUR = 3600


def build() -> typer.Typer:
    """The reports, each a verb below `guomen report`."""
    app = typer.Typer(help="Count over all consignments: times, reasons, escalations, waivers.")
    app.command("dwell")(dwell)
    app.command("reasons")(reasons)
    app.command("escalations")(escalations)
    app.command("waivers")(waivers)
    app.add_typer(command.build(), name="risk")
    return app


def dwell(*, as_json: _Json = False, data: DataFolder = None) -> int:
    """How long the goods stood where, by mode: three spans from the discharge, and each stage."""
    found = _asked(data, "dwell", reports.dwells)
    return _show(found, _dwell_table, as_json=as_json)


def reasons(*, by: _By = By.REASON, as_json: _Json = False, data: DataFolder = None) -> int:
    """What was found, and how often where it was looked for; open suspicions are pending."""
    found = _asked(data, "reasons", lambda pool: reports.reasons(pool, by), "risk_batches")
    code = _show(found, lambda lines: _reason_table(lines, by), as_json=as_json)
    if not as_json and any(line.rate for line in found[0]):
        rules = newest().risk
        for note in (risk_figures.small(rules), risk_figures.assumed(rules)):
            console.screen().print(console.plain(note))
    return code


def escalations(
    *, waiting: _Waiting = False, as_json: _Json = False, data: DataFolder = None
) -> int:
    """Who was called about which deadline, when it was due and recorded, and who answered."""
    found = _asked(data, "escalations", lambda pool: reports.escalations(pool, waiting=waiting))
    return _show(found, _escalation_table, as_json=as_json)


def waivers(*, as_json: _Json = False, data: DataFolder = None) -> int:
    """What conformity asked for and officers went without: how often, and who decided that."""
    found = _asked(data, "waivers", reports.waivers)
    return _show(found, _waiver_table, as_json=as_json)


_Found = tuple[Sequence[_Line], Sequence["UnreadableStream"]]


def _asked(
    data: Path | None,
    projection: str,
    ask: Callable[[Any], Awaitable[Sequence[_Line]]],
    *others: str,
) -> _Found[_Line]:
    """The lines, and which streams they say nothing new of."""

    async def answer() -> _Found[_Line]:
        async with stack_records.opened(connection.settings_of(data)) as records:
            lines = await ask(records.pool)
            read = (projection, *others)
            return lines, [each for name in read for each in await records.unreadable(name)]

    return asyncio.run(answer())


def _show(found: _Found[_Line], drawn: Callable[[Sequence[_Line]], Table], *, as_json: bool) -> int:
    lines, unread = found
    if as_json:
        console.print_json([console.dumped(line) for line in lines])
    else:
        console.screen().print(drawn(lines))
    return named(unread)


def _dwell_table(lines: Sequence[DwellLine]) -> Table:
    drawn = console.table(
        h.SPAN, h.MODE, h.COUNT, h.MEDIAN, h.NINE_IN_TEN, h.LONGEST, h.FROZEN_HOURS
    )
    for line in lines:
        spans = (line.median_seconds, line.p90_seconds, line.longest_seconds, line.frozen_seconds)
        hours = ("" if span is None else f"{span / HOUR:.1f}" for span in spans)
        drawn.add_row(*map(console.plain, (line.span, line.mode, str(line.n), *hours)))
    return drawn


def _reason_table(lines: Sequence[ReasonLine], by: By) -> Table:
    value = () if by is By.REASON else (FACTORS[Factor(by)],)
    drawn = console.table(
        h.CODE, *value, h.FINDINGS, h.BATCHES, h.COUNT, r.LOOKED_FOR, h.RATE, r.BELOW, r.ALONE
    )
    for line in lines:
        some = m.OPEN_FINDINGS.of(findings=line.findings, open=line.open)
        counted: console.Words = some if line.open else f"{line.findings}"
        of = () if by is By.REASON else (line.value,)
        cells: tuple[console.Words, ...] = (
            line.code,
            *of,
            counted,
            f"{line.batches}",
            f"{line.n}",
            *_rate_cells(line),
        )
        drawn.add_row(*map(console.plain, cells))
    return drawn


def _rate_cells(line: ReasonLine) -> tuple[console.Words, ...]:
    """Of a breach the share of all batches: any batch can have one, whoever looks."""
    rate = line.rate
    if rate is None:
        breach = line.code.startswith("SV-")
        return "", f"{line.batches / line.n:.1%}" if breach and line.n else "", "", ""
    told = risk_figures.rate(rate.found, rate.exposure, rate.rate, few=rate.few)
    if rate.pending:
        told = r.AND_PENDING.of(rate=told, pending=rate.pending)
    bounds = risk_figures.percent(rate.upper), risk_figures.percent(rate.alone)
    return risk_figures.looked(rate.exposure), told, *bounds


def _waiver_table(lines: Sequence[WaiverLine]) -> Table:
    drawn = console.table(h.REQUIREMENT, h.WAIVED, h.BATCHES, h.COUNT, h.BY)
    for line in lines:
        named = with_code(REQUIREMENTS[Requirement(line.requirement)], line.requirement)
        counted = (f"{line.waived}", f"{line.batches}", f"{line.n}")
        cells: tuple[console.Words, ...] = (named, *counted, ", ".join(line.officers))
        drawn.add_row(*map(console.plain, cells))
    return drawn


def _escalation_table(lines: Sequence[EscalationRow]) -> Table:
    drawn = console.table(h.CONSIGNMENT, h.DEADLINE, h.LEVEL, h.TOLD, h.DUE, h.RECORDED, h.ANSWER)
    drawn.columns[0].no_wrap = True
    for line in lines:
        cells: tuple[console.Words, ...] = (
            line.consignment,
            " ".join(filter(None, (line.deadline, line.danger, line.box))),
            f"L{line.level:d}",
            PARTIES[Party(line.party)],
            console.local(line.due_at),
            console.local(line.recorded_at),
            _answer(line),
        )
        drawn.add_row(*map(console.plain, cells), style="bold red" if line.waits else "")
    return drawn


def _answer(line: EscalationRow) -> console.Words:
    if line.withdrawn_at:
        return m.WITHDRAWN.of(at=console.local(line.withdrawn_at))
    if line.acknowledged_by:
        return f"{line.acknowledged_by} {console.local(line.acknowledged_at)}"
    return m.WAITS
