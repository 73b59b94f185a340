"""`guomen seal`: the signed statements about what the ledger held, and how outsiders get them."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from temporalio.client import RPCTimeoutOrCancelledError, WorkflowFailureError
from temporalio.common import WorkflowIDConflictPolicy

from ledger import Attestation
from ledger.attestation import read_seals, write_seals
from ledger.signing import load_public, public_pem
from models.execution.maintenance import Sealed
from models.kernel.errors import NotFound, Refused, Unreachable
from scripts import connection, console, stack_records, temporal_connection
from scripts.connection import DataFolder
from scripts.texts import headings as h
from scripts.texts import messages as m
from scripts.texts.errors import DOES_NOT_SEAL, NO_RECEIPT, NO_SEAL
from workers.schedules import SEALING
from workflows.maintenance import SealLedgerWorkflow

PATIENCE_S = 600
"""How long to wait for the tracker: a long unsealed tail takes minutes."""

_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]
_File = Annotated[Path, typer.Argument(metavar="FILE", help="Where to write: JSON Lines.")]


def build() -> typer.Typer:
    """The verb with its parts."""
    app = typer.Typer(help="Seals: signed statements about what the ledger held.")
    app.command("list")(list_)
    app.command("export")(export)
    app.command("key")(key)
    app.command("now")(now)
    return app


def list_(*, as_json: _Json = False, data: DataFolder = None) -> None:
    """List the seals, oldest first."""
    seals = asyncio.run(_seals(data))
    if as_json:
        console.print_json([console.dumped(seal) for seal in seals])
    else:
        console.screen().print(_table(seals))


def export(file: _File, *, data: DataFolder = None) -> None:
    """Write all seals to a file, for someone outside to keep."""
    seals = asyncio.run(_seals(data))
    if not seals:
        raise NotFound(NO_SEAL)
    write_seals(file, seals)
    last = seals[-1].last_position
    print(console.say(m.SEALS_WRITTEN.of(seals=len(seals), position=last, file=file)))


def key(*, data: DataFolder = None) -> None:
    """Print the public key (PEM) with which anybody can check the seals."""
    path = connection.settings_of(data).seal_key
    if path is None:
        raise NotFound(DOES_NOT_SEAL)
    print(public_pem(load_public(path)), end="")


def now(*, data: DataFolder = None) -> None:
    """Seal at once what was recorded since the last seal; the tracker does it, it has the key."""
    sealed = asyncio.run(_sealed(data))
    if not sealed.seals:
        print(console.say(m.NOTHING_TO_SEAL))
        return
    what = m.SEALED_ONCE if sealed.seals == 1 else m.SEALED
    print(console.say(what.of(seals=sealed.seals, position=sealed.position)))


async def _sealed(data: Path | None) -> Sealed:
    settings = connection.settings_of(data)
    client = await temporal_connection.opened(settings)
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await client.execute_workflow(
                SealLedgerWorkflow.run,
                id=f"{SEALING}-now",
                task_queue=settings.task_queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            )
    except (TimeoutError, RPCTimeoutOrCancelledError) as error:
        name, look = f"{SEALING}-now", "guomen seal list"
        raise Unreachable(NO_RECEIPT, name=name, seconds=PATIENCE_S, look=look) from error
    except WorkflowFailureError as error:
        # The activity's own words: those around them only say that something failed.
        raise Refused(str(error.cause.__cause__ or error.cause)) from error


async def _seals(data: Path | None) -> Sequence[Attestation]:
    async with stack_records.opened(connection.settings_of(data)) as records:
        return await read_seals(records.pool)


def _table(seals: Sequence[Attestation]) -> Table:
    drawn = console.table(h.SEAL, h.RECORD, h.POSITIONS, h.SEALED, h.EVENTS_HASH, h.KEY)
    for seal in seals:
        cells = (
            str(seal.number),
            seal.record,
            f"{seal.first_position}-{seal.last_position}",
            console.local(seal.sealed_at),
            seal.entries_hash[:16],
            seal.public_key[:16],
        )
        drawn.add_row(*map(console.plain, cells))
    return drawn
