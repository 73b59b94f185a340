"""The options that ask for another moment than now."""

from datetime import datetime
from typing import Annotated

import typer

from models.kernel.clock import CHINA
from models.kernel.language import Speaks, listed
from projections.horizon import Horizon
from scripts import console
from scripts.texts.errors import NO_TIME
from scripts.texts.messages import AS_OF, KNOWN_AT


def parse(text: str) -> datetime:
    """An instant in ISO 8601; without a zone it is Chinese time, a day alone is its beginning."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(console.say(NO_TIME.of(text=text))) from error
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
    return Horizon(occurred=as_of, recorded=known_at)


def said(as_of: datetime | None, known_at: datetime | None) -> Speaks | None:
    """The moment in words, None for now."""
    parts = [
        text.of(at=f"{at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}")
        for text, at in ((AS_OF, as_of), (KNOWN_AT, known_at))
        if at is not None
    ]
    return listed(parts) if parts else None
