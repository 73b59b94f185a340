"""How the import is shown: problems, notes and differences as tables, on standard error."""

from collections.abc import Sequence

from rich.table import Table

from models.consignment.registration import Registration
from models.kernel.language import Text
from models.manifest import ManifestProblem
from scripts import console
from scripts.imports import texts
from scripts.imports.preview import RegistrationDifference
from scripts.manifests.notes import ReaderNote

MOST_SHOWN = 50


def show_notes(notes: Sequence[ReaderNote]) -> None:
    """What the reader decided by itself."""
    for note in notes:
        console.screen(stderr=True).print(console.styled(note.text.of(**note.fields), "dim"))


def show_problems(problems: Sequence[ManifestProblem]) -> None:
    """What is wrong, row by row; the report has what is too much for a screen."""
    if not problems:
        return
    drawn = _table(texts.WHERE, texts.COLUMN, texts.VALUE, texts.WRONG)
    for problem in problems[:MOST_SHOWN]:
        form = texts.WARNING if problem.warning else texts.PROBLEM
        cells = (_where(problem), _column(problem), problem.value, problem.flaw.said(form))
        drawn.add_row(*map(console.plain, cells))
    screen = console.screen(stderr=True)
    screen.print(drawn)
    if len(problems) > MOST_SHOWN:
        screen.print(console.plain(texts.MORE.of(count=len(problems) - MOST_SHOWN)))


def show_differences(found: Sequence[RegistrationDifference]) -> None:
    """Consignments that are known with other particulars."""
    if not found:
        return
    drawn = _table(texts.CONSIGNMENT, texts.COLUMN, texts.KNOWN_VALUE, texts.FILE_VALUE)
    for each in found[:MOST_SHOWN]:
        cells = (each.tracking_no, each.column, each.known, each.found)
        drawn.add_row(*map(console.plain, cells))
    screen = console.screen(stderr=True)
    screen.print(drawn)
    screen.print(console.plain(texts.LEFT_ALONE))


def size(registrations: Sequence[Registration]) -> dict[str, int]:
    """How many consignments and boxes, for the sentences that say so."""
    boxes = sum(len(registration.boxes) for registration in registrations)
    return {"consignments": len(registrations), "boxes": boxes}


def _table(*heads: Text) -> Table:
    drawn = console.table(*heads)
    drawn.columns[0].no_wrap = True
    return drawn


def _where(problem: ManifestProblem) -> console.Words:
    if problem.row is None:
        return texts.WHOLE_FILE
    if problem.sheet:
        return texts.IN_SHEET.of(sheet=problem.sheet, row=problem.row)
    return str(problem.row)


def _column(problem: ManifestProblem) -> str:
    """As the file writes it, and our name if that is another."""
    if problem.written in ("", problem.column):
        return problem.column
    return f"{problem.written} ({problem.column})"
