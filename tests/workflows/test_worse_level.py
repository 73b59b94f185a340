"""A pair that became worse reaches consignments that are under way, by their own look alone."""

import asyncio

from temporalio.client import Client, WorkflowUpdateStage
from temporalio.exceptions import ApplicationError

from models.arrival.messages import LevelHint
from models.execution.activity_io import LevelFound, LevelQuestion, LevelsTold
from models.execution.workflow_io import Receipt
from models.kernel.risk_terms import Why
from models.kernel.terms import RiskLevel
from models.risk.react import LevelNews
from tests.levels import pinned
from tests.workflows.consignment_driver import (
    Journey,
    checked_in_the_port,
    journey,
    on_the_road,
    released,
    to_the_port,
)
from tests.workflows.fake_activities import Doors, silence
from tests.workflows.test_findings import inspected

R1, R3 = RiskLevel.R1, RiskLevel.R3
HINT = LevelHint(id="finding-1", supplier="Kobe Metals")
WORSE = LevelFound(assessment=pinned(R3), because=("level-event", "finding-1"))


async def hinted(trip: Journey, hint: LevelHint = HINT, id_: str = "one") -> Receipt:
    receipt: Receipt = await trip.handle.execute_update(
        hint.verb, hint, id=id_, result_type=Receipt
    )
    return receipt


async def test_goods_on_the_road_look_at_their_level_and_are_inspected_whole(
    temporal: Client,
) -> None:
    doors = Doors(answers={"look_at_level": WORSE})
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        first = await hinted(trip)
        again = await hinted(trip, id_="two")
        state = await trip.state()
    assert (first.recorded, again.recorded) == (("selection-extended",), ())
    assert state.selection is not None
    assert set(state.selection.emptied) == set(state.boxes)
    (question, *_) = [each for each in doors.requests if isinstance(each, LevelQuestion)]
    goods = state.registration
    assert question.pair == (goods.enterprise, goods.supplier.upper(), goods.kind)
    assert doors.recorded.count("selection-extended") == 1
    assert [said for said in doors.told if said.startswith("more boxes")] == [
        f"more boxes to inspect: {trip.box}"
    ] * 2


async def test_nobody_extends_an_inspection_by_a_hint(temporal: Client) -> None:
    """What the stream of the supplier does not say has no effect, whatever the hint is."""
    async with journey(temporal) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        before = (await trip.state()).selection
        receipt = await hinted(trip)
        after = (await trip.state()).selection
    assert receipt.recorded == ()
    assert after == before


async def test_who_it_does_not_concern_asks_nobody(temporal: Client) -> None:
    """Goods of another supplier, and goods that are not decided on yet: these ask later."""
    doors = Doors(answers={"look_at_level": WORSE})
    async with journey(temporal, doors) as trip:
        undecided = await hinted(trip)
        await to_the_port(trip)
        other = await hinted(trip, HINT.model_copy(update={"supplier": "Osaka"}), "two")
        await trip.idle()
    assert (undecided.recorded, other.recorded) == ((), ())
    assert doors.calls("look_at_level") == []


async def test_a_mode_that_is_being_decided_is_looked_at_after_it(temporal: Client) -> None:
    """Its level may be that of the moment before the finding."""
    answer, asked = asyncio.Event(), asyncio.Event()

    async def held() -> None:
        asked.set()
        await answer.wait()

    doors = Doors(answers={"look_at_level": WORSE}, before={"fetch_instruction": held})
    async with journey(temporal, doors) as trip:
        port = asyncio.create_task(to_the_port(trip))
        await asyncio.wait_for(asked.wait(), 60)
        hint = await trip.handle.start_update(
            *(HINT.verb, HINT),
            id="one",
            result_type=Receipt,
            wait_for_stage=WorkflowUpdateStage.ACCEPTED,
        )
        assert "mode-decided" not in doors.recorded
        answer.set()
        await port
        assert (await hint.result()).recorded == ("selection-extended",)
    assert doors.recorded.index("mode-decided") < doors.recorded.index("selection-extended")


async def test_what_a_finding_made_worse_is_carried_to_others_once(temporal: Client) -> None:
    worse = LevelsTold(before=R1, after=R3, why=Why.MAJOR_FOUND)
    doors = Doors(answers={"tell_finding": worse})
    async with journey(temporal, doors) as trip:
        await inspected(trip)
    (news,) = [each for each in doors.requests if isinstance(each, LevelNews)]
    (told,) = doors.calls("tell_finding")
    (carried,) = doors.calls("carry_levels")
    assert carried.endswith(f":levels:{news.finding}")
    assert told.endswith(f":finding:{news.finding}")
    assert news.supplier == "KOBE METALS"


async def test_a_finding_that_moved_nothing_and_a_smooth_release_carry_nothing(
    temporal: Client,
) -> None:
    doors = Doors()
    async with journey(temporal, doors) as trip:
        await inspected(trip)
    smooth = Doors()
    async with journey(temporal, smooth) as trip:
        await released(trip)
    assert doors.calls("carry_levels") == smooth.calls("carry_levels") == []


async def test_those_that_have_not_heard_are_told_again(temporal: Client) -> None:
    silences: list[ApplicationError] = [silence()]

    async def silent() -> None:
        if silences:
            raise silences.pop()

    worse = LevelsTold(before=R1, after=R3, why=Why.MAJOR_FOUND)
    doors = Doors(answers={"tell_finding": worse}, before={"carry_levels": silent})
    async with journey(temporal, doors) as trip:
        await inspected(trip)
        await trip.advance(hours=3)
        await trip.state()
    assert len(doors.calls("carry_levels")) == 2
    assert len(set(doors.calls("carry_levels"))) == 1


async def test_a_hint_is_not_lost_when_the_run_is_continued(temporal: Client) -> None:
    doors = Doors(answers={"look_at_level": WORSE})
    async with journey(temporal, doors, continue_after=4) as trip:
        await to_the_port(trip)
        await checked_in_the_port(trip)
        assert (await hinted(trip)).recorded == ("selection-extended",)
        await trip.advance(minutes=1)
        state = await trip.state()
    assert state.selection is not None
    assert set(state.selection.emptied) == set(state.boxes)
    assert doors.recorded.count("selection-extended") == 1
