"""Batches of registrations on their way from a manifest to their workflows (schema `imports`)."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from ledger.connection import unavailable
from models.consignment.registration import Registration
from models.execution.manifest_import import Tally
from workers.recovery.stream_heads import HeadsDatabase

AT_ONCE = 500

STORE = """
    insert into imports.consignments (batch, number, tracking_no, registration)
    select $1, number, tracking_no, registration
    from jsonb_to_recordset($2) as said (number integer, tracking_no text, registration jsonb)
    on conflict do nothing
"""

COMPLETE = """
    insert into imports.batches (id, file, consignments) values ($1, $2, $3) on conflict do nothing
"""

FIND = "select 1 from imports.batches where id = $1"

PAGE = """
    select number, registration, outcome
    from imports.consignments
    where batch = $1 and number between $2 and $3
    order by number
"""

# Only upwards: an attempt that is thought dead may still be speaking.
NOTE = """
    update imports.consignments set outcome = $3
    where batch = $1 and number = any($2::integer[])
      and coalesce(array_position($4::text[], outcome), 0) < array_position($4::text[], $3)
    returning number
"""

REFUSE = """
    update imports.consignments set outcome = 'refused', why = $3
    where batch = $1 and number = $2 and outcome is distinct from 'started'
"""

REFUSALS = """
    select tracking_no, why
    from imports.consignments
    where batch = $1 and outcome = 'refused'
    order by number
    limit $2
"""

TALLY = """
    select outcome, count(*) as consignments
    from imports.consignments
    where batch = $1 and number between $2 and $3
    group by outcome
"""


IMPORTED = """
    select distinct tracking_no from imports.consignments where outcome in ('started', 'known')
"""


class StartOutcome(StrEnum):
    """What is noted of a consignment of a batch, before it is started and after: in this order."""

    STARTING = "starting"
    KNOWN = "known"
    STARTED = "started"
    REFUSED = "refused"


class WaitingConsignment(NamedTuple):
    """A consignment of a batch, and what is noted of it."""

    number: int
    registration: Registration
    outcome: StartOutcome | None


def batch_id(registrations: Iterable[Registration]) -> str:
    """The digest of what a manifest says, whatever it is written in."""
    content = sha256()
    for registration in registrations:
        content.update(registration.model_dump_json().encode())
        content.update(b"\n")
    return content.hexdigest()[:16]


async def store(
    database: HeadsDatabase, batch: str, file: str, found: Sequence[Registration]
) -> None:
    """Store a batch, or the rest of one whose storing was broken off."""
    with unavailable():
        if await database.fetch(FIND, batch):
            return
        for begins in range(0, len(found), AT_ONCE):
            rows = [
                {
                    "number": number,
                    "tracking_no": registration.tracking_no,
                    "registration": registration.model_dump(mode="json"),
                }
                for number, registration in enumerate(
                    found[begins : begins + AT_ONCE], start=begins + 1
                )
            ]
            await database.fetch(STORE, batch, rows)
        await database.fetch(COMPLETE, batch, file, len(found))


async def page(
    database: HeadsDatabase, batch: str, first: int, last: int
) -> list[WaitingConsignment]:
    """The consignments from one number to another, in the order of the file."""
    with unavailable():
        rows = await database.fetch(PAGE, batch, first, last)
    return [
        WaitingConsignment(
            row["number"],
            Registration.model_validate(row["registration"]),
            None if row["outcome"] is None else StartOutcome(row["outcome"]),
        )
        for row in rows
    ]


async def note(
    database: HeadsDatabase, batch: str, numbers: Sequence[int], outcome: StartOutcome
) -> frozenset[int]:
    """Note what becomes of consignments; those of which nothing weightier was noted before."""
    if not numbers:
        return frozenset()
    with unavailable():
        rows = await database.fetch(NOTE, batch, list(numbers), outcome.value, list(StartOutcome))
    return frozenset(row["number"] for row in rows)


async def tally(database: HeadsDatabase, batch: str, first: int, last: int) -> Tally:
    """What has become of the consignments from one number to another."""
    with unavailable():
        rows = await database.fetch(TALLY, batch, first, last)
    counts = {row["outcome"]: row["consignments"] for row in rows}
    return Tally(
        started=counts.get(StartOutcome.STARTED, 0),
        known=counts.get(StartOutcome.KNOWN, 0),
        refused=counts.get(StartOutcome.REFUSED, 0),
    )


async def refuse(database: HeadsDatabase, batch: str, number: int, why: str) -> None:
    """Note that a consignment cannot be started, and why."""
    with unavailable():
        await database.fetch(REFUSE, batch, number, why)


async def refusals(database: HeadsDatabase, batch: str, limit: int = 20) -> list[tuple[str, str]]:
    """The consignments of a batch that could not be started, with the reason."""
    with unavailable():
        rows = await database.fetch(REFUSALS, batch, limit)
    return [(row["tracking_no"], row["why"]) for row in rows]


async def imported(database: HeadsDatabase) -> frozenset[str]:
    """The tracking numbers of whatever was imported, or was known already when it was."""
    with unavailable():
        rows = await database.fetch(IMPORTED)
    return frozenset(row["tracking_no"] for row in rows)
