"""The diagram of docs/process.md is held against scripts, stories and random lives."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

import pytest
from hypothesis import settings

from models.arrival.events import VesselArrived
from models.arrival.messages import InstructionAnswered
from models.consignment.state import State
from models.deadlines.messages import Reinstate
from models.disposal.events import RectificationCompleted
from models.kernel.event import Event
from models.kernel.terms import Disposal, Outcome
from models.pre_shipment.events import PreShipmentWithdrawn
from models.pre_shipment.messages import DecidePreShipment
from models.process.derived_status import stage
from models.process.evolve import begin, evolve
from models.process.messages import Fact
from models.supervision.messages import (
    Close,
    FallBack,
    ReinstatementNotice,
    Release,
    SuspensionNotice,
)
from systems.scenarios import SCENARIOS
from tests.given import Told, given, heard, later
from tests.models.process.test_lives import Life
from tests.models.stories import (
    APPROVED,
    ASHORE,
    AT_THE_FACTORY,
    BOX,
    CLOSED,
    CONFORM,
    DISPUTE,
    DRIED,
    FILE,
    GO_ON,
    HOLD,
    LIN,
    ON_THE_ROAD,
    PERMITTED,
    PILOT,
    RECTIFYING,
    RESUME,
    RETURN,
    SCANNED,
    SECOND,
    TICK,
    TRADITIONAL,
    UNLOADED,
    UPHELD,
    disposal,
    failing,
    gate_out,
    lock_alarm,
)
from tests.systems.folded import MONDAY, played
from tools.documents import standard_paths
from tools.documents.diagram import EDGES, START, Place, leads, mermaid
from tools.documents.overlays import ON_AND_OFF

Step = tuple[tuple[Place, Place], str]

NO_LOCK = FallBack(officer=LIN, reason="no lock")
REJECT = DecidePreShipment.model_validate(
    {"officer": LIN, "decision": "REJECT", "reason": "photos missing"}
)
FAILED_IN_PORT = (*SCANNED, failing())
TREATED = (disposal(Disposal.RECTIFY), DRIED, RectificationCompleted(), CONFORM)
RETURNED: tuple[Told, ...] = (RETURN, Close(outcome=Outcome.RETURNED))
DESTROYED = (disposal(Disposal.DESTROY), Close(outcome=Outcome.DESTROYED))
SUSPEND = SuspensionNotice(id="e-7", reason="SV-01", cause_event="enterprise/E:7")
LIFT_SUSPENSION = ReinstatementNotice(id="e-9", reason="checked", cause_event="enterprise/E:9")
INSTRUCTED_R2 = InstructionAnswered(risk_level="R2", standing="SUSPENDED")
REINSTATE = Reinstate(officer=LIN, deadline="D16", reason="treated in time", **SECOND)


def heard_too_late(before: tuple[Told, ...], fact: Fact, hours: int, days: int) -> Iterator[Told]:
    """Everything escalates for days; then a fact comes that is older than that."""
    yield from (*before, later(TICK, days=days), *[TICK] * 20)
    yield heard(fact, given(*before).now + timedelta(hours=hours))


UNDONE_RETURN = tuple(heard_too_late(RECTIFYING, RectificationCompleted(), 99, 40))
UNDONE_RETURN_FROM_PORT = tuple(
    heard_too_late((*FAILED_IN_PORT, TREATED[0]), RectificationCompleted(), 99, 40)
)
UNDONE_PICK_UP = (
    *heard_too_late(PERMITTED, gate_out(), 71, 4),
    Reinstate(officer=LIN, deadline="D06", box=BOX, reason="left in time", **SECOND),
)
STORIES: list[tuple[Told, ...]] = [
    (*APPROVED, FILE),
    CLOSED,
    (FILE, REJECT, PreShipmentWithdrawn()),
    (NO_LOCK,),
    (VesselArrived(vessel="A"),),
    (*ASHORE, *RETURNED),
    (*PILOT, NO_LOCK),
    (*PILOT, *RETURNED),
    (*ON_THE_ROAD, *RETURNED),
    (*AT_THE_FACTORY, *RETURNED),
    (*UNLOADED, failing(), *RETURNED),
    (*UNLOADED, failing(), DISPUTE, UPHELD),
    (*UNLOADED, failing(), *DESTROYED),
    (*UNLOADED, failing(), disposal(Disposal.DESTROY), RETURN),
    (*RECTIFYING, DRIED, RectificationCompleted(), CONFORM),
    (*TRADITIONAL, *RETURNED),
    (*SCANNED, CONFORM, Release(), Close(outcome=Outcome.RELEASED)),
    (*FAILED_IN_PORT, *TREATED),
    (*FAILED_IN_PORT, *RETURNED),
    (*FAILED_IN_PORT, *DESTROYED),
    UNDONE_PICK_UP,
    (*UNDONE_RETURN, REINSTATE),
    (*UNDONE_RETURN_FROM_PORT, REINSTATE),
    *[(*PERMITTED, SUSPEND, told) for told in (LIFT_SUSPENSION, NO_LOCK, RETURN, gate_out())],
    (*ASHORE, SUSPEND, INSTRUCTED_R2),
    (HOLD, RESUME),
    (*ON_THE_ROAD, lock_alarm(), GO_ON),
]


def steps(state: State, events: Iterable[Event]) -> list[Step]:
    """Every step from one place to another, and the event that led there."""
    found: list[Step] = []
    for event in events:
        after = evolve(state, event)
        here, there = (state.course, stage(state)), (after.course, stage(after))
        found += [((here, there), event.body.type)] if here != there else []
        state = after
    return found


def of_story(told: tuple[Told, ...]) -> list[Step]:
    events = given(*told).events
    return steps(begin(events[0]), events[1:])


async def of_script(name: str) -> tuple[list[str], list[Step]]:
    events = (await played(name, MONDAY, 1)).events
    return [event.body.type for event in events], steps(begin(events[0]), events[1:])


def undrawn(taken: Sequence[Step]) -> list[Step]:
    """Steps that the diagram neither shows nor leads to over places in between (late facts)."""
    return [(edge, by) for edge, by in taken if by not in EDGES.get(edge, ()) and not leads(*edge)]


@pytest.mark.parametrize("told", STORIES)
def test_every_step_of_a_story_is_drawn(told: tuple[Told, ...]) -> None:
    assert [(edge, by) for edge, by in of_story(told) if by not in EDGES.get(edge, ())] == []


@pytest.mark.parametrize("name", SCENARIOS)
async def test_every_step_of_a_script_is_drawn(name: str) -> None:
    _, taken = await of_script(name)
    assert undrawn(taken) == []


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: " ".join(map(str, (*edge[0], *edge[1]))))
def test_every_arrow_happens_by_every_event_that_it_names(edge: tuple[Place, Place]) -> None:
    happened = {by for told in STORIES for taken, by in of_story(told) if taken == edge}
    assert happened == set(EDGES[edge])


def test_the_diagram_begins_with_the_registration_and_every_place_leads_to_the_end() -> None:
    text = mermaid()
    assert text.startswith("```mermaid\nstateDiagram-v2\n")
    assert f"[*] --> INBOUND_AUDIT : {START}" in text
    places = {place for edge in EDGES for place in edge}
    (end,) = [place for place in places if place not in {start for start, _ in EDGES}]
    assert all(leads(place, end) for place in places)
    assert not leads(end, next(iter(places - {end})))


@pytest.mark.parametrize(
    "name, path", [("smooth", standard_paths.PILOT), ("higher_risk", standard_paths.TRADITIONAL)]
)
async def test_an_undisturbed_life_goes_as_the_document_says(
    name: str, path: tuple[str, ...]
) -> None:
    kinds, _ = await of_script(name)
    places = [kinds.index(kind) for kind in (*standard_paths.COMMON, *path)]
    assert places == sorted(places)


@pytest.mark.parametrize("overlay", ON_AND_OFF)
def test_overlays_go_on_and_off_by_the_events_that_are_named(overlay: str) -> None:
    on, off = set[str](), set[str]()
    for told in STORIES:
        events = given(*told).events
        state = begin(events[0])
        for event in events[1:]:
            after = evolve(state, event)
            had, has = (overlay in each.overlays for each in (state, after))
            if had != has:
                (on if has else off).add(event.body.type)
            state = after
    assert (on, off) == tuple(map(set, ON_AND_OFF[overlay]))


class Drawn(Life):
    """A random life that never leaves the diagram."""

    def _follow(self, events: list[Event]) -> None:
        # A life closes where chance has it; the workflow closes only what is done.
        taken = [step for step in steps(self.state, events) if step[1] != "consignment-closed"]
        assert undrawn(taken) == []
        super()._follow(events)


TestDrawn = Drawn.TestCase
TestDrawn.settings = settings(
    max_examples=30,
    stateful_step_count=25,
)
