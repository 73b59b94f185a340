"""`guomen messages`: what came in and could not be delivered; look, retry, discard."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from ledger import connect
from models.kernel.errors import NotFound
from models.kernel.language import listed as in_a_row
from models.kernel.spelling import box_number
from models.kernel.terms import System
from models.texts import PARTIES, SYSTEMS
from projections import queries
from scripts import connection, console, stack_records
from scripts.connection import DataFolder
from scripts.texts import letters
from workers.gateway import dead_letters
from workers.gateway.letters import (
    OWNER,
    SETTLED,
    UNSETTLED,
    MessageEntry,
    MessageStatus,
    StoredMessage,
)
from workers.stack.db_logins import DatabaseLogin

LONGEST_REASON = 500
LARGEST_NUMBER = 2**63 - 1

_Status = Annotated[
    list[MessageStatus] | None,
    typer.Option("--status", help="Only these (default: whatever waits: parked, failed, dead)."),
]
_System = Annotated[System | None, typer.Option("--system", help="Only of this system.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]
_Number = Annotated[
    int,
    typer.Argument(
        metavar="NUMBER", min=1, max=LARGEST_NUMBER, help="As `guomen messages` lists it."
    ),
]
_Numbers = Annotated[
    list[int] | None,
    typer.Argument(
        metavar="NUMBER…", min=1, max=LARGEST_NUMBER, help="As `guomen messages` lists them."
    ),
]
_All = Annotated[bool, typer.Option("--all", help="Whatever waits: parked, failed, dead.")]
_Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept.")]
_As = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="NAME", envvar="GUOMEN_OFFICER", help="Who acts (default: who logged in)."
    ),
]

_Change = Callable[[Any, Sequence[int], str, str], Awaitable[list[int]]]


def build() -> typer.Typer:
    """The verb with its parts."""
    app = typer.Typer(help="Messages of the systems that could not be delivered.")
    app.callback(invoke_without_command=True)(list_)
    app.command("show")(show)
    app.command("retry")(retry)
    app.command("discard")(discard)
    app.command("attach")(attach)
    return app


def list_(
    context: typer.Context,
    *,
    status: _Status = None,
    system: _System = None,
    as_json: _Json = False,
    data: DataFolder = None,
) -> None:
    """List what waits, oldest first: for which numbers, why, since when, and who must act."""
    if context.invoked_subcommand is not None:
        return
    found = asyncio.run(_listed(data, status or UNSETTLED, system))
    if as_json:
        console.print_json([console.dumped(each) for each in found])
        return
    console.screen().print(_table(found))
    dead = sum(each.status is MessageStatus.DEAD for each in found)
    print(f"\n{console.say(letters.COUNTED.of(messages=len(found), dead=dead))}")
    if any(each.status not in SETTLED for each in found):
        print(console.say(letters.WHO_ACTS.of(party=PARTIES[OWNER])))


def show(number: _Number, *, data: DataFolder = None) -> None:
    """Show one message as it came, as JSON, and what was done about it."""
    letter, nearest = asyncio.run(_letter(data, number))
    if letter is None:
        raise NotFound(letters.NO_LETTER, numbers=number)
    console.print_json(
        {
            **console.dumped(letter),
            "raw": _harmless(letter.raw),
            "must_act": None if letter.status in SETTLED else letter.must_act,
            "nearest": nearest,
        }
    )


def retry(
    numbers: _Numbers = None,
    *,
    every: _All = False,
    reason: _Reason = "",
    officer: _As = None,
    data: DataFolder = None,
) -> None:
    """Let messages be tried again at once, also dead and discarded ones."""
    if every:
        numbers = [each.number for each in asyncio.run(_listed(data, UNSETTLED, None))]
    elif not numbers:
        raise typer.BadParameter(console.say(letters.NO_NUMBERS))
    why = _reason(reason or console.say(letters.ASKED))
    changed = asyncio.run(_changed(data, dead_letters.retry, numbers, officer, why))
    if numbers and not changed:
        raise NotFound(letters.NOT_WAITING, numbers=in_a_row(numbers))
    print(console.say(letters.RETRIED.of(numbers=in_a_row(changed))))


def discard(
    numbers: _Numbers = None,
    *,
    reason: _Reason = "",
    officer: _As = None,
    data: DataFolder = None,
) -> None:
    """Deliver these never, for a reason. They stay stored, and `retry` takes it back."""
    if not numbers:
        raise typer.BadParameter(console.say(letters.NO_NUMBERS))
    why = _reason(reason)
    changed = asyncio.run(_changed(data, dead_letters.discard, numbers, officer, why))
    if not changed:
        raise NotFound(letters.NOT_WAITING, numbers=in_a_row(numbers))
    print(console.say(letters.DISCARDED.of(numbers=in_a_row(changed))))


def attach(  # noqa: PLR0913 - what is not named has a default
    number: _Number,
    consignment: Annotated[str, typer.Argument(metavar="CONSIGNMENT", help="Any of its numbers.")],
    *,
    box: Annotated[
        str | None, typer.Option("--box", metavar="BOX", help="The box that is meant.")
    ] = None,
    reason: _Reason = "",
    officer: _As = None,
    data: DataFolder = None,
) -> None:
    """Say whose a message is that found no consignment, and which box it means: it is delivered."""
    why = _reason(reason)
    meant = asyncio.run(_attached(data, number, consignment, box, officer, why))
    print(console.say(letters.ATTACHED.of(number=number, consignment=meant)))


async def _attached(  # noqa: PLR0913, PLR0917 - what the command line says
    data: Path | None,
    number: int,
    consignment: str,
    box: str | None,
    officer: str | None,
    why: str,
) -> str:
    async with stack_records.opened(connection.settings_of(data)) as records:
        meant = await records.find(consignment)
    pool = await connect(connection.database_of(data, DatabaseLogin.GATEWAY), max_size=1)
    try:
        by, named = officer or getpass.getuser(), box_number(box) if box else None
        if not await dead_letters.attach(pool, number, meant, named, by, why):
            raise NotFound(letters.NOT_WAITING, numbers=number)
    finally:
        await pool.close()
    return meant


def _reason(given: str) -> str:
    reason = given.strip()
    if not reason or not reason.isprintable() or len(reason) > LONGEST_REASON:
        raise typer.BadParameter(console.say(letters.NO_REASON))
    return reason


async def _listed(
    data: Path | None, statuses: Sequence[MessageStatus], system: System | None
) -> list[MessageEntry]:
    async with stack_records.opened(connection.settings_of(data)) as records:
        return await dead_letters.listed(records.pool, statuses, system=system)


async def _letter(data: Path | None, number: int) -> tuple[StoredMessage | None, list[str]]:
    """The message, and the known numbers that are nearest to those it names."""
    async with stack_records.opened(connection.settings_of(data)) as records:
        found = await dead_letters.letter(records.pool, number)
        if found is None or found.status in SETTLED or found.consignment is not None:
            return found, []
        nearest = [await queries.nearest(records.pool, alias) for alias in found.aliases[:5]]
    return found, [each for near in nearest for each in near]


async def _changed(
    data: Path | None, change: _Change, numbers: Sequence[int], officer: str | None, reason: str
) -> list[int]:
    """With the gateway's own login: whoever only reads may change nothing."""
    pool = await connect(connection.database_of(data, DatabaseLogin.GATEWAY), max_size=1)
    try:
        return await change(pool, numbers, officer or getpass.getuser(), reason)
    finally:
        await pool.close()


def _table(found: Sequence[MessageEntry]) -> Table:
    drawn = console.table(*letters.COLUMNS)
    for each in found:
        cells: tuple[console.Words, ...] = (
            str(each.number),
            letters.STATUSES[each.status],
            SYSTEMS[each.system],
            console.local(each.received_at),
            each.type,
            " ".join(each.aliases),
            each.last_error or "",
            str(each.attempts),
            console.local(each.next_try_at),
        )
        style = "bold red" if each.status is MessageStatus.DEAD else ""
        drawn.add_row(*map(console.plain, cells), style=style)
    return drawn


def _harmless(raw: str) -> str:
    """The body without what a terminal would obey."""
    return "".join(
        char if char.isprintable() or char == "\n" else ascii(char)[1:-1] for char in raw
    )
