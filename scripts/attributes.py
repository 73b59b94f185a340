"""`guomen attributes`: what the list of the Temporal UI is filtered by, registered if need be."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

import typer
from pydantic import BaseModel, ConfigDict
from rich.table import Table

from models.kernel.language import Language, Text
from scripts import connection, console, temporal_connection
from scripts.connection import DataFolder
from workers.search_attribute_setup import register_attributes, type_name
from workers.settings import Settings
from workflows.search_attributes import MEANINGS

_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]

HEADINGS = (
    Text("搜索属性", "attribute"),
    Text("类型", "type"),
    Text("状态", "state"),
    Text("含义", "meaning"),
)
ADDED = Text("新登记", "added now")
THERE = Text("已登记", "registered")


class Attribute(BaseModel):
    """A search attribute; `added` when this call has registered it."""

    model_config = ConfigDict(frozen=True)

    name: str
    type: str
    meaning: str
    added: bool


def attributes(*, as_json: _Json = False, data: DataFolder = None) -> None:
    """List the search attributes with what they mean, and register those that are missing."""
    settings = connection.settings_of(data)
    # What machines read is the same in every language.
    language = Language.EN if as_json else settings.lang
    found = asyncio.run(_attributes(settings, language))
    if as_json:
        console.print_json([console.dumped(each) for each in found])
        return
    console.screen().print(_table(found, settings.lang))


async def _attributes(settings: Settings, language: Language) -> list[Attribute]:
    client = await temporal_connection.opened(settings)
    added = await register_attributes(client)
    return [
        Attribute(
            name=key.name,
            type=type_name(key.indexed_value_type),
            meaning=meaning.said(language),
            added=key.name in added,
        )
        for key, meaning in MEANINGS.items()
    ]


def _table(found: Sequence[Attribute], language: Language) -> Table:
    drawn = console.table(*(heading.said(language) for heading in HEADINGS))
    drawn.columns[0].no_wrap = drawn.columns[1].no_wrap = True
    for each in found:
        state = (ADDED if each.added else THERE).said(language)
        drawn.add_row(*map(console.plain, (each.name, each.type, state, each.meaning)))
    return drawn
