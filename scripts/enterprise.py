"""`guomen enterprise`: the register of the enterprises that take part in the pilot."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.table import Table

from activities.enterprise_repository import EnterpriseRepository
from ledger import Recorded
from models.enterprise.messages import COMMANDS, Apply, EnterpriseCommand
from models.enterprise.state import EnterpriseState
from models.execution.enterprise_io import EnterpriseReceipt
from models.kernel.capacity import EnterpriseCapacity
from models.kernel.language import EACH, NOTHING, SEMICOLON, Language, Text, listed
from models.kernel.terms import Party
from models.process.event_registry import event_name
from models.rules.rulebook import rulebook
from models.texts import PARTIES, STANDINGS, titled
from models.texts.terms import label
from projections.queries import RegisterLine
from scripts import command_io, connection, console, stack_records, temporal_connection
from scripts.acting import target
from scripts.acting.command_builder import CommandBuilder, Giver
from scripts.acting.interactive import Said
from scripts.acting.officer_resolution import As, Role
from scripts.acting.options import DryRun, Given, Json, Verb, Yes
from scripts.acting.target import CommandTarget
from scripts.connection import DataFolder
from scripts.texts import headings as h
from scripts.texts import messages as m
from scripts.timeline import tell
from workers.enterprise_client import open_and_act
from workers.settings import Settings

_Code = Annotated[
    str, typer.Argument(metavar="CODE", help="The enterprise, as consignments name it.")
]
_DESK = CommandBuilder(COMMANDS, "guomen enterprise act CODE")


def build() -> typer.Typer:
    """The verb with its own verbs."""
    app = typer.Typer(help="The register of enterprises: list, show, timeline, apply, act.")
    app.command("list")(list_)
    app.command("show")(show)
    app.command("timeline")(timeline)
    app.command("apply")(apply)
    app.command("act")(act)
    return app


def list_(*, as_json: Json = False, data: DataFolder = None) -> None:
    """List the enterprises: standing, end of the enrolment, institutions, audits, violations."""
    found = asyncio.run(_lines(data))
    if as_json:
        console.print_json([console.dumped(line) for line in found])
        return
    screen = console.screen()
    screen.print(_table(found, wide=screen.width >= console.WIDE))
    print()
    print(console.say(m.ENTERPRISES.of(number=len(found))))


def show(code: _Code, *, as_json: Json = False, data: DataFolder = None) -> None:
    """Show one enterprise: standing, institutions, deadlines, violations, suppliers."""
    state = asyncio.run(_state(code, data))
    if as_json:
        console.print_json({"standing": state.standing, "state": console.dumped(state)})
        return
    screen = console.screen()
    for part in _parts(state):
        screen.print(part)


def timeline(code: _Code, *, as_json: Json = False, data: DataFolder = None) -> None:
    """List what happened to one enterprise: when, when recorded, what, by whom, why."""
    tell(asyncio.run(_events(code, data)), as_json=as_json)


def apply(
    code: _Code, given: Given = "", *, as_: As = None, role: Role = None, data: DataFolder = None
) -> None:
    """Open the page of an enterprise with its application: '{"documents": ["…"]}'."""
    _commanded(code, Said(Apply.verb, command_io.fields(given)), as_, role, data)


def act(  # noqa: PLR0913 - every option has a default
    code: _Code,
    verb: Verb = "",
    given: Given = "",
    *,
    as_: As = None,
    role: Role = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: Json = False,
    data: DataFolder = None,
) -> None:
    """Act as an officer: send a command to an enterprise, print its receipt or its refusal.

    Without a VERB it asks: what may be done now, its fields one by one, whether to send it.
    """
    said = Said(verb, command_io.fields(given), dry_run=dry_run, yes=yes, as_json=as_json)
    _commanded(code, said, as_, role, data)


def _commanded(
    code: str, said: Said, as_: str | None, role: Party | None, data: Path | None
) -> None:
    _DESK.read(said)
    settings = connection.settings_of(data)
    command = _DESK.prepare(said, Giver(as_, role), settings, partial(_target, code))
    if command is None:
        return
    receipt = asyncio.run(_send(code, command, settings))
    if said.as_json:
        console.print_json(console.dumped(receipt))
    else:
        console.screen().print(console.facts(_said(receipt)))


async def _send(code: str, command: EnterpriseCommand, settings: Settings) -> EnterpriseReceipt:
    async with stack_records.opened(settings) as records:
        if not isinstance(command, Apply):
            await records.enterprise(code)
        client = await temporal_connection.opened(settings)
        register = EnterpriseRepository(records.ledger, settings.lang)
        update = open_and_act(client, register, code, command, task_queue=settings.task_queue)
        look = f"guomen enterprise show {code}"
        return await command_io.send(update, code, command.verb, look)


async def _target(code: str, settings: Settings) -> CommandTarget:
    async with stack_records.opened(settings) as records:
        return target.enterprise(await records.enterprise(code), datetime.now(UTC))


async def _events(code: str, data: Path | None) -> Sequence[Recorded]:
    async with stack_records.opened(connection.settings_of(data)) as records:
        return await records.register_events(code)


async def _lines(data: Path | None) -> Sequence[RegisterLine]:
    async with stack_records.opened(connection.settings_of(data)) as records:
        return await records.enterprises()


async def _state(code: str, data: Path | None) -> EnterpriseState:
    async with stack_records.opened(connection.settings_of(data)) as records:
        return await records.enterprise(code)


def _said(receipt: EnterpriseReceipt) -> Iterator[tuple[console.Words, console.Words]]:
    kinds = dict.fromkeys(receipt.recorded)
    yield m.RECORDED, listed(map(event_name, kinds), otherwise=m.NOTHING_NEW)
    yield h.STANDING, STANDINGS[receipt.standing]
    yield h.MUST_ACT, PARTIES[receipt.must_act] if receipt.must_act else m.NOBODY
    yield h.NEXT_DUE, console.local(receipt.next_due) or m.NOTHING


def _table(found: Sequence[RegisterLine], *, wide: bool) -> Table:
    drawn = console.table(*_COLUMNS, *(_MORE if wide else ()))
    for line in found:
        cells: list[console.Words] = [
            line.enterprise,
            STANDINGS[line.standing],
            _day(line.valid_to),
            f"{line.institutions}/{line.institutions_needed}",
            str(line.open_consignments),
            str(line.violations_90_days),
        ]
        if wide:
            cells += [
                _day(line.last_audit),
                _day(line.last_drill),
                str(line.warnings),
                str(line.suppliers),
                console.local(line.next_due),
                f"L{line.escalation_level:d}" if line.escalation_level else "",
            ]
        style = "bold red" if line.suspended_since or line.escalation_level else ""
        drawn.add_row(*map(console.plain, cells), style=style)
    return drawn


_COLUMNS = (
    h.ENTERPRISE,
    h.STANDING,
    h.VALID_TO,
    h.INSTITUTIONS,
    h.OPEN,
    h.RECENT_VIOLATIONS,
)
_MORE = (h.LAST_AUDIT, h.LAST_DRILL, h.WARNINGS, h.SUPPLIERS, h.NEXT_DUE, "")


def _day(instant: datetime | None) -> str:
    return console.local(instant)[:10]


def _parts(state: EnterpriseState) -> Iterator[RenderableType]:
    title = m.TITLED.of(number=state.code, stage=STANDINGS[state.standing])
    yield console.styled(title, "bold")
    yield console.facts(_standing(state))
    yield console.section(h.INSTITUTIONS, _institutions(state))
    running = [deadline for deadline in state.deadlines.values() if deadline.next is not None]
    if running:
        yield console.section(h.OPEN_DEADLINES, _deadlines(state))
    if state.breaches:
        yield console.section(h.VIOLATIONS, _violations(state))


def _standing(state: EnterpriseState) -> Iterator[tuple[console.Words, console.Words]]:
    yield h.ENROLLED, console.local(state.enrolled_at)
    yield h.VALID_TO, console.local(state.valid_to)
    yield h.SUSPENDED, state.suspension.reason if state.suspension else ""
    yield h.WARNINGS, listed(state.warnings, SEMICOLON, NOTHING)
    yield h.ESCALATIONS, m.RAISED.of(raised=state.escalations, withdrawn=state.withdrawn)
    yield h.LAST_AUDIT, console.local(state.last_audit)
    yield h.LAST_DRILL, console.local(state.last_drill)
    yield h.LAST_COUNT, console.local(state.last_count)
    yield h.DOCUMENTS, listed(state.documents, EACH, NOTHING)
    yield h.LACKING, listed(state.undocumented, EACH, NOTHING)
    known = (m.DEFECT.of(code=name, status=label(s)) for name, s in state.suppliers.items())
    yield h.SUPPLIERS, listed(known, EACH, NOTHING)
    yield h.CAPACITY, m.CAPACITY.of(**_capacity(state).model_dump())
    yield h.RULEBOOK, state.rulebook


def _capacity(state: EnterpriseState) -> EnterpriseCapacity:
    """What it has said that it takes; otherwise what the rulebook reckons with."""
    return state.capacity or rulebook(state.rulebook).capacity.enterprise


def _institutions(state: EnterpriseState) -> Table:
    drawn = console.table(h.INSTITUTION, "", h.DOCUMENT, h.AUDITED, h.VERDICT)
    drawn.columns[0].no_wrap = True
    for row in state.rules.institutions:
        audit = state.institutions.get(row.name)
        # Narrow enough in Chinese: its own name is an English word.
        title = Text(row.title_zh, row.title if console.language() is Language.EN else "")
        cells: tuple[console.Words, ...] = (row.name, title, "", "", "")
        if audit is not None:
            cells = (row.name, title, audit.document, _day(audit.at), label(audit.verdict))
        drawn.add_row(*map(console.plain, cells))
    return drawn


def _deadlines(state: EnterpriseState) -> Table:
    drawn = console.table(h.DEADLINE, h.NEXT, h.TOLD, h.LEVEL, h.ANSWERED_BY)
    for deadline in state.deadlines.values():
        escalation = deadline.next
        if escalation is None:
            continue
        row = state.rules.deadline(deadline.id)
        cells: tuple[console.Words, ...] = (
            m.DEADLINE.of(id=deadline.id, title=titled(row)),
            console.local(escalation.due),
            PARTIES[escalation.party],
            f"L{deadline.level:d}" if deadline.level else "",
            state.answered.get(deadline.id, ""),
        )
        drawn.add_row(*map(console.plain, cells), style="bold red" if deadline.level else "")
    return drawn


def _violations(state: EnterpriseState) -> Table:
    drawn = console.table(h.OCCURRED, h.CODE, h.CONSIGNMENT, h.NOTE, h.ID)
    for breach in state.breaches:
        cells: tuple[console.Words, ...] = (
            console.local(breach.at),
            breach.code,
            " ".join(filter(None, (breach.consignment, breach.box))),
            breach.note,
            m.EXCUSED if breach.excused else breach.id,
        )
        drawn.add_row(*map(console.plain, cells), style="dim" if breach.excused else "")
    return drawn
