"""How the command talks: tables for eyes, one JSON document for machines, one line for an error."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from models.calendar import CHINA
from models.errors import UnknownVerb
from workers.door import readable

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

_logger = logging.getLogger(__name__)


def run(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; an error is one readable line."""
    from typer.exceptions import TyperException  # noqa: PLC0415

    try:
        code = app(list(arguments) or ["--help"], prog_name="guomen", standalone_mode=False)
    except TyperException as misuse:
        wrong = " ".join(misuse.format_message().split()).removesuffix(".")
        sys.stderr.write(f"guomen: {wrong}; see --help\n")
        return MISUSED
    except SystemExit as end:  # the reader of a pipe went away
        return end.code if isinstance(end.code, int) else FAILED
    except Exception as error:
        _logger.debug("the command failed", exc_info=error)
        sys.stderr.write(f"guomen: {readable(error)}\n")
        return MISUSED if isinstance(error, UnknownVerb) else FAILED
    return code if isinstance(code, int) else 0


def show_tracebacks() -> None:
    """Let errors be logged with their traceback, beside the readable line."""
    logging.basicConfig()
    for name in ("scripts", "workers"):
        logging.getLogger(name).setLevel(logging.DEBUG)


def screen(*, stderr: bool = False) -> Console:
    """Where tables and text go."""
    # Loaded when something is drawn: `--json` and errors do without.
    from rich.console import Console  # noqa: PLC0415

    return Console(stderr=stderr, highlight=False)


def table(*columns: str) -> Table:
    """A table without lines, that shares the width of the terminal."""
    from rich.table import Table  # noqa: PLC0415

    drawn = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in columns:
        drawn.add_column(name, overflow="fold")
    return drawn


def facts(pairs: Iterable[tuple[str, str]]) -> Table:
    """Names and values under each other; empty values are left out."""
    drawn = table("", "")
    drawn.show_header = False
    drawn.columns[0].no_wrap = True
    for name, value in pairs:
        if value:
            drawn.add_row(styled(name, "dim"), plain(value))
    return drawn


def plain(text: str) -> Text:
    """Text as it is: brackets in a value are not markup."""
    return styled(text, "")


def styled(text: str, style: str) -> Text:
    """Text in one style."""
    from rich.text import Text  # noqa: PLC0415

    return Text(text, style=style)


def section(title: str, body: RenderableType) -> RenderableType:
    """A titled part of a page."""
    from rich.console import Group  # noqa: PLC0415

    return Group("", styled(title, "bold"), body)


def print_json(document: object) -> None:
    """One JSON document on standard output, and nothing else."""
    print(json.dumps(to_jsonable_python(document), ensure_ascii=False, indent=2))


def dumped(model: BaseModel) -> dict[str, object]:
    """A model as JSON values."""
    return model.model_dump(mode="json")


def local(instant: datetime | None) -> str:
    """Chinese time to the minute."""
    return "" if instant is None else f"{instant.astimezone(CHINA):%Y-%m-%d %H:%M}"
