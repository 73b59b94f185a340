"""The tracker seals on schedule, and says no when somebody has tampered."""

from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from temporalio.client import Client, WorkflowFailureError
from temporalio.exceptions import ApplicationError

from ledger import BadKey, Ledger, signing
from ledger.attestation import read_seals
from models.execution.maintenance import Sealed
from tests.ledger.offers import events, offer
from tests.ledger.tampering import tamper
from workers import schedules, wiring
from workers.settings import Settings
from workers.task_queue_workers import tracker
from workflows.maintenance import SealLedgerWorkflow


def settings(folder: Path, events: int = 2) -> Settings:
    key = folder / "seal.key"
    if not key.exists():
        signing.make(key)
    return Settings(database_url="postgresql://unused", seal_key=key, seal_events=events)


async def sealed(client: Client, pool: asyncpg.Pool, folder: Path) -> Sealed:
    queue = str(uuid4())
    duties = wiring.duties(client, pool, settings(folder))
    async with tracker(client, duties, queue):
        return await client.execute_workflow(
            SealLedgerWorkflow.run, id=f"seal-{queue}", task_queue=queue
        )


async def test_all_that_is_new_is_sealed_in_as_many_seals_as_it_takes(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path
) -> None:
    await ledger.append(offer(events("a", "b", "c")))

    assert await sealed(temporal, pool, tmp_path) == Sealed(seals=2, position=3)
    assert await sealed(temporal, pool, tmp_path) == Sealed(seals=0, position=0)
    assert [seal.last_position for seal in await read_seals(pool)] == [2, 3]


async def test_what_was_tampered_with_ends_the_sealing_with_a_reason(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path
) -> None:
    await ledger.append(offer(events("a", "b", "c")))
    await tamper(pool, "update ledger.events set metadata = '{}' where position = 3")

    with pytest.raises(WorkflowFailureError) as failure:
        await sealed(temporal, pool, tmp_path)

    cause = failure.value.cause.__cause__
    assert isinstance(cause, ApplicationError)
    assert cause.type == "LedgerNotSound"
    assert "position 3 is not sealed" in str(cause)
    assert [seal.last_position for seal in await read_seals(pool)] == [2]


def test_who_has_no_key_does_not_seal(pool: asyncpg.Pool, temporal: Client) -> None:
    keyless = Settings(database_url="postgresql://unused")
    # What risk needs comes with the clients of the systems.
    elsewhere = {schedules.ASSESS_RISK, schedules.RISK_REVIEW}
    wanted = [duty.id for duty in schedules.DUTIES if duty.wanted(keyless)]
    names = [name for name in wanted if name not in elsewhere]

    assert schedules.SEALING not in names
    assert len(wiring.duties(temporal, pool, keyless)) == len(names)


def test_a_key_that_is_not_there_is_said_at_the_start(
    pool: asyncpg.Pool, temporal: Client, tmp_path: Path
) -> None:
    lost = Settings(database_url="postgresql://unused", seal_key=tmp_path / "none")

    with pytest.raises(BadKey, match="openssl genpkey"):
        wiring.duties(temporal, pool, lost)
