"""How the command talks: tables for eyes, one JSON document for machines, one line for an error."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from models.calendar import minute_in_china
from models.errors import UnknownVerb
from models.language import Language, Speaks, form
from models.language import Text as Wording
from models.values import Value
from models.visible import in_json, visible
from workers.complaints import NO_LANGUAGE
from workers.door import readable
from workers.errors import NotConfigured

if TYPE_CHECKING:
    import typer
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

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
    from typer.exceptions import TyperException  # noqa: PLC0415

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
        sys.stderr.write(f"guomen: {readable(error, spoken)}\n")
        return MISUSED if isinstance(error, UnknownVerb) else FAILED
    return code if isinstance(code, int) else 0


def show_tracebacks() -> None:
    """Let errors be logged with their traceback, beside the readable line."""
    from workers.discretion import Plain, Screen  # noqa: PLC0415

    shown = Screen()
    shown.setFormatter(Plain())
    logging.basicConfig(handlers=[shown])
    for name in ("scripts", "workers"):
        logging.getLogger(name).setLevel(logging.DEBUG)


def screen(*, stderr: bool = False) -> Console:
    """Where tables and text go."""
    # Loaded when something is drawn: `--json` and errors do without.
    from scripts.screen import Screen  # noqa: PLC0415

    return Screen(stderr=stderr, highlight=False, markup=False, emoji=False)


def table(*columns: Words) -> Table:
    """A table without lines, that shares the width of the terminal."""
    from rich.table import Table  # noqa: PLC0415

    drawn = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in columns:
        drawn.add_column(plain(_heading(name)), overflow="fold")
    return drawn


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
    from rich.text import Text  # noqa: PLC0415

    return Text(say(text), style=style)


def section(title: Words, body: RenderableType) -> RenderableType:
    """A titled part of a page."""
    from rich.console import Group  # noqa: PLC0415

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
