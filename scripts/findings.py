"""Asks everything that is asked about the tracker itself, and says what is wrong and what to do."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from ledger import LedgerUnavailable, connect
from models.health.changes import named
from models.health.findings import FAULTS, Finding, FindingSource, Where, command, grouped, link
from models.health.texts import ADVICE, FINDINGS
from models.kernel.errors import Unreachable
from models.kernel.language import Language, Speaks
from models.texts import PARTIES
from scripts import console, temporal_connection
from scripts.texts import findings as f
from workers.health_checks import suite
from workers.health_checks.probe import unanswered
from workers.health_checks.suite import Reach
from workers.settings import Settings

_REACH_S = 10.0
_CLOSE_S = 1.0


@asynccontextmanager
async def reached(settings: Settings) -> AsyncIterator[Reach]:
    """Temporal and the database as far as they answer, while the block runs."""
    silent: list[Finding] = []
    client, pool = None, None
    try:
        client = await asyncio.wait_for(temporal_connection.opened(settings), _REACH_S)
    except (Unreachable, TimeoutError) as error:
        silent.append(unanswered(FindingSource.TEMPORAL, _said(error)))
    try:
        pool = await asyncio.wait_for(connect(settings.database_url), _REACH_S)
    except (LedgerUnavailable, TimeoutError) as error:
        silent.append(unanswered(FindingSource.POSTGRESQL, _said(error)))
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
    return await suite.examined(settings, reach, judged=judged)


def where(settings: Settings) -> Where:
    """Where the stack is, for commands and links."""
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
    rows = [
        Text(console.say(line), no_wrap=True, overflow="ignore") for line in lines(findings, at)
    ]
    return console.section(f.HEADING.of(count=len(findings)), Group(*rows))


async def _closed(pool: Any) -> None:  # noqa: ANN401 - a pool of asyncpg
    with suppress(TimeoutError):
        await asyncio.wait_for(pool.close(), _CLOSE_S)


def _said(error: Exception) -> str:
    return " ".join(str(error).split()) or f.SILENT.en
