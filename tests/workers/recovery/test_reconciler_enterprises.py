"""The pages of enterprises, ledger and Temporal side by side: judged and mended as consignments."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.testing import ActivityEnvironment

from activities.enterprise_repository import EnterpriseRepository
from ledger import Ledger
from models.enterprise.messages import EnterpriseCommand
from models.execution.maintenance import Sweep
from models.execution.reconciliation import Judgement, ReconciliationVerdict
from models.kernel.enterprise_terms import EnterpriseStatus
from models.kernel.identity import enterprise_workflow_id
from scripts.reconciling.levels import Databases
from scripts.reconciling.review import HEADS, Reconciliation
from tests.enterprises import ENROLLED, SUSPEND
from tests.workers.recovery.recovery_fixtures import cut_off, forge, rewrite
from tests.workflows.test_scenarios import WatchedStage, stage
from workers.enterprise_client import enterprise, open_and_act
from workers.recovery.enterprise_recovery import EnterpriseRecovery, PageRevival
from workers.recovery.history_reader import Histories
from workers.recovery.reconciler import Auditor
from workers.recovery.scheduled_reconciliation import Sweeper
from workers.recovery.workflow_recovery import RecoveryOutcome
from workers.stream_kinds import PAGES

pytestmark = pytest.mark.timeout(120)

# Registered, applied, fifteen audits, checked, enrolled.
EVENTS = 1 + 1 + 15 + 1 + 1
LOST = {3: ReconciliationVerdict.WORKFLOW_AHEAD, EVENTS: ReconciliationVerdict.NO_LEDGER}


@dataclass
class Kept:
    """The page of an enrolled enterprise, on the real server with the real ledger."""

    code: str
    on: WatchedStage
    pool: asyncpg.Pool

    @property
    def stream(self) -> str:
        """Its stream, and its workflow."""
        return enterprise_workflow_id(self.code)

    async def act(self, *commands: EnterpriseCommand) -> None:
        """Officers command it."""
        for command in commands:
            register, queue = EnterpriseRepository(Ledger(self.pool)), self.on.task_queue
            await open_and_act(self.on.client, register, self.code, command, task_queue=queue)

    async def heard(self, version: int) -> None:
        """Wait until its workflow has heard that so many events are recorded."""
        async with asyncio.timeout(30):
            while (memory := await Histories(self.on.client, PAGES).memory(self.code)) is None or (
                memory.acknowledged.version < version
            ):
                await asyncio.sleep(0.02)

    async def judged(self, level: int = 2) -> Judgement:
        """The verdict on it."""
        auditor = Auditor(Histories(self.on.client, PAGES), Ledger(self.pool), self.pool)
        return await auditor.judge(self.code, level)

    async def revived(self) -> PageRevival:
        """What became of it when every page without a workflow got one."""
        pages = EnterpriseRecovery(self.on.client, self.pool, self.on.task_queue)
        (revival,) = await pages.run([self.code])
        return revival

    async def swept(self) -> Sweep:
        """What a round of reconciliation comes to."""
        sweeper = Sweeper(self.on.client, self.pool)
        return await ActivityEnvironment().run(sweeper.reconcile_changed)


@asynccontextmanager
async def kept(client: Client, pool: asyncpg.Pool, folder: Path) -> AsyncIterator[Kept]:
    code = f'企业 "金田/{uuid4()}"'
    async with stage(client, pool, folder, code) as on:
        page = Kept(code, on, pool)
        await page.act(*ENROLLED)
        await page.heard(EVENTS)
        try:
            yield page
        finally:
            with suppress(RPCError):
                await enterprise(client, code).terminate("the test is over")


@pytest.mark.parametrize("level", [2, 3])
async def test_a_page_agrees_event_by_event(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, level: int
) -> None:
    async with kept(temporal, pool, tmp_path) as page:
        judged = await page.judged(level)
    assert (judged.verdict, judged.why) == (ReconciliationVerdict.AGREE, "")
    assert judged.recorded == judged.acknowledged
    assert judged.recorded.version == EVENTS


@pytest.mark.parametrize("lost", LOST)
async def test_what_the_ledger_has_lost_of_a_page_is_to_be_refilled(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, database_url: str, lost: int
) -> None:
    async with kept(temporal, pool, tmp_path) as page:
        await cut_off(database_url, lost)
        judged = [await page.judged(level) for level in (2, 3)]
    assert [each.verdict for each in judged] == [LOST[lost]] * 2
    assert all("guomen refill" in each.why for each in judged)


async def test_an_event_that_nobody_decided_is_found_on_a_page(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path
) -> None:
    async with kept(temporal, pool, tmp_path) as page:
        await forge(ledger, page.stream)
        judged = [await page.judged(level) for level in (2, 3)]
    assert {each.verdict for each in judged} == {ReconciliationVerdict.LEDGER_AHEAD}
    assert f"version {EVENTS + 1}" in judged[1].why


async def test_a_row_of_a_page_that_was_rewritten_is_named_by_its_version(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path, database_url: str
) -> None:
    async with kept(temporal, pool, tmp_path) as page:
        last = (await ledger.read_stream(page.stream))[-1]
        await rewrite(database_url, last, "officer")
        judged = await page.judged(3)
    assert judged.verdict is ReconciliationVerdict.DIVERGED
    assert f"version {EVENTS} (enterprise-enrolled" in judged.why


async def test_a_page_that_nobody_keeps_is_resurrected_and_agrees_again(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with kept(temporal, pool, tmp_path) as page:
        await enterprise(temporal, page.code).terminate("by mistake")
        judged = await page.judged()
        revival = await page.revived()
        await page.act(SUSPEND)
        # Suspended, and carried to its consignments.
        await page.heard(EVENTS + 2)
        after = await page.judged(3)
    assert judged.verdict is ReconciliationVerdict.NO_HISTORY
    assert "guomen resurrect" in judged.why
    assert (revival.fate, revival.standing) == (
        RecoveryOutcome.RESURRECTED,
        EnterpriseStatus.ENROLLED,
    )
    assert (after.verdict, after.why) == (ReconciliationVerdict.AGREE, "")
    assert len(after.run_ids) == 2


async def test_a_page_is_not_resurrected_from_a_ledger_that_has_lost_its_tail(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, database_url: str
) -> None:
    async with kept(temporal, pool, tmp_path) as page:
        await enterprise(temporal, page.code).terminate("lost")
        await cut_off(database_url, 3)
        refused = await page.revived()
    assert refused.fate is RecoveryOutcome.REFUSED
    assert "guomen refill" in refused.why


async def test_every_round_looks_at_every_page_also_when_nothing_was_written(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with kept(temporal, pool, tmp_path) as page:
        sound = await page.swept()
        await enterprise(temporal, page.code).terminate("by mistake")
        rounds = [await page.swept() for _ in range(2)]
    assert (sound.judged, sound.unsound) == (1, ())
    assert [each.unsound for each in rounds] == [(page.code,)] * 2


async def test_reconcile_judges_the_enterprise_that_is_named_or_whatever_either_side_knows(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path, database_url: str
) -> None:
    compared = (Databases(database_url, database_url), ledger, pool, temporal, HEADS)
    async with kept(temporal, pool, tmp_path) as page:
        named = await Reconciliation(*compared, codes=[page.code]).run()
        everything = await Reconciliation(*compared).run()
    assert [one.number for one in named.judgements] == [page.code]
    assert named.clean
    assert page.code in {one.number for one in everything.enterprises}
