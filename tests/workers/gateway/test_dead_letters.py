"""A message that nobody can deliver becomes a dead letter that somebody owns; it is never lost."""

import asyncio
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from models.kernel.terms import System
from tests.workers.gateway.fixtures import (
    BOX,
    OTHER_TRACKING_NO,
    TRACKING_NO,
    Gateway,
    Tracker,
    message,
    receipt,
    running,
)
from workers.gateway import dead_letters, delivery
from workers.gateway.letters import OWNER, Action, MessageStatus
from workers.gateway.webhook_store import NO_CONSIGNMENT, Key

UNKNOWN_BOX = "TCLU4265917"
BILL = "COSU6400001"

REGISTERED = """
    insert into read_v1.status
    select $1, 'consignment/' || $1, 'PORT', 'PILOT', 'R1', 'e', 's', 'COPPER', 'JP', '', null, 1,
           1, null, null, null, false, null, null, null, '{}', '{}', $2, false, now(), now(), 1, $3
    on conflict (consignment) do update
      set aliases = excluded.aliases, position = excluded.position
"""
CAME_TO = """
    insert into projections.checkpoints (name, position) values ('status', $1)
    on conflict (name) do update set position = excluded.position
"""


async def known(gateway: Gateway, tracking_no: str, *aliases: str, position: int) -> None:
    """The read model learns that a consignment has these numbers."""
    gateway.tracker.known |= dict.fromkeys(aliases, tracking_no)
    await gateway.pool.execute(REGISTERED, tracking_no, list(aliases), position)
    await gateway.pool.execute(CAME_TO, position)


async def only(gateway: Gateway, status: str) -> dict[str, object]:
    (entry,) = await gateway.waiting(status)
    return entry


@pytest.fixture
async def dead(gateway: Gateway) -> int:
    """The number of a dead letter."""
    await gateway.take(message(box=UNKNOWN_BOX))
    await gateway.retry_when_old()
    return int(str((await only(gateway, "dead"))["number"]))


# --- how it comes to that ------------------------------------------------------------------------


async def test_what_finds_no_consignment_for_days_becomes_a_dead_letter(gateway: Gateway) -> None:
    await gateway.take(message(box=UNKNOWN_BOX))
    await gateway.retry()
    assert (await only(gateway, "parked"))["next_try_at"] is not None

    await gateway.retry_when_old()

    entry = await only(gateway, "dead")
    assert (entry["next_try_at"], entry["aliases"]) == (None, [UNKNOWN_BOX])
    assert await gateway.delivery.retry() == 0


async def test_what_the_tracker_breaks_on_for_days_becomes_a_dead_letter(gateway: Gateway) -> None:
    gateway.tracker.faults += [ValueError("a bug")] * 2
    await gateway.take(message())
    await gateway.retry_when_old()
    assert "ValueError" in str((await only(gateway, "dead"))["last_error"])


async def test_an_outage_of_days_makes_no_dead_letter(gateway: Gateway) -> None:
    gateway.tracker.faults += [ConnectionRefusedError()] * 2
    await gateway.take(message())
    await gateway.retry_when_old()
    assert await gateway.waiting("dead") == []
    await gateway.retry()
    assert gateway.tracker.heard == ["checkpoint-1"]


async def test_a_dead_letter_is_counted_with_its_age_and_who_must_act(
    gateway: Gateway, dead: int
) -> None:
    await gateway.take(message(2, box=UNKNOWN_BOX))
    entry = await dead_letters.letter(gateway.pool, dead)
    found = {each.status: each for each in await dead_letters.backlog(gateway.pool)}
    assert entry is not None
    assert set(found) == {MessageStatus.DEAD, MessageStatus.PARKED}
    assert (found[MessageStatus.DEAD].messages, found[MessageStatus.DEAD].must_act) == (1, OWNER)
    assert found[MessageStatus.DEAD].since == entry.received_at


# --- its consignment comes -----------------------------------------------------------------------


