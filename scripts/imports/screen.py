"""How the import is shown: problems, notes and differences as tables, on standard error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scripts import console
from scripts.imports import words

if TYPE_CHECKING:
    from rich.table import Table

    from models.language import Text
    from models.manifest import Problem
    from models.registration import Registration
    from scripts.imports.preview import Difference
    from scripts.manifests.notes import Note

MOST_SHOWN = 50


def show_notes(notes: Sequence[Note]) -> None:
    """What the reader decided by itself."""
    for note in notes:
        console.screen(stderr=True).print(console.styled(note.text.of(**note.fields), "dim"))


def show_problems(problems: Sequence[Problem]) -> None:
    """What is wrong, row by row; the report has what is too much for a screen."""
    if not problems:
        return
    drawn = _table(words.WHERE, words.COLUMN, words.VALUE, words.WRONG)
    for problem in problems[:MOST_SHOWN]:
        form = words.WARNING if problem.warning else words.PROBLEM
        cells = (_where(problem), _column(problem), problem.value, problem.flaw.said(form))
        drawn.add_row(*map(console.plain, cells))
    screen = console.screen(stderr=True)
    screen.print(drawn)
    if len(problems) > MOST_SHOWN:
        screen.print(console.plain(words.MORE.of(count=len(problems) - MOST_SHOWN)))


def show_differences(found: Sequence[Difference]) -> None:
    """Consignments that are known with other particulars."""
    if not found:
        return
    drawn = _table(words.CONSIGNMENT, words.COLUMN, words.KNOWN_VALUE, words.FILE_VALUE)
    for each in found[:MOST_SHOWN]:
        cells = (each.tracking_no, each.column, each.known, each.found)
        drawn.add_row(*map(console.plain, cells))
    screen = console.screen(stderr=True)
    screen.print(drawn)
    screen.print(console.plain(words.LEFT_ALONE))


def size(registrations: Sequence[Registration]) -> dict[str, int]:
    """How many consignments and boxes, for the sentences that say so."""
    boxes = sum(len(registration.boxes) for registration in registrations)
    return {"consignments": len(registrations), "boxes": boxes}


def _table(*heads: Text) -> Table:
    drawn = console.table(*heads)
    drawn.columns[0].no_wrap = True
    return drawn


def _where(problem: Problem) -> console.Words:
    if problem.row is None:
        return words.WHOLE_FILE
    if problem.sheet:
        return words.IN_SHEET.of(sheet=problem.sheet, row=problem.row)
    return str(problem.row)


def _column(problem: Problem) -> str:
    """As the file writes it, and our name if that is another."""
    if problem.written in ("", problem.column):
        return problem.column
    return f"{problem.written} ({problem.column})"
