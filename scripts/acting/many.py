"""One command to every running consignment that a list filter finds.

Each gets it under the id of the batch: a batch that was interrupted is run again with the same id,
and whoever has obeyed already does nothing twice.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer
from temporalio.client import WorkflowExecution, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from models import forecast
from models.errors import BadFilter, GuomenError, NotFound, Refused
from models.examples import EXAMPLES
from models.identity import tracking_no_of
from models.messages import COMMANDS, Command
from models.start import Receipt
from models.visibility import within
from projections.horizon import state_of
from scripts import commanding, connection, console
from scripts.acting import questions, target, words
from scripts.acting.duty import on_duty
from scripts.acting.lines import Line, Outcome, counted, document, table
from scripts.acting.questions import NothingSent, Questions
from scripts.acting.session import kind_of, spoken
from scripts.patience import passing
from workers.starting import consignment

if TYPE_CHECKING:
    from temporalio.client import Client

    from models.language import Text
    from models.terms import Party
    from scripts.connection import Records
    from workers.settings import Settings

AT_ONCE = 8
"""So many consignments are looked at, or told, at a time."""

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Order:
    """What stood on the command line."""

    query: str
    batch: str | None
    dry_run: bool
    yes: bool
    as_json: bool


def act_on_many(
    order: Order,
    said: tuple[str, str, str],
    as_: str | None,
    role: Party | None,
    data: Path | None,
) -> int:
    """Look, show, ask, send, show what happened; exit code 1 when anything was refused or failed.

    Raises:
        typer.BadParameter: a misuse, or Temporal does not take the query.
        NotFound: no running consignment matches.
        NothingSent: the officer said no.
    """
    verb, given, left = said
    if not verb or left:
        raise typer.BadParameter("with --query say the verb and its fields, and no ID")
    fields, kind = commanding.fields(given), kind_of(verb, COMMANDS)
    usage, example = f"guomen act --query '{order.query}'", EXAMPLES[kind.verb]
    spoken(kind, fields, {"officer": "-"}, usage, example)
    settings = connection.settings_of(data)
    if not (order.yes or order.dry_run or questions.possible()):
        raise typer.BadParameter(words.SAY_YES.said(settings.lang))
    officer = on_duty(settings.officers, fields, as_, role)
    envelope = officer.envelope(kind, settings.lang)
    command = spoken(kind, fields, envelope, usage, example)
    return Many(order, command, settings).run()


class Many:
    """One batch."""

    def __init__(self, order: Order, command: Command, settings: Settings) -> None:
        self._order, self._command, self._settings = order, command, settings
        self._language = settings.lang
        self._screen = console.screen(stderr=order.as_json)
        self._batch = order.batch or f"{datetime.now(UTC):%Y%m%d%H%M%S}-{secrets.token_hex(3)}"

    def run(self) -> int:
        """From the look to the result; the exit code."""
        if not self._order.dry_run:
            self._announce()
        lines = asyncio.run(self._look())
        if self._order.dry_run:
            return self._conclude(lines, sent=False)
        self._show(words.PREVIEW, words.WOULD, lines)
        ready = [line for line in lines if line.outcome is not Outcome.BEFORE]
        self._confirm(len(ready))
        told = asyncio.run(self._tell(ready))
        done = [line for line in lines if line.outcome is Outcome.BEFORE]
        return self._conclude(sorted([*done, *told], key=lambda line: line.number), sent=True)

    @property
    def message_id(self) -> str:
        """The id of the command, the same for a batch that is run again."""
        return f"{self._batch}:{self._command.verb}"

    async def _look(self) -> list[Line]:
        """What would happen to each."""
        client = await connection.temporal(self._settings)
        numbers = await self._found(client)
        if not numbers:
            raise NotFound(words.NONE_FOUND, query=self._order.query)
        async with connection.records(self._settings) as records:
            return await _each(numbers, partial(self._would, records))

    async def _found(self, client: Client) -> list[str]:
        try:
            query = f"{within(self._order.query)} AND WorkflowType = 'Consignment'"
            query += " AND ExecutionStatus = 'Running'"
            found = [each async for each in client.list_workflows(query)]
        except BadFilter as error:
            raise self._misuse(error.said(self._language)) from error
        except RPCError as error:
            if error.status is not RPCStatusCode.INVALID_ARGUMENT:
                raise
            raise self._misuse(error.message) from error
        return sorted({tracking_no_of(each.id) for each in found if _running(each)})

    def _misuse(self, reason: str) -> typer.BadParameter:
        told = {"query": self._order.query, "reason": reason}
        return typer.BadParameter(words.BAD_QUERY.said(self._language, **told))

    async def _would(self, records: Records, number: str) -> Line:
        try:
            events = await records.events(number)
            state = state_of(events)
            if state is None:
                return Line(number, Outcome.WOULD)
            now = target.moment(events)
            seen = forecast.of_consignment(state, self._command, now, self.message_id)
        except Refused as refusal:
            return Line(number, Outcome.REFUSED, reason=str(refusal))
        except NotFound:
            # Started a moment ago, and not recorded yet: the workflow itself will say.
            return Line(number, Outcome.WOULD)
        outcome = Outcome.WOULD if seen.recorded else Outcome.BEFORE
        return Line(number, outcome, seen.recorded)

    def _confirm(self, count: int) -> None:
        if self._order.yes:
            return
        asked = Questions(self._screen, self._language)
        if not asked.agreed(words.SEND_TO, count=count):
            raise NothingSent(words.NOT_SENT)

    async def _tell(self, lines: Sequence[Line]) -> list[Line]:
        client = await connection.temporal(self._settings)
        return await _each([line.number for line in lines], partial(self._told, client))

    async def _told(self, client: Client, number: str) -> Line:
        """The workflow decides: what the preview refused may be legal by now, and the reverse."""
        verb = self._command.verb
        update = consignment(client, number).execute_update(
            verb, self._command, id=self.message_id, result_type=Receipt
        )
        try:
            look = f"guomen act … --batch {self._batch}"
            receipt = await commanding.send(update, number, verb, look)
        except Refused as refusal:
            return Line(number, Outcome.REFUSED, reason=str(refusal))
        except GuomenError as error:
            return Line(number, Outcome.FAILED, reason=str(error))
        except Exception as error:
            if not passing(error):
                raise
            return Line(number, Outcome.FAILED, reason=str(error))
        outcome = Outcome.RECORDED if receipt.recorded else Outcome.BEFORE
        return Line(number, outcome, receipt.recorded)

    def _conclude(self, lines: Sequence[Line], *, sent: bool) -> int:
        if self._order.as_json:
            about = {"batch": self._batch, "query": self._order.query, "sent": sent}
            console.print_json({**about, **document(self._command, lines)})
        else:
            title, column = (words.RESULT, words.DONE) if sent else (words.PREVIEW, words.WOULD)
            self._show(title, column, lines)
            self._say(counted(lines, self._language))
        bad = any(line.outcome in (Outcome.REFUSED, Outcome.FAILED) for line in lines)
        return console.FAILED if bad else 0

    def _show(self, title: Text, column: Text, lines: Sequence[Line]) -> None:
        said = f"{self._command.verb}: {title.said(self._language, count=len(lines))}"
        self._screen.print(console.section(said, table(column, lines, self._language)))

    def _announce(self) -> None:
        """The batch, while nothing has happened: whoever is killed later can go on with it."""
        batch, go_on = words.BATCH.said(self._language), words.GO_ON.said(self._language)
        lines = [(batch, self._batch), (go_on, f"--batch {self._batch}")]
        self._screen.print(console.facts(lines))

    def _say(self, text: str) -> None:
        self._screen.print(console.plain(text))


def _running(found: WorkflowExecution) -> bool:
    """Whatever the filter said: only a running consignment is told anything."""
    running = found.status is WorkflowExecutionStatus.RUNNING
    return running and found.workflow_type == "Consignment"


async def _each(of: Sequence[T], do: Callable[[T], Awaitable[R]]) -> list[R]:
    """The same for each, a few at a time."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one(each: T) -> R:
        async with places:
            return await do(each)

    return list(await asyncio.gather(*map(one, of)))
