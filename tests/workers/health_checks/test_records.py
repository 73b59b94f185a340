"""What the database says: messages that wait, and verdicts that were not well."""

from datetime import timedelta

import asyncpg
import pytest
from temporalio.client import Client

from models.findings import Fault
from workers.health_checks.records import Records

MESSAGE = """
    insert into gateway.messages
      (system, message_id, digest, type, occurred_at, received_at, raw, aliases, status,
       last_error, next_try_at)
    values ('checkpoint', $1, encode(sha256('{}'), 'hex'), 't', now(), now() - $2::interval,
      '{}', '{}', $3,
      'no such box', now())
"""
VERDICT = """
    insert into audit.verdicts (consignment, verdict, why, version, hash, run_ids)
    values ('NB26-000001', $1, '', 1, 'a', '{}')
"""


@pytest.mark.parametrize(
    "status,minutes,told",
    [
        ("parked", 59, False),
        ("parked", 61, True),
        ("received", 4, False),
        ("received", 6, True),
        ("failed", 6, True),
    ],
)
async def test_a_message_may_wait_for_its_import_and_for_nothing_else(
    pool: asyncpg.Pool,
    status: str,
    minutes: int,
    told: bool,  # noqa: FBT001
) -> None:
    await pool.execute(MESSAGE, "m1", timedelta(minutes=minutes), status)
    found = await Records(None, pool).messages()
    assert [(each.fault, each.subject) for each in found] == (
        [(Fault.MESSAGES_WAIT, status)] if told else []
    )


async def test_messages_are_counted_since_the_first(pool: asyncpg.Pool) -> None:
    for hours in (2, 3, 4):
        await pool.execute(MESSAGE, f"m{hours}", timedelta(hours=hours), "parked")
    (found,) = await Records(None, pool).messages()
    first = await pool.fetchval("select min(received_at) from gateway.messages")
    assert (found.since, found.why) == (first, "3: no such box")


@pytest.mark.parametrize("verdict,told", [("agree", False), ("diverged", True)])
async def test_a_verdict_of_the_regular_round_is_told(
    pool: asyncpg.Pool,
    verdict: str,
    told: bool,  # noqa: FBT001
) -> None:
    await pool.execute(VERDICT, verdict)
    found = await Records(None, pool).unsettled()
    assert [each.fault for each in found] == ([Fault.NOT_RECONCILED] if told else [])


async def test_a_verdict_is_judged_again_before_it_is_told(
    client: Client, pool: asyncpg.Pool
) -> None:
    await pool.execute(VERDICT, "in flight")
    (found,) = await Records(client, pool).unsettled()
    assert found.why == "no ledger: neither the ledger nor Temporal knows it"
