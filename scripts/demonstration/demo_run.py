"""The demo from the first process to the last line."""

import asyncio
import json
import os
import time
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import httpx2
from rich.console import Console

from activities.supplier_stream import SupplierStreams
from ledger import Ledger, connect
from models.kernel.errors import GuomenError
from models.kernel.terms import System
from scripts import connection, console, views
from scripts.console import Words
from scripts.demonstration import progress_view
from scripts.demonstration.enrolment import enrol
from scripts.demonstration.live_consignments import LIKE, leave_open
from scripts.demonstration.outcome_check import OutcomeReview, reviews, summary
from scripts.demonstration.scenario_assignment import (
    SAMPLE,
    Role,
    days_to_shift,
    roles,
    sample_of,
    shifted,
)
from scripts.demonstration.scenario_player import DemoContext, perform, register
from scripts.retry import retry_until
from scripts.texts import demo, messages
from scripts.texts.errors import NOT_AS_SCRIPTED, STOPPED_EARLY
from scripts.timelapse import Thorough
from systems.world_client import WorldClient
from workers import process_lifecycle, temporal_client, wiring
from workers import settings as configured
from workers.settings import Settings
from workers.stack.db_logins import DatabaseLogin
from workers.stack.stack import EmbeddedStack
from workers.stack.stack_secrets import open_vault

_T = TypeVar("_T")

RISK_COMMANDS = ("guomen risk levels", "guomen report risk --into report --data-only")


class NotAsScripted(GuomenError):
    """A consignment did not end as its script says, or the demo was stopped before it did."""


@dataclass
class DemoRun:
    """One run of the demo on a data folder; what people read goes to `console`.

    `only` names the consignments of the sample that travel; without a name all do.
    """

    data: Path
    leave: bool
    as_json: bool
    at_once: int
    console: Console
    only: frozenset[str] = frozenset()
    began: float = field(default_factory=time.monotonic)

    async def run(self) -> None:
        """Play, show, and stay for the visitor unless asked to leave.

        Raises:
            NotAsScripted: when not every consignment ended as its script says.
        """
        os.environ["GUOMEN_DATA"] = str(self.data)
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(EmbeddedStack(self.data, log=self._say))
            settings = configured.read()
            stage = await stage_on(stack, settings)
            found = await _unless_stopped(self._played(stage))
            self._conclude(found)
            if not self.leave:
                await _unless_stopped(self._receive(stage, settings))
                await process_lifecycle.stop_event().wait()
            self._say(messages.STOPPING)
        _require_as_scripted(found)

    async def _played(self, stage: DemoContext) -> list[OutcomeReview]:
        cast = await self._cast(stage)
        waiting = [role for role in cast if not role.ended]
        progress = progress_view.DemoProgress(stage.pool, len(waiting), self.console)
        drawing = asyncio.create_task(progress.show())
        try:
            await self._enrol(stage, cast)
            for role in waiting:
                await register(stage, role)
            failures = await perform(stage, waiting, self.at_once, progress.end)
        finally:
            drawing.cancel()
            with suppress(asyncio.CancelledError):
                await drawing
        return await retry_until(partial(reviews, stage.pool, cast, failures))

    async def _cast(self, stage: DemoContext) -> list[Role]:
        now = datetime.now(UTC)
        sample = sample_of(self.only)
        days = days_to_shift(sample, now)
        if days:
            self._say(demo.MOVED.of(file=SAMPLE.name, days=days))
        moved = [shifted(each, days) for each in sample]
        cast = await retry_until(partial(roles, Ledger(stage.pool), moved, now))
        known = [role for role in cast if role.known]
        if known:
            ended = sum(role.ended for role in known)
            counted = {"total": len(cast), "known": len(known), "ended": ended}
            going = len(known) - ended
            self._say(demo.KNOWN.of(**counted, folder=self.data, open=going))
        return cast

    async def _enrol(self, stage: DemoContext, cast: Sequence[Role]) -> None:
        fresh = await enrol(stage, [role.registration for role in cast if role.enrolled])
        if fresh:
            self._say(demo.ENROLLED.of(number=len(fresh)))
            self._say(demo.APPROVED)

    def _conclude(self, found: Sequence[OutcomeReview]) -> None:
        seconds = time.monotonic() - self.began
        counted = summary(found, seconds)
        self.console.print(progress_view.table(found))
        self._say("")
        self._say(
            demo.TOTAL.of(**counted | {"seconds": f"{seconds:.0f}"}, good=counted["as_scripted"])
        )
        if self.as_json:
            print(json.dumps(counted), flush=True)

    async def _receive(self, stage: DemoContext, settings: Settings) -> None:
        """Leave some consignments open, and say what the visitor can do."""
        # The same goods whatever was played: limits differ by kind, and so would the first day.
        (like,) = sample_of({LIKE})
        await enrol(stage, [like], shown={})
        self._say("")
        self._say(demo.LEFT_OPEN)
        for visitor in await leave_open(stage, like, datetime.now(UTC)):
            there = "" if visitor.fresh else f" {console.say(demo.LEFT_BEFORE)}"
            self._say(f"\n  {visitor.choice.situation}{there}")
            self._say(f"    {visitor.command}{self._folder_option()}")
            self._say(f"    {connection.page(settings, visitor.tracking_no)}")
        self._say("")
        self._say(demo.RISK)
        for command in RISK_COMMANDS:
            self._say(f"  {command}{self._folder_option()}")
        self._say("")
        self._say(demo.LINKS)
        for line in views.told(views.links(settings)):
            self._say(f"  {line}")
        self._say("")
        self._say(messages.WHERE.of(what=demo.ALL, where=connection.all_pages(settings)))
        self._say(messages.HOW_TO_STOP)

    def _folder_option(self) -> str:
        usual = Path(".guomen").resolve()
        return "" if self.data == usual else f" --data {self.data}"

    def _say(self, words: Words) -> None:
        self.console.print(console.say(words), markup=False, soft_wrap=True)


