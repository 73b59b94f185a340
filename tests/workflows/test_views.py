"""Each view finds what it says, on the visibility of a real server, and nothing else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from temporalio.client import Client
from temporalio.common import SearchAttributePair, TypedSearchAttributes

from models.enterprise.terms import Standing
from models.outlook import must_act, next_due, overdue, stage
from models.state import State
from models.terms import Overlay, Party, Stage
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
from workflows.attributes import initial
from workflows.standing import updates
from workflows.views import CUSTOMS, VIEWS, queries

NOW = START + timedelta(days=31)
MIDNIGHT = datetime.fromisoformat("2025-10-17T00:00:00+08:00")
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
        }.items()
    },
}
EXPECTED: dict[str, Callable[[State], bool]] = {
    "overdue": overdue,
    "customs": lambda s: must_act(s) in CUSTOMS,
    "awaiting-enterprise": lambda s: must_act(s) is Party.ENTERPRISE,
    "emergencies": lambda s: Overlay.EMERGENCY in s.overlays,
    "road": lambda s: stage(s) is Stage.ROAD,
    "returns": lambda s: stage(s) is Stage.RETURN,
    "today": lambda s: (due := next_due(s)) is not None and due < MIDNIGHT,
    "suspended": lambda s: Overlay.SUSPENDED in s.overlays,
    "register": lambda _: False,
}
PAGES = {
    "enrolled": enterprise(*ENROLLED).state,
    "out": enterprise(*SUSPENDED).state,
}


async def found(client: Client, query: str, mark: str) -> set[str]:
    """The names under which a query finds what one test has started."""
    own = f"{query} AND WorkflowId STARTS_WITH '{mark}'"
    return {each.id.removeprefix(mark) async for each in client.list_workflows(own)}


async def test_each_view_finds_what_it_says(temporal: Client) -> None:
    mark = f"view/{uuid4()}/"
    for name, state in STATES.items():
        await temporal.start_workflow(
            "Consignment", id=f"{mark}{name}", task_queue="nobody", search_attributes=initial(state)
        )
    for name, page in PAGES.items():
        pairs = [
            SearchAttributePair(update.key, update.value)
            for update in updates(page)
            if update.value is not None
        ]
        await temporal.start_workflow(
            "PilotEnterprise",
            id=f"{mark}{name}",
            task_queue="nobody",
            search_attributes=TypedSearchAttributes(pairs),
        )
    ended = temporal.get_workflow_handle(f"{mark}late-on-the-road")
    await ended.terminate("runs that have ended keep what they showed")
    running = {name: state for name, state in STATES.items() if name != "late-on-the-road"}

    wanted = {
        view: {name for name, state in running.items() if fits(state)}
        for view, fits in EXPECTED.items()
    }
    wanted["register"] = {"out"}
    seen = {view.name: await found(temporal, query, mark) for view, query in queries(NOW)}
    assert seen == wanted
    quoted = {view.name: query for view, query in queries(NOW, QUOTED)}
    assert await found(temporal, quoted["enterprise"], mark) == {"quoted"}
    assert await found(temporal, quoted["awaiting-enterprise"], mark) == {"quoted"}
    own = {view.name: query for view, query in queries(NOW, PAGES["out"].code)}
    assert await found(temporal, own["register"], mark) == {"out"}
    assert {"out", "enrolled", "unloaded"} <= await found(temporal, own["enterprise"], mark)


def test_every_view_has_an_expectation_and_finds_something() -> None:
    assert set(EXPECTED) == {view.name for view in VIEWS}
    running = [state for name, state in STATES.items() if name != "late-on-the-road"]
    for view, fits in EXPECTED.items():
        assert any(map(fits, running)) or view in ("register", "overdue")
    assert PAGES["out"].standing is Standing.SUSPENDED


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
