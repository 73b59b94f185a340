"""What people ask of the read models."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from ledger import Ledger
from models.deadlines.messages import Tick
from models.emergency.messages import AcknowledgeEmergency, CloseDanger, RaiseEmergency
from models.kernel.terms import Assumption, Danger, EscalationLevel, Outcome, Party, Stage
from models.supervision.messages import CallGaveUp, Close, LateAnswer, NoAnswer
from projections import duty_board as boards
from projections import queries
from projections.deadlines import DEADLINES, DeadlineStatus
from projections.errors import NotReached
from projections.status import STATUS
from tests.history import START, History, record, sample_history
from tests.projections.running import kept_up
from tests.projections.stories import SHIP_ARRIVES, approved, consignment, hauled

CLOSE = Close(outcome=Outcome.RELEASED)


@pytest.fixture
async def running(database_url: str) -> AsyncIterator[None]:
    async with kept_up(database_url, STATUS, DEADLINES):
        yield


async def shown(pool: asyncpg.Pool, ledger: Ledger, *histories: History) -> None:
    last = await record(ledger, *histories)
    await queries.wait_for(pool, "status", last)
    await queries.wait_for(pool, "deadlines", last)


@pytest.mark.usefixtures("running")
async def test_a_consignment_is_found_by_any_of_its_numbers(
    pool: asyncpg.Pool, ledger: Ledger
) -> None:
    history = hauled(1, boxes=2)
    await shown(pool, ledger, history)
    aliases = consignment(history).aliases
    assert len(aliases) == 14
    for alias in aliases:
        assert await queries.find(pool, alias) == history.tracking_no
    assert await queries.find(pool, " nb25-000001 ") == history.tracking_no
    assert await queries.find(pool, "CSQU9999999") is None


@pytest.mark.usefixtures("running")
async def test_a_number_used_again_finds_the_open_consignment_first_then_the_latest(
    pool: asyncpg.Pool, ledger: Ledger
) -> None:
    boxes = sample_history(9).state.registration.boxes
    reused = boxes[0].number
    first, second = (
        History(sample_history(n, boxes=1).state.registration.model_copy(update={"boxes": boxes}))
        for n in (1, 2)
    )
    third = sample_history(3)
    await shown(pool, ledger, first, second.takes(CLOSE, 1), third)
    assert await queries.find(pool, reused) == first.tracking_no
    await shown(pool, ledger, first.takes(CLOSE, 2))
    assert await queries.find(pool, reused) == second.tracking_no


@pytest.mark.usefixtures("running")
async def test_a_number_that_several_have_is_told_from_one_that_one_has_alone(
    pool: asyncpg.Pool, ledger: Ledger
) -> None:
    first, *others = (sample_history(n, bill_no="COSU6400001") for n in (1, 2, 3))
    alone = sample_history(4)
    await shown(pool, ledger, first, *others, alone)
    assert len(await queries.known_as(pool, "COSU6400001")) == 2
    bill = alone.state.registration.bill_no
    assert await queries.known_as(pool, bill) == [alone.tracking_no]
    assert await queries.known_as(pool, "COSU6499999") == []


@pytest.mark.usefixtures("running")
async def test_the_board_shows_the_most_escalated_first(pool: asyncpg.Pool, ledger: Ledger) -> None:
    calm, late = sample_history(1), sample_history(2).takes(Tick(), SHIP_ARRIVES - 71)
    later = sample_history(3)
    for _ in range(2):
        later.takes(Tick(), SHIP_ARRIVES - 47)
    await shown(pool, ledger, calm, late, later)
    board = [row.consignment for row in await queries.statuses(pool)]
    assert board == [later.tracking_no, late.tracking_no, calm.tracking_no]
    watched = (await boards.board(pool, 9)).late
    assert [(each.consignment, each.level, each.escalated) for each in watched] == [
        (later.tracking_no, EscalationLevel.L2, ("P02",)),
        (late.tracking_no, EscalationLevel.L1, ("P02",)),
    ]


def fire_and_spill() -> History:
    life = sample_history(1)
    box = next(iter(life.state.boxes))
    life.obeys(RaiseEmergency(officer="Li", kind=Danger.FIRE, reason="smoke"), hours=1)
    spill = RaiseEmergency(officer="Li", kind=Danger.SPILL, box=box, reason="turnings")
    life.obeys(spill, hours=2)
    return life.obeys(AcknowledgeEmergency(officer="Li", danger=Danger.FIRE), hours=3)


@pytest.mark.usefixtures("running")
async def test_the_board_shows_each_danger_until_it_is_closed(
    pool: asyncpg.Pool, ledger: Ledger
) -> None:
    life = fire_and_spill()
    await shown(pool, ledger, life)
    seen = (await boards.board(pool, 9)).emergencies
    box = next(iter(life.state.boxes))
    assert [(each.danger, each.box, each.acknowledged) for each in seen] == [
        (Danger.SPILL, box, False),
        (Danger.FIRE, None, True),
    ]
    said = {"reason": "out", "scene_cleared": True, "lessons": "none", "danger": "FIRE"}
    over = CloseDanger.model_validate({"officer": "Li", "role": "C3", **said})
    await shown(pool, ledger, life.obeys(over, hours=4))
    (left,) = (await boards.board(pool, 9)).emergencies
    assert left.danger is Danger.SPILL


@pytest.mark.usefixtures("running")
async def test_each_danger_has_a_row_of_its_own(pool: asyncpg.Pool, ledger: Ledger) -> None:
    life = fire_and_spill()
    await shown(pool, ledger, life)
    rows = await queries.deadlines(pool, life.tracking_no)
    heard = [(row.danger, row.box, row.status) for row in rows if row.deadline == "D18"]
    box = next(iter(life.state.boxes))
    assert heard == [
        ("FIRE", "", DeadlineStatus.BREACHED),
        ("SPILL", box, DeadlineStatus.OPEN),
    ]


@pytest.mark.usefixtures("running")
async def test_the_board_is_filtered(pool: asyncpg.Pool, ledger: Ledger) -> None:
    late = sample_history(1).takes(Tick(), SHIP_ARRIVES - 71)
    closed = approved(2).takes(CLOSE, 3)
    other = sample_history(3, enterprise="兰溪铝业")
    await shown(pool, ledger, late, closed, other)

    async def board(**filters: object) -> list[str]:
        rows = await queries.statuses(pool, **filters)  # type: ignore[arg-type]
        return [row.consignment for row in rows]

    assert await board(overdue=True) == [late.tracking_no]
    assert await board(stage=Stage.CLOSED) == [closed.tracking_no]
    assert await board(closed=False, overdue=False) == [other.tracking_no]
    assert await board(enterprise="兰溪铝业") == [other.tracking_no]
    assert await board(must_act=Party.ENTERPRISE) == [late.tracking_no, other.tracking_no]
    assert await board(limit=1) == [late.tracking_no]


@pytest.mark.usefixtures("running")
async def test_the_board_counts_and_finds_what_runs_on_assumptions(
    pool: asyncpg.Pool, ledger: Ledger
) -> None:
    silence = NoAnswer(call="trip:1", since=START, reason="503")
    silent, usual = hauled(1).takes(silence, SHIP_ARRIVES + 9), hauled(2)
    await shown(pool, ledger, silent, usual)
    found = await queries.statuses(pool, degraded=True)
    assert [(row.consignment, row.degraded) for row in found] == [
        (silent.tracking_no, (Assumption.SILENCE,))
    ]
    assert [row.consignment for row in await queries.statuses(pool, degraded=False)] == [
        usual.tracking_no
    ]
    assert (await boards.board(pool, 9)).degraded == 1


@pytest.mark.usefixtures("running")
async def test_what_is_read_is_what_was_written(pool: asyncpg.Pool, ledger: Ledger) -> None:
    history = hauled(1, boxes=2)
    await shown(pool, ledger, history)
    known = consignment(history)
    assert [await queries.status(pool, history.tracking_no)] == list(STATUS.rows(known))
    read = await queries.deadlines(pool, history.tracking_no)
    assert set(read) == set(DEADLINES.rows(known))
    assert read == sorted(read, key=lambda row: (row.opened_at, row.deadline, row.box))
    assert await queries.status(pool, "NB25-000404") is None


async def test_waiting_for_a_projection_that_never_ran_says_what_to_do(
    pool: asyncpg.Pool, ledger: Ledger
) -> None:
    last = await record(ledger, sample_history(1))
    with pytest.raises(NotReached, match=r"never ran.*python -m workers.projector"):
        await queries.wait_for(pool, "status", last, timeout=0.05)


@pytest.mark.usefixtures("running")
async def test_nothing_to_wait_for_is_no_wait(pool: asyncpg.Pool) -> None:
    await queries.wait_for(pool, "status", 0, timeout=0.5)


@pytest.mark.usefixtures("running")
async def test_a_silence_counts_the_calls_that_still_wait_for_their_answer(
    pool: asyncpg.Pool, ledger: Ledger
) -> None:
    first, second, third = (silent(n, SHIP_ARRIVES + n) for n in (1, 2, 3))
    first.takes(LateAnswer(call="conclusion"), SHIP_ARRIVES + 9)
    refused = CallGaveUp(call="conclusion", reason="422")
    await shown(pool, ledger, first, second, third, silent(4, 1).takes(refused, SHIP_ARRIVES + 9))
    (found,) = await queries.silences(pool)
    assert (found.reason, found.calls) == ("clearance does not answer", 2)
    assert found.since == second.at(SHIP_ARRIVES + 2)


def silent(n: int, hours: float) -> History:
    """A consignment whose call was made then, and got no answer."""
    asked = hauled(n)
    silence = NoAnswer(call="conclusion", since=asked.at(hours), reason="clearance does not answer")
    return asked.takes(silence, SHIP_ARRIVES + 8)
