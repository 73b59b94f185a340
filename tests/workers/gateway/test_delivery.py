"""What cannot be delivered at once is delivered later; nothing is dropped."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest
from temporalio.client import RPCTimeoutOrCancelledError
from temporalio.service import RPCError, RPCStatusCode

from ledger import LedgerUnavailable
from models.process.messages import Report
from tests.ledger.tampering import tamper
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
from workers.gateway import delivery
from workers.gateway.delivery import AT_ONCE
from workers.gateway.webhook_store import BROKEN, NO_CONSIGNMENT, SILENCE, WebhookStore

UNKNOWN_BOX = "TCLU4265917"
OLD_FORM, NEW_FORM, BILL = "I20250000971587171", "I20259000971587171", "COSU6400001"
UNAVAILABLE = RPCError("tcp connect error", RPCStatusCode.UNAVAILABLE, b"")
TOO_LARGE = RPCError("update too large", RPCStatusCode.INVALID_ARGUMENT, b"")


async def statuses(gateway: Gateway) -> dict[str, int]:
    rows = await gateway.pool.fetch(
        "select status, count(*) from gateway.messages group by status order by status"
    )
    return {row["status"]: row["count"] for row in rows}


# --- no consignment yet --------------------------------------------------------------------------


async def test_a_message_about_no_known_consignment_is_parked(gateway: Gateway) -> None:
    response = await gateway.take(message(box=UNKNOWN_BOX))
    assert (response.status_code, response.json()) == (
        202,
        {"id": "checkpoint-1", "status": "parked", "consignment": None},
    )


async def test_a_parked_message_is_delivered_once_its_consignment_is_known(
    gateway: Gateway,
) -> None:
    await gateway.take(message(box=UNKNOWN_BOX))
    await gateway.retry()
    assert gateway.tracker.told == []
    gateway.tracker.known[UNKNOWN_BOX] = OTHER_TRACKING_NO

    await gateway.retry()

    assert [told for told, _ in gateway.tracker.told] == [OTHER_TRACKING_NO]
    (entry,) = await gateway.waiting("delivered")
    assert (entry["consignment"], entry["attempts"]) == (OTHER_TRACKING_NO, 3)
    assert entry["last_error"] is None


async def test_a_message_that_names_no_number_is_kept_for_people_to_see(gateway: Gateway) -> None:
    await gateway.take(message(data={}))
    await gateway.retry()
    (entry,) = await gateway.waiting()
    assert entry["last_error"] == "the message names no number of a consignment"


# --- a truck with no box, or two -----------------------------------------------------------------


def passage(*boxes: str) -> str:
    data = {"direction": "IN", "place": "ENTERPRISE", "plate": "浙B12345", "containers": boxes}
    return message(data=data)


async def test_two_boxes_of_two_consignments_are_told_to_both(gateway: Gateway) -> None:
    gateway.tracker.known[UNKNOWN_BOX] = OTHER_TRACKING_NO
    response = await gateway.take(passage(BOX, UNKNOWN_BOX))
    assert response.json()["status"] == "delivered"
    assert [(told, report.id) for told, report in gateway.tracker.told] == [
        (TRACKING_NO, f"checkpoint-1#{BOX}"),
        (OTHER_TRACKING_NO, f"checkpoint-1#{UNKNOWN_BOX}"),
    ]


async def test_a_box_that_nobody_knows_yet_waits_though_the_other_was_told(
    gateway: Gateway,
) -> None:
    response = await gateway.take(passage(BOX, UNKNOWN_BOX))
    assert response.json() == {"id": "checkpoint-1", "status": "parked", "consignment": None}
    (entry,) = await gateway.waiting()
    assert entry["last_error"] == f"no consignment is known as {UNKNOWN_BOX}"
    gateway.tracker.known[UNKNOWN_BOX] = OTHER_TRACKING_NO
    await gateway.retry()
    assert tuple(told for told, _ in gateway.tracker.told[-2:]) == (TRACKING_NO, OTHER_TRACKING_NO)
    assert await statuses(gateway) == {"delivered": 1}


async def test_a_passage_without_a_box_is_kept_as_it_came_and_told_nobody(
    gateway: Gateway,
) -> None:
    gateway.tracker.known["浙B12345"] = TRACKING_NO
    response = await gateway.take(passage())
    assert (response.status_code, response.json()["status"]) == (202, "kept")
    assert (await gateway.take(passage())).json()["status"] == "duplicate"
    assert gateway.tracker.told == []
    assert await statuses(gateway) == {"discarded": 1}
    raw = await gateway.pool.fetchval("select raw from gateway.messages")
    assert raw == passage()


# --- declared anew on another form ---------------------------------------------------------------


async def test_a_new_form_finds_its_consignment_by_the_number_that_it_replaces(
    gateway: Gateway,
) -> None:
    gateway.tracker.known |= {OLD_FORM: TRACKING_NO, BILL: f"{TRACKING_NO} {OTHER_TRACKING_NO}"}
    anew = receipt(1, SeqNo=NEW_FORM, BillNo=BILL, documentReferenceReplacements=[OLD_FORM])
    response = await gateway.take_of("clearance", anew)
    assert response.json()["consignment"] == TRACKING_NO


async def test_a_new_form_finds_its_consignment_by_a_bill_that_is_of_one_only(
    gateway: Gateway,
) -> None:
    gateway.tracker.known[BILL] = TRACKING_NO
    response = await gateway.take_of("clearance", receipt(1, SeqNo=NEW_FORM, BillNo=BILL))
    assert response.json()["consignment"] == TRACKING_NO


async def test_a_form_on_a_bill_of_several_waits_until_somebody_says_whose_it_is(
    gateway: Gateway,
) -> None:
    gateway.tracker.known[BILL] = f"{TRACKING_NO} {OTHER_TRACKING_NO}"
    response = await gateway.take_of("clearance", receipt(1, SeqNo=NEW_FORM, BillNo=BILL))
    assert response.json()["status"] == "parked"
    (entry,) = await gateway.waiting()
    assert entry["aliases"] == [NEW_FORM, BILL]
    assert entry["last_error"] == f"no consignment is known as {NEW_FORM}, and none alone as {BILL}"

    gateway.tracker.known[NEW_FORM] = OTHER_TRACKING_NO
    await gateway.retry()
    assert [told for told, _ in gateway.tracker.told] == [OTHER_TRACKING_NO]


async def test_a_voyage_is_still_told_by_its_bill_alone(gateway: Gateway) -> None:
    gateway.tracker.known[BILL] = f"{TRACKING_NO} {OTHER_TRACKING_NO}"
    data = {"BillNo": BILL, "TrafName": "EVER LUCID"}
    arrived = message(1, system="clearance", type="manifest.arrived", data=data)
    response = await gateway.take_of("clearance", arrived)
    assert response.json()["consignment"] == TRACKING_NO


async def test_what_is_delivered_is_not_tried_again(gateway: Gateway) -> None:
    await gateway.take(message())
    assert await gateway.retry() == 0


# --- the tracker is silent -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        UNAVAILABLE,
        RPCTimeoutOrCancelledError(),
        ConnectionRefusedError(),
        LedgerUnavailable("no answer"),
        asyncpg.ConnectionDoesNotExistError("gone"),
    ],
    ids=lambda fault: type(fault).__name__,
)
async def test_while_the_tracker_is_silent_messages_are_parked_with_their_consignment(
    gateway: Gateway, fault: Exception
) -> None:
    gateway.tracker.faults.append(fault)

    response = await gateway.take(message())

    assert response.json() == {
        "id": "checkpoint-1",
        "status": "parked",
        "consignment": TRACKING_NO,
    }
    await gateway.retry()
    assert gateway.tracker.heard == ["checkpoint-1"]


async def test_while_the_read_model_is_silent_messages_are_parked(gateway: Gateway) -> None:
    gateway.tracker.search_faults.append(asyncpg.InterfaceError("pool is closed"))
    assert (await gateway.take(message())).json()["status"] == "parked"
    await gateway.retry()
    assert gateway.tracker.heard == ["checkpoint-1"]


async def test_a_tracker_that_never_answers_does_not_keep_the_system_waiting(
    pool: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Silent(Tracker):
        async def deliver(self, tracking_no: str, report: Report) -> None:
            del tracking_no, report
            await asyncio.Event().wait()

    monkeypatch.setattr(delivery, "PATIENCE_SECONDS", 0.01)
    async with running(pool, Silent()) as gateway:
        assert (await gateway.take(message())).json()["status"] == "parked"


async def test_of_one_consignment_the_oldest_message_is_told_first(gateway: Gateway) -> None:
    gateway.tracker.faults += [UNAVAILABLE] * 3
    for number in (3, 1, 2):
        await gateway.take(message(number))

    await gateway.retry()

    assert gateway.tracker.heard == ["checkpoint-1", "checkpoint-2", "checkpoint-3"]


async def test_what_follows_an_unanswered_message_waits_behind_it(gateway: Gateway) -> None:
    gateway.tracker.known[UNKNOWN_BOX] = OTHER_TRACKING_NO
    gateway.tracker.faults += [UNAVAILABLE] * 3
    for number in (1, 2):
        await gateway.take(message(number))
    await gateway.take(message(3, box=UNKNOWN_BOX))
    gateway.tracker.faults = [UNAVAILABLE]

    await gateway.retry()

    assert gateway.tracker.heard == ["checkpoint-3"]
    await gateway.retry()
    assert gateway.tracker.heard == ["checkpoint-3", "checkpoint-1", "checkpoint-2"]


# --- the tracker breaks on it --------------------------------------------------------------------


@pytest.mark.parametrize("fault", [TOO_LARGE, ValueError("a\x00b\ud800")], ids=["rpc", "bug"])
async def test_a_message_that_the_tracker_breaks_on_is_shown_kept_and_does_not_stop_the_others(
    gateway: Gateway, fault: Exception
) -> None:
    gateway.tracker.faults += [fault, UNAVAILABLE]
    assert (await gateway.take(message(1))).json()["status"] == "parked"
    await gateway.take(message(2))
    (entry,) = await gateway.waiting("failed")
    assert type(fault).__name__ in entry["last_error"]
    gateway.tracker.faults = [fault]

    await gateway.retry()

    assert gateway.tracker.heard == ["checkpoint-2"]
    await gateway.retry()
    assert gateway.tracker.heard == ["checkpoint-2", "checkpoint-1"]


async def test_what_this_release_can_no_longer_read_is_shown_and_kept(gateway: Gateway) -> None:
    await gateway.take(message(box=UNKNOWN_BOX))
    await tamper(gateway.pool, "update gateway.messages set raw = '{}'")
    await gateway.retry()
    (entry,) = await gateway.waiting("failed")
    assert entry["last_error"].startswith("IntakeError: id is missing")


# --- restarts ------------------------------------------------------------------------------------


async def test_nothing_is_lost_when_the_gateway_ends_in_the_middle(pool: asyncpg.Pool) -> None:
    async with running(pool, Tracker(faults=[KeyboardInterrupt()])) as gateway:
        with pytest.raises(KeyboardInterrupt):
            await gateway.take(message(1))
        await gateway.take(message(2, box=UNKNOWN_BOX))
        assert await statuses(gateway) == {"parked": 1, "received": 1}

    known = {BOX: TRACKING_NO, UNKNOWN_BOX: TRACKING_NO}
    async with running(pool, Tracker(known=known)) as gateway:
        await gateway.retry()
        assert gateway.tracker.heard == ["checkpoint-1", "checkpoint-2"]
        assert await statuses(gateway) == {"delivered": 2}


async def test_a_delivery_that_could_not_be_noted_is_made_again(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(*_: object) -> None:
        raise LedgerUnavailable("no answer")

    with monkeypatch.context() as patch:
        patch.setattr(gateway.inbox, "delivered", silent)
        assert (await gateway.take(message())).json()["status"] == "delivered"
    assert await statuses(gateway) == {"received": 1}

    await gateway.retry()

    assert gateway.tracker.heard == ["checkpoint-1", "checkpoint-1"]
    assert await statuses(gateway) == {"delivered": 1}


async def test_what_one_gateway_is_delivering_another_leaves_alone(gateway: Gateway) -> None:
    await gateway.take(message(box=UNKNOWN_BOX))
    await gateway.pool.execute("update gateway.messages set next_try_at = clock_timestamp()")

    claims = await asyncio.gather(*(WebhookStore(gateway.pool).claim(AT_ONCE) for _ in range(5)))

    assert sorted(len(claim) for claim in claims) == [0, 0, 0, 0, 1]


async def pauses(gateway: Gateway, tries: int) -> list[timedelta]:
    """How far off each next try is."""
    found = []
    for _ in range(tries):
        await gateway.retry()
        statement = "select next_try_at - clock_timestamp() from gateway.messages"
        found.append(await gateway.pool.fetchval(statement))
    return found


async def test_what_finds_no_consignment_is_tried_ever_more_rarely(gateway: Gateway) -> None:
    await gateway.take(message(box=UNKNOWN_BOX))
    found = await pauses(gateway, 18)
    assert found[:14] == sorted(found[:14])
    assert found[-1] > timedelta(hours=5)
    assert max(found) <= timedelta(seconds=NO_CONSIGNMENT.longest_seconds)


async def test_what_the_tracker_breaks_on_is_tried_ever_more_rarely(gateway: Gateway) -> None:
    gateway.tracker.faults += [ValueError("a bug")] * 20
    await gateway.take(message())
    found = await pauses(gateway, 16)
    assert timedelta(minutes=59) < found[-1] <= timedelta(seconds=BROKEN.longest_seconds)


async def test_while_the_tracker_is_silent_what_has_its_consignment_is_never_far_off(
    gateway: Gateway,
) -> None:
    gateway.tracker.faults += [UNAVAILABLE] * 20
    await gateway.take(message())
    found = await pauses(gateway, 8)
    assert max(found) <= timedelta(seconds=SILENCE.longest_seconds)


async def test_the_gateway_tries_again_by_itself_until_it_is_told_to_stop(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "POLL_SECONDS", 0.001)
    gateway.tracker.faults.append(UNAVAILABLE)
    await gateway.take(message())
    stopping = asyncio.Event()
    trying = asyncio.create_task(gateway.delivery.run(stopping))

    while not gateway.tracker.told:
        await asyncio.sleep(0.01)
    stopping.set()
    await trying

    assert gateway.tracker.heard == ["checkpoint-1"]


async def test_the_gateway_outlives_a_silent_database(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopping = asyncio.Event()
    asked = 0

    async def silent(_: int) -> None:
        nonlocal asked
        asked += 1
        if asked == 3:
            stopping.set()
        raise LedgerUnavailable("no answer")

    monkeypatch.setattr(delivery, "POLL_SECONDS", 0.001)
    monkeypatch.setattr(gateway.inbox, "claim", silent)
    await gateway.delivery.run(stopping)
    assert asked == 3


# --- a misread box number ------------------------------------------------------------------------

RIGHT, READ = "CSQU3054383", "CSQU3O54383"


async def test_a_box_number_with_a_letter_for_a_digit_finds_the_consignment_that_has_it(
    gateway: Gateway,
) -> None:
    gateway.tracker.known[RIGHT] = OTHER_TRACKING_NO
    response = await gateway.take(message(box=READ))
    assert response.json()["status"] == "delivered"
    assert [told for told, _ in gateway.tracker.told] == [OTHER_TRACKING_NO]
