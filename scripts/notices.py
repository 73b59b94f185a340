"""`guomen notices`: who was called, what came of it, and whether the routes work."""

import asyncio
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer
from rich.table import Table

from models.kernel.errors import NotFound
from models.kernel.notification import Notification
from models.kernel.terms import EscalationLevel, Party
from models.notifications import list_texts
from models.notifications.notice import Manner, Notice, NoticeStatus, SendRequest, SendResult
from models.notifications.routes import RoutedNotice, Routing
from models.rules.calendar import day_in_china
from models.rules.rulebook import in_force, rulebook
from models.texts import PARTIES
from scripts import connection, console, stack_records
from scripts.connection import DataFolder
from workers.notifications import notification_store
from workers.notifications.notification_store import AttemptRow
from workers.notifications.routes_file import read_routes
from workers.settings import Settings
from workers.wiring import caller, ways

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
    lost = sum(row.status is NoticeStatus.FAILED for row in rows)
    print(f"\n{console.say(list_texts.COUNTED.of(lines=len(rows), failed=lost))}")


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
        raise NotFound(list_texts.NO_FILE)
    results = asyncio.run(_tested(settings, notice, now=now))
    if not results:
        raise NotFound(
            list_texts.NO_ROUTE, party=party, level=notice.alarm.level.name, file=settings.notices
        )
    drawn = console.table(*list_texts.TEST_COLUMNS)
    for target, address, delivered in results:
        drawn.add_row(*map(console.plain, (target, address, delivered.why)))
    console.screen().print(drawn)
    if not all(delivered.sent for *_, delivered in results):
        raise typer.Exit(console.FAILED)


def _level(name: str) -> EscalationLevel:
    try:
        return EscalationLevel[name.upper()]
    except KeyError as error:
        known = ", ".join(level.name for level in EscalationLevel)
        raise typer.BadParameter(f"there is no level {name!r}; there are: {known}") from error


def _settings(data: Path | None) -> Settings:
    """Those of the environment: a test needs no running stack."""
    if data is not None:
        os.environ["GUOMEN_DATA"] = str(data)
    return Settings(database_url="postgresql://not-needed")


def _sample(party: Party, level: EscalationLevel) -> Notice:
    alarm = Notification(
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
) -> Sequence[tuple[str, str, SendResult]]:
    routing = read_routes(settings.notices)
    addresses = {name: way.shown for name, way in ways(routing).items()}
    calls = caller(settings, routing)

    async def told(delivery: RoutedNotice) -> SendResult:
        if delivery.manner is not Manner.NOW and not now:
            until = console.local(delivery.at)
            waits = console.say(list_texts.MANNERS[delivery.manner].of(until=until))
            return SendResult(sent=True, why=waits)
        answer = await calls.send_notice(SendRequest(target=delivery.target, notices=(notice,)))
        return SendResult(sent=answer.sent, why=_result(answer))

    deliveries = _deliveries(routing, notice)
    answers = await asyncio.gather(*(told(delivery) for delivery in deliveries))
    return [
        (delivery.target, addresses[delivery.target], answer)
        for delivery, answer in zip(deliveries, answers, strict=True)
    ]


def _deliveries(routing: Routing, notice: Notice) -> Sequence[RoutedNotice]:
    at = notice.alarm.at
    return routing.deliveries(notice, at, rulebook(in_force(day_in_china(at))).calendar)


def _result(answer: SendResult) -> str:
    status = NoticeStatus.SENT if answer.sent else NoticeStatus.FAILED
    return console.say(list_texts.STATUSES[status].of(why=answer.why))


async def _rows(
    settings: Settings, consignment: str | None, enterprise: str | None, *, failed: bool
) -> Sequence[AttemptRow]:
    async with stack_records.opened(settings) as records:
        number = enterprise if consignment is None else await records.find(consignment)
        return await notification_store.listed(records.pool, number, failed=failed, limit=LIMIT)


def _table(rows: Sequence[AttemptRow]) -> Table:
    drawn = console.table(*list_texts.RECORD_COLUMNS)
    for row in rows:
        result = list_texts.STATUSES[row.status].of(why=row.why, until=console.local(row.until))
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
