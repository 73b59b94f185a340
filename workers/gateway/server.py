"""The process that takes in what the systems report: `python -m workers.gateway.server --port N`.

SIGTERM lets it finish what it is answering and delivering; what still waits is in the database.
"""

import asyncio
import contextlib
import logging
import socket
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import uvicorn
from fastapi import FastAPI

from ledger import Ledger
from models.kernel.terms import System
from projections import queries
from workers import process_lifecycle, settings, telemetry, temporal_client
from workers.consignment_client import deliver
from workers.gateway import dangers, oversized
from workers.gateway.connection_limits import (
    IDLE_SECONDS,
    LONGEST_HEAD,
    MOST_CONNECTIONS,
    GuardedProtocol,
)
from workers.gateway.delivery import Delivery
from workers.gateway.rate_limits import Rates, Sparing
from workers.gateway.signature import Verifier
from workers.gateway.telling import teller
from workers.gateway.webhook_secrets import secrets_of
from workers.gateway.webhook_store import WebhookStore
from workers.gateway.webhooks import create_app
from workers.stack.process_table import OURS
from workers.wiring import ledger_pool

DRAIN_SECONDS = 10


class _Server(uvicorn.Server):
    """Leaves the signals to the door."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(app: FastAPI, host: str, port: int, stopping: asyncio.Event) -> None:
    """Serve until told to stop, then finish what is being answered.

    Raises:
        OSError: the port is taken.
    """
    config = uvicorn.Config(
        app,
        http=GuardedProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        # Whoever connects could claim any address in a header, and be counted under it.
        proxy_headers=False,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        limit_concurrency=MOST_CONNECTIONS + 1,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )
    server = _Server(config)
    # Bound here: when uvicorn binds, a taken port ends the interpreter instead of raising.
    with _sparing_log(), socket.create_server((host, port), backlog=config.backlog) as listener:
        serving = asyncio.create_task(server.serve(sockets=[listener]), name="gateway")
        told = asyncio.create_task(stopping.wait())
        await asyncio.wait({serving, told}, return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        told.cancel()
        await serving


@contextlib.contextmanager
def _sparing_log() -> Iterator[None]:
    log, sparing = logging.getLogger("uvicorn.error"), Sparing()
    log.addFilter(sparing)
    try:
        yield
    finally:
        log.removeFilter(sparing)


async def main() -> None:
    """Run the gateway with the settings of the environment."""
    parser = ArgumentParser(prog="python -m workers.gateway.server", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=OURS["gateway"].port)
    asked = parser.parse_args()
    given = settings.read()
    telemetry.configure(given)
    verifier = Verifier(
        secrets_of(
            {
                System.CLEARANCE: given.clearance_webhook_secrets,
                System.CHECKPOINT: given.checkpoint_webhook_secrets,
                System.ENTERPRISE: given.enterprise_webhook_secrets,
            }
        )
    )
    rates = Rates(system=given.gateway_system_rate, peer=given.gateway_peer_rate)
    stopping = process_lifecycle.stop_event()
    async with await ledger_pool(given) as pool:
        client = await temporal_client.connect(given, lazy=True)
        inbox = WebhookStore(pool, timedelta(hours=given.dead_letter_hours))
        tell = partial(
            deliver, client, Ledger(pool), task_queue=given.task_queue, language=given.lang
        )
        delivery = Delivery(
            inbox, partial(queries.known_as, pool), tell, partial(queries.open_as, pool)
        )
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(delivery.run(stopping))
            people = teller(client, given.task_queue)
            near = partial(queries.nearest, pool)
            tasks.create_task(oversized.tell_on(pool, people, stopping))
            tasks.create_task(dangers.tell_on(pool, people, near, stopping))
            app = create_app(inbox, delivery, verifier, rates)
            tasks.create_task(serve(app, asked.host, asked.port, stopping))


if __name__ == "__main__":
    process_lifecycle.run(main())
