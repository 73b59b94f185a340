"""Webhooks of the systems: proved, kept, matched, delivered; and nothing is ever dropped."""

import asyncio
import gzip
from datetime import timedelta
from functools import partial

import httpx2
import pytest

from ledger import connect
from models.supervision.messages import Unknown
from models.transport.events import BoxArrived
from tests.workers.gateway.fixtures import (
    BOX,
    OTHER_TRACKING_NO,
    TRACKING_NO,
    Gateway,
    Tracker,
    message,
    running,
    signature,
)
from workers.gateway import dead_letters
from workers.gateway.webhooks import LARGEST_BODY

UNKNOWN_BOX = "TCLU4265917"
OTHER_SECRET = "whsec_YW5vdGhlciBzZWNyZXQgb2YgYW5vdGhlciBzeXN0ZW0"


def answer(identity: str, status: str, consignment: str | None) -> dict[str, str | None]:
    return {"id": identity, "status": status, "consignment": consignment}


async def raw_bodies(gateway: Gateway) -> list[str]:
    rows = await gateway.pool.fetch("select raw from gateway.messages order by number")
    return [row["raw"] for row in rows]


# --- delivered -----------------------------------------------------------------------------------


async def test_a_message_reaches_its_consignment_before_the_system_is_answered(
    gateway: Gateway,
) -> None:
    response = await gateway.take(message())

    assert response.status_code == 202
    assert response.json() == answer("checkpoint-1", "delivered", TRACKING_NO)
    ((tracking_no, report),) = gateway.tracker.told
    assert (tracking_no, report.id) == (TRACKING_NO, "checkpoint-1")
    assert report.fact == BoxArrived(box=BOX)


async def test_the_body_is_kept_byte_for_byte(gateway: Gateway) -> None:
    body = message(note="浙B12345 \\u0000") + "\n "
    await gateway.take(body)
    assert await raw_bodies(gateway) == [body]


async def test_what_nobody_understands_is_passed_on_to_its_consignment(gateway: Gateway) -> None:
    await gateway.take(message(type="drone.saw"))

    ((tracking_no, report),) = gateway.tracker.told
    assert tracking_no == TRACKING_NO
    assert isinstance(report.fact, Unknown)


async def test_a_number_nobody_knows_does_not_hide_the_next_best_one(gateway: Gateway) -> None:
    data = {"direction": "IN", "place": "ENTERPRISE", "container_no": UNKNOWN_BOX, "lock_no": "JT7"}
    gateway.tracker.known["JT7"] = TRACKING_NO
    response = await gateway.take(message(data=data))
    assert response.json()["consignment"] == TRACKING_NO


async def test_messages_that_come_at_the_same_time_all_arrive(gateway: Gateway) -> None:
    responses = await asyncio.gather(*(gateway.take(message(n)) for n in range(1, 21)))

    assert {response.json()["status"] for response in responses} == {"delivered"}
    assert sorted(gateway.tracker.heard) == sorted(f"checkpoint-{n}" for n in range(1, 21))


# --- the same again ------------------------------------------------------------------------------


async def test_a_delivered_message_sent_again_is_a_duplicate(gateway: Gateway) -> None:
    await gateway.take(message())

    response = await gateway.take(message())

    assert (response.status_code, response.json()) == (
        202,
        answer("checkpoint-1", "duplicate", TRACKING_NO),
    )
    assert len(gateway.tracker.told) == 1
    ((entry),) = await gateway.waiting("delivered")
    assert entry["copies"] == 2


async def test_a_parked_message_sent_again_is_tried_again(gateway: Gateway) -> None:
    await gateway.take(message(box=UNKNOWN_BOX))
    gateway.tracker.known[UNKNOWN_BOX] = OTHER_TRACKING_NO

    response = await gateway.take(message(box=UNKNOWN_BOX))

    assert response.json() == answer("checkpoint-1", "delivered", OTHER_TRACKING_NO)
    assert len(await raw_bodies(gateway)) == 1


async def test_other_content_under_the_same_id_is_kept_and_passed_on_too(gateway: Gateway) -> None:
    first, second = message(), message(type="drone.saw")
    await gateway.take(first)

    response = await gateway.take(second)

    assert response.json()["status"] == "delivered"
    assert await raw_bodies(gateway) == [first, second]
    assert gateway.tracker.heard == ["checkpoint-1", "checkpoint-1"]


async def test_copies_that_come_at_the_same_time_are_kept_once(gateway: Gateway) -> None:
    responses = await asyncio.gather(*(gateway.take(message()) for _ in range(8)))
    assert {response.status_code for response in responses} == {202}
    assert len(await raw_bodies(gateway)) == 1


