"""What others take is counted; a read model that is behind says nothing."""

from datetime import datetime, timedelta

import asyncpg
import pytest

from ledger import Ledger
from models.enterprise.messages import SetCapacity
from models.inspection.events import InspectionBooked
from models.kernel.capacity import EnterpriseCapacity
from models.kernel.enterprise_terms import Resource
from models.kernel.identity import enterprise_workflow_id
from models.kernel.terms import System
from models.laboratory.messages import LabResult, TakeSample
from models.process.capacity_questions import CapacityQuestion
from models.rules.capacity import CapacityRules, LaboratoryCapacity
from projections import capacity, queries
from projections.enterprises import ENTERPRISES
from projections.occupancy import OCCUPANCY, OccupancyRow, rows
from tests.enterprises import ENROLLED, enterprise
from tests.history import START, History, append_to, record, sample_box, sample_tracking_no
from tests.models.stories import reads
from tests.projections.running import kept_up
from tests.projections.stories import OFFICER, SHIP_ARRIVES, consignment, hauled, permitted

LAB = "Ningbo Customs Technology Center"
ENTERPRISE = "甬东再生铜业"
SLOT = SHIP_ARRIVES + 40
RULES = CapacityRules(
    enterprise=EnterpriseCapacity(bays=2, boxes_a_day=4),
    laboratory=LaboratoryCapacity(lots_a_day=1, turnround_days=1),
    source="[prop]",
    confidence="L",
)


def sampled(history: History, number: str = "S-1") -> History:
    taken = TakeSample(officer=OFFICER, sample_no=number, lab=LAB, seal_no="LS-1")
    return history.obeys(taken, SHIP_ARRIVES + 30)


def busy(n: int) -> History:
    """Two boxes were called, an inspection is booked, a sample is at the laboratory."""
    booked = InspectionBooked(slot=START + timedelta(hours=SLOT))
    return sampled(hauled(n, 2)).hears(booked, SHIP_ARRIVES + 31, System.ENTERPRISE)


def found(history: History) -> dict[tuple[Resource, str], OccupancyRow]:
    return {(row.resource, row.subject): row for row in rows(consignment(history))}


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def test_a_box_takes_a_bay_from_its_call_until_it_is_unloaded() -> None:
    called = found(permitted(1))[Resource.BAYS, sample_box(1)]
    assert (called.holder, called.since, called.until) == (ENTERPRISE, at(SHIP_ARRIVES + 5), None)


def test_a_booking_takes_its_boxes_of_the_day() -> None:
    day = found(busy(1))[Resource.BOXES_A_DAY, ""]
    assert (day.amount, day.since, day.until) == (2, at(SLOT), at(SLOT))


def test_a_lot_is_at_the_laboratory_until_its_last_sample_is_answered() -> None:
    told = sampled(sampled(hauled(1)), "S-2")
    result = LabResult(
        sample_no="S-1", issuer=LAB, report_no="R-1", readings=(reads("copper content", "97"),)
    )
    told.hears(result, SHIP_ARRIVES + 50, System.CLEARANCE)
    (lot,) = (row for row in rows(consignment(told)) if row.resource is Resource.LABORATORY)
    assert (lot.amount, lot.since, lot.until) == (1, at(SHIP_ARRIVES + 30), None)
    other = result.model_copy(update={"sample_no": "S-2", "report_no": "R-2"})
    told.hears(other, SHIP_ARRIVES + 60, System.CLEARANCE)
    (lot,) = (row for row in rows(consignment(told)) if row.resource is Resource.LABORATORY)
    assert lot.until == at(SHIP_ARRIVES + 60)


def question(
    resource: Resource, hours: float, who: int, box: str | None = None
) -> CapacityQuestion:
    holder = f" {LAB.lower()}" if resource is Resource.LABORATORY else ENTERPRISE
    number = sample_tracking_no(who)
    return CapacityQuestion(
        id="e", consignment=number, resource=resource, holder=holder, at=at(hours), box=box
    )


@pytest.mark.parametrize(
    "asked, taken",
    [
        (question(Resource.BAYS, SHIP_ARRIVES + 6, 3), 4),
        (question(Resource.BAYS, SHIP_ARRIVES + 6, 1, sample_box(1)), 3),
        (question(Resource.BAYS, SHIP_ARRIVES, 3), 0),
        (question(Resource.BOXES_A_DAY, SLOT + 1, 3), 4),
        (question(Resource.BOXES_A_DAY, SLOT, 1), 2),
        (question(Resource.BOXES_A_DAY, SLOT + 24, 3), 0),
        (question(Resource.LABORATORY, SHIP_ARRIVES + 31, 3), 2),
        (question(Resource.LABORATORY, SHIP_ARRIVES + 31, 1), 1),
    ],
    ids=lambda one: f"{one.resource} {one.consignment}" if not isinstance(one, int) else str(one),
)
async def test_it_is_counted_what_others_take_at_that_time(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger, asked: CapacityQuestion, taken: int
) -> None:
    async with kept_up(database_url, OCCUPANCY, ENTERPRISES):
        last = await record(ledger, busy(1), busy(2))
        for each in (OCCUPANCY, ENTERPRISES):
            await queries.wait_for(pool, each.name, last)
    heard = await capacity.taken(pool, asked)
    assert heard is not None
    assert (heard.taken, heard.own) == (taken, None)


async def test_what_the_enterprise_has_said_comes_with_the_answer(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    own = SetCapacity(officer=OFFICER, bays=6, boxes_a_day=20)
    page = enterprise(*ENROLLED, own)
    async with kept_up(database_url, OCCUPANCY, ENTERPRISES):
        await append_to(ledger, enterprise_workflow_id(ENTERPRISE), page.events)
        for each in (OCCUPANCY, ENTERPRISES):
            await queries.wait_for(pool, each.name, await ledger.last_position())
    heard = await capacity.taken(pool, question(Resource.BAYS, SHIP_ARRIVES, 3))
    assert heard is not None
    assert heard.own == EnterpriseCapacity(bays=6, boxes_a_day=20)


async def test_a_read_model_that_stands_still_says_nothing(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    asked = question(Resource.BAYS, SHIP_ARRIVES + 6, 3)
    assert await capacity.taken(pool, asked) is None
    async with kept_up(database_url, OCCUPANCY, ENTERPRISES):
        last = await record(ledger, busy(1))
        for each in (OCCUPANCY, ENTERPRISES):
            await queries.wait_for(pool, each.name, last)
    assert await capacity.taken(pool, asked) is not None
    stands = "update projections.checkpoints set error = 'stands' where name = 'occupancy'"
    await pool.execute(stands)
    assert await capacity.taken(pool, asked) is None


async def test_what_is_full_is_named_with_its_queue(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    async with kept_up(database_url, OCCUPANCY, ENTERPRISES):
        last = await record(ledger, busy(1), busy(2))
        for each in (OCCUPANCY, ENTERPRISES):
            await queries.wait_for(pool, each.name, last)
    shown = await capacity.full(pool, RULES, at(SHIP_ARRIVES + 32))
    assert [(e.resource, e.holder, e.taken, e.holds, e.over, e.queue_days) for e in shown] == [
        (Resource.BAYS, ENTERPRISE, 4, 2, 2, 0),
        (Resource.BOXES_A_DAY, ENTERPRISE, 4, 4, 0, 0),
        (Resource.LABORATORY, LAB, 2, 1, 1, 2),
    ]
    assert await capacity.full(pool, RULES, at(SHIP_ARRIVES)) == [shown[1]]
