"""Whatever is done to the workflow of an enterprise, its page stays what the ledger says."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import asyncpg
import pytest
from temporalio.client import Client

from ledger import Ledger, Recorded
from models.execution.reconciliation import ReconciliationVerdict
from models.kernel.enterprise_terms import EnterpriseStatus
from tests.enterprises import REINSTATE, SUSPEND
from tests.workers.recovery.befallen import EVERYTHING, Befall, before_the_last_message, cancelled
from tests.workers.recovery.test_reconciler_enterprises import Kept, kept
from workers.enterprise_client import enterprise
from workflows.enterprise import PilotEnterpriseWorkflow

pytestmark = pytest.mark.timeout(120)


async def rows(page: Kept) -> Sequence[Recorded]:
    return await Ledger(page.pool).read_stream(page.stream)


async def settled(page: Kept, kind: str, times: int = 1) -> None:
    """So many events of a type are recorded, and the workflow knows it."""
    while True:
        types = Counter(row.event_type for row in await rows(page))
        if types[kind] == times and (await page.judged()).verdict is ReconciliationVerdict.AGREE:
            return
        await asyncio.sleep(0.05)


@pytest.mark.parametrize("befall", EVERYTHING)
async def test_a_page_goes_on_or_is_brought_back_by_the_command_that_is_named(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, befall: Befall
) -> None:
    async with kept(temporal, pool, tmp_path) as page:
        await page.act(SUSPEND, REINSTATE)
        await settled(page, "standing-carried", 2)
        before = await rows(page)
        await befall(temporal, page.stream)
        judged = await page.judged()
        if not judged.sound:
            assert "guomen resurrect" in judged.why
            assert (await page.revived()).why == ""
        await page.act(SUSPEND)
        await settled(page, "standing-carried", 3)
        state = await enterprise(temporal, page.code).query(PilotEnterpriseWorkflow.state)
        proof = await page.judged(3)
        after = await rows(page)
    assert after[: len(before)] == before
    assert state.standing is EnterpriseStatus.SUSPENDED
    assert (proof.verdict, proof.why) == (ReconciliationVerdict.AGREE, "")


async def test_an_order_that_does_not_hold_where_the_ledger_stands_must_be_given_again(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with kept(temporal, pool, tmp_path) as page:
        await page.act(SUSPEND)
        await settled(page, "standing-carried")
        await before_the_last_message(temporal, page.stream)
        await page.act(SUSPEND)
        await settled(page, "enterprise-command-lapsed")
        lapsed = (await rows(page))[-1]
    assert (lapsed.event_type, lapsed.data["verb"]) == ("enterprise-command-lapsed", "suspend")


async def test_a_request_to_cancel_is_put_on_record_and_the_page_stays_open(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with kept(temporal, pool, tmp_path) as page:
        await cancelled(temporal, page.stream)
        await settled(page, "enterprise-cancellation-requested")
        await page.act(SUSPEND)
        await settled(page, "standing-carried")