# --- sent back -----------------------------------------------------------------------------------


def problem(response: httpx2.Response) -> tuple[int, str]:
    """Every refusal says what is wrong and what to do."""
    body = response.json()
    assert set(body) == {"error", "fix"}
    assert all(body.values())
    return response.status_code, body["error"]


async def test_a_system_nobody_knows_is_not_found(gateway: Gateway) -> None:
    response = await gateway.http.post("/webhooks/customs", content=message())
    assert problem(response) == (404, "no system is called 'customs'")
    assert "/webhooks/clearance" in response.json()["fix"]


async def test_an_address_nobody_serves_is_not_found(gateway: Gateway) -> None:
    assert problem(await gateway.http.get("/webhook"))[0] == 404


@pytest.mark.parametrize("name", ["webhook_id", "webhook_timestamp", "webhook_signature"])
async def test_a_message_without_proof_is_not_authentic(gateway: Gateway, name: str) -> None:
    status, error = problem(await gateway.take(message(), **{name: ""}))
    assert status == 401
    assert name.replace("_", "-") in error


@pytest.mark.parametrize(
    "forged", ["v1,AAAA", "v1", "v1,a,b", "v2,AAAA", "v1,é", "garbage", "v1a,AAAA v1,====", " "]
)
async def test_a_forged_signature_is_not_authentic(gateway: Gateway, forged: str) -> None:
    signed = signature(message().encode()) | {"webhook-signature": forged}
    headers = [(name.encode(), value.encode()) for name, value in signed.items()]
    response = await gateway.http.post("/webhooks/checkpoint", content=message(), headers=headers)
    assert problem(response)[0] == 401


async def test_a_signature_by_another_secret_is_not_authentic(gateway: Gateway) -> None:
    headers = signature(message().encode(), secret=OTHER_SECRET)
    response = await gateway.http.post("/webhooks/checkpoint", content=message(), headers=headers)
    assert problem(response)[0] == 401


@pytest.mark.parametrize("junk", ["v1,xxx v1a,junk garbage {}", "{} v1,é ,", "v1 v1,,, {} v1,a,b"])
async def test_what_else_stands_beside_a_valid_signature_does_not_spoil_it(
    gateway: Gateway, junk: str
) -> None:
    signed = signature(message().encode())
    signed["webhook-signature"] = junk.format(signed["webhook-signature"])
    headers = [(name.encode(), value.encode()) for name, value in signed.items()]
    response = await gateway.http.post("/webhooks/checkpoint", content=message(), headers=headers)
    assert response.json()["status"] == "delivered"


async def test_a_message_that_is_played_again_in_time_is_a_duplicate_and_later_refused(
    gateway: Gateway,
) -> None:
    signed = signature(message().encode(), age=timedelta(minutes=4))
    post = partial(gateway.http.post, "/webhooks/checkpoint", content=message())
    statuses = [(await post(headers=signed)).json()["status"] for _ in range(2)]
    assert statuses == ["delivered", "duplicate"]
    assert gateway.tracker.heard == ["checkpoint-1"]
    later = signature(message().encode(), age=timedelta(minutes=6))
    assert problem(await post(headers=later))[0] == 400


async def test_a_body_that_was_changed_on_the_way_is_not_authentic(gateway: Gateway) -> None:
    headers = signature(message().encode())
    changed = message(box=UNKNOWN_BOX)
    response = await gateway.http.post("/webhooks/checkpoint", content=changed, headers=headers)
    assert problem(response)[0] == 401


@pytest.mark.parametrize(
    "age, word", [(timedelta(minutes=6), "old"), (timedelta(minutes=-6), "ahead of our clock")]
)
async def test_a_signature_of_another_time_is_refused(
    gateway: Gateway, age: timedelta, word: str
) -> None:
    headers = signature(message().encode(), age=age)
    response = await gateway.http.post("/webhooks/checkpoint", content=message(), headers=headers)
    status, error = problem(response)
    assert (status, error.endswith(word)) == (400, True)


@pytest.mark.parametrize(
    "timestamp",
    [
        "soon",
        "nan",
        "inf",
        "1e9",
        "1757550600.5",
        "-1",
        "-" + "9" * 4000,
        "9" * 4300,
        "1_7",
        " 17 ",
    ],
)
async def test_a_timestamp_that_is_no_number_of_seconds_is_refused(
    gateway: Gateway, timestamp: str
) -> None:
    assert problem(await gateway.take(message(), webhook_timestamp=timestamp))[0] == 400


