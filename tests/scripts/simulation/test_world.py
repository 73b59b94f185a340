"""Every batch comes to its end by the rules of the core, and is the same batch in both modes."""

from datetime import datetime
from typing import NamedTuple

import pytest

from models.arrival.events import Discharged, Shipped, VesselArrived
from models.consignment.state import State
from models.inspection.events import InspectionRecorded, InspectionStarted, Unloaded
from models.kernel.clock import CHINA
from models.kernel.event_body import Body, BoxBody
from models.kernel.terms import Mode, Outcome, ProcessPhase, Suspicion
from models.port.events import MachineInspected, RadiationMeasured
from models.pre_shipment.events import PreShipmentApproved
from models.process.evolve import fold
from models.rules.rulebook import in_force, rulebook
from models.supervision.events import ReleasedForUse
from models.traditional_port.events import (
    ArrivedAtSite,
    InspectionInstructed,
    InspectionSlotGiven,
    ReturnedToYard,
)
from models.transport.events import BoxArrived, GatedOut
from scripts.simulation.goods import FIRST_SAILING, batch
from scripts.simulation.simulator import AllAnswers, Life, StuckBatch
from scripts.simulation.world import ANSWERS, play

VERSION = in_force(FIRST_SAILING.date())
RULES = rulebook(VERSION)
BATCHES = 250


class Twins(NamedTuple):
    pilot: Life
    traditional: Life


@pytest.fixture(scope="module")
def twins() -> list[Twins]:
    batches = [batch(11, number, RULES) for number in range(1, BATCHES + 1)]
    return [
        Twins(play(each, Mode.PILOT, VERSION), play(each, Mode.TRADITIONAL, VERSION))
        for each in batches
    ]


@pytest.fixture(scope="module")
def lives(twins: list[Twins]) -> list[Life]:
    return [life for pair in twins for life in pair]


def when(life: Life, kind: type[Body]) -> list[datetime]:
    return [event.occurred_at for event in life.events if isinstance(event.body, kind)]


def seen(life: Life, kind: type[BoxBody]) -> dict[str, str]:
    """What the boxes of a batch showed, whenever it was."""
    bodies = [event.body for event in life.events if isinstance(event.body, kind)]
    return {body.box: str(vars(body)["result"]) for body in bodies}


def confirmed(state: State) -> set[str]:
    return {d.reason for d in state.defects if d.status is Suspicion.CONFIRMED}


def test_every_consignment_ends(lives: list[Life]) -> None:
    assert all(life.state.course is ProcessPhase.CLOSED for life in lives)
    assert {life.state.outcome for life in lives} >= {Outcome.RELEASED, Outcome.RETURNED}


def test_what_was_recorded_folds_to_how_it_ended(lives: list[Life]) -> None:
    for life in lives[::7]:
        assert fold(life.events) == life.state


def test_released_pilot_batches_have_been_inspected_at_the_enterprise(twins: list[Twins]) -> None:
    released = [pilot for pilot, _ in twins if pilot.state.released]
    stayed = [life for life in released if life.state.mode is Mode.PILOT]
    assert len(stayed) > BATCHES * 0.8
    for life in stayed:
        arrived, begun = when(life, Unloaded), when(life, InspectionStarted)
        assert len(arrived) == len(life.state.boxes)
        assert max(arrived) <= begun[0] < when(life, ReleasedForUse)[0]


def test_traditional_batches_are_inspected_and_released_before_they_leave_the_port(
    twins: list[Twins],
) -> None:
    for _, life in twins:
        if life.state.released:
            left = when(life, GatedOut)
            inspected, released = (
                when(life, kind)[-1] for kind in (InspectionRecorded, ReleasedForUse)
            )
            assert inspected <= released < min(left)
            assert len(left) == len(life.state.boxes)
            assert not when(life, BoxArrived)


def test_boxes_of_the_traditional_mode_wait_in_the_yard_and_are_called_to_the_site(
    twins: list[Twins],
) -> None:
    kinds = (
        ReturnedToYard,
        InspectionInstructed,
        InspectionSlotGiven,
        ArrivedAtSite,
        InspectionStarted,
    )
    for _, life in twins:
        if life.state.released:
            times = [when(life, kind) for kind in kinds]
            assert len(times[0]) == len(times[3]) == len(life.state.boxes)
            assert [max(at) for at in times[:3]] == sorted(max(at) for at in times[:3])
            assert max(times[2]) < min(times[3]) <= max(times[3]) <= min(times[4])


def test_nothing_is_released_with_an_open_suspicion(lives: list[Life]) -> None:
    assert not [life for life in lives if life.state.released and life.state.suspicions()]


@pytest.mark.parametrize("kind", [Shipped, VesselArrived, Discharged])
def test_both_modes_have_the_same_voyage(twins: list[Twins], kind: type[Body]) -> None:
    for pilot, traditional in twins:
        assert pilot.batch is traditional.batch
        assert when(pilot, kind) == when(traditional, kind)


@pytest.mark.parametrize("kind", [RadiationMeasured, MachineInspected])
def test_both_modes_see_the_same_in_a_box(twins: list[Twins], kind: type[BoxBody]) -> None:
    for pilot, traditional in twins:
        assert seen(pilot, kind) == seen(traditional, kind)


def test_both_modes_find_the_same_defects(twins: list[Twins]) -> None:
    pairs = [(confirmed(pilot.state), confirmed(other.state)) for pilot, other in twins]
    assert any(ours for ours, _ in pairs)
    assert all(ours == theirs for ours, theirs in pairs)


def test_an_escalation_is_raised_at_the_instant_when_it_is_due(lives: list[Life]) -> None:
    raised = [e for life in lives for e in life.events if e.body.type == "escalation-raised"]
    assert raised
    assert all(event.occurred_at == vars(event.body)["due"] for event in raised)


def test_files_are_audited_in_working_hours(twins: list[Twins]) -> None:
    work = RULES.calendar
    decided = [at for life, _ in twins for at in when(life, PreShipmentApproved)]
    for at in (each.astimezone(CHINA) for each in decided):
        assert work.is_working_day(at.date())
        assert work.opens <= at.time() <= work.closes


def test_a_batch_that_no_world_answers_is_stuck() -> None:
    deaf: AllAnswers = {Discharged: ANSWERS[Discharged]}
    life = Life(batch(7, 1, RULES), Mode.PILOT, VERSION, deaf)
    with pytest.raises(
        StuckBatch, match="NB25-000001 PILOT: nothing more happens in course INBOUND"
    ):
        life.play()
