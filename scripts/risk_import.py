"""`guomen risk import`: earlier inspection results of the traditional mode, whole or not at all."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from re import fullmatch
from typing import Annotated

import typer

from activities.supplier_stream import SupplierStreams
from ledger import Ledger, connect
from models.history import HISTORY, Compared, HistoryFile, Vouched, compared, events_of, unrecorded
from models.history import read_history as read_rows
from models.kernel.errors import NotFound, OutsideRole, Unreachable
from models.kernel.language import Language
from models.kernel.terms import Party
from models.manifest import ManifestProblem
from models.rules.rulebook import newest
from projections import queries
from projections.imported_history import imported
from scripts import connection, console, stack_records
from scripts.acting.officer_resolution import on_duty
from scripts.connection import DataFolder
from scripts.imports import report, screen
from scripts.imports import texts as import_texts
from scripts.manifests import read_table
from scripts.retry import retry_until
from scripts.texts import history as texts
from workers.settings import Settings
from workers.stack.db_logins import DatabaseLogin

_ROLES = (Party.DIVISION, Party.DIVISION_LEAD)

_File = Annotated[Path, typer.Argument(help="A table of earlier results: .csv or .xlsx.")]
_Document = Annotated[
    str,
    typer.Option(
        "--document", metavar="SHA256|FILE", help="What vouches for it: a file, or its SHA-256."
    ),
]
_Officer = Annotated[
    str | None,
    typer.Option(
        "--officer", envvar="GUOMEN_OFFICER", help="Who imports it (default: who logged in)."
    ),
]
_Role = Annotated[
    Party, typer.Option("--role", case_sensitive=False, help="In which role: C3 or C3_LEAD.")
]
_Sheet = Annotated[str | None, typer.Option("--sheet", help="Which sheet of a workbook to read.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Check only; record nothing.")]
_Errors = Annotated[
    Path | None, typer.Option("--errors", help="Write every problem to a .csv or .xlsx file.")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of lines.")]


def import_history(  # noqa: PLR0913 - options of the command line
    file: _File,
    *,
    document: _Document,
    role: _Role,
    officer: _Officer = None,
    sheet: _Sheet = None,
    dry_run: _DryRun = False,
    errors: _Errors = None,
    as_json: _Json = False,
    data: DataFolder = None,
) -> int:
    """Import earlier inspection results of the traditional mode, whole or not at all.

    The same file a second time brings nothing new. Exit code 3 when anything is wrong.
    """
    if role not in _ROLES:
        raise OutsideRole(texts.NOT_C3, role=role)
    if errors is not None:
        report.require_other(errors, [file])
    digest, settings = _digest(document), _settings(data, dry_run=dry_run)
    now = datetime.now(UTC)
    table = read_table(file, HISTORY, sheet=sheet)
    found = read_rows(table.rows, newest(), now)
    beside = asyncio.run(_beside(found, settings))
    problems = (*found.problems, *beside.problems)
    wrong = [each for each in problems if not each.warning]
    if not as_json:
        screen.show_notes(table.notes)
        screen.show_problems(problems)
    if errors is not None:
        report.write(errors, file, problems, console.language())
    synthetic = any(line.synthetic for line in found.lines)
    if settings is not None and beside.fresh and not wrong and not dry_run:
        who = _vouching(settings, officer, role)
        by = Vouched(file.name, table.sha256, digest, who, role, synthetic)
        asyncio.run(_record(data, beside, by, now))
    if as_json:
        told = {"file_sha256": table.sha256, "document": digest, "synthetic": synthetic}
        taken = not wrong and not dry_run
        console.print_json({**told, "taken": taken, **_counts(beside), "problems": _rows(problems)})
    else:
        _tell(beside, len(wrong), dry_run=dry_run, synthetic=synthetic)
        if errors is not None:
            print(console.say(import_texts.REPORTED.of(count=len(problems), file=errors)))
    return console.BAD_ROWS if wrong else 0


def _settings(data: Path | None, *, dry_run: bool) -> Settings | None:
    """Those of the stack; a file can be looked at without one.

    Raises:
        Unreachable: nothing runs, and something is to be recorded.
    """
    try:
        return connection.settings_of(data)
    except Unreachable:
        if dry_run:
            return None
        raise


def _digest(document: str) -> str:
    """The SHA-256 of what vouches for the history.

    Raises:
        NotFound: it is no digest, and no file that can be read.
    """
    if fullmatch(r"[0-9a-fA-F]{64}", document):
        return document.lower()
    try:
        return sha256(Path(document).read_bytes()).hexdigest()
    except OSError as error:
        raise NotFound(texts.NO_DOCUMENT, given=document) from error


def _vouching(settings: Settings, officer: str | None, role: Party) -> str:
    """Who imports it, as the file of officers calls him.

    Raises:
        OutsideRole: the role is none of his.
    """
    who = on_duty(settings.officers, {}, officer, role)
    if who.listed is not None:
        who.listed.require_role(role)
    return who.name


async def _beside(found: HistoryFile, settings: Settings | None) -> Compared:
    if settings is None or not found.lines:
        return compared(found, (), {})
    async with stack_records.opened(settings) as records:
        return compared(found, await imported(records.pool), await queries.numbers(records.pool))


async def _record(data: Path | None, beside: Compared, by: Vouched, now: datetime) -> None:
    # Nobody but the tracker may append.
    pool = await connect(connection.database_of(data, DatabaseLogin.TRACKER))
    try:
        ledger = Ledger(pool)
        streams = SupplierStreams(ledger, ledger)
        for supplier, events in events_of([line.batch for line in beside.fresh], by, now).items():
            # Whoever died on the way does it all again: what is there is found by its id.
            await retry_until(partial(streams.record, supplier, partial(unrecorded, events)))
    finally:
        await pool.close()


def _tell(beside: Compared, wrong: int, *, dry_run: bool, synthetic: bool) -> None:
    counts = _counts(beside)
    if wrong:
        said = texts.NOTHING_TAKEN.of(count=wrong)
    elif dry_run:
        said = texts.MAY_BE_TAKEN.of(**counts)
    elif beside.fresh:
        said = texts.TAKEN.of(**counts)
    else:
        said = texts.NOTHING_NEW.of(**counts)
    print(console.say(said))
    if synthetic:
        print(console.say(texts.MADE_UP))


def _counts(beside: Compared) -> dict[str, int]:
    suppliers = {line.batch.supplier for line in beside.fresh}
    return {"fresh": len(beside.fresh), "known": beside.known, "suppliers": len(suppliers)}


def _rows(problems: Sequence[ManifestProblem]) -> list[dict[str, object]]:
    return [
        {
            "row": each.row,
            "sheet": each.sheet,
            "column": each.column,
            "value": each.value,
            "warning": each.warning,
            "reason": each.reason(Language.EN),
            "fix": each.fix(Language.EN),
        }
        for each in problems
    ]