@pytest.mark.parametrize("status", ["parked", "dead"])
async def test_when_its_consignment_comes_it_is_delivered_at_once_however_rarely_it_is_tried(
    gateway: Gateway, status: str
) -> None:
    await gateway.take(message(box=UNKNOWN_BOX))
    if status == "dead":
        await gateway.retry_when_old()
    await gateway.pool.execute(
        "update gateway.messages set next_try_at = next_try_at + interval '5 hours'"
    )
    await known(gateway, OTHER_TRACKING_NO, UNKNOWN_BOX, position=7)
    assert gateway.tracker.told == []

    assert await gateway.inbox.match_anew() == 1
    await gateway.delivery.retry()

    assert [told for told, _ in gateway.tracker.told] == [OTHER_TRACKING_NO]
    assert await gateway.inbox.match_anew() == 0


async def test_a_consignment_with_other_numbers_wakes_nothing(gateway: Gateway, dead: int) -> None:
    await known(gateway, OTHER_TRACKING_NO, BILL, position=7)
    assert await gateway.inbox.match_anew() == 0
    assert (await only(gateway, "dead"))["number"] == dead


async def test_a_number_that_a_camera_may_have_meant_wakes_what_was_misread(
    gateway: Gateway,
) -> None:
    await gateway.take(message(box="CSQU3O54383"))
    await known(gateway, OTHER_TRACKING_NO, "CSQU3054383", position=7)
    assert await gateway.inbox.match_anew() == 1


async def test_what_was_learnt_while_no_gateway_ran_is_found_by_the_next(
    pool: asyncpg.Pool,
) -> None:
    async with running(pool, Tracker()) as gateway:
        await gateway.take(message(box=UNKNOWN_BOX))
        await known(gateway, OTHER_TRACKING_NO, BILL, position=3)
        assert await gateway.inbox.match_anew() == 0
        await known(gateway, OTHER_TRACKING_NO, BILL, UNKNOWN_BOX, position=4)
    async with running(pool, Tracker()) as gateway:
        assert await gateway.inbox.match_anew() == 1


async def test_a_read_model_that_went_back_is_looked_at_from_its_beginning(
    gateway: Gateway,
) -> None:
    await known(gateway, TRACKING_NO, BILL, position=90)
    await gateway.inbox.match_anew()
    await gateway.take(message(box=UNKNOWN_BOX))
    await known(gateway, OTHER_TRACKING_NO, UNKNOWN_BOX, position=40)
    assert await gateway.inbox.match_anew() == 1


async def test_what_is_woken_while_it_is_tried_in_vain_is_tried_again_at_once(
    gateway: Gateway,
) -> None:
    await gateway.take(message(box=UNKNOWN_BOX))
    entry = await only(gateway, "parked")
    await known(gateway, OTHER_TRACKING_NO, UNKNOWN_BOX, position=7)
    await gateway.inbox.match_anew()

    patience = NO_CONSIGNMENT._replace(longest_seconds=99999.0)
    key = Key(System.CHECKPOINT, str(entry["message_id"]), str(entry["digest"]))
    await gateway.inbox.reschedule(
        key, MessageStatus.PARKED, "looked before it was known", patience
    )

    assert await gateway.delivery.retry() == 1
    assert gateway.tracker.heard == ["checkpoint-1"]


async def test_the_gateway_looks_for_consignments_of_dead_letters_by_itself(
    gateway: Gateway, dead: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "POLL_SECONDS", 0.001)
    stopping = asyncio.Event()
    trying = asyncio.create_task(gateway.delivery.run(stopping))
    await known(gateway, OTHER_TRACKING_NO, UNKNOWN_BOX, position=7)
    async with asyncio.timeout(30):
        while not gateway.tracker.told:
            await asyncio.sleep(0.01)
    stopping.set()
    await trying
    assert (await only(gateway, "delivered"))["number"] == dead


