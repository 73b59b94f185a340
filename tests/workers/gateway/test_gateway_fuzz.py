"""Whatever comes to the gateway, by strangers or well signed: it is never broken by it."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger import connect
from models.kernel.terms import System
from tests.workers.gateway.fixtures import (
    BOX,
    SECRETS,
    Gateway,
    Tracker,
    message,
    served,
    signature,
)
from workers.gateway import connection_limits, webhooks
from workers.gateway.rate_limits import Rates

NO_LIMIT = Rates(system=10**6, peer=10**6)

fuzzed = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass
class Served:
    """A gateway in a loop that runs while something is asked of it."""

    runner: asyncio.Runner
    gateway: Gateway
    port: int

    def say(self, data: bytes) -> bytes:
        """The first line of what is answered to these bytes; empty when the connection ends."""
        return self.runner.run(_first_line(self.port, data))

    def still_takes_messages_in(self) -> None:
        answer = self.runner.run(self.gateway.take(message()))
        assert answer.status_code == 202


async def _first_line(port: int, data: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(data)
    async with asyncio.timeout(20):
        try:
            return await reader.readline()
        except ConnectionResetError:
            return b""
        finally:
            writer.close()


@pytest.fixture
def door(database_url: str) -> Iterator[Served]:
    stack = AsyncExitStack()

    async def enter() -> tuple[Gateway, int]:
        pool = await stack.enter_async_context(await connect(database_url))
        return await stack.enter_async_context(served(pool, Tracker(), rates=NO_LIMIT))

    with asyncio.Runner() as runner:
        yield Served(runner, *runner.run(enter()))
        runner.run(stack.aclose())


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who says less than a whole request is sent away at once."""
    for module, name in ((connection_limits, "HEAD_SECONDS"), (webhooks, "BODY_SECONDS")):
        monkeypatch.setattr(module, name, 0.05)


# --- strangers -----------------------------------------------------------------------------------

WORDS = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=40)
TIMESTAMPS = st.one_of(
    WORDS,
    st.integers().map(str),
    st.sampled_from(["-" + "9" * 999, "9" * 4400, "1e400", "nan", "-inf", "٣", "0x10", ""]),
)
SIGNATURES = st.lists(
    st.one_of(
        WORDS, st.sampled_from(["v1,", "v1", ",", "v1a,x", f"v1,{'A' * 43}=", "v1,====", "v1,é"])
    ),
    max_size=8,
).map(" ".join)
METHODS = st.sampled_from(
    ["POST", "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW", "post"]
)
PATHS = st.one_of(
    st.sampled_from(
        [
            *(f"/webhooks/{system}" for system in System),
            *("/", "//", "*", "/health", "/health/", "/health?x=%00", "/webhooks", "/webhooks/"),
            *(
                "/webhooks/%00",
                "/webhooks/checkpoint%0A",
                "/webhooks/../health",
                "/webhooks/%ff%fe",
            ),
            *("/messages?after=99999999999999999999", "/messages?limit=-1", "/last-heard", "/docs"),
            *("http://elsewhere/health", "/webhooks/checkpoint;x", "/webhooks/checkpoint/more"),
        ]
    ),
    WORDS.map(lambda text: "/" + text.replace(" ", "")),
)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "webhook-id": WORDS,
        "webhook-timestamp": TIMESTAMPS,
        "webhook-signature": SIGNATURES,
        "content-type": WORDS,
        "content-encoding": st.sampled_from(["gzip", "br", "identity", "IDENTITY", "", "x" * 900]),
        "content-length": st.one_of(
            st.integers(-9, 99).map(str), st.sampled_from(["9" * 30, "1, 1", "0x2", "", "70000"])
        ),
        "transfer-encoding": st.sampled_from(["chunked", "gzip, chunked", "identity", "x"]),
        "host": WORDS,
        "connection": st.sampled_from(["close", "keep-alive", "upgrade", "x"]),
        "upgrade": st.sampled_from(["websocket", "h2c", ""]),
        "expect": st.sampled_from(["100-continue", "x"]),
        "x-forwarded-for": WORDS,
        "cookie": WORDS,
    },
)


@st.composite
def requests(draw: st.DrawFn) -> bytes:
    """A request as it goes over the wire, of somebody who knows HTTP more or less."""
    method, path, body = draw(METHODS), draw(PATHS), draw(st.binary(max_size=200))
    named = {"host": "g", "content-length": str(len(body)), **draw(HEADERS)}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + body


@pytest.mark.usefixtures("quick")
@fuzzed
@given(requests())
def test_whatever_a_stranger_says_is_refused_and_breaks_nothing(
    door: Served, request_: bytes
) -> None:
    first = door.say(request_)
    assert not first.startswith(b"HTTP/1.1 5"), first
    assert first[:12] != b"HTTP/1.1 202"


def test_after_all_that_a_message_still_gets_in(door: Served) -> None:
    for data in (
        b"\x00" * 9000,
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nhost: g\r\n\r\n",
    ):
        assert not door.say(data).startswith(b"HTTP/1.1 5")
    door.still_takes_messages_in()


# --- well signed ---------------------------------------------------------------------------------

ODD_TEXT = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["\x00", "a\x00b", "\ud800", "\udfff x", "\u202e", "x" * 300, "", " ", "🚢"]),
)
NUMBERS = st.one_of(
    st.integers(),
    st.integers(min_value=10**60, max_value=10**80),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([2**31, 2**63, 2**64, -(2**63) - 1, 1e308, 5e-324]),
)
ODD = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, ODD_TEXT),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(ODD_TEXT, inner, max_size=4)
    ),
    max_leaves=12,
)
TIMES = st.one_of(
    ODD,
    st.datetimes().map(lambda at: at.isoformat()),
    st.sampled_from(
        ["2000-01-01T00:00:00", "2099-12-31T23:59:59-12:00", "9999-12-31T23:59:59Z", "0001-01-01"]
    ),
)
TYPES = st.one_of(
    ODD,
    st.sampled_from(
        ["gate.passage", "radiation.measured", "lock.alarm", "route.left", "declaration.status"]
    ),
)
FIELDS = st.sampled_from(
    ["container_no", "containers", "SeqNo", "BillNo", "plate", "seal_nos", "Status", "direction"]
)
DATA = st.one_of(
    ODD, st.dictionaries(st.one_of(FIELDS, ODD_TEXT), st.one_of(st.just(BOX), ODD), max_size=8)
)
IDS = st.one_of(st.just("checkpoint-1"), st.text("!~a0-", min_size=1, max_size=200), ODD)


ENVELOPES = st.fixed_dictionaries(
    {"id": IDS, "type": TYPES, "time": TIMES, "data": DATA},
    optional={"system": ODD, "more": ODD, "\x00": ODD},
)


@fuzzed
@given(st.sampled_from(System), ENVELOPES)
def test_whatever_a_system_signs_is_kept_or_sent_back_with_the_reason(
    door: Served, system: System, told: dict[str, Any]
) -> None:
    body, identity = json.dumps(told).encode(), told["id"]
    signed_id = identity if isinstance(identity, str) and _sendable(identity) else "checkpoint-1"
    headers = signature(body, identity=signed_id, secret=SECRETS[system])
    post = door.gateway.http.post(f"/webhooks/{system}", content=body, headers=headers)
    answer = door.runner.run(post)
    assert answer.status_code in {202, 400}, answer.text
    assert answer.status_code == 202 or set(answer.json()) == {"error", "fix"}


def _sendable(text: str) -> bool:
    return len(text) > 0 and text.isascii() and text.isprintable() and text == text.strip()
