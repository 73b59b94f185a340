"""Asks everything that is asked about the tracker itself, and says what is wrong and what to do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from models.errors import Unreachable
from models.findings import FAULTS, Finding, Source, command, grouped, link
from models.health import named
from models.labels import PARTIES
from models.labels.findings import ADVICE, FINDINGS
from models.language import Language, Speaks
from scripts import connection, console
from scripts.wording import findings as f

if TYPE_CHECKING:
    from rich.console import RenderableType

    from models.findings import Where
    from workers.health_checks.suite import Reach
    from workers.settings import Settings

_REACH_S = 10.0
_CLOSE_S = 1.0


@asynccontextmanager
async def reached(settings: Settings) -> AsyncIterator[Reach]:
    """Temporal and the database as far as they answer, while the block runs."""
    from ledger import LedgerUnavailable, connect  # noqa: PLC0415
    from workers.health_checks.probe import unanswered  # noqa: PLC0415
    from workers.health_checks.suite import Reach  # noqa: PLC0415

    silent: list[Finding] = []
    client, pool = None, None
    try:
        client = await asyncio.wait_for(connection.temporal(settings), _REACH_S)
    except (Unreachable, TimeoutError) as error:
        silent.append(unanswered(Source.TEMPORAL, _said(error)))
    try:
        pool = await asyncio.wait_for(connect(settings.database_url), _REACH_S)
    except (LedgerUnavailable, TimeoutError) as error:
        silent.append(unanswered(Source.POSTGRESQL, _said(error)))
    try:
        yield Reach(client, pool, tuple(silent))
    finally:
        if pool is not None:
            await _closed(pool)


async def examined(settings: Settings) -> list[Finding]:
    """All that is wrong now."""
    async with reached(settings) as reach:
        return await asked(settings, reach)


async def asked(settings: Settings, reach: Reach, *, judged: bool = False) -> list[Finding]:
    """The same, of what is reached already; see `suite.examined`."""
    from workers.health_checks import suite  # noqa: PLC0415

    return await suite.examined(settings, reach, judged=judged)


def where(settings: Settings) -> Where:
    """Where the stack is, for commands and links."""
    from workers.health_checks import suite  # noqa: PLC0415

    return suite.where(settings)


def document(findings: Sequence[Finding], at: Where) -> list[dict[str, object]]:
    """Everything as JSON values, the same for every reader."""
    return [
        {
            **console.dumped(each),
            "text": FINDINGS[each.fault].said(Language.EN),
            "advice": ADVICE[each.fault].said(Language.EN),
            "level": FAULTS[each.fault].level.name,
            "must_act": FAULTS[each.fault].party.value,
            "command": command(each, at),
            "link": link(each, at),
        }
        for each in findings
    ]


def lines(findings: Sequence[Finding], at: Where) -> list[Speaks]:
    """What people read, a few lines a fault: what, since when, who must act, what mends it."""
    said: list[Speaks] = []
    for fault, found in grouped(findings).items():
        began = min((each.since for each in found if each.since is not None), default=None)
        what = {"text": FINDINGS[fault], "subjects": named(found)}
        said.append(
            f.WHAT_SINCE.of(**what, since=f.SINCE, at=console.local(began))
            if began
            else f.WHAT.of(**what)
        )
        if why := next((each.why for each in found if each.why), ""):
            said.append(f.WHY.of(why=why))
        said.append(f.MUST_ACT.of(party=PARTIES[FAULTS[fault].party], advice=ADVICE[fault]))
        commands = dict.fromkeys(command(each, at) for each in found)
        said.extend(f.COMMAND.of(command=each) for each in [*commands][: f.MOST_COMMANDS])
        if seen := link(found[0], at):
            said.append(f.LOOK.of(link=seen))
    return said


def section(findings: Sequence[Finding], at: Where) -> RenderableType:
    """The lines under their heading; none is folded, a command could not be copied."""
    from rich.console import Group  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    rows = [
        Text(console.say(line), no_wrap=True, overflow="ignore") for line in lines(findings, at)
    ]
    return console.section(f.HEADING.of(count=len(findings)), Group(*rows))


async def _closed(pool: Any) -> None:  # noqa: ANN401 - a pool of asyncpg
    with suppress(TimeoutError):
        await asyncio.wait_for(pool.close(), _CLOSE_S)


def _said(error: Exception) -> str:
    return " ".join(str(error).split()) or f.SILENT.en