async def test_a_dead_letter_that_is_sent_again_is_tried_again_and_stays_one_message(
    gateway: Gateway, dead: int
) -> None:
    gateway.inbox.lifetime = timedelta(0)
    assert (await gateway.take(message(box=UNKNOWN_BOX))).json()["status"] == "parked"
    assert (await only(gateway, "dead"))["copies"] == 2
    gateway.tracker.known[UNKNOWN_BOX] = OTHER_TRACKING_NO
    assert (await gateway.take(message(box=UNKNOWN_BOX))).json()["status"] == "delivered"
    entry = await only(gateway, "delivered")
    assert (entry["number"], entry["copies"]) == (dead, 3)


async def test_a_bill_of_several_consignments_stays_until_somebody_says_whose_it_is(
    gateway: Gateway,
) -> None:
    await gateway.take_of("clearance", receipt(1, SeqNo="I20259000971587171", BillNo=BILL))
    await known(gateway, TRACKING_NO, BILL, position=7)
    gateway.tracker.known[BILL] = f"{TRACKING_NO} {OTHER_TRACKING_NO}"
    assert await gateway.inbox.match_anew() == 1
    await gateway.delivery.retry()
    assert (await only(gateway, "parked"))["consignment"] is None


# --- what people do about it ---------------------------------------------------------------------


async def test_somebody_lets_a_dead_letter_be_tried_again(gateway: Gateway, dead: int) -> None:
    gateway.tracker.known[UNKNOWN_BOX] = OTHER_TRACKING_NO

    retried = await dead_letters.retry(gateway.pool, [dead, 99], "Wang Li", "the alias was told")
    await gateway.delivery.retry()

    assert retried == [dead]
    assert gateway.tracker.heard == ["checkpoint-1"]
    letter = await dead_letters.letter(gateway.pool, dead)
    assert letter is not None
    ((done),) = letter.interventions
    assert (done.action, done.officer, done.reason) == (
        Action.RETRIED,
        "Wang Li",
        "the alias was told",
    )


async def test_somebody_discards_a_dead_letter_with_a_reason_and_it_stays_stored(
    gateway: Gateway, dead: int
) -> None:
    before = datetime.now(UTC)
    discarded = await dead_letters.discard(gateway.pool, [dead], "Wang Li", "a test of the camera")

    assert discarded == [dead]
    letter = await dead_letters.letter(gateway.pool, dead)
    assert letter is not None
    assert (letter.status, letter.raw) == (MessageStatus.DISCARDED, message(box=UNKNOWN_BOX))
    assert [done.action for done in letter.interventions] == [Action.DISCARDED]
    assert letter.interventions[0].at > before
    assert await dead_letters.backlog(gateway.pool) == []


async def test_what_was_discarded_is_not_delivered_by_itself_and_can_be_taken_back(
    gateway: Gateway, dead: int
) -> None:
    await dead_letters.discard(gateway.pool, [dead], "Wang Li", "a test of the camera")
    await known(gateway, OTHER_TRACKING_NO, UNKNOWN_BOX, position=7)
    await gateway.inbox.match_anew()
    assert await gateway.retry() == 0
    again = (await gateway.take(message(box=UNKNOWN_BOX))).json()
    assert again["status"] == "duplicate"
    assert gateway.tracker.told == []

    await dead_letters.retry(gateway.pool, [dead], "Wang Li", "it was no test")
    await gateway.delivery.retry()

    assert gateway.tracker.heard == ["checkpoint-1"]


async def test_what_is_delivered_can_neither_be_discarded_nor_retried(gateway: Gateway) -> None:
    await gateway.take(message(box=BOX))
    number = int(str((await only(gateway, "delivered"))["number"]))
    assert await dead_letters.discard(gateway.pool, [number], "Wang Li", "why not") == []
    assert await dead_letters.retry(gateway.pool, [number], "Wang Li", "why not") == []
    assert (await only(gateway, "delivered"))["consignment"] == TRACKING_NO


async def test_there_is_no_letter_of_an_unknown_number(gateway: Gateway) -> None:
    assert await dead_letters.letter(gateway.pool, 99) is None
