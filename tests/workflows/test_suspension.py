"""Between a consignment and its enterprise, both ways, on the real server with the real ledger."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
from temporalio.client import Client
from temporalio.service import RPCError

from activities.enterprise_repository import EnterpriseRepository
from ledger import Ledger
from models.consignment.state import State
from models.enterprise.messages import EnterpriseCommand
from models.enterprise.state import EnterpriseState
from models.execution.enterprise_io import EnterpriseReceipt
from models.kernel.enterprise_terms import EnterpriseStatus, Phase
from models.kernel.event_types import EventType
from models.kernel.identity import enterprise_workflow_id
from models.kernel.terms import Cause, Mode, Overlay
from projections.enterprise_fold import state_of
from scripts.demonstration.enrolment import approve
from scripts.demonstration.scenario_assignment import Role
from scripts.demonstration.scenario_player import OfficersDesk, register
from systems.scenario import Data, Shipment, Steps, WorldEvent, play
from systems.scenarios import SCENARIOS
from tests.enterprises import ADMIT, REINSTATE, REMOVE, SUSPEND
from tests.enterprises import ENROLLED as ON_ITS_OWN
from tests.systems.shipments import registration, shipment
from tests.workers.recovery.recovery_fixtures import cut_off
from tests.workflows.test_scenarios import WatchedStage, not_drawn_for_a_sample, stage
from workers.consignment_client import consignment
from workers.enterprise_client import enterprise, open_and_act
from workers.recovery.enterprise_recovery import EnterpriseRecovery
from workers.recovery.history_reader import Histories
from workers.recovery.ledger_recovery import Refill
from workers.recovery.workflow_recovery import RecoveryOutcome
from workers.stream_kinds import PAGES
from workflows.consignment import ConsignmentWorkflow

ENROLLED = (*ON_ITS_OWN, ADMIT)
# Registered, applied, fifteen audits, checked, enrolled, a supplier; suspended, and carried.
SUSPENDED_AND_CARRIED = 1 + 1 + 15 + 1 + 1 + 1 + 2
# The same, reinstated and carried; three violations, suspended again and carried.
THRICE_IN_VAIN = SUSPENDED_AND_CARRIED + 2 + 3 + 2


@dataclass
class Trade:
    """An enterprise with one consignment on its way."""

    sent: Shipment
    steps: Steps
    on: WatchedStage
    ledger: Ledger

    @property
    def number(self) -> str:
        return self.sent.tracking_no

    async def act(self, *commands: EnterpriseCommand) -> EnterpriseReceipt:
        """Officers command the enterprise."""
        for command in commands:
            receipt = await open_and_act(
                self.on.client,
                EnterpriseRepository(self.ledger),
                self.sent.enterprise,
                command,
                task_queue=self.on.task_queue,
            )
        return receipt

    async def go_on(self, until: str = "") -> State:
        """The consignment plays on, up to and with the first step of a type; its state then."""
        names = [getattr(step, "type", getattr(step, "verb", "")) for step in self.steps]
        last = names.index(until) + 1 if until else len(names)
        now, self.steps = self.steps[:last], self.steps[last:]
        desk = OfficersDesk(self.on.client)
        await play(now, self.sent, self.on.messenger, self.on.lapse, desk)
        return await self.state()

    async def state(self) -> State:
        return await consignment(self.on.client, self.number).query(ConsignmentWorkflow.state)

    async def page(self, version: int = 1) -> EnterpriseState:
        """What the ledger says of the enterprise, once it has so many events."""
        async with asyncio.timeout(30):
            while True:
                page = await state_of(self.ledger, self.sent.enterprise)
                if page is not None and page.version >= version and page.order is None:
                    return page
                await asyncio.sleep(0.02)


@asynccontextmanager
async def trade(
    client: Client, pool: asyncpg.Pool, folder: Path, scenario: str = "smooth"
) -> AsyncIterator[Trade]:
    start = datetime.now(UTC)
    sent = not_drawn_for_a_sample(shipment(start))
    number = sent.tracking_no
    sent = replace(sent, enterprise=f'企业 "金田/{number}"')
    async with stage(client, pool, folder, number) as on:
        await register(on, Role(registration(sent), start, None))
        await approve(on, [registration(sent)])
        try:
            yield Trade(sent, SCENARIOS[scenario](sent, start).steps, on, Ledger(pool))
        finally:
            for handle in (consignment(client, number), enterprise(client, sent.enterprise)):
                with suppress(RPCError):
                    await client.get_workflow_handle(handle.id).terminate("the test is over")


async def held_in_the_port(deal: Trade) -> EnterpriseState:
    """The page of an enterprise that was suspended with boxes in the port."""
    await deal.act(*ENROLLED)
    state = await deal.go_on("manifest.discharged")
    assert state.mode is Mode.PILOT
    await deal.act(SUSPEND)
    return await deal.page(version=SUSPENDED_AND_CARRIED)


async def test_a_suspension_holds_what_is_in_the_port_and_a_reinstatement_lets_it_go(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with trade(temporal, pool, tmp_path) as deal:
        page = await held_in_the_port(deal)
        assert (await deal.state()).overlays == (Overlay.SUSPENDED,)
        assert page.standing is EnterpriseStatus.SUSPENDED
        await deal.act(REINSTATE)
        await deal.page(version=page.version + 2)
        assert (await deal.state()).overlays == ()


async def test_a_removal_takes_what_is_in_the_port_out_of_the_pilot(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with trade(temporal, pool, tmp_path) as deal:
        held = await held_in_the_port(deal)
        await deal.act(REMOVE)
        page = await deal.page(version=held.version + 2)
        state = await deal.state()
        assert page.standing is EnterpriseStatus.REMOVED
        assert (state.mode, state.overlays) == (Mode.TRADITIONAL, ())


async def test_what_has_left_the_port_goes_on_to_its_release(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with trade(temporal, pool, tmp_path) as deal:
        await deal.act(*ENROLLED)
        await deal.go_on("gate.passage")
        await deal.act(SUSPEND)
        page = await deal.page(version=SUSPENDED_AND_CARRIED)
        stream = await deal.ledger.read_stream(enterprise_workflow_id(page.code))
        carried = stream[-1].data
        assert (carried["told"], carried["went_on"]) == ([], [deal.number])
        state = await deal.go_on()
        assert state.released


async def test_a_consignment_that_arrives_meanwhile_takes_the_traditional_mode(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with trade(temporal, pool, tmp_path) as deal:
        await deal.act(*ENROLLED, SUSPEND)
        await deal.page(version=SUSPENDED_AND_CARRIED)
        state = await deal.go_on("manifest.discharged")
        assert state.mode is Mode.TRADITIONAL
        assert state.causes == (Cause.ENTERPRISE_SUSPENDED,)


async def test_a_violation_reaches_the_page_of_an_enterprise_that_nobody_opened(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with trade(temporal, pool, tmp_path) as deal:
        state = await deal.go_on("manifest.discharged")
        assert state.mode is Mode.TRADITIONAL
        # Of a supplier that nobody has admitted there is no record: its goods are R2 at least.
        unknown = (Cause.ENTERPRISE_NOT_ENROLLED, Cause.SUPPLIER_NOT_ADMITTED)
        assert state.causes == (Cause.RISK_LEVEL, *unknown)
        used: Data = {"SeqNo": deal.sent.seq_no, "container_no": deal.sent.boxes[0].number}
        now = state.marks[EventType.MODE_DECIDED].at
        sold = WorldEvent(now, "enterprise", "stock.consumed", {**used, "used_kg": "500"})
        deal.steps = (sold,)
        state = await deal.go_on()
        page = await deal.page()
        assert [breach.code for breach in page.breaches] == list(state.violations) == ["SV-10"]
        assert {breach.consignment for breach in page.breaches} == {deal.number}
        assert (page.phase, page.standing) == (Phase.KNOWN, EnterpriseStatus.SUSPENDED)


async def test_the_third_missed_slot_suspends_the_enterprise_and_its_goods_on_site_are_released(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with trade(temporal, pool, tmp_path, "suspended_enterprise") as deal:
        await deal.act(*ENROLLED)
        state = await deal.go_on()
        page = await deal.page(version=THRICE_IN_VAIN)
        assert [breach.code for breach in page.breaches] == ["SV-12"] * 3
        assert page.standing is EnterpriseStatus.SUSPENDED
        assert state.released


async def test_a_page_that_temporal_has_lost_goes_on_from_the_ledger(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with trade(temporal, pool, tmp_path) as deal:
        await deal.act(*ENROLLED, SUSPEND)
        before = await deal.page(version=SUSPENDED_AND_CARRIED)
        await enterprise(temporal, before.code).terminate("lost")
        pages = EnterpriseRecovery(temporal, pool, deal.on.task_queue)
        would = await EnterpriseRecovery(temporal, pool, deal.on.task_queue, dry_run=True).run(
            [before.code]
        )
        (revived,) = await pages.run([before.code])
        assert [revived] == would
        assert (revived.fate, revived.standing) == (
            RecoveryOutcome.RESURRECTED,
            EnterpriseStatus.SUSPENDED,
        )
        assert (await pages.run([before.code]))[0].fate is RecoveryOutcome.RUNS
        receipt = await deal.act(REINSTATE)
        assert receipt.standing is EnterpriseStatus.ENROLLED
        assert (await deal.page(version=SUSPENDED_AND_CARRIED + 2)).suspension is None


async def test_a_violation_finds_a_page_that_nobody_keeps_any_more(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with trade(temporal, pool, tmp_path, "truck_late") as deal:
        await deal.act(*ENROLLED)
        enrolled = await deal.page(version=SUSPENDED_AND_CARRIED - 2)
        await enterprise(temporal, enrolled.code).terminate("lost")
        await deal.go_on()
        page = await deal.page(version=enrolled.version + 1)
        assert page.standing is EnterpriseStatus.ENROLLED
        assert page.breaches


async def test_a_page_whose_tail_the_ledger_has_lost_gets_it_back_from_its_history(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, database_url: str
) -> None:
    async with trade(temporal, pool, tmp_path) as deal:
        await deal.act(*ENROLLED)
        page = await deal.page(version=SUSPENDED_AND_CARRIED - 2)
        before = await deal.ledger.read_stream(enterprise_workflow_id(page.code))
        await cut_off(database_url, 4)

        class Only(Histories):
            async def known(self) -> AsyncIterator[str]:
                yield enterprise_workflow_id(page.code)

        (did,) = await Refill(Only(temporal, PAGES), deal.ledger).run()
        assert (did.consignment, did.events, did.why) == (page.code, 4, "")
        after = await deal.ledger.read_stream(enterprise_workflow_id(page.code))
        assert [row.hash for row in after] == [row.hash for row in before]
        await deal.act(SUSPEND)
        assert (await deal.page(SUSPENDED_AND_CARRIED)).standing is EnterpriseStatus.SUSPENDED
