"""`guomen risk show`: from the level of a pair back to the events of the ledger that led to it."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from models.kernel.errors import NotFound, Refused
from models.kernel.language import SEMICOLON, listed
from models.kernel.spelling import key
from models.risk.acts import named as pair_name
from projections import risk_queries
from projections.risk_window import window
from scripts import connection, console, nearest, stack_records
from scripts.connection import DataFolder
from scripts.risk_pair_view import PairStory, event_ids, parts
from scripts.risk_pairs import KnownPair, known_pairs
from scripts.texts import risk as r

_Pair = Annotated[
    str, typer.Argument(metavar="PAIR", help="ENTERPRISE / SUPPLIER / KIND, or a part of it.")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of tables.")]


def show(pair: _Pair, *, as_json: _Json = False, data: DataFolder = None) -> None:
    """Why a pair is at its level: causes, bounds, batches, findings, and the events of each."""
    told = asyncio.run(_told(data, pair))
    if as_json:
        console.print_json(_document(told))
        return
    screen = console.screen()
    for part in parts(told):
        screen.print(part if isinstance(part, Table) else console.plain(part))


async def _told(data: Path | None, wanted: str) -> PairStory:
    async with stack_records.opened(connection.settings_of(data)) as records:
        known = _meant(await known_pairs(records), wanted)
        changes = await risk_queries.changes(records.pool, known.pair)
        counted = await window(records.pool)
        batches = [row for row in counted.rows if row.record.pair == known.pair]
        ids = {change.event_id for change in changes}
        ids |= {cell.event_id for cell in known.cells.values()}
        ids |= {found.event_id for row in batches for found in row.findings}
        ids |= set(event_ids((*known.now.because, *(b for c in changes for b in c.because))))
        places = await risk_queries.places(records.pool, ids)
        return PairStory(known, changes, counted, batches, places)


def _meant(known: Sequence[KnownPair], wanted: str) -> KnownPair:
    """The pair of that name, or the only one that has all its parts.

    Raises:
        NotFound: there is none.
        Refused: it may be several.
    """
    names = {pair_name(each.pair): each for each in known}
    parts = {key(part) for part in wanted.split("/") if part.strip()}
    exact = [each for name, each in names.items() if key(name) == key(wanted)]
    fitting = [each for each in known if parts <= set(map(key, each.pair))]
    found = exact or (fitting if parts else [])
    if not found:
        near = nearest.near(wanted, names) or sorted(names)[:3]
        raise NotFound(r.NO_PAIR, pair=wanted, known=listed(near, SEMICOLON))
    if len(found) > 1:
        several = listed((pair_name(each.pair) for each in found), SEMICOLON)
        raise Refused(r.SEVERAL, pair=wanted, known=several)
    return found[0]


def _document(told: PairStory) -> dict[str, object]:
    known = told.known
    return {
        **known.pair._asdict(),
        "level": known.now.level,
        "why": known.now.why,
        "because": known.now.because,
        "since": known.since,
        "stream": known.row.stream_id,
        "version": known.row.version,
        "changes": [console.dumped(change) for change in told.changes],
        "bounds": [console.dumped(cell) for cell in known.cells.values()],
        "batches": [console.dumped(row) for row in told.batches],
        "events": [place._asdict() for place in told.places.values()],
    }
