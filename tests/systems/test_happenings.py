"""What the world reports, and how it travels to the gateway."""

import asyncio
from typing import Any

import httpx2
import pytest

from systems.wire.checkpoint import CHECKPOINT_TYPES
from systems.wire.clearance import CLEARANCE_TYPES
from systems.wire.enterprise import ENTERPRISE_TYPES
from tests.systems.gateway import FakeGateway
from tests.systems.outside import (
    BOX,
    HAPPENINGS,
    MORNING,
    NOON,
    SEQ_NO,
    Caller,
    running,
)

PAPERS = {"SeqNo": SEQ_NO, "documents": ["contract"]}
ARRIVED = {"container_no": BOX}


@pytest.mark.parametrize("name, kind, data", HAPPENINGS)
async def test_every_type_is_signed_delivered_and_can_be_pulled(
    gateway: FakeGateway, name: str, kind: str, data: dict[str, Any]
) -> None:
    async with running(name, gateway) as caller:
        receipt = await caller.happen(kind, data)
        pulled = (await caller.get("/messages"))["messages"]
    assert pulled == gateway.received
    assert gateway.paths == [f"/webhooks/{name}"]
    message = gateway.received[0]
    assert data.items() <= message["data"].items()
    assert (message["system"], message["type"], message["time"]) == (name, kind, NOON)
    assert receipt == {
        **message,
        "delivered": True,
        "reason": None,
        "answer": {"id": message["id"], "status": "parked"},
    }


async def test_every_type_a_system_knows_is_tried_here() -> None:
    known = {*CLEARANCE_TYPES, *CHECKPOINT_TYPES, *ENTERPRISE_TYPES}
    assert known == {kind for _, kind, _ in HAPPENINGS}


async def test_the_same_happening_has_the_same_id_in_any_process(gateway: FakeGateway) -> None:
    identities = []
    for time in (NOON, "2025-09-10T04:00:00Z"):
        async with running("enterprise", gateway) as caller:
            identities.append((await caller.happen("preshipment.submitted", PAPERS, time))["id"])
    assert identities[0] == identities[1]


async def test_another_time_or_other_data_is_another_happening(enterprise: Caller) -> None:
    first = await enterprise.happen("preshipment.submitted", PAPERS)
    later = await enterprise.happen("preshipment.submitted", PAPERS, MORNING)
    other = await enterprise.happen("preshipment.submitted", {**PAPERS, "documents": ["survey"]})
    assert len({first["id"], later["id"], other["id"]}) == 3


async def test_a_happening_told_twice_is_kept_once_and_delivered_twice(
    enterprise: Caller, gateway: FakeGateway
) -> None:
    for _ in range(2):
        await enterprise.happen("arrival.notified", ARRIVED)
    assert len(gateway.received) == 2
    assert len((await enterprise.get("/messages"))["messages"]) == 1


async def test_a_passage_told_twice_keeps_what_the_lane_first_completed(
    checkpoint: Caller,
) -> None:
    passage = {"container_no": BOX, "direction": "OUT", "place": "PORT"}
    first = await checkpoint.happen("gate.passage", passage)
    order = {"SeqNo": SEQ_NO, "container_no": BOX, "direction": "TO_PORT"}
    await checkpoint.call("/trips", order)
    again = await checkpoint.happen("gate.passage", passage)
    assert again == first


async def test_copies_arrive_under_one_id(enterprise: Caller, gateway: FakeGateway) -> None:
    await enterprise.happen("arrival.notified", ARRIVED, copies=3)
    assert len(gateway.received) == 3
    assert len({message["id"] for message in gateway.received}) == 1


async def test_a_lost_message_can_only_be_pulled(enterprise: Caller, gateway: FakeGateway) -> None:
    receipt = await enterprise.happen("arrival.notified", ARRIVED, lose=True)
    pulled = (await enterprise.get("/messages", subject=BOX))["messages"]
    assert gateway.received == []
    assert not receipt["delivered"]
    assert [message["id"] for message in pulled] == [receipt["id"]]


async def test_a_hidden_happening_is_entered_later_with_its_true_time(
    enterprise: Caller, gateway: FakeGateway
) -> None:
    hidden = await enterprise.happen("arrival.notified", ARRIVED, MORNING, hide=True)
    before = await enterprise.get("/messages")
    assert (before["messages"], gateway.received) == ([], [])
    entered = await enterprise.happen("arrival.notified", ARRIVED, MORNING)
    after = await enterprise.get("/messages", since=before["cursor"])
    assert entered["id"] == hidden["id"]
    assert [message["time"] for message in after["messages"]] == [MORNING]
    assert gateway.received == after["messages"]


async def test_a_hidden_happening_changes_nothing_yet(enterprise: Caller) -> None:
    booked = {"SeqNo": SEQ_NO, "slot": NOON}
    await enterprise.happen("appointment.booked", booked, hide=True)
    assert (await enterprise.http.get(f"/appointments/{SEQ_NO}")).status_code == 404


