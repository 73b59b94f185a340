"""`guomen risk`: the draws of boxes: their keys, and the proof that nobody chose."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich.table import Table

from activities.draw_keeping import NEVER, DrawKeeping
from activities.draw_keys import DrawKeys
from activities.portfolio import PortfolioStream
from ledger import Ledger
from models.kernel.errors import KeyMissing, NotFound, Refused
from models.kernel.language import Text
from models.process.draw_check import DrawCheck, Placed, check
from models.process.event_registry import BY_TYPE
from models.process.stored_events import to_event
from models.risk.portfolio import Portfolio
from scripts import (
    connection,
    console,
    risk_levels,
    risk_pair,
    risk_pairs,
    risk_profile,
    risk_signals,
    stack_records,
)
from scripts.connection import DataFolder
from scripts.risk_history import make_history
from scripts.risk_import import import_history
from scripts.risk_whatif import what_if
from scripts.texts import draws as d
from workers.settings import Settings
from workers.stack.db_logins import DatabaseLogin

_AT_ONCE = 5000
_HELP = "The risk of goods: what was found, levels and what officers decide, draws of boxes."

_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of lines.")]
_OneQuarter = Annotated[
    str | None, typer.Option("--quarter", metavar="QUARTER", help="Only this quarter: 2025Q4.")
]
_Quarter = Annotated[str, typer.Argument(metavar="QUARTER", help="The quarter: 2025Q4.")]
_Reason = Annotated[str, typer.Option("--reason", help="How the key was lost.")]


def build() -> typer.Typer:
    """The verb with its parts."""
    app = typer.Typer(help=_HELP, no_args_is_help=True)
    app.callback()(lambda: None)
    draws = typer.Typer(help="The draws of boxes.", no_args_is_help=True)
    for part in (keys, verify, reveal, replace):
        draws.command(part.__name__)(part)
    app.add_typer(draws, name="draw")
    app.command("import")(import_history)
    app.command("history")(make_history)
    app.command("whatif")(what_if)
    app.command("profile")(risk_profile.profile)
    app.command("levels")(risk_pairs.levels)
    app.command("show")(risk_pair.show)
    app.command("signals")(risk_signals.signals)
    for verb in (risk_levels.approve, risk_levels.override, risk_levels.review):
        app.command(verb.__name__)(verb)
    return app


def keys(*, as_json: _Json = False, data: DataFolder = None) -> int:
    """List the keys of the draws by quarter: secret, public, or lost.

    Exit code 1 when a key that must be kept cannot be had.
    """
    rows = asyncio.run(_keys(data))
    if as_json:
        console.print_json([{**row._asdict(), "state": row.state.en} for row in rows])
    else:
        console.screen().print(_table(rows))
    return console.FAILED if any(row.state is d.LOST for row in rows) else 0


def verify(*, quarter: _OneQuarter = None, as_json: _Json = False, data: DataFolder = None) -> int:
    """Draw anew all that was drawn by keys that are public, from the ledger alone.

    Exit code 0 only when every draw is as it was recorded; else each that differs is named.
    """
    found = asyncio.run(_checked(data, quarter))
    if as_json:
        console.print_json(
            {
                "sound": not found.faults,
                "recomputed": found.recomputed,
                "waiting": found.waiting,
                "faults": [
                    {"position": one.position, "stream": one.stream, "why": one.why.en}
                    for one in found.faults
                ],
            }
        )
    else:
        for one in found.faults:
            named = {"position": one.position, "stream": one.stream}
            print(console.say(d.DIFFERS.of(**named, why=one.why)))
        print(console.say(d.CHECKED.of(recomputed=found.recomputed, waiting=found.waiting)))
    return console.FAILED if found.faults else 0


def reveal(quarter: _Quarter, *, data: DataFolder = None) -> None:
    """Make the key of a quarter public, once its last batch has been concluded for 14 days."""
    asyncio.run(_reveal(data, quarter))
    print(console.say(d.REVEALED.of(quarter=quarter)))


def replace(quarter: _Quarter, *, reason: _Reason, data: DataFolder = None) -> None:
    """Commit to another key for a quarter whose key is lost; its draws can never be checked."""
    asyncio.run(_replaced(data, quarter, reason.strip()))
    print(console.say(d.REPLACED.of(quarter=quarter)))


@asynccontextmanager
async def _keeping(
    data: Path | None, *, writes: bool = False
) -> AsyncIterator[tuple[DrawKeeping, Portfolio]]:
    settings = connection.settings_of(data)
    if writes:
        # Nobody but the tracker may append.
        url = connection.database_of(data, DatabaseLogin.TRACKER)
        settings = settings.model_copy(update={"database_url": url})
    async with stack_records.opened(settings) as records:
        stream = PortfolioStream(records.ledger, records.ledger)
        keeping = DrawKeeping(DrawKeys(settings.draw_keys), stream, records.pool)
        yield keeping, await stream.known()


class _Key(NamedTuple):
    quarter: str
    sha256: str
    state: Text
    public_from: datetime | None


async def _keys(data: Path | None) -> list[_Key]:
    settings = connection.settings_of(data)
    async with _keeping(data) as (keeping, known):
        rows = list[_Key]()
        for quarter, digest in known.committed.items():
            due = await keeping.due(quarter)
            state = _state(settings, known, quarter, digest)
            rows.append(_Key(quarter, digest, state, None if due == NEVER else due))
        return rows


def _state(settings: Settings, known: Portfolio, quarter: str, digest: str) -> Text:
    if quarter in known.revealed:
        return d.PUBLIC
    return d.SECRET if _kept(settings, quarter, digest) else d.LOST


def _kept(settings: Settings, quarter: str, digest: str) -> bool:
    try:
        DrawKeys(settings.draw_keys).committed(quarter, digest)
    except KeyMissing:
        return False
    return True


def _table(rows: Sequence[_Key]) -> Table:
    drawn = console.table(d.QUARTER, d.DIGEST, d.STATE, d.PUBLIC_FROM)
    for row in rows:
        when = console.local(row.public_from) if row.public_from else ""
        cells: tuple[console.Words, ...] = (row.quarter, row.sha256[:16], row.state, when)
        drawn.add_row(*map(console.plain, cells))
    return drawn


async def _checked(data: Path | None, quarter: str | None) -> DrawCheck:
    async with stack_records.opened(connection.settings_of(data)) as records:
        return check([each async for each in _placed(records.ledger)], quarter)


async def _placed(ledger: Ledger) -> AsyncIterator[Placed]:
    """What is looked at, in the order of the ledger; what cannot be read is found by `verify`."""
    position = 0
    while rows := await ledger.read_after(position, limit=_AT_ONCE):
        for row in rows:
            if row.event_type in BY_TYPE:
                yield Placed(row.position, row.stream_id, to_event(row))
        position = rows[-1].position


async def _reveal(data: Path | None, quarter: str) -> None:
    now = datetime.now(UTC)
    async with _keeping(data, writes=True) as (keeping, known):
        _need_committed(known, quarter)
        if quarter in known.revealed:
            raise Refused(d.IS_PUBLIC, quarter=quarter)
        due = await keeping.due(quarter)
        if due > now:
            when = d.BATCH_OPEN if due == NEVER else console.local(due)
            raise Refused(d.TOO_EARLY, quarter=quarter, when=when)
        await keeping.reveal(quarter, known, now)


async def _replaced(data: Path | None, quarter: str, reason: str) -> None:
    async with _keeping(data, writes=True) as (keeping, known):
        _need_committed(known, quarter)
        if quarter in known.revealed:
            raise Refused(d.IS_PUBLIC, quarter=quarter)
        if not reason:
            raise Refused(d.SAY_WHY)
        if _kept(connection.settings_of(data), quarter, known.committed[quarter]):
            raise Refused(d.NOT_LOST, quarter=quarter)
        await keeping.replace(quarter, reason, datetime.now(UTC))


def _need_committed(known: Portfolio, quarter: str) -> None:
    if quarter not in known.committed:
        committed = ", ".join(known.committed) or "-"
        raise NotFound(d.NO_QUARTER, quarter=quarter, known=committed)