def _require_as_scripted(found: Sequence[OutcomeReview]) -> None:
    wrong = [review.role.tracking_no for review in found if review.differences]
    if wrong:
        raise NotAsScripted(NOT_AS_SCRIPTED, wrong=", ".join(wrong))


async def stage_on(stack: AsyncExitStack, settings: Settings) -> DemoContext:
    """Every connection that the demo needs, closed with the stack."""
    client = await temporal_client.connect(settings)
    pool = await wiring.ledger_pool(settings)
    stack.push_async_callback(pool.close)
    http = httpx2.AsyncClient(timeout=90.0, trust_env=False)
    worlds = open_vault(settings.data).world_tokens
    await stack.enter_async_context(http)
    messenger = WorldClient(
        http,
        {
            "clearance": settings.clearance_url,
            "checkpoint": settings.checkpoint_url,
            "enterprise": settings.enterprise_url,
        },
        {
            "clearance": worlds[System.CLEARANCE],
            "checkpoint": worlds[System.CHECKPOINT],
            "enterprise": worlds[System.ENTERPRISE],
        },
    )
    # Nobody but the tracker may append: levels are approved by its login.
    appends = await connect(connection.database_of(settings.data, DatabaseLogin.TRACKER))
    stack.push_async_callback(appends.close)
    return DemoContext(
        *(client, pool, Thorough(client), messenger, settings.task_queue, settings.lang),
        streams=SupplierStreams(Ledger(appends), Ledger(appends)),
    )


async def _unless_stopped(work: Coroutine[None, None, _T]) -> _T:
    """The result of the work; Ctrl-C ends it.

    Raises:
        NotAsScripted: it was stopped.
    """
    working = asyncio.create_task(work)
    stopped = asyncio.create_task(process_lifecycle.stop_event().wait())
    await asyncio.wait((working, stopped), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not working.done():
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
        raise NotAsScripted(STOPPED_EARLY)
    return working.result()
