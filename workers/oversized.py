"""Facts that are too large for a consignment: kept raw, and operations are told.

The sender has its 413. Who must act are the operations: what the message says has reached nobody.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime
from hashlib import sha256

import structlog
from pydantic import BaseModel, ConfigDict
from temporalio.client import Client
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from activities.temporal_errors import passing
from ledger import LedgerUnavailable
from ledger.connection import unavailable
from models.calls import Notices
from models.labels.limits import FACT_TOO_LARGE
from models.language import Language
from models.limits import LARGEST_FACT
from models.state import Alarm
from models.terms import Level, Party, System
from workers.standings import Database

KIND = "fact-too-large"
"""What the alarm is called: no event, for no consignment has heard of it."""

_POLL_SECONDS = 1.0
_ANSWER_SECONDS = 5.0
_AT_ONCE = 10
_SUMMARY = 150

KEEP = """
    insert into gateway.oversized as o (system, message_id, digest, raw) values ($1, $2, $3, $4)
    on conflict (system, message_id, digest) do update set copies = o.copies + 1
"""

UNTOLD = """
    select system, message_id, digest, octet_length(raw) as size, received_at
    from gateway.oversized where told_at is null order by number limit $1
"""

TOLD = """
    update gateway.oversized set told_at = clock_timestamp()
    where (system, message_id, digest) = ($1, $2, $3)
"""

_log = structlog.get_logger(__name__)


class Oversized(BaseModel):
    """A message that was kept, and reached nobody."""

    model_config = ConfigDict(frozen=True)

    system: System
    message_id: str
    digest: str
    size: int
    received_at: datetime


Tell = Callable[[Oversized], Awaitable[None]]
"""Tells operations of one; told twice, they hear it once."""


async def keep(database: Database, system: System, message_id: str, body: bytes) -> None:
    """Keeps a message as it came.

    Raises:
        LedgerUnavailable: the database cannot answer now.
    """
    with unavailable():
        await database.fetch(KEEP, system, message_id, sha256(body).hexdigest(), body)


async def tell_on(database: Database, tell: Tell, stopping: asyncio.Event) -> None:
    """Tells operations of what was kept, until told to stop; what fails is tried again."""
    while not stopping.is_set():
        try:
            await tell_all(database, tell)
        except LedgerUnavailable as error:
            _log.warning("the database does not answer", error=str(error))
        except Exception as error:  # noqa: BLE001 - one that cannot be told must not end the others
            level = _log.warning if passing(error) else _log.error
            level("operations are not told of a fact that is too large", error=str(error))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), _POLL_SECONDS)


async def tell_all(database: Database, tell: Tell) -> None:
    """Tells of everything that nobody was told of."""
    with unavailable():
        rows = await database.fetch(UNTOLD, _AT_ONCE)
    for one in (Oversized.model_validate(dict(row)) for row in rows):
        async with asyncio.timeout(_ANSWER_SECONDS):
            await tell(one)
        with unavailable():
            await database.fetch(TOLD, one.system, one.message_id, one.digest)


def alarm_of(one: Oversized) -> Alarm:
    """What operations are told."""
    said = {"system": one.system.value, "message": one.message_id[:128], "bytes": str(one.size)}
    fields = {**said, "most": str(LARGEST_FACT)}
    return Alarm(
        key=f"{KIND}:{one.system}:{one.digest[:16]}",
        party=Party.OPERATIONS,
        level=Level.L2,
        subject=FACT_TOO_LARGE.said(Language.EN, **fields),
        box=None,
        at=one.received_at,
        kind=KIND,
        said=fields,
    )


def teller(client: Client, task_queue: str) -> Tell:
    """By a workflow of its own, so that it is told whoever dies meanwhile."""

    async def tell(one: Oversized) -> None:
        alarm = alarm_of(one)
        notices = Notices(
            about="system", number=one.system.value, at=one.received_at, alarms=(alarm,)
        )
        with contextlib.suppress(WorkflowAlreadyStartedError):
            await client.start_workflow(
                "TellPeople",
                notices,
                id=f"telling/{alarm.key}",
                task_queue=task_queue,
                static_summary=alarm.subject[:_SUMMARY],
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            )

    return tell
