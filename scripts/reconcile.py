"""`guomen reconcile`: do the ledger, Temporal and the read models agree?"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ledger.attestation import load_seals
from ledger.signing import load_public
from scripts import connection, console, findings, stack_records, temporal_connection
from scripts.connection import DataFolder
from scripts.reconciling.levels import Databases
from scripts.reconciling.review import HEADS, Reconciliation, ReconciliationReview
from workers.health_checks.suite import Reach
from workers.settings import Settings
from workers.stack.db_logins import DatabaseLogin

_Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID]…", help="Only these consignments; by default all that there is."),
]
_Codes = Annotated[
    list[str] | None,
    typer.Option("--enterprise", metavar="CODE", help="Only this enterprise (again for more)."),
]
_Level = Annotated[
    int,
    typer.Option(
        min=0, max=4, help="0 the ledger itself, 1 seals, 2 heads, 3 every event, 4 read models."
    ),
]
_Seals = Annotated[
    Path | None, typer.Option("--seals", help="The seals that an outsider keeps (level 1).")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of lines.")]


def reconcile(  # noqa: PLR0913 - every option has a default
    ids: _Ids = None,
    *,
    codes: _Codes = None,
    level: _Level = 2,
    seals: _Seals = None,
    as_json: _Json = False,
    data: DataFolder = None,
) -> int:
    """Compare ledger, seals, Temporal and read models, level by level; one verdict a stream.

    Exit code 0 only when all agree, or differ by nothing but an answer on its way; without numbers
    also only when nothing is wrong with the tracker itself, as `guomen status` finds it.
    """
    found = asyncio.run(_review(ids or (), codes or (), level, seals, data))
    if as_json:
        console.print_json(found.document())
    else:
        for line in found.lines():
            print(console.say(line))
    return 0 if found.clean else console.FAILED


async def _review(
    ids: Sequence[str], codes: Sequence[str], level: int, seals: Path | None, data: Path | None
) -> ReconciliationReview:
    settings = connection.settings_of(data)
    client = await temporal_connection.opened(settings) if level >= HEADS else None
    async with stack_records.opened(settings) as records:
        numbers = [await records.find(number) for number in ids]
        databases = _databases(settings, seals, data)
        review = await Reconciliation(
            *(databases, records.ledger, records.pool, client),
            level=level,
            numbers=numbers,
            codes=codes,
        ).run()
        if client is None or review.named:
            return review
        reach = Reach(client, records.pool)
        wrong = await findings.asked(settings, reach, judged=True)
        return replace(review, findings=wrong, where=findings.where(settings))


def _databases(settings: Settings, seals: Path | None, data: Path | None) -> Databases:
    kept = load_seals(seals) if seals else ()
    own = settings.seal_key
    known = {load_public(own).hex()} if own is not None and own.exists() else set[str]()
    return Databases(
        reader=settings.database_url,
        projector=connection.database_of(data, DatabaseLogin.PROJECTOR),
        kept=kept,
        trusted=known | {seal.public_key for seal in kept},
    )
