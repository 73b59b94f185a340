"""Imports on the real server with the real ledger; the systems behind the doors are nobody."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import asyncpg
from temporalio import activity
from temporalio.client import Client

from activities.ledger_append import LedgerActivities, Recorder
from ledger import CoalescingWriter, Ledger
from models.consignment.registration import Registration
from models.execution.manifest_import import Wish
from tests.history import sample_registration
from tests.workflows.fake_activities import Doors
from workers import wiring
from workers.imports.import_client import AcceptedImport, hand_over
from workers.settings import Settings
from workers.task_queue_workers import tracker

REGISTERED = "select count(*) from ledger.events where event_type = 'consignment-registered'"


def manifest(size: int) -> list[Registration]:
    """Consignments that no other test has."""
    prefix = uuid4()
    return [
        sample_registration(n).model_copy(update={"tracking_no": f"NB26-{prefix}-{n}"})
        for n in range(1, size + 1)
    ]


@dataclass
class Office:
    """Where manifests are handed over, while its tracker works."""

    client: Client
    pool: asyncpg.Pool
    queue: str

    async def take(
        self, found: list[Registration], rate: int = 1000, file: str = "清单.csv"
    ) -> AcceptedImport:
        """Hand a manifest over."""
        wish = Wish(file, found, rate)
        return await hand_over(self.client, self.pool, wish, task_queue=self.queue)

    async def registered(self) -> int:
        """How many consignments the ledger knows."""
        count: int = await self.pool.fetchval(REGISTERED)
        return count

    @asynccontextmanager
    async def tracker(self) -> AsyncIterator[None]:
        """A tracker of its own, gone when the block ends."""
        async with CoalescingWriter(Ledger(self.pool)) as writer:
            settings = Settings(database_url="postgresql://unused", task_queue=self.queue)
            doors: list[Any] = [LedgerActivities(Recorder(writer)).record]
            doors += [door for door in Doors().all() if _name(door) != "record"]
            doors += wiring.imports(self.client, self.pool, settings)
            async with tracker(self.client, doors, self.queue):
                yield


def _name(door: Any) -> str | None:
    return activity._Definition.must_from_callable(door).name


def office(client: Client, pool: asyncpg.Pool) -> Office:
    """An office without a tracker yet."""
    return Office(client, pool, str(uuid4()))
