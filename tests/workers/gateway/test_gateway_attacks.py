"""Whoever is slow, rude, many or loud at the gateway's door hinders nobody but himself."""

import asyncio
import logging
from collections.abc import AsyncIterator
from functools import partial

import asyncpg
import httpx2
import pytest

from models.kernel.terms import System
from tests.workers.gateway.fixtures import (
    SECRETS,
    Gateway,
    Tracker,
    message,
    receipt,
    running,
    served,
    signature,
)
from workers.gateway import connection_limits, server, webhooks
from workers.gateway.rate_limits import WINDOW_SECONDS, Rates

HALF = b"POST /webhooks/checkpoint HTTP/1.1\r\nhost: g\r\ncontent-length: 70\r\n\r\n{"
GARBAGE = "v1,xxx"


@pytest.fixture
async def door(pool: asyncpg.Pool) -> AsyncIterator[tuple[Gateway, int]]:
    async with served(pool, Tracker()) as (gateway, port):
        yield gateway, port


async def said(port: int, data: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection on which these bytes were sent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(data)
    await writer.drain()
    return reader, writer


async def until_it_ends(reader: asyncio.StreamReader) -> bytes:
    """What is said until the other side ends the connection, which it must."""
    async with asyncio.timeout(20):
        try:
            return await reader.read()
        except ConnectionResetError:
            return b""


async def require_open(gateway: Gateway, number: int = 1) -> None:
    async with asyncio.timeout(20):
        response = await gateway.take(message(number))
    assert (response.status_code, response.json()["status"]) == (202, "delivered")


# --- aborted -------------------------------------------------------------------------------------


async def test_requests_that_are_aborted_are_no_errors_and_hinder_nobody(
    door: tuple[Gateway, int], caplog: pytest.LogCaptureFixture
) -> None:
    (gateway, port), loop = door, asyncio.get_running_loop()
    broken: list[object] = []
    loop.set_exception_handler(lambda _, context: broken.append(context))
    for cut in (HALF, HALF[:20], HALF[:-1], b"\x16\x03\x01\x02", b"\r\n\r\n", b"GET"):
        for _ in range(20):
            _, writer = await said(port, cut)
            writer.transport.abort()
    await require_open(gateway)
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert (errors, broken) == ([], [])


# --- slow ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", [b"", b"POST /webhooks/check", HALF[:-3]])
async def test_who_does_not_finish_the_head_of_a_request_is_sent_away(
    door: tuple[Gateway, int], monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(connection_limits, "HEAD_SECONDS", 0.05)
    reader, writer = await said(door[1], sent)
    assert await until_it_ends(reader) == b""
    writer.close()


async def test_who_says_a_head_byte_by_byte_has_no_more_time_than_others(
    door: tuple[Gateway, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_limits, "HEAD_SECONDS", 0.3)
    reader, writer = await said(door[1], b"GET /health HTTP/1.1\r\n")
    ended = asyncio.create_task(until_it_ends(reader))
    while not ended.done():
        writer.write(b"x")
        await asyncio.sleep(0.02)
    assert await ended == b""
    writer.close()


async def test_a_second_request_on_a_connection_has_to_be_as_quick_as_the_first(
    door: tuple[Gateway, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_limits, "HEAD_SECONDS", 0.3)
    reader, writer = await said(door[1], b"GET /health HTTP/1.1\r\nhost: g\r\n\r\nGET /hea")
    assert b"200 OK" in await until_it_ends(reader)
    writer.close()


async def test_a_connection_is_kept_a_while_for_the_next_request(
    door: tuple[Gateway, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_limits, "HEAD_SECONDS", 0.05)
    ask = b"GET /health HTTP/1.1\r\nhost: g\r\n\r\n"
    reader, writer = await said(door[1], ask)
    for _ in range(2):
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        await reader.readexactly(len(b'{"status":"ok"}'))
        await asyncio.sleep(0.1)
        writer.write(ask)
    writer.close()


async def test_a_body_that_does_not_come_is_answered_408(
    door: tuple[Gateway, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "BODY_SECONDS", 0.05)
    reader, writer = await said(door[1], HALF)
    said_back = await until_it_ends(reader)
    assert said_back.startswith(b"HTTP/1.1 408")
    assert b'"fix"' in said_back
    writer.close()


async def test_a_request_that_is_not_over_in_time_is_ended(
    pool: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = asyncio.Event()

    class Silent(Tracker):
        async def find(self, alias: str) -> list[str]:
            await answers.wait()
            return [alias]

    async with served(pool, Silent()) as (gateway, _):
        # The others have their usual time: on a busy machine an answer takes longer than this.
        with monkeypatch.context() as patch:
            patch.setattr(connection_limits, "REQUEST_SECONDS", 0.05)
            with pytest.raises((httpx2.RemoteProtocolError, httpx2.ReadError)):
                await gateway.take(message())
        assert (await gateway.http.get("/health")).status_code == 200
        answers.set()


# --- many ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", [b"", b"POST /webhooks/check", HALF])
async def test_however_many_connections_are_open_a_message_gets_in(
    pool: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    for module in (connection_limits, server):
        monkeypatch.setattr(module, "MOST_CONNECTIONS", 10)
    async with served(pool, Tracker()) as (door, port):
        opened = await asyncio.gather(*(said(port, sent) for _ in range(60)))
        await require_open(door)
        for _, writer in opened:
            writer.close()


async def test_a_body_in_chunks_is_refused_and_not_taken_apart(
    door: tuple[Gateway, int],
) -> None:
    head = b"POST /webhooks/checkpoint HTTP/1.1\r\nhost: g\r\ntransfer-encoding: chunked\r\n\r\n"
    reader, writer = await said(door[1], head + b"1\r\na\r\n" * 100)
    assert (await until_it_ends(reader)).startswith(b"HTTP/1.1 411")
    writer.close()


async def test_a_head_that_never_ends_is_refused(door: tuple[Gateway, int]) -> None:
    reader, writer = await said(door[1], b"GET / HTTP/1.1\r\nx: " + b"x" * 200_000)
    assert (await until_it_ends(reader))[:12] in {b"HTTP/1.1 400", b""}
    writer.close()
    await require_open(door[0])


async def test_an_upgrade_is_not_taken_up(door: tuple[Gateway, int]) -> None:
    ask = b"GET /health HTTP/1.1\r\nhost: g\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n"
    reader, writer = await said(door[1], ask)
    assert (await reader.readline()).startswith(b"HTTP/1.1 200")
    writer.close()


# --- loud ----------------------------------------------------------------------------------------


async def test_a_system_that_sends_too_much_is_told_when_to_go_on_and_hinders_no_other(
    pool: asyncpg.Pool,
) -> None:
    async with running(pool, Tracker(), rates=Rates(system=1, peer=1000)) as door:
        taken = [await door.take(message(n)) for n in range(1, WINDOW_SECONDS + 2)]
        other = await door.take_of("clearance", receipt(1))
    assert [answer.status_code for answer in taken] == [202] * WINDOW_SECONDS + [429]
    assert 1 <= int(taken[-1].headers["retry-after"]) <= WINDOW_SECONDS
    assert set(taken[-1].json()) == {"error", "fix"}
    assert other.status_code == 202


async def test_what_is_not_authentic_does_not_use_up_what_a_system_may_send(
    pool: asyncpg.Pool,
) -> None:
    async with running(pool, Tracker(), rates=Rates(system=1, peer=1000)) as door:
        for _ in range(WINDOW_SECONDS * 2):
            assert (await door.take(message(), webhook_signature=GARBAGE)).status_code == 401
        await require_open(door)


async def test_an_address_that_asks_too_much_is_sent_away_whatever_it_claims_to_be(
    pool: asyncpg.Pool,
) -> None:
    async with served(pool, Tracker(), rates=Rates(system=1000, peer=1)) as (door, _):
        ask = partial(door.http.get, "/nowhere")
        answers = [
            await ask(headers={"x-forwarded-for": f"10.0.0.{n}"}) for n in range(WINDOW_SECONDS + 1)
        ]
        assert [each.status_code for each in answers] == [404] * WINDOW_SECONDS + [429]
        signed = signature(message().encode(), secret=SECRETS[System.CHECKPOINT])
        send = partial(door.http.post, "/webhooks/checkpoint", content=message())
        assert (await send(headers=signed)).status_code == 429
        # Containers look at it; it asks the database once a second whoever asks.
        assert (await door.http.get("/health")).status_code == 200


async def test_a_flood_of_refusals_does_not_fill_the_log(
    pool: asyncpg.Pool, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running(pool, Tracker()) as door:
        for _ in range(500):
            await door.take(message(), webhook_signature=GARBAGE)
    lines = capsys.readouterr().out.count("refused")
    assert 0 < lines <= 20


async def test_a_flood_of_what_is_no_http_does_not_fill_the_log(
    door: tuple[Gateway, int], caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(100):
        reader, writer = await said(door[1], b"no http at all\r\n\r\n")
        assert (await until_it_ends(reader)).startswith(b"HTTP/1.1 400")
        writer.close()
    warned = [each for each in caplog.records if each.name == "uvicorn.error"]
    assert 0 < len(warned) <= 20


async def test_health_asks_the_database_once_however_many_ask(
    pool: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "PULSE_SECONDS", 3600.0)
    asked = 0
    async with running(pool, Tracker()) as door:
        real = door.inbox._fetch

        async def count(query: str, *arguments: object) -> object:
            nonlocal asked
            asked += 1
            return await real(query, *arguments)

        monkeypatch.setattr(door.inbox, "_fetch", count)
        answers = await asyncio.gather(*(door.http.get("/health") for _ in range(50)))
    assert {answer.status_code for answer in answers} == {200}
    assert asked == 1
