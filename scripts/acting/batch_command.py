"""One command to every running consignment that a list filter finds.

Each gets it under the id of the batch: a batch that was interrupted is run again with the same id,
and whoever has obeyed already does nothing twice.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import typer
from temporalio.client import Client, WorkflowExecution, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from models.execution.visibility_filter import within
from models.execution.workflow_io import Receipt
from models.kernel.errors import BadFilter, GuomenError, NotFound, Refused
from models.kernel.identity import tracking_no_of
from models.kernel.language import Text
from models.kernel.message import Command
from models.kernel.terms import Party
from models.process import command_preview
from models.process.messages import COMMANDS
from projections.horizon import state_of
from scripts import command_io, connection, console, stack_records, temporal_connection
from scripts.acting import prompts, target, texts
from scripts.acting.batch_rows import BatchRow, RowOutcome, counted, document, table
from scripts.acting.interactive import kind_of, spoken
from scripts.acting.officer_resolution import on_duty
from scripts.acting.prompts import NothingSent, Questions
from scripts.retry import passing
from scripts.stack_records import StackRecords
from workers.consignment_client import consignment
from workers.settings import Settings

AT_ONCE = 8
"""So many consignments are looked at, or told, at a time."""

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class BatchCommand:
    """What stood on the command line."""

    query: str
    batch: str | None
    dry_run: bool
    yes: bool
    as_json: bool


def act_on_many(
    order: BatchCommand,
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
    fields, kind = command_io.fields(given), kind_of(verb, COMMANDS)
    usage = f"guomen act --query '{order.query}'"
    spoken(kind, fields, {"officer": "-"}, usage)
    settings = connection.settings_of(data)
    if not (order.yes or order.dry_run or prompts.possible()):
        raise typer.BadParameter(texts.SAY_YES.said(settings.lang))
    officer = on_duty(settings.officers, fields, as_, role)
    envelope = officer.envelope(kind, settings.lang)
    command = spoken(kind, officer.seconded(fields), envelope, usage)
    return Many(order, command, settings).run()


class Many:
    """One batch."""

    def __init__(self, order: BatchCommand, command: Command, settings: Settings) -> None:
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
        self._show(texts.PREVIEW, texts.WOULD, lines)
        ready = [line for line in lines if line.outcome is not RowOutcome.BEFORE]
        self._confirm(len(ready))
        told = asyncio.run(self._tell(ready))
        done = [line for line in lines if line.outcome is RowOutcome.BEFORE]
        return self._conclude(sorted([*done, *told], key=lambda line: line.number), sent=True)

    @property
    def message_id(self) -> str:
        """The id of the command, the same for a batch that is run again."""
        return f"{self._batch}:{self._command.verb}"

    async def _look(self) -> list[BatchRow]:
        """What would happen to each."""
        client = await temporal_connection.opened(self._settings)
        numbers = await self._found(client)
        if not numbers:
            raise NotFound(texts.NONE_FOUND, query=self._order.query)
        async with stack_records.opened(self._settings) as records:
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
        return typer.BadParameter(texts.BAD_QUERY.said(self._language, **told))

    async def _would(self, records: StackRecords, number: str) -> BatchRow:
        try:
            events = await records.events(number)
            state = state_of(events)
            if state is None:
                return BatchRow(number, RowOutcome.WOULD)
            now = target.moment(events)
            seen = command_preview.of_consignment(state, self._command, now, self.message_id)
        except Refused as refusal:
            return BatchRow(number, RowOutcome.REFUSED, reason=str(refusal))
        except NotFound:
            # Started a moment ago, and not recorded yet: the workflow itself will say.
            return BatchRow(number, RowOutcome.WOULD)
        outcome = RowOutcome.WOULD if seen.recorded else RowOutcome.BEFORE
        return BatchRow(number, outcome, seen.recorded)

    def _confirm(self, count: int) -> None:
        if self._order.yes:
            return
        asked = Questions(self._screen, self._language)
        if not asked.agreed(texts.SEND_TO, count=count):
            raise NothingSent(texts.NOT_SENT)

    async def _tell(self, lines: Sequence[BatchRow]) -> list[BatchRow]:
        client = await temporal_connection.opened(self._settings)
        return await _each([line.number for line in lines], partial(self._told, client))

    async def _told(self, client: Client, number: str) -> BatchRow:
        """The workflow decides: what the preview refused may be legal by now, and the reverse."""
        verb = self._command.verb
        update = consignment(client, number).execute_update(
            verb, self._command, id=self.message_id, result_type=Receipt
        )
        try:
            look = f"guomen act … --batch {self._batch}"
            receipt = await command_io.send(update, number, verb, look)
        except Refused as refusal:
            return BatchRow(number, RowOutcome.REFUSED, reason=str(refusal))
        except GuomenError as error:
            return BatchRow(number, RowOutcome.FAILED, reason=str(error))
        except Exception as error:
            if not passing(error):
                raise
            return BatchRow(number, RowOutcome.FAILED, reason=str(error))
        outcome = RowOutcome.RECORDED if receipt.recorded else RowOutcome.BEFORE
        return BatchRow(number, outcome, receipt.recorded)

    def _conclude(self, lines: Sequence[BatchRow], *, sent: bool) -> int:
        if self._order.as_json:
            about = {"batch": self._batch, "query": self._order.query, "sent": sent}
            console.print_json({**about, **document(self._command, lines)})
        else:
            title, column = (texts.RESULT, texts.DONE) if sent else (texts.PREVIEW, texts.WOULD)
            self._show(title, column, lines)
            self._say(counted(lines, self._language))
        bad = any(line.outcome in (RowOutcome.REFUSED, RowOutcome.FAILED) for line in lines)
        return console.FAILED if bad else 0

    def _show(self, title: Text, column: Text, lines: Sequence[BatchRow]) -> None:
        said = f"{self._command.verb}: {title.said(self._language, count=len(lines))}"
        self._screen.print(console.section(said, table(column, lines, self._language)))

    def _announce(self) -> None:
        """The batch, while nothing has happened: whoever is killed later can go on with it."""
        batch, go_on = texts.BATCH.said(self._language), texts.GO_ON.said(self._language)
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
