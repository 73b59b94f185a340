"""`guomen resurrect`: a workflow is gone, or behind; what it was about goes on from the ledger."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Annotated

import httpx2
import typer
from temporalio.exceptions import ApplicationError

from activities.system_http import SystemClient
from models.consignment.state import State
from models.kernel.language import NONE
from models.texts.terms import label
from scripts import connection, console, stack_records, temporal_connection
from scripts.connection import DataFolder
from scripts.texts import messages as m
from workers.recovery.enterprise_recovery import EnterpriseRecovery, PageRevival
from workers.recovery.workflow_recovery import RecoveryOutcome, Resurrection, Revival

_Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID]…", help="Only these consignments; by default all that there is."),
]
_Codes = Annotated[
    list[str] | None,
    typer.Option("--enterprise", metavar="CODE", help="Only this enterprise (again for more)."),
]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of lines.")]


def resurrect(
    ids: _Ids = None,
    *,
    codes: _Codes = None,
    dry_run: _DryRun = False,
    as_json: _Json = False,
    data: DataFolder = None,
) -> int:
    """Let every open consignment and enterprise go on from its events, if no workflow does.

    Also one that runs and is behind the ledger, and messages that were accepted by a run that was
    broken off. Exit code 1 when one cannot go on, because the ledger has lost what it acknowledged.
    """
    found = asyncio.run(_resurrected(data, ids or (), codes or (), dry_run=dry_run))
    if as_json:
        console.print_json([console.dumped(each) for each in found])
    else:
        _print(found, dry_run=dry_run)
    return console.FAILED if any(each.why for each in found) else 0


async def _resurrected(
    data: Path | None, ids: Sequence[str], codes: Sequence[str], *, dry_run: bool
) -> Sequence[Revival | PageRevival]:
    settings = connection.settings_of(data)
    client = await temporal_connection.opened(settings)
    async with (
        stack_records.opened(settings) as records,
        httpx2.AsyncClient(base_url=settings.enterprise_url, trust_env=False) as enterprise,
    ):
        where = (client, records.pool, settings.task_queue)
        resurrection = Resurrection(
            *where, freed_at(enterprise), dry_run=dry_run, language=settings.lang
        )
        pages = EnterpriseRecovery(*where, dry_run=dry_run, language=settings.lang)
        everything = not (ids or codes)
        # As Temporal knows it: what was never recorded has no other number.
        found = [*await pages.run(codes)] if codes or everything else []
        more = await resurrection.run(ids) if ids or everything else []
        return [*found, *more]


def freed_at(enterprise: httpx2.AsyncClient) -> Callable[[State], Awaitable[bool]]:
    """Asks the enterprise whether a lot is free; without an answer it is told once more."""
    remote = SystemClient("enterprise", enterprise)

    async def freed(state: State) -> bool:
        try:
            lot = await remote.get(f"/stock-lots/{state.registration.seq_no}")
        except ApplicationError:
            return False
        return bool(lot["state"] == "FREE")

    return freed


def _print(found: Sequence[Revival | PageRevival], *, dry_run: bool) -> None:
    for each in found:
        if isinstance(each, Revival):
            name, stands = each.consignment, label(each.stage) if each.stage else NONE
        else:
            name, stands = each.enterprise, label(each.standing) if each.standing else NONE
        if each.fate is RecoveryOutcome.RESURRECTED:
            due = console.local(each.next_due) or m.NOTHING
            told = m.RESURRECTED.of(name=name, stands=stands, version=each.version, due=due)
            print(console.say(told))
        elif each.fate is RecoveryOutcome.CAUGHT_UP:
            print(console.say(m.CAUGHT_UP.of(name=name, version=each.version)))
        elif each.why:
            print(console.say(m.NOT_RESURRECTED.of(name=name, why=each.why)))
        if each.messages:
            print(console.say(m.TAKEN_UP.of(name=name, count=each.messages)))
    back = sum(
        each.fate in (RecoveryOutcome.RESURRECTED, RecoveryOutcome.CAUGHT_UP) for each in found
    )
    run = sum(each.fate is RecoveryOutcome.RUNS for each in found)
    total = m.WOULD_RESURRECT if dry_run else m.RESURRECTION
    print(console.say(total.of(back=back, run=run, refused=len(found) - back - run)))
