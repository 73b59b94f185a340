"""What is over the capacity is recorded and told; what cannot be known is as bad."""

from datetime import timedelta

import pytest

from models.inspection.events import CapacityShort, InspectionBooked
from models.inspection.messages import CapacityHeard
from models.kernel.capacity import EnterpriseCapacity
from models.kernel.enterprise_terms import Resource
from models.kernel.event import Event
from models.kernel.terms import Party
from models.notifications.table import notifications_of
from models.process.capacity_questions import CapacityQuestion, questions_of
from models.rules.calendar import Span
from models.rules.capacity import LaboratoryCapacity
from models.rules.rulebook import rulebook
from tests.given import Given, given
from tests.history import RULEBOOK
from tests.models.stories import BOX, PERMITTED, UNLOADED, sampled, trip, voided

RULES = rulebook(RULEBOOK).capacity
LAB = "NBTC"
ROOM = {
    Resource.BAYS: RULES.enterprise.bays,
    Resource.BOXES_A_DAY: RULES.enterprise.boxes_a_day,
    Resource.LABORATORY: RULES.laboratory.lots,
}
TOLD = {
    Resource.BAYS: [Party.INSPECTION_OFFICER, Party.ENTERPRISE, Party.CHECKPOINT_OFFICER],
    Resource.BOXES_A_DAY: [Party.INSPECTION_OFFICER, Party.ENTERPRISE],
    Resource.LABORATORY: [Party.INSPECTION_OFFICER, Party.LABORATORY],
}


def said(told: Given, resource: Resource, taken: int | None) -> CapacityHeard:
    holder = LAB if resource is Resource.LABORATORY else told.state.registration.enterprise
    return CapacityHeard(resource=resource, holder=holder, at=told.now, taken=taken)


def parties(events: list[Event]) -> list[Party]:
    return [alarm.party for event in events for alarm in notifications_of(event)]


@pytest.mark.parametrize("resource", Resource)
def test_the_last_place_is_free_and_the_next_one_is_told_of(resource: Resource) -> None:
    told = given(*UNLOADED)
    told.when(said(told, resource, ROOM[resource] - 1)).then()
    told.when(said(told, resource, ROOM[resource])).then("capacity-short")
    assert parties(told.last) == TOLD[resource]


@pytest.mark.parametrize("resource", Resource)
def test_nobody_who_answers_is_no_room(resource: Resource) -> None:
    told = given(*UNLOADED)
    told.when(said(told, resource, None)).then("capacity-short")
    assert parties(told.last) == TOLD[resource]
    assert "nobody says" in notifications_of(told.last[0])[0].subject


def test_every_box_of_a_booking_takes_a_place_of_the_day() -> None:
    told = given(*PERMITTED, boxes=2)
    left = said(told, Resource.BOXES_A_DAY, ROOM[Resource.BOXES_A_DAY] - 1)
    told.when(left).then("capacity-short")


def test_what_the_enterprise_has_said_counts_before_the_rulebook() -> None:
    told = given(*UNLOADED)
    own = EnterpriseCapacity(bays=1, boxes_a_day=1)
    heard = said(told, Resource.BAYS, 1).model_copy(update={"own": own})
    told.when(heard).then("capacity-short")


def test_a_laboratory_is_known_however_it_is_written() -> None:
    (named,) = RULES.laboratories
    assert RULES.of_laboratory(f" {named.name.upper()}").lots == named.lots
    assert RULES.of_laboratory("somebody else").lots == RULES.laboratory.lots


@pytest.mark.parametrize("lots, days", [(6, 0), (7, 1), (8, 1), (9, 2)])
def test_the_queue_of_a_laboratory_is_counted_in_working_days(lots: int, days: int) -> None:
    assert LaboratoryCapacity(lots_a_day=2, turnround_days=3).queue_days(lots) == days


def test_what_waits_for_a_full_laboratory_has_so_much_longer() -> None:
    told = given(*UNLOADED, sampled())
    before = told.state.deadlines["D13"]
    others = {key: known for key, known in told.state.deadlines.items() if key != "D13"}
    full = ROOM[Resource.LABORATORY] + RULES.laboratory.lots_a_day
    told.when(said(told, Resource.LABORATORY, full)).then("capacity-short")
    (event,) = told.last
    assert isinstance(event.body, CapacityShort)
    assert event.body.queue_days == 2
    after, calendar = told.state.deadlines["D13"], told.state.rules.calendar
    queue = Span(amount=2, unit="working_days")
    assert [each.due for each in after.escalations] == [
        calendar.after(each.due, queue) for each in before.escalations
    ]
    assert {key: each for key, each in told.state.deadlines.items() if key != "D13"} == others


def asked(told: Given) -> list[CapacityQuestion]:
    return questions_of(told.state, told.last)


def test_a_truck_a_slot_and_a_sample_are_asked_about() -> None:
    road = given(*PERMITTED[:-1]).when(trip())
    enterprise = road.state.registration.enterprise
    assert [(each.resource, each.holder, each.box, each.at) for each in asked(road)] == [
        (Resource.BAYS, enterprise, BOX, road.now)
    ]
    told = given(*UNLOADED)
    slot = told.now + timedelta(days=1)
    told.when(InspectionBooked(slot=slot))
    assert [(each.resource, each.holder, each.at) for each in asked(told)] == [
        (Resource.BOXES_A_DAY, enterprise, slot)
    ]
    told.when(sampled())
    assert [(each.resource, each.holder, each.sample_no) for each in asked(told)] == [
        (Resource.LABORATORY, LAB, "S-1")
    ]


def test_further_samples_of_the_goods_are_of_the_lot_that_waits_already() -> None:
    told = given(*UNLOADED, sampled("S-1")).when(sampled("S-2"))
    assert asked(told) == []
    told = given(*UNLOADED, sampled("S-1"), voided("S-1")).when(sampled("S-2"))
    assert [each.sample_no for each in asked(told)] == ["S-2"]
