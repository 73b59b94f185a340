"""After a deletion everything is asked under the form on which the goods were declared anew."""

from temporalio.client import Client

from models.arrival.messages import DeclarationStatus
from models.execution.activity_io import (
    BoxRequest,
    CallSubject,
    ConclusionRequest,
    InstructionRequest,
    PullRequest,
    Question,
    StockOrder,
    TripRequest,
)
from models.kernel.event_types import EventType
from models.kernel.terms import Outcome
from models.supervision.messages import RetryCall
from tests.workflows.consignment_driver import (
    ENTRY_ID,
    Journey,
    at_the_factory,
    checked_in_the_port,
    journey,
    on_the_road,
    released,
    to_the_port,
)
from tests.workflows.fake_activities import Doors

NEW, ANEW = "I20269310400000001", "310420261000012346"


async def declared_anew(trip: Journey) -> str:
    """The old form is deleted and the new one received; returns the old number."""
    await trip.fact(DeclarationStatus(letter="D", entry_id=ENTRY_ID), minutes=5)
    await trip.fact(DeclarationStatus(letter="L", entry_id=ANEW, seq_no=NEW), minutes=5)
    return (await trip.state()).registration.seq_no


def subjects(trip: Journey, kind: type[Question]) -> list[CallSubject]:
    """What calls of a kind were about, in their order."""
    asked = [each for each in trip.doors.requests if isinstance(each, Question)]
    return [each.subject for each in asked if type(each) is kind]


async def test_clearance_and_checkpoint_are_asked_under_the_new_form_and_the_lot_keeps_its_number(
    temporal: Client,
) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        old = await declared_anew(trip)
        await on_the_road(trip)
        await at_the_factory(trip)
        ending = await released(trip)
    assert ending.outcome is Outcome.RELEASED
    (instruction,) = subjects(trip, InstructionRequest)
    assert (instruction.seq_no, instruction.entry_id) == (old, ENTRY_ID)
    for kind in (TripRequest, ConclusionRequest):
        (asked,) = subjects(trip, kind)
        assert (asked.seq_no, asked.entry_id) == (NEW, ANEW)
    removal, unloading = subjects(trip, BoxRequest)
    assert removal.seq_no == NEW
    (lot,) = subjects(trip, StockOrder)
    assert {unloading.registered_no, lot.registered_no} == {old}


async def test_what_was_refused_to_the_old_form_is_asked_under_the_new_one(
    temporal: Client,
) -> None:
    doors = Doors(refusing={"fetch_instruction"})
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        await declared_anew(trip)
        doors.refusing.clear()
        await trip.act(RetryCall(officer="Zhao", call="instruction"), minutes=5)
        await checked_in_the_port(trip)
        state = await trip.state()
    assert state.happened(EventType.MODE_DECIDED)
    assert [subject.seq_no for subject in subjects(trip, InstructionRequest)][-1] == NEW


async def test_what_was_missed_is_pulled_by_every_number_the_goods_were_declared_under(
    temporal: Client,
) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        old = await declared_anew(trip)
        await trip.fact(DeclarationStatus(letter="D", entry_id=ANEW, seq_no=NEW), minutes=5)
        await trip.advance(days=2)
        bill = (await trip.state()).registration.bill_no
        pulls = [each for each in trip.doors.requests if isinstance(each, PullRequest)]
    assert (old, NEW, bill) in [pull.subjects for pull in pulls]
