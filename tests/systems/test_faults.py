"""How a system misbehaves on request."""

from tests.systems.gateway import FakeGateway
from tests.systems.outside import BOX, MORNING, SEQ_NO, Caller

TRIP = {"SeqNo": SEQ_NO, "container_no": BOX, "direction": "TO_PORT"}


async def test_a_broken_system_answers_503_so_many_times(checkpoint: Caller) -> None:
    await checkpoint.faults(fail_next=2)
    answers = [(await checkpoint.http.get("/messages")).status_code for _ in range(3)]
    assert answers == [503, 503, 200]


async def test_a_call_answered_503_has_no_effect(checkpoint: Caller) -> None:
    await checkpoint.faults(fail_next=1)
    answer = await checkpoint.call("/trips", TRIP)
    assert answer.status_code == 503
    assert set(answer.json()) == {"error", "fix"}
    assert (await checkpoint.get(f"/boxes/{BOX}"))["trip_no"] is None


async def test_a_lost_answer_leaves_its_effect_and_the_retry_finds_it(checkpoint: Caller) -> None:
    await checkpoint.faults(lose_answer_next=1)
    lost = await checkpoint.call("/trips", TRIP)
    done = (await checkpoint.get(f"/boxes/{BOX}"))["trip_no"]
    retried = await checkpoint.call("/trips", TRIP)
    assert (lost.status_code, retried.status_code) == (500, 201)
    assert done == retried.json()["trip_no"]


async def test_only_answers_of_calls_that_took_effect_are_lost(checkpoint: Caller) -> None:
    await checkpoint.faults(lose_answer_next=1)
    assert (await checkpoint.http.get("/messages")).status_code == 200
    assert (await checkpoint.call("/trips", TRIP, None)).status_code == 400
    assert (await checkpoint.call("/trips", TRIP)).status_code == 500


async def test_the_world_and_the_health_check_are_spared(checkpoint: Caller) -> None:
    await checkpoint.faults(fail_next=1)
    assert (await checkpoint.http.get("/health")).status_code == 200
    await checkpoint.happen("portal.offline", _offline("P1"))
    assert (await checkpoint.http.get("/messages")).status_code == 503


async def test_a_slow_system_still_answers(checkpoint: Caller) -> None:
    await checkpoint.faults(latency_ms=1)
    assert (await checkpoint.call("/trips", TRIP)).status_code == 201


async def test_webhooks_are_duplicated_under_one_id(
    checkpoint: Caller, gateway: FakeGateway
) -> None:
    await checkpoint.faults(duplicate_webhooks=2)
    await checkpoint.happen("portal.offline", _offline("P1"))
    assert len(gateway.received) == 3
    assert len({message["id"] for message in gateway.received}) == 1


async def test_every_other_webhook_is_overtaken(checkpoint: Caller, gateway: FakeGateway) -> None:
    await checkpoint.faults(reorder_webhooks=True)
    receipts = [
        await checkpoint.happen("portal.offline", _offline(portal), MORNING)
        for portal in ("P1", "P2", "P3", "P4")
    ]
    assert _portals(gateway) == ["P2", "P1", "P4", "P3"]
    assert [receipt["delivered"] for receipt in receipts] == [False, True, False, True]


async def test_a_webhook_held_back_goes_out_when_the_fault_ends(
    checkpoint: Caller, gateway: FakeGateway
) -> None:
    await checkpoint.faults(reorder_webhooks=True)
    await checkpoint.happen("portal.offline", _offline("P1"))
    assert gateway.received == []
    await checkpoint.faults()
    assert _portals(gateway) == ["P1"]


async def test_an_unknown_fault_is_refused(checkpoint: Caller) -> None:
    answer = await checkpoint.http.put("/world/faults", json={"explode": True})
    assert answer.status_code == 422
    assert "explode" in answer.json()["error"]


def _offline(portal: str) -> dict[str, str]:
    return {"portal_id": portal, "container_no": BOX}


def _portals(gateway: FakeGateway) -> list[str]:
    return [message["data"]["portal_id"] for message in gateway.received]