NOT_READABLE: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "not JSON"),
    "no JSON": ("<xml/>", "not JSON"),
    "a number JSON does not have": (message(data={"container_no": float("nan")}), "NaN"),
    "JSON nested without end": ("[" * 60_000, "not JSON"),
    "a list": ("[]", "JSON list"),
    "another encoding": (message(note="宁波").encode("gb18030"), "not UTF-8"),
    "no id": (message(id=None), "webhook-id|id is missing"),
    "no time": (message(time=None), "time is missing"),
    "no type": (message(type=None), "type is missing"),
    "another system": (message(system="clearance"), "system is 'clearance'"),
    "a name that stands twice": (
        '{"id": "checkpoint-1", "id": "checkpoint-2"}',
        "'id' stands twice",
    ),
    "a number beyond any": (message(data=0).replace('"data": 0', '"data": 1e999'), "beyond any"),
    "a number too long to read": (message(data=0).replace('": 0', '": 1' + "0" * 5000), "not JSON"),
    "lists in lists": (message(data=0).replace('": 0', '": ' + "[" * 99 + "]" * 99), "levels deep"),
}


@pytest.mark.parametrize("body, error", NOT_READABLE.values(), ids=NOT_READABLE)
async def test_what_is_no_message_is_refused(
    gateway: Gateway, body: str | bytes, error: str
) -> None:
    response = await gateway.take(body)
    status, wrong = problem(response)
    assert status == 400
    assert any(part in wrong for part in error.split("|"))


async def test_a_signed_id_that_is_not_the_messages_own_is_refused(gateway: Gateway) -> None:
    headers = signature(message().encode(), identity="checkpoint-9")
    response = await gateway.http.post("/webhooks/checkpoint", content=message(), headers=headers)
    assert problem(response) == (
        400,
        "webhook-id is 'checkpoint-9', the id in the body is 'checkpoint-1'",
    )


async def test_a_body_that_is_too_large_is_refused(gateway: Gateway) -> None:
    status, error = problem(await gateway.take(message(note="x" * LARGEST_BODY)))
    assert (status, str(LARGEST_BODY) in error) == (413, True)


async def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_read(
    gateway: Gateway,
) -> None:
    for length in (str(LARGEST_BODY + 1), "9" * 5000, "nonsense"):
        status, _ = problem(await gateway.take(message(), content_length=length))
        assert status == 413


async def test_a_body_that_is_compressed_is_refused(gateway: Gateway) -> None:
    packed = gzip.compress(message().encode())
    assert problem(await gateway.take(packed, content_encoding="gzip"))[0] == 415


async def test_nothing_that_was_refused_is_kept(gateway: Gateway) -> None:
    await gateway.take(message(time=None))
    await gateway.take(message(), webhook_signature="v1,AAAA")
    assert await raw_bodies(gateway) == []


# --- the database is silent ----------------------------------------------------------------------


async def test_a_message_that_cannot_be_kept_is_asked_for_again(database_url: str) -> None:
    closed = await connect(database_url)
    await closed.close()
    async with running(closed, Tracker()) as gateway:
        response = await gateway.take(message())

        assert problem(response)[0] == 503
        assert response.headers["retry-after"] == "1"
        assert gateway.tracker.told == []
        assert (await gateway.http.get("/health")).status_code == 503


# --- what operators ask --------------------------------------------------------------------------


async def test_operators_see_what_is_parked_and_why_but_not_what_it_says(gateway: Gateway) -> None:
    await gateway.take(message(1, box=UNKNOWN_BOX))
    await gateway.take(message(2))

    (entry,) = await gateway.waiting()

    assert (entry["message_id"], entry["type"]) == ("checkpoint-1", "gate.passage")
    assert entry["aliases"] == [UNKNOWN_BOX]
    assert entry["last_error"] == f"no consignment is known as {UNKNOWN_BOX}"
    assert "raw" not in entry


async def test_each_system_was_last_heard_at_its_last_message(gateway: Gateway) -> None:
    await gateway.take(message(1))
    await gateway.take(message(2))

    heard = await dead_letters.last_heard(gateway.pool)

    latest = await gateway.pool.fetchval("select max(received_at) from gateway.messages")
    assert heard == {"clearance": None, "checkpoint": latest, "enterprise": None}


async def test_health_says_that_it_lives_and_nothing_else(gateway: Gateway) -> None:
    await gateway.take(message(box=UNKNOWN_BOX))
    answer = await gateway.http.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize(
    "path",
    ["/messages", "/last-heard", "/docs", "/redoc", "/openapi.json", "/docs/oauth2-redirect"],
)
async def test_nobody_is_told_anything_without_proof(gateway: Gateway, path: str) -> None:
    await gateway.take(message(box=UNKNOWN_BOX))
    answer = await gateway.http.get(path)
    assert answer.status_code == 404
    assert UNKNOWN_BOX not in answer.text
