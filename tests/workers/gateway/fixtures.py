"""A gateway in process: a real inbox, and a tracker that remembers what it was told."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx2
from fastapi import FastAPI
from standardwebhooks.webhooks import Webhook

from models.kernel.terms import System
from models.process.messages import Report
from workers.gateway import dead_letters
from workers.gateway.delivery import Delivery
from workers.gateway.letters import MessageStatus
from workers.gateway.rate_limits import Rates
from workers.gateway.server import serve
from workers.gateway.signature import Verifier
from workers.gateway.webhook_secrets import secrets_of
from workers.gateway.webhook_store import WebhookStore
from workers.gateway.webhooks import create_app

SECRETS = {
    System.CLEARANCE: "whsec_Z3VvbWVuLXRlc3RzLWNsZWFyYW5jZS1zaWducw==",
    System.CHECKPOINT: "whsec_Z3VvbWVuLXRlc3RzLWNoZWNrcG9pbnQtc2lnbnM=",
    System.ENTERPRISE: "whsec_Z3VvbWVuLXRlc3RzLWVudGVycHJpc2Utc2lnbnM=",
}
BOX = "MSKU3070079"
TRACKING_NO = "NB25-000123"
OTHER_TRACKING_NO = "NB25-000124"


@dataclass
class Tracker:
    """Stands in for the read model and for Temporal; `faults` are raised first, one a call.

    A number that several consignments have names them with a blank between.
    """

    known: dict[str, str] = field(default_factory=lambda: {BOX: TRACKING_NO})
    told: list[tuple[str, Report]] = field(default_factory=list)
    faults: list[BaseException] = field(default_factory=list)
    search_faults: list[Exception] = field(default_factory=list)

    async def find(self, alias: str) -> list[str]:
        if self.search_faults:
            raise self.search_faults.pop(0)
        return self.known.get(alias, "").split()

    async def deliver(self, tracking_no: str, report: Report) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.told.append((tracking_no, report))

    @property
    def heard(self) -> list[str]:
        return [report.id for _, report in self.told]


@dataclass
class Gateway:
    """The gateway as a system and an operator see it."""

    http: httpx2.AsyncClient
    inbox: WebhookStore
    delivery: Delivery
    tracker: Tracker
    pool: asyncpg.Pool
    app: FastAPI

    async def take(self, body: str | bytes, **headers: str) -> httpx2.Response:
        """Send a signed body to the address of the checkpoint."""
        return await self.take_of("checkpoint", body, **headers)

    async def take_of(self, system: str, body: str | bytes, **headers: str) -> httpx2.Response:
        """Send a signed body to the address of a system."""
        text = body if isinstance(body, bytes) else body.encode()
        secret = SECRETS[System(system)]
        signed = {
            **signature(text, secret=secret),
            **{name.replace("_", "-"): v for name, v in headers.items()},
        }
        return await self.http.post(f"/webhooks/{system}", content=text, headers=signed)

    async def retry(self) -> int:
        """Let every waiting message be due, and try once."""
        await self.pool.execute(
            "update gateway.messages set next_try_at = clock_timestamp() "
            "where status not in ('delivered', 'discarded')"
        )
        return await self.delivery.retry()

    async def retry_when_old(self) -> int:
        """The same, when they have waited for longer than a message is tried."""
        lifetime, self.inbox.lifetime = self.inbox.lifetime, timedelta(0)
        tried = await self.retry()
        self.inbox.lifetime = lifetime
        return tried

    async def waiting(self, status: str = "parked") -> list[dict[str, Any]]:
        """What operators see of the messages of one status."""
        entries = await dead_letters.listed(self.pool, [MessageStatus(status)])
        return [entry.model_dump(mode="json") for entry in entries]


def signature(
    body: bytes,
    *,
    identity: str | None = None,
    age: timedelta = timedelta(0),
    secret: str = SECRETS[System.CHECKPOINT],
) -> dict[str, str]:
    """The headers of a body that was signed a while ago."""
    at = datetime.now(UTC) - age
    identity = identity or identity_of(body)
    return {
        "webhook-id": identity,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(identity, at, body.decode(errors="replace")),
    }


def identity_of(body: bytes) -> str:
    try:
        return str(json.loads(body)["id"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return "checkpoint-1"


def message(number: int = 1, *, box: str = BOX, **changed: object) -> str:
    """A message of the checkpoint: a box comes through the gate of the enterprise."""
    envelope = {
        "id": f"checkpoint-{number}",
        "system": "checkpoint",
        "type": "gate.passage",
        "time": f"2025-09-11T08:{number:02d}:00+08:00",
        "data": {"direction": "IN", "place": "ENTERPRISE", "container_no": box},
    }
    return json.dumps(envelope | changed, ensure_ascii=False)


def receipt(number: int, **data: object) -> str:
    """A message of clearance: the receipt for a form."""
    status = {"Status": "L", "IEFlag": "I", **data}
    return message(number, system="clearance", type="declaration.status", data=status)


@asynccontextmanager
async def running(
    pool: asyncpg.Pool, tracker: Tracker, *, rates: Rates | None = None
) -> AsyncIterator[Gateway]:
    """A gateway over this database; entering again is a restart."""
    inbox = WebhookStore(pool)
    delivery = Delivery(inbox, tracker.find, tracker.deliver, tracker.find)
    rates = rates or Rates(system=1000, peer=1000)
    app = create_app(inbox, delivery, Verifier(secrets_of(SECRETS)), rates)
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app), base_url="http://gateway"
    ) as http:
        yield Gateway(http, inbox, delivery, tracker, pool, app)


@asynccontextmanager
async def served(
    pool: asyncpg.Pool, tracker: Tracker, *, rates: Rates | None = None
) -> AsyncIterator[tuple[Gateway, int]]:
    """The same behind its real server, which listens on this port."""
    stopping = asyncio.Event()
    async with running(pool, tracker, rates=rates) as gateway, asyncio.TaskGroup() as tasks:
        port = free_port()
        tasks.create_task(serve(gateway.app, "127.0.0.1", port, stopping))
        async with httpx2.AsyncClient(trust_env=False, base_url=f"http://127.0.0.1:{port}") as http:
            while not await listens(port):
                await asyncio.sleep(0.01)
            gateway.http = http
            yield gateway, port
        stopping.set()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True
