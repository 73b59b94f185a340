"""Boxes are drawn by a key: nothing is decided without it; on paper the draw comes by itself."""

import asyncio
from datetime import timedelta
from pathlib import Path

from temporalio.client import Client
from temporalio.exceptions import ApplicationError

from activities.errors import draw_key_lost
from models.kernel.errors import KeyMissing
from models.kernel.event_types import EventType
from models.process.messages import PermitOnPaper
from models.risk import texts
from tests.draws import chances_of
from tests.models.process.test_paper import SAID
from tests.workflows.consignment_driver import BOX, checked_in_the_port, journey, to_the_port
from tests.workflows.fake_activities import Doors, silence
from workflows.consignment import ConsignmentWorkflow


def lost() -> ApplicationError:
    """What the tracker says without the key; no test waits for the next try."""
    missing = KeyMissing(texts.UNREADABLE, path=Path("draw/2025Q4.key"), why="no such file")
    said = draw_key_lost(missing)
    assert not said.non_retryable
    return ApplicationError(str(said), type=said.type, next_retry_delay=timedelta(hours=2))


async def test_without_its_key_nothing_is_decided_people_hear_of_it_and_the_goods_go_on_with_it(
    temporal: Client,
) -> None:
    failures = [lost(), lost()]

    async def keyless() -> None:
        if failures:
            raise failures.pop()

    doors = Doors(before={"fetch_instruction": keyless})
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        await checked_in_the_port(trip)
        state = await trip.state()
    kinds = [kind for kind in doors.recorded if kind.startswith(("call-", "mode-", "selection-"))]
    assert kinds == ["call-unanswered", "call-answered", "mode-decided", "selection-drawn"]
    assert any("guomen risk draw keys" in told for told in doors.told)
    assert state.selection is not None


async def test_what_was_decided_on_paper_is_drawn_while_clearance_is_still_silent(
    temporal: Client,
) -> None:
    asked, back = asyncio.Event(), asyncio.Event()

    async def silent() -> None:
        if not asked.is_set():
            asked.set()
            raise silence()
        await back.wait()

    doors = Doors(before={"fetch_instruction": silent})
    paper = PermitOnPaper.model_validate(
        {
            "officer": "Lin",
            "permission": "MODE",
            "mode": "PILOT",
            "document": "P-7",
            "reason": "clearance is down",
            "approver": "Wang Li",
            **SAID,
        }
    )
    async with journey(temporal, doors) as trip:
        going = asyncio.create_task(to_the_port(trip))
        async with asyncio.timeout(60):
            while not (await trip.handle.query(ConsignmentWorkflow.state)).unanswered_calls:
                await asyncio.sleep(0.02)
            await trip.handle.execute_update("permit_on_paper", paper)
            while EventType.SELECTION_DRAWN not in doors.recorded:
                await asyncio.sleep(0.02)
        assert "paper-confirmed" not in doors.recorded
        back.set()
        await going
        state = await trip.state()
    drawn = state.selection
    assert drawn is not None
    assert drawn.grounds is not None
    quarter = state.marks[EventType.SELECTION_DRAWN].at
    assert drawn.grounds.chances == chances_of("NB25-000001", [BOX], quarter)
    assert len(doors.calls("draw_boxes")) == 1
