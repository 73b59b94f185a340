"""A mutating call takes effect once."""

from typing import Any

import httpx2
import pytest

from tests.systems.gateway import FakeGateway
from tests.systems.outside import BOX, ENTRY_ID, SEQ_NO, Caller, running

NOTICE = {"SeqNo": SEQ_NO, "kind": "RECTIFY", "text": "sort it"}
ONCE_ONLY = [
    ("clearance", "POST", "/permissions/remove", {"SeqNo": SEQ_NO, "containers": [BOX]}),
    ("clearance", "POST", "/conclusions", {"SeqNo": SEQ_NO, "outcome": "RELEASED"}),
    (
        "checkpoint",
        "POST",
        "/trips",
        {"SeqNo": SEQ_NO, "container_no": BOX, "direction": "TO_PORT"},
    ),
    ("enterprise", "POST", "/unloading-permissions", {"SeqNo": SEQ_NO, "container_no": BOX}),
    ("enterprise", "PUT", f"/stock-lots/{SEQ_NO}", {"state": "FREE"}),
    ("enterprise", "POST", "/notices", NOTICE),
]
every_call = pytest.mark.parametrize("name, method, path, body", ONCE_ONLY)


async def accepted(caller: Caller) -> None:
    if caller.app.title.startswith("clearance"):
        data = {"SeqNo": SEQ_NO, "EntryId": ENTRY_ID, "Status": "L"}
        await caller.happen("declaration.status", data)


@every_call
async def test_the_same_call_under_the_same_key_gets_the_same_answer(
    gateway: FakeGateway, name: str, method: str, path: str, body: dict[str, Any]
) -> None:
    async with running(name, gateway) as caller:
        await accepted(caller)
        first = await caller.call(path, body, "k", method)
        again = await caller.call(path, dict(reversed(body.items())), "k", method)
    assert first.is_success
    assert (again.status_code, again.json()) == (first.status_code, first.json())


@every_call
async def test_another_call_under_the_same_key_is_a_conflict(
    gateway: FakeGateway, name: str, method: str, path: str, body: dict[str, Any]
) -> None:
    other = {**body, "SeqNo": SEQ_NO[:-1] + "9"} if "SeqNo" in body else {"state": "HOLD"}
    async with running(name, gateway) as caller:
        await accepted(caller)
        await caller.call(path, body, "k", method)
        answer = await caller.call(path, other, "k", method)
    assert answer.status_code == 409
    assert "'k'" in answer.json()["error"]


@every_call
async def test_a_call_without_a_key_is_refused_with_advice(
    gateway: FakeGateway, name: str, method: str, path: str, body: dict[str, Any]
) -> None:
    async with running(name, gateway) as caller:
        answer: httpx2.Response = await caller.call(path, body, None, method)
    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json()["error"]


async def test_a_notice_sent_twice_is_kept_once(enterprise: Caller) -> None:
    for _ in range(2):
        await enterprise.call("/notices", NOTICE)
    assert len((await enterprise.get(f"/notices/{SEQ_NO}"))["notices"]) == 1


async def test_a_refused_call_does_not_use_up_its_key(clearance: Caller) -> None:
    conclusion = {"SeqNo": SEQ_NO, "outcome": "RELEASED"}
    assert (await clearance.call("/conclusions", conclusion)).status_code == 404
    await accepted(clearance)
    assert (await clearance.call("/conclusions", conclusion)).status_code == 201
