"""How the command talks: tables for eyes, one JSON document for machines, one line for an error."""

import json
import logging
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime

import typer
from pydantic import BaseModel
from pydantic_core import to_jsonable_python
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Column, Table
from rich.text import Text
from typer.exceptions import TyperException

from models.kernel.base_types import Value
from models.kernel.errors import UnknownVerb
from models.kernel.language import Language, Speaks, form
from models.kernel.language import Text as Wording
from models.kernel.visible import in_json, visible
from models.rules.calendar import minute_in_china
from scripts.screen import Screen
from workers.errors import NotConfigured
from workers.log_redaction import Plain, StandardError
from workers.process_lifecycle import one_line
from workers.texts import NO_LANGUAGE

FAILED = 1
MISUSED = 2
BAD_ROWS = 3
WIDE = 110
"""From so many columns on, tables show more of what they know."""

Words = str | Speaks
"""What a cell or a heading holds: a text is said in the language of the reader."""

_logger = logging.getLogger(__name__)
_MISUSED = form("guomen: {wrong}; {see} --help")
_SEE = Wording("见", "see")


def language() -> Language:
    """What the reader wants: `GUOMEN_LANG`, which is a setting of the tracker as well.

    Raises:
        NotConfigured: it is no language.
    """
    # Not by the settings: a command must speak before it has found a stack.
    wanted = os.environ.get("GUOMEN_LANG", Language.BOTH)
    try:
        return Language(wanted)
    except ValueError as error:
        raise NotConfigured(NO_LANGUAGE, value=wanted) from error


def say(words: Words) -> str:
    """What somebody reads, in the language that is wanted; nothing in it moves the terminal."""
    return visible(words if isinstance(words, str) else words.said(language()))


def run(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; an error is one readable line."""
    try:
        spoken = language()
    except NotConfigured as error:
        sys.stderr.write(f"guomen: {error}\n")
        return FAILED
    try:
        code = app(list(arguments) or ["--help"], prog_name="guomen", standalone_mode=False)
    except TyperException as misuse:
        wrong = " ".join(misuse.format_message().split()).removesuffix(".")
        sys.stderr.write(f"{visible(_MISUSED.said(spoken, wrong=wrong, see=_SEE))}\n")
        return MISUSED
    except SystemExit as end:  # the reader of a pipe went away
        return end.code if isinstance(end.code, int) else FAILED
    except Exception as error:
        _logger.debug("the command failed", exc_info=error)
        sys.stderr.write(f"guomen: {one_line(error, spoken)}\n")
        return MISUSED if isinstance(error, UnknownVerb) else FAILED
    return code if isinstance(code, int) else 0


def show_tracebacks() -> None:
    """Let errors be logged with their traceback, beside the readable line."""
    shown = StandardError()
    shown.setFormatter(Plain())
    logging.basicConfig(handlers=[shown])
    for name in ("scripts", "workers"):
        logging.getLogger(name).setLevel(logging.DEBUG)


def screen(*, stderr: bool = False) -> Console:
    """Where tables and text go."""
    return Screen(stderr=stderr, highlight=False, markup=False, emoji=False)


def table(*columns: Words, spare: int = 0) -> Table:
    """A table without lines, that shares the width of the terminal.

    The last `spare` columns are left out where words would be broken for them.
    """
    drawn = WholeWords(box=None, pad_edge=False, header_style="bold", padding=(0, _GAP, 0, 0))
    for name in columns:
        drawn.add_column(plain(_heading(name)), overflow="fold")
    drawn.spare = spare
    return drawn


_GAP = 2
_LONGEST_WORD = 24
"""What is longer is no word: an id, a digest, a path."""


class WholeWords(Table):
    """No column is narrower than its longest word; the last `spare` ones go before a word breaks.

    What rich takes away first is width in proportion, and it then breaks `enterpri-se`.
    """

    spare: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Drawn with the least widths that leave words whole, if the screen has them."""
        least = list(map(_least, self.columns))
        while self.spare and _width(least) > options.max_width:
            self.spare -= 1
            self.columns.pop()
            least.pop()
        widths = _shared(self.columns, least, options.max_width)
        for column, width in zip(self.columns, widths, strict=bool(widths)):
            column.width = width
        yield from super().__rich_console__(console, options)


def _shared(columns: Sequence[Column], least: Sequence[int], most: int) -> list[int]:
    """The widths of columns on a screen of so many cells: who has most to spare gives first.

    None at all where even the least do not fit: then rich shares what there is.
    """
    if _width(least) > most:
        return []
    widths = [max(_longest_line(column), each) for column, each in zip(columns, least, strict=True)]
    while _width(widths) > most:
        spare = [width - each for width, each in zip(widths, least, strict=True)]
        widths[spare.index(max(spare))] -= 1
    return widths


def _width(columns: Sequence[int]) -> int:
    """Of a table with such columns, each with its gap: also the last one has it."""
    return sum(columns) + _GAP * len(columns)


def _least(column: Column) -> int:
    """What a column needs at least: its longest word, or its longest line if it may not wrap."""
    if column.no_wrap:
        return _longest_line(column)
    return max(map(_longest_word, _texts(column)), default=0)


def _longest_line(column: Column) -> int:
    return max((cell_len(line) for text in _texts(column) for line in text.split("\n")), default=0)


def _texts(column: Column) -> list[str]:
    cells = (column.header, *column.cells)
    return [cell.plain if isinstance(cell, Text) else str(cell) for cell in cells]


def _longest_word(text: str) -> int:
    """In cells of the terminal; an id that is longer than any word may be broken."""
    widths = [cell_len(word) for word in text.split()]
    return max((width for width in widths if width <= _LONGEST_WORD), default=0)


def _heading(name: Words) -> str:
    """In both languages on two lines: columns are narrow."""
    if language() is not Language.BOTH or not isinstance(name, Wording):
        return say(name)
    return "\n".join(dict.fromkeys(name))


def facts(pairs: Iterable[tuple[Words, Words]]) -> Table:
    """Names and values under each other; empty values are left out."""
    drawn = table("", "")
    drawn.show_header = False
    drawn.columns[0].no_wrap = True
    for name, value in pairs:
        if said := say(value):
            drawn.add_row(styled(name, "dim"), plain(said))
    return drawn


def plain(text: Words) -> Text:
    """Text as it is: brackets in a value are not markup."""
    return styled(text, "")


def styled(text: Words, style: str) -> Text:
    """Text in one style."""
    return Text(say(text), style=style)


def section(title: Words, body: RenderableType) -> RenderableType:
    """A titled part of a page."""
    return Group("", styled(title, "bold"), body)


def print_json(document: object) -> None:
    """One JSON document on standard output, and nothing else."""
    text = json.dumps(to_jsonable_python(document), ensure_ascii=False, indent=2)
    print(in_json(text))


def dumped(value: BaseModel | Value) -> dict[str, object]:
    """A value as JSON values."""
    return dict(to_jsonable_python(value))


def local(instant: datetime | None) -> str:
    """Chinese time to the minute."""
    return "" if instant is None else minute_in_china(instant)
