"""`guomen refill`: the ledger lost its tail, Temporal's histories supply it."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from scripts import connection, console, stack_records, temporal_connection
from scripts.connection import DataFolder
from scripts.texts import messages as m
from workers.recovery.history_reader import Histories
from workers.recovery.ledger_recovery import Refill, Refilled
from workers.stack.db_logins import DatabaseLogin
from workers.stream_kinds import CONSIGNMENTS, PAGES

_DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what is missing, and do nothing.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of lines.")]


def refill(*, dry_run: _DryRun = False, as_json: _Json = False, data: DataFolder = None) -> int:
    """Append to the ledger what it has lost: the events that Temporal's histories still hold.

    Exit code 1 when a part of it is in no history, or does not continue the chain.
    """
    found = asyncio.run(_refilled(data, dry_run=dry_run))
    if as_json:
        console.print_json([console.dumped(each) for each in found])
    else:
        _print(found, dry_run=dry_run)
    return console.FAILED if any(each.why for each in found) else 0


async def _refilled(data: Path | None, *, dry_run: bool) -> Sequence[Refilled]:
    settings = connection.settings_of(data)
    client = await temporal_connection.opened(settings)
    # Nobody but the tracker may append.
    writes = settings.model_copy(
        update={"database_url": connection.database_of(data, DatabaseLogin.TRACKER)}
    )
    async with stack_records.opened(writes) as records:
        kinds = (Histories(client, kind) for kind in (PAGES, CONSIGNMENTS))
        refills = [Refill(kind, records.ledger, dry_run=dry_run) for kind in kinds]
        return [each for refill in refills for each in await refill.run()]


def _print(found: Sequence[Refilled], *, dry_run: bool) -> None:
    for each in found:
        last = each.after + each.events
        name = each.consignment
        done = m.REFILLED.of(name=name, first=each.after + 1, last=last)
        print(console.say(m.NOT_REFILLED.of(name=name, why=each.why) if each.why else done))
    events = sum(each.events for each in found)
    streams = sum(not each.why for each in found)
    total = m.WOULD_REFILL if dry_run else m.REFILL
    print(console.say(total.of(events=events, streams=streams)))
