"""What the database says: messages that wait, and verdicts that were not well."""

from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest
from temporalio.client import Client

from models.health.findings import Fault
from models.notifications.notice import Attempt, NoticeStatus
from tests.notices import TEA_TIME, notice
from workers.health_checks.records import RecordProbes
from workers.notifications import notification_store
from workflows.limit_warnings import KIND

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


OVERSIZED = """
    insert into gateway.oversized (system, message_id, digest, raw, received_at)
    values ('checkpoint', 'm-1', 'd', 'x', now() - $1::interval)
"""


@pytest.mark.parametrize(
    "status,minutes,told",
    [
        ("parked", 59, False),
        ("parked", 61, True),
        ("received", 4, False),
        ("received", 6, True),
        ("failed", 6, True),
        ("dead", 0, True),
    ],
)
async def test_a_message_may_wait_for_its_import_and_for_nothing_else(
    pool: asyncpg.Pool,
    status: str,
    minutes: int,
    told: bool,  # noqa: FBT001
) -> None:
    await pool.execute(MESSAGE, "m1", timedelta(minutes=minutes), status)
    found = await RecordProbes(None, pool).messages()
    assert [(each.fault, each.subject) for each in found] == (
        [(Fault.MESSAGES_WAIT, status)] if told else []
    )


async def test_messages_are_counted_since_the_first(pool: asyncpg.Pool) -> None:
    for hours in (2, 3, 4):
        await pool.execute(MESSAGE, f"m{hours}", timedelta(hours=hours), "parked")
    (found,) = await RecordProbes(None, pool).messages()
    first = await pool.fetchval("select min(received_at) from gateway.messages")
    assert (found.since, found.why) == (first, "3: no such box")


async def test_a_target_that_takes_nothing_is_named_with_what_it_said(pool: asyncpg.Pool) -> None:
    probes = RecordProbes(None, pool)
    tried = attempt()
    await notification_store.keep(pool, [attempt(NoticeStatus.SENT), tried])
    (found,) = await probes.targets()
    assert (found.fault, found.subject, found.why) == (Fault.TARGET_SILENT, "duty", "1: busy")
    await notification_store.keep(
        pool, [tried.model_copy(update={"number": 2, "status": NoticeStatus.SENT})]
    )
    assert await probes.targets() == []


@pytest.mark.parametrize("hours, named", [(23, 1), (25, 0)])
async def test_a_workflow_that_came_near_to_a_limit_is_named_once_for_a_day(
    pool: asyncpg.Pool, hours: int, named: int
) -> None:
    raised = datetime.now(UTC) - timedelta(hours=hours)
    told = [attempt(target=target, kind=KIND, at=raised) for target in ("duty", "lead")]
    await notification_store.keep(pool, told)
    found = await RecordProbes(None, pool).near_limits()
    assert [(each.fault, each.subject, each.workflow, each.since) for each in found] == [
        (Fault.LIMIT_NEAR, "NB26-000012", "consignment/NB26-000012", raised)
    ] * named


@pytest.mark.parametrize("hours, named", [(23, 1), (25, 0)])
async def test_a_message_that_was_too_large_is_named_for_a_day(
    pool: asyncpg.Pool, hours: int, named: int
) -> None:
    await pool.execute(OVERSIZED, timedelta(hours=hours))
    found = await RecordProbes(None, pool).too_large()
    assert [(each.fault, each.subject) for each in found] == [
        (Fault.FACT_TOO_LARGE, "checkpoint m-1")
    ] * named


def attempt(
    status: NoticeStatus = NoticeStatus.FAILED, target: str = "duty", **alarm: Any
) -> Attempt:
    return Attempt(
        notice=notice(**alarm), target=target, number=1, status=status, at=TEA_TIME, why="busy"
    )


@pytest.mark.parametrize("verdict,told", [("agree", False), ("diverged", True)])
async def test_a_verdict_of_the_regular_round_is_told(
    pool: asyncpg.Pool,
    verdict: str,
    told: bool,  # noqa: FBT001
) -> None:
    await pool.execute(VERDICT, verdict)
    found = await RecordProbes(None, pool).unsettled()
    assert [each.fault for each in found] == ([Fault.NOT_RECONCILED] if told else [])


async def test_a_verdict_is_judged_again_before_it_is_told(
    client: Client, pool: asyncpg.Pool
) -> None:
    await pool.execute(VERDICT, "in flight")
    (found,) = await RecordProbes(client, pool).unsettled()
    assert found.why == "no ledger: neither the ledger nor Temporal knows it"
