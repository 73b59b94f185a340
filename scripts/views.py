"""`guomen views`: the lists of the Temporal UI that are looked at every day, as ready links."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer
from pydantic import BaseModel, ConfigDict

from models.kernel.language import Language
from scripts import connection, console
from scripts.connection import DataFolder
from workers.settings import Settings
from workflows.views import queries

_Enterprise = Annotated[
    str | None, typer.Option("--enterprise", metavar="CODE", help="Only of this enterprise.")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of text.")]


class ViewLink(BaseModel):
    """A view as somebody opens it."""

    model_config = ConfigDict(frozen=True)

    name: str
    title: str
    purpose: str
    query: str
    link: str


def views(
    *, enterprise: _Enterprise = None, as_json: _Json = False, data: DataFolder = None
) -> None:
    """Print links to lists of the Temporal UI: overdue, waiting for customs, ending today and more.

    The link to what ends today is good for today only.
    """
    settings = connection.settings_of(data)
    # What machines read is the same in every language.
    read = settings.model_copy(update={"lang": Language.EN}) if as_json else settings
    found = links(read, enterprise)
    if as_json:
        console.print_json([console.dumped(each) for each in found])
        return
    for line in told(found):
        print(console.say(line))


def links(settings: Settings, enterprise: str | None = None) -> list[ViewLink]:
    """Every view on a running stack; of one enterprise, if one is named."""
    return [
        ViewLink(
            name=view.name,
            title=view.title.said(settings.lang),
            purpose=view.purpose.said(settings.lang),
            query=query,
            link=connection.all_pages(settings, query),
        )
        for view, query in queries(datetime.now(UTC), enterprise)
    ]


def told(found: list[ViewLink]) -> Iterator[str]:
    """Two lines a view; a link is never folded, it could not be followed."""
    for each in found:
        yield f"{each.title}: {each.purpose}"
        yield f"  {each.link}"
