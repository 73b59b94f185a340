"""`guomen enterprise`: the register of the enterprises that take part in the pilot."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.enterprise.examples import EXAMPLES
from models.enterprise.messages import COMMANDS, Apply, EnterpriseCommand
from models.enterprise.outlook import STANDINGS
from models.labels import PARTIES
from scripts import commanding, connection, console
from scripts.acting import questions
from scripts.acting.duty import As, Role, on_duty
from scripts.acting.session import Said, Session, kind_of, spoken
from scripts.connection import DataFolder

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from models.enterprise.start import EnterpriseReceipt
    from models.enterprise.state import EnterpriseState
    from models.terms import Party
    from projections.queries import RegisterLine
    from scripts.acting.target import Target
    from workers.settings import Settings

_Code = Annotated[
    str, typer.Argument(metavar="CODE", help="The enterprise, as consignments name it.")
]
_Verb = Annotated[
    str,
    typer.Argument(
        metavar="[VERB]", help="What is to be done; without one you choose what is legal now."
    ),
]
_Given = Annotated[str, typer.Argument(metavar="[JSON or @FILE]", help="The fields of the verb.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a page.")]
_DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would come of it, and send nothing.")
]
_Yes = Annotated[bool, typer.Option("--yes", help="Send without asking.")]


def build() -> typer.Typer:
    """The verb with its own verbs."""
    app = typer.Typer(help="The register of enterprises: list, show, apply, act.")
    app.command("list")(list_)
    app.command("show")(show)
    app.command("apply")(apply)
    app.command("act")(act)
    return app


def list_(*, as_json: _Json = False, data: DataFolder = None) -> None:
    """List the enterprises: standing, end of the enrolment, institutions, audits, violations."""
    found = asyncio.run(_lines(data))
    if as_json:
        console.print_json([console.dumped(line) for line in found])
        return
    screen = console.screen()
    screen.print(_table(found, wide=screen.width >= console.WIDE))
    print(f"\n{len(found)} enterprises")


def show(code: _Code, *, as_json: _Json = False, data: DataFolder = None) -> None:
    """Show one enterprise: standing, institutions, deadlines, violations, suppliers."""
    state = asyncio.run(_state(code, data))
    if as_json:
        console.print_json({"standing": state.standing, "state": console.dumped(state)})
        return
    screen = console.screen()
    for part in _parts(state):
        screen.print(part)


def apply(
    code: _Code, given: _Given = "", *, as_: As = None, role: Role = None, data: DataFolder = None
) -> None:
    """Open the page of an enterprise with its application: '{"documents": ["…"]}'."""
    _commanded(code, Said(Apply.verb, commanding.fields(given)), as_, role, data)


def act(  # noqa: PLR0913 - every option has a default
    code: _Code,
    verb: _Verb = "",
    given: _Given = "",
    *,
    as_: As = None,
    role: Role = None,
    dry_run: _DryRun = False,
    yes: _Yes = False,
    as_json: _Json = False,
    data: DataFolder = None,
) -> None:
    """Act as an officer: send a command to an enterprise, print its receipt or its refusal.

    Without a VERB it asks: what may be done now, its fields one by one, whether to send it.
    """
    said = Said(verb, commanding.fields(given), dry_run=dry_run, yes=yes, as_json=as_json)
    _commanded(code, said, as_, role, data)


def _commanded(
    code: str, said: Said, as_: str | None, role: Party | None, data: Path | None
) -> None:
    if said.verb and not questions.possible():
        # Mistakes are found before anything is asked of the stack.
        _spoken(said, {"officer": "-"})
    settings = connection.settings_of(data)
    officer = on_duty(settings.officers, said.fields, as_, role)
    if said.complete(COMMANDS) and not said.dry_run:
        kind = kind_of(said.verb, COMMANDS)
        command = _spoken(said, officer.envelope(kind, settings.lang))
    else:
        faced = asyncio.run(_target(code, data))
        prepared = Session(faced, COMMANDS, officer, settings.lang).prepare(said)
        if prepared is None:
            return
        command = prepared
    receipt = asyncio.run(_send(code, command, settings))
    if said.as_json:
        console.print_json(console.dumped(receipt))
    else:
        console.screen().print(console.facts(_said(receipt)))


def _spoken(said: Said, envelope: dict[str, object]) -> EnterpriseCommand:
    kind = kind_of(said.verb, COMMANDS)
    return spoken(kind, said.fields, envelope, "guomen enterprise act CODE", EXAMPLES[kind.verb])


async def _send(code: str, command: EnterpriseCommand, settings: Settings) -> EnterpriseReceipt:
    async with connection.records(settings) as records:
        if not isinstance(command, Apply):
            await records.enterprise(code)
        client = await connection.temporal(settings)
        # The Temporal SDK takes longer to load than most mistakes take to find.
        from activities.register import Register  # noqa: PLC0415
        from workers.enrolling import open_and_act  # noqa: PLC0415

        register = Register(records.ledger)
        update = open_and_act(client, register, code, command, task_queue=settings.task_queue)
        look = f"guomen enterprise show {code}"
        return await commanding.send(update, code, command.verb, look)


async def _target(code: str, data: Path | None) -> Target:
    # All the decisions are loaded only where one looks before one acts.
    from scripts.acting import target  # noqa: PLC0415

    return target.enterprise(await _state(code, data), datetime.now(UTC))


async def _lines(data: Path | None) -> Sequence[RegisterLine]:
    async with connection.records(connection.settings_of(data)) as records:
        return await records.enterprises()


async def _state(code: str, data: Path | None) -> EnterpriseState:
    async with connection.records(connection.settings_of(data)) as records:
        return await records.enterprise(code)


def _said(receipt: EnterpriseReceipt) -> Iterator[tuple[str, str]]:
    yield "recorded", ", ".join(dict.fromkeys(receipt.recorded)) or "nothing new"
    yield "standing", STANDINGS[receipt.standing]
    yield "must act", PARTIES[receipt.must_act] if receipt.must_act else "nobody"
    yield "next due", console.local(receipt.next_due) or "nothing"


def _table(found: Sequence[RegisterLine], *, wide: bool) -> Table:
    narrow = ("enterprise", "standing", "valid to", "institutions", "open", "SV in 90 days")
    more = ("last audit", "last drill", "warnings", "suppliers", "next due", "")
    drawn = console.table(*narrow, *(more if wide else ()))
    for line in found:
        cells = [
            line.enterprise,
            line.standing,
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


def _day(instant: datetime | None) -> str:
    return console.local(instant)[:10]


def _parts(state: EnterpriseState) -> Iterator[RenderableType]:
    yield console.styled(f"{state.code}  {STANDINGS[state.standing]}", "bold")
    yield console.facts(_standing(state))
    yield console.section("institutions", _institutions(state))
    running = [deadline for deadline in state.deadlines.values() if deadline.next is not None]
    if running:
        yield console.section("open deadlines", _deadlines(state))
    if state.breaches:
        yield console.section("violations", _violations(state))


def _standing(state: EnterpriseState) -> Iterator[tuple[str, str]]:
    yield "enrolled", console.local(state.enrolled_at)
    yield "valid to", console.local(state.valid_to)
    yield "suspended", state.suspension.reason if state.suspension else ""
    yield "warnings", "; ".join(state.warnings)
    yield "last audit", console.local(state.last_audit)
    yield "last drill", console.local(state.last_drill)
    yield "documents", ", ".join(state.documents)
    yield "suppliers", ", ".join(f"{name} {known}" for name, known in state.suppliers.items())
    yield "rulebook", state.rulebook


def _institutions(state: EnterpriseState) -> Table:
    drawn = console.table("institution", "", "document", "audited", "verdict")
    drawn.columns[0].no_wrap = True
    for row in state.rules.institutions:
        audit = state.institutions.get(row.name)
        cells = (row.name, row.title_zh, "", "", "")
        if audit is not None:
            cells = (row.name, row.title_zh, audit.document, _day(audit.at), audit.verdict)
        drawn.add_row(*map(console.plain, cells))
    return drawn


def _deadlines(state: EnterpriseState) -> Table:
    drawn = console.table("deadline", "next", "told", "level", "answered by")
    for deadline in state.deadlines.values():
        rung = deadline.next
        if rung is None:
            continue
        cells = (
            f"{deadline.id} {state.rules.deadline(deadline.id).title}",
            console.local(rung.due),
            PARTIES[rung.party],
            f"L{deadline.level:d}" if deadline.level else "",
            state.answered.get(deadline.id, ""),
        )
        drawn.add_row(*map(console.plain, cells), style="bold red" if deadline.level else "")
    return drawn


def _violations(state: EnterpriseState) -> Table:
    drawn = console.table("occurred", "code", "consignment", "note", "id")
    for breach in state.breaches:
        cells = (
            console.local(breach.at),
            breach.code,
            " ".join(filter(None, (breach.consignment, breach.box))),
            breach.note,
            "excused" if breach.excused else breach.id,
        )
        drawn.add_row(*map(console.plain, cells), style="dim" if breach.excused else "")
    return drawn