@pytest.mark.parametrize("subject", [SEQ_NO, BOX])
async def test_messages_are_pulled_by_their_subject(enterprise: Caller, subject: str) -> None:
    wanted = {"SeqNo": SEQ_NO, "containers": [BOX, "TGHU1234567"]}
    await enterprise.happen("return.departed", wanted)
    await enterprise.happen("arrival.notified", {"container_no": "TGHU7654321"})
    pulled = (await enterprise.get("/messages", subject=subject))["messages"]
    assert [message["type"] for message in pulled] == ["return.departed"]


async def test_pulling_goes_on_from_the_cursor(enterprise: Caller) -> None:
    await enterprise.happen("arrival.notified", ARRIVED, MORNING)
    first = await enterprise.get("/messages")
    await enterprise.happen("arrival.notified", ARRIVED, NOON)
    second = await enterprise.get("/messages", since=first["cursor"])
    third = await enterprise.get("/messages", since=second["cursor"])
    assert [len(page["messages"]) for page in (first, second, third)] == [1, 1, 0]


async def test_a_cursor_of_a_forgotten_memory_starts_anew(enterprise: Caller) -> None:
    await enterprise.happen("arrival.notified", ARRIVED)
    cursor = (await enterprise.get("/messages"))["cursor"]
    assert (await enterprise.http.delete("/world")).status_code == 204
    await enterprise.happen("arrival.notified", ARRIVED)
    assert len((await enterprise.get("/messages", since=cursor))["messages"]) == 1


async def test_reset_forgets_state_and_faults(enterprise: Caller) -> None:
    await enterprise.happen("appointment.booked", {"SeqNo": SEQ_NO, "slot": NOON})
    await enterprise.faults(fail_next=5)
    await enterprise.http.delete("/world")
    assert (await enterprise.http.get(f"/appointments/{SEQ_NO}")).status_code == 404
    assert (await enterprise.get("/health"))["messages"] == 0


@pytest.mark.parametrize("refusal", [0, 500, 503, 408, 429])
async def test_delivery_is_tried_again_while_the_gateway_is_down(
    enterprise: Caller, gateway: FakeGateway, refusal: int
) -> None:
    gateway.refusals = [refusal, refusal]
    receipt = await enterprise.happen("arrival.notified", ARRIVED)
    assert receipt["delivered"]
    assert len(gateway.received) == 1


@pytest.mark.parametrize("asked, waited", [("3", 3.0), ("999", 5.0), ("soon", 0.001), ("", 0.001)])
async def test_a_gateway_that_asks_to_wait_is_not_pressed_before(
    monkeypatch: pytest.MonkeyPatch, asked: str, waited: float
) -> None:
    paused: list[float] = []

    class Busy(FakeGateway):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            if not paused:
                return httpx2.Response(429, headers={"retry-after": asked}, json={})
            return await super().handle_async_request(request)

    async def pause(seconds: float) -> None:
        paused.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", pause)
    async with running("enterprise", Busy()) as caller:
        receipt = await caller.happen("arrival.notified", ARRIVED)
    assert receipt["delivered"]
    assert waited in paused


async def test_delivery_ends_with_the_patience(enterprise: Caller, gateway: FakeGateway) -> None:
    gateway.refusals = [0] * 100
    receipt = await enterprise.happen("arrival.notified", ARRIVED)
    assert not receipt["delivered"]
    assert "cannot be reached" in receipt["reason"]
    assert len((await enterprise.get("/messages"))["messages"]) == 1


async def test_a_refusal_of_the_gateway_is_final_and_reported(
    enterprise: Caller, gateway: FakeGateway
) -> None:
    gateway.refusals = [422]
    receipt = await enterprise.happen("arrival.notified", ARRIVED, copies=2)
    assert not receipt["delivered"]
    assert "422" in receipt["reason"]
    assert receipt["answer"] == {"error": "no", "fix": "later"}
    assert gateway.received == []


async def test_a_type_of_another_system_is_refused_with_the_right_ones(
    enterprise: Caller,
) -> None:
    body = {"type": "gate.passage", "time": NOON, "data": {}}
    answer = await enterprise.http.post("/world/happenings", json=body)
    assert answer.status_code == 422
    assert "arrival.notified" in answer.json()["fix"]


@pytest.mark.parametrize(
    "data, wrong", [({}, "container_no"), ({"container_no": BOX, "colour": 1}, "colour")]
)
async def test_data_that_does_not_fit_is_refused_by_field(
    enterprise: Caller, data: dict[str, Any], wrong: str
) -> None:
    body = {"type": "arrival.notified", "time": NOON, "data": data}
    answer = await enterprise.http.post("/world/happenings", json=body)
    assert answer.status_code == 422
    assert wrong in answer.json()["error"]


async def test_a_time_without_a_zone_is_refused(enterprise: Caller) -> None:
    body = {"type": "arrival.notified", "time": "2025-09-10T12:00:00", "data": ARRIVED}
    answer = await enterprise.http.post("/world/happenings", json=body)
    assert answer.status_code == 422
    assert "time" in answer.json()["error"]
