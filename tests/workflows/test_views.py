"""Each view finds what it says, on the visibility of a real server, and nothing else."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.client import Client
from temporalio.common import SearchAttributePair, TypedSearchAttributes
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from models.consignment.state import State
from models.enterprise.state import EnterpriseState
from models.kernel.enterprise_terms import EnterpriseStatus
from models.kernel.terms import Overlay, Party, Stage
from models.process.derived_status import must_act, next_due, overdue, stage
from models.supervision.messages import NoAnswer
from tests.enterprises import ENROLLED, SUSPENDED, enterprise
from tests.given import given, later
from tests.history import START
from tests.models.stories import (
    ALARMED,
    ASHORE,
    FAILED,
    FILE,
    FIRE,
    HOLD,
    ON_THE_ROAD,
    PERMITTED,
    PILOT,
    RETURN,
    TICK,
    TRADITIONAL,
    UNLOADED,
)
from tests.workflows.situations import SUSPENSION
from workflows.enterprise_details import updates
from workflows.search_attributes import initial
from workflows.views import CUSTOMS, VIEWS, queries

NOW = START + timedelta(days=31)
MIDNIGHT = datetime.fromisoformat("2025-10-17T00:00:00+08:00")
SILENCE = NoAnswer(call="removal", since=START, reason="clearance does not answer")
QUOTED = '宁波"金田"铜业'
STATES: dict[str, State] = {
    "quoted": given(enterprise=QUOTED).state,
    **{
        name: given(*story).state
        for name, story in {
            "registered": (),
            "submitted": (FILE,),
            "ashore": ASHORE,
            "in-the-port": PILOT,
            "permitted": PERMITTED,
            "on-the-road": ON_THE_ROAD,
            "late-on-the-road": (*ON_THE_ROAD, later(TICK, hours=3)),
            "late-and-ended": (*ON_THE_ROAD, later(TICK, hours=3)),
            "unloaded": UNLOADED,
            "failed": FAILED,
            "returning": (*FAILED, RETURN),
            "held": (*PILOT, HOLD),
            "alarmed": ALARMED,
            "burning-and-held": (*ON_THE_ROAD, HOLD, FIRE),
            "suspended": (*PILOT, SUSPENSION),
            "suspended-and-alarmed": (*ALARMED, SUSPENSION),
            "suspended-and-held": (*PILOT, HOLD, SUSPENSION),
            "traditional": TRADITIONAL,
            "unanswered": (*PILOT, SILENCE),
        }.items()
    },
}
ENDED, STUCK = "late-and-ended", "stuck"
BY_ITSELF = {"register", "ended", "problems"}
RUNNING = {name: state for name, state in STATES.items() if name != ENDED}
EXPECTED: dict[str, Callable[[State], bool]] = {
    "overdue": overdue,
    "customs": lambda s: must_act(s) in CUSTOMS,
    "awaiting-enterprise": lambda s: must_act(s) is Party.ENTERPRISE,
    "operations": lambda s: must_act(s) is Party.OPERATIONS,
    "emergencies": lambda s: Overlay.EMERGENCY in s.overlays,
    "road": lambda s: stage(s) is Stage.ROAD,
    "returns": lambda s: stage(s) is Stage.RETURN,
    "today": lambda s: (due := next_due(s)) is not None and due < MIDNIGHT,
    "suspended": lambda s: Overlay.SUSPENDED in s.overlays,
}
PAGES = {
    "enrolled": enterprise(*ENROLLED).state,
    "out": enterprise(*SUSPENDED).state,
}


@asynccontextmanager
async def listed(client: Client) -> AsyncIterator[str]:
    """All of them in the list, one has ended; the beginning of their ids."""
    mark, pages = f"view/{uuid4()}/", {name: shown(page) for name, page in PAGES.items()}
    consignments = {name: initial(state) for name, state in STATES.items()}
    kinds = (("Consignment", consignments), ("PilotEnterprise", pages))
    handles = [
        await client.start_workflow(
            kind, id=f"{mark}{name}", task_queue="nobody", search_attributes=attributes
        )
        for kind, found in kinds
        for name, attributes in found.items()
    ]
    ended, there = client.get_workflow_handle(f"{mark}{ENDED}"), {*RUNNING, *PAGES}
    await ended.terminate("runs that have ended keep what they showed")
    try:
        async with asyncio.timeout(30):
            while await matching(client, 'ExecutionStatus="Running"', mark) != there:
                await asyncio.sleep(0.05)
        yield mark
    finally:
        for handle in handles:
            if handle.id != ended.id:
                await handle.terminate("the test is over")


@asynccontextmanager
async def stuck(client: Client, workflow_id: str) -> AsyncIterator[None]:
    """A workflow whose tasks fail, as soon as the server says so."""
    async with Worker(
        client,
        task_queue=workflow_id,
        workflows=[Failing],
        workflow_runner=UnsandboxedWorkflowRunner(),
    ):
        handle = await client.start_workflow(Failing.run, id=workflow_id, task_queue=workflow_id)
        query = f'TemporalReportedProblems IS NOT NULL AND WorkflowId = "{workflow_id}"'
        while (await client.count_workflows(query)).count == 0:
            await asyncio.sleep(0.05)
        yield
        await handle.terminate("the test is over")


@workflow.defn(name="Consignment")
class Failing:
    """Its code raises: no task of it ends."""

    @workflow.run
    async def run(self) -> None:
        raise RuntimeError("a wrong build")


def shown(page: EnterpriseState) -> TypedSearchAttributes:
    set_now = [update for update in updates(page) if update.value is not None]
    return TypedSearchAttributes([SearchAttributePair(each.key, each.value) for each in set_now])


async def matching(client: Client, query: str, mark: str) -> set[str]:
    """The names under which a query finds what one test has started."""
    own = f"{query} AND WorkflowId STARTS_WITH '{mark}'"
    return {each.id.removeprefix(mark) async for each in client.list_workflows(own)}


async def test_each_view_finds_what_it_says(temporal: Client) -> None:
    wanted = {
        view: {name for name, state in RUNNING.items() if fits(state)}
        for view, fits in EXPECTED.items()
    }
    wanted |= {"register": {"out"}, "ended": {ENDED}, "problems": {STUCK}}
    async with listed(temporal) as mark, stuck(temporal, f"{mark}{STUCK}"):
        seen = {view.name: await matching(temporal, query, mark) for view, query in queries(NOW)}
    assert seen == wanted


async def test_a_view_of_one_enterprise_finds_its_own_only(temporal: Client) -> None:
    quoted = {view.name: query for view, query in queries(NOW, QUOTED)}
    own = {view.name: query for view, query in queries(NOW, PAGES["out"].code)}
    async with listed(temporal) as mark:
        for name in ("enterprise", "awaiting-enterprise"):
            assert await matching(temporal, quoted[name], mark) == {"quoted"}
        assert await matching(temporal, own["register"], mark) == {"out"}
        everything = await matching(temporal, own["enterprise"], mark)
    assert everything == {*STATES, *PAGES} - {"quoted"}


def test_every_view_has_an_expectation_and_finds_something() -> None:
    assert {*EXPECTED, *BY_ITSELF} == {view.name for view in VIEWS}
    for fits in EXPECTED.values():
        assert any(map(fits, RUNNING.values()))
    assert PAGES["out"].standing is EnterpriseStatus.SUSPENDED


@pytest.mark.parametrize(
    "now,midnight",
    [
        ("2026-11-22T15:59:00+00:00", "2026-11-23T00:00:00+08:00"),
        ("2026-11-22T16:00:00+00:00", "2026-11-24T00:00:00+08:00"),
    ],
)
def test_a_day_ends_at_midnight_in_china(now: str, midnight: str) -> None:
    (query,) = (
        query for view, query in queries(datetime.fromisoformat(now)) if view.name == "today"
    )
    assert query.endswith(f'`NextDeadline`<"{midnight}"')


def test_a_view_names_itself_and_its_purpose_in_two_languages() -> None:
    names = [view.name for view in VIEWS]
    assert len(set(names)) == len(names)
    for view in VIEWS:
        assert view.title.zh != view.title.en
        assert view.purpose.zh != view.purpose.en
