"""`guomen notices`: who was called, what came of it, and whether the routes work."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

from models.calendar import day_in_china
from models.errors import NotFound
from models.labels import PARTIES
from models.notices import columns
from models.notices.notice import Delivered, Manner, Notice, Posting, Status
from models.rulebook import in_force, rulebook
from models.state import Alarm
from models.terms import Level, Party
from scripts import connection, console
from scripts.connection import DataFolder

if TYPE_CHECKING:
    from rich.table import Table

    from models.notices.routes import Delivery, Routing
    from workers.attempts import AttemptRow
    from workers.settings import Settings

LIMIT = 1000
"""How many lines a list has at most."""

_Consignment = Annotated[
    str | None, typer.Option("--consignment", metavar="ID", help="Only this consignment.")
]
_Enterprise = Annotated[
    str | None, typer.Option("--enterprise", metavar="CODE", help="Only this enterprise's page.")
]
_Failed = Annotated[bool, typer.Option("--failed", help="Only tries that failed.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]
_Party = Annotated[Party, typer.Option("--party", case_sensitive=False, help="For whom.")]
_Level = Annotated[str, typer.Option("--level", help="L1, L2, L3 or L4.")]
_Now = Annotated[bool, typer.Option("--now", help="Send also what would wait.")]


def build() -> typer.Typer:
    """The verb with its parts."""
    app = typer.Typer(help="Notices: who was called, and what came of it.")
    app.callback(invoke_without_command=True)(list_)
    app.command("test")(try_out)
    return app


def list_(  # noqa: PLR0913 - every option has a default
    context: typer.Context,
    *,
    consignment: _Consignment = None,
    enterprise: _Enterprise = None,
    failed: _Failed = False,
    as_json: _Json = False,
    data: DataFolder = None,
) -> None:
    """List what was told to whom, the latest first, and who has acknowledged it since."""
    if context.invoked_subcommand is not None:
        return
    settings = connection.settings_of(data)
    rows = asyncio.run(_rows(settings, consignment, enterprise, failed=failed))
    if as_json:
        console.print_json([console.dumped(row) for row in rows])
        return
    console.screen().print(_table(rows))
    lost = sum(row.status is Status.FAILED for row in rows)
    print(f"\n{console.say(columns.COUNTED.of(lines=len(rows), failed=lost))}")


def try_out(
    *,
    party: _Party = Party.OPERATIONS,
    level: _Level = "L3",
    now: _Now = False,
    data: DataFolder = None,
) -> None:
    """Send a test through the routes, from this process, and say what each target answered."""
    notice, settings = _sample(party, _level(level)), _settings(data)
    if settings.notices is None:
        raise NotFound(columns.NO_FILE)
    results = asyncio.run(_tested(settings, notice, now=now))
    if not results:
        raise NotFound(
            columns.NO_ROUTE, party=party, level=notice.alarm.level.name, file=settings.notices
        )
    drawn = console.table(*columns.TEST_COLUMNS)
    for target, address, delivered in results:
        drawn.add_row(*map(console.plain, (target, address, delivered.why)))
    console.screen().print(drawn)
    if not all(delivered.sent for *_, delivered in results):
        raise typer.Exit(console.FAILED)


def _level(name: str) -> Level:
    try:
        return Level[name.upper()]
    except KeyError as error:
        known = ", ".join(level.name for level in Level)
        raise typer.BadParameter(f"there is no level {name!r}; there are: {known}") from error


def _settings(data: Path | None) -> Settings:
    """Those of the environment: a test needs no running stack."""
    from workers.settings import Settings  # noqa: PLC0415

    if data is not None:
        os.environ["GUOMEN_DATA"] = str(data)
    return Settings(database_url="postgresql://not-needed")


def _sample(party: Party, level: Level) -> Notice:
    alarm = Alarm(
        key=str(uuid4()),
        party=party,
        level=level,
        subject="a test",
        box=None,
        at=datetime.now(UTC),
        kind="test",
    )
    return Notice(about="consignment", number="NB00-000000", alarm=alarm)


async def _tested(
    settings: Settings, notice: Notice, *, now: bool
) -> Sequence[tuple[str, str, Delivered]]:
    from workers.notice_routes import read_routes  # noqa: PLC0415
    from workers.wiring import caller, ways  # noqa: PLC0415

    routing = read_routes(settings.notices)
    addresses = {name: way.shown for name, way in ways(routing).items()}
    calls = caller(settings, routing)

    async def told(delivery: Delivery) -> Delivered:
        if delivery.manner is not Manner.NOW and not now:
            until = console.local(delivery.at)
            waits = console.say(columns.MANNERS[delivery.manner].of(until=until))
            return Delivered(sent=True, why=waits)
        answer = await calls.send_notice(Posting(target=delivery.target, notices=(notice,)))
        return Delivered(sent=answer.sent, why=_result(answer))

    deliveries = _deliveries(routing, notice)
    answers = await asyncio.gather(*(told(delivery) for delivery in deliveries))
    return [
        (delivery.target, addresses[delivery.target], answer)
        for delivery, answer in zip(deliveries, answers, strict=True)
    ]


def _deliveries(routing: Routing, notice: Notice) -> Sequence[Delivery]:
    at = notice.alarm.at
    return routing.deliveries(notice, at, rulebook(in_force(day_in_china(at))).calendar)


def _result(answer: Delivered) -> str:
    status = Status.SENT if answer.sent else Status.FAILED
    return console.say(columns.STATUSES[status].of(why=answer.why))


async def _rows(
    settings: Settings, consignment: str | None, enterprise: str | None, *, failed: bool
) -> Sequence[AttemptRow]:
    from workers import attempts  # noqa: PLC0415

    async with connection.records(settings) as records:
        number = enterprise if consignment is None else await records.find(consignment)
        return await attempts.listed(records.pool, number, failed=failed, limit=LIMIT)


def _table(rows: Sequence[AttemptRow]) -> Table:
    drawn = console.table(*columns.RECORD_COLUMNS)
    for row in rows:
        result = columns.STATUSES[row.status].of(why=row.why, until=console.local(row.until))
        cells: tuple[console.Words, ...] = (
            console.local(row.at),
            row.number,
            row.level.name,
            PARTIES[row.party],
            row.target,
            str(row.attempt or ""),
            result,
            " ".join(filter(None, (row.subject, row.box))),
            row.acknowledged_by or "",
        )
        drawn.add_row(*(console.plain(cell) for cell in cells), style="red" if row.why else "")
    return drawn
