"""The options that ask for another moment than now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from models.calendar import CHINA

if TYPE_CHECKING:
    from projections.horizon import Horizon


def parse(text: str) -> datetime:
    """An instant in ISO 8601; without a zone it is Chinese time, a day alone is its beginning."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"{text!r} is no time: write it like 2026-03-03T10:00 (Chinese time) or with a zone"
        ) from error
    return instant if instant.tzinfo else instant.replace(tzinfo=CHINA)


AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", parser=parse, metavar="TIME", help="What was true then, known today."),
]
KnownAt = Annotated[
    datetime | None,
    typer.Option("--known-at", parser=parse, metavar="TIME", help="What was known then."),
]


def horizon(as_of: datetime | None, known_at: datetime | None) -> Horizon:
    """What the options ask for."""
    from projections.horizon import Horizon  # noqa: PLC0415

    return Horizon(occurred=as_of, recorded=known_at)


def said(as_of: datetime | None, known_at: datetime | None) -> str:
    """The moment in words, empty for now."""
    parts = (
        f"as of {as_of.astimezone(CHINA):%Y-%m-%d %H:%M:%S}" if as_of else "",
        f"as known at {known_at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}" if known_at else "",
    )
    return ", ".join(filter(None, parts))
