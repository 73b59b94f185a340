"""How the import is shown: problems, notes and differences as tables, on standard error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.language import Language
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


def show_notes(notes: Sequence[Note], language: Language) -> None:
    """What the reader decided by itself."""
    for note in notes:
        console.screen(stderr=True).print(console.styled(note.said(language), "dim"))


def show_problems(problems: Sequence[Problem], language: Language) -> None:
    """What is wrong, row by row; the report has what is too much for a screen."""
    if not problems:
        return
    drawn = _table(language, words.WHERE, words.COLUMN, words.VALUE, words.WRONG)
    for problem in problems[:MOST_SHOWN]:
        drawn.add_row(
            console.plain(_where(problem, language)),
            console.plain(_column(problem)),
            console.plain(problem.value),
            console.plain(_said(problem, language)),
        )
    screen = console.screen(stderr=True)
    screen.print(drawn)
    if len(problems) > MOST_SHOWN:
        screen.print(words.MORE.said(language, count=len(problems) - MOST_SHOWN))


def show_differences(found: Sequence[Difference], language: Language) -> None:
    """Consignments that are known with other particulars."""
    if not found:
        return
    heads = (words.CONSIGNMENT, words.COLUMN, words.KNOWN_VALUE, words.FILE_VALUE)
    drawn = _table(language, *heads)
    for each in found[:MOST_SHOWN]:
        cells = (each.tracking_no, each.column, each.known, each.found)
        drawn.add_row(*map(console.plain, cells))
    screen = console.screen(stderr=True)
    screen.print(drawn)
    screen.print(words.LEFT_ALONE.said(language))


def size(registrations: Sequence[Registration]) -> dict[str, int]:
    """How many consignments and boxes, for the sentences that say so."""
    boxes = sum(len(registration.boxes) for registration in registrations)
    return {"consignments": len(registrations), "boxes": boxes}


def _table(language: Language, *heads: Text) -> Table:
    drawn = console.table(*(head.said(language) for head in heads))
    drawn.columns[0].no_wrap = True
    return drawn


def _where(problem: Problem, language: Language) -> str:
    if problem.row is None:
        return words.WHOLE_FILE.said(language)
    if problem.sheet:
        return words.IN_SHEET.said(language, sheet=problem.sheet, row=problem.row)
    return str(problem.row)


def _column(problem: Problem) -> str:
    """As the file writes it, and our name if that is another."""
    if problem.written in ("", problem.column):
        return problem.column
    return f"{problem.written} ({problem.column})"


def _said(problem: Problem, language: Language) -> str:
    form = words.WARNING if problem.warning else words.PROBLEM
    spoken = (Language.ZH, Language.EN) if language is Language.BOTH else (language,)
    return "\n".join(
        form.said(each, reason=problem.reason(each), fix=problem.fix(each)) for each in spoken
    )
