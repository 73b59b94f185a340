"""Messages that are signed, and too large or unreadable: kept raw, and people are told.

The sender has its 413 or 400. Who must act are the operations: what was said has reached nobody.
"""

import asyncio
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from pydantic import BaseModel, ConfigDict

from ledger.connection import unavailable
from models.kernel.base_types import replace
from models.kernel.language import Language
from models.kernel.limits import LARGEST_FACT
from models.kernel.notification import Notification
from models.kernel.terms import EscalationLevel, Party, System
from models.notifications.request import NotificationRequest
from models.texts.limits import FACT_TOO_LARGE, FACT_UNREADABLE
from workers.gateway.telling import Tell, keep_telling
from workers.recovery.stream_heads import HeadsDatabase

KIND, UNREADABLE = "fact-too-large", "message-unreadable"
"""What the alarms are called: no events, for no consignment has heard of it."""


class Unheard(StrEnum):
    """Why a message was kept and not taken in."""

    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"


_SAID = "a message that was set aside"
_ANSWER_SECONDS = 5.0
_AT_ONCE = 10

KEEP = """
    insert into gateway.oversized as o (system, message_id, digest, raw, why)
    values ($1, $2, $3, $4, $5)
    on conflict (system, message_id, digest) do update set copies = o.copies + 1
"""

UNTOLD = """
    select system, message_id, digest, octet_length(raw) as size, received_at, why
    from gateway.oversized where told_at is null order by number limit $1
"""

TOLD = """
    update gateway.oversized set told_at = clock_timestamp()
    where (system, message_id, digest) = ($1, $2, $3)
"""


class OversizedMessage(BaseModel):
    """A message that was kept, and reached nobody."""

    model_config = ConfigDict(frozen=True)

    system: System
    message_id: str
    digest: str
    size: int
    received_at: datetime
    why: Unheard = Unheard.TOO_LARGE


async def keep(
    database: HeadsDatabase, system: System, message_id: str, body: bytes, why: Unheard
) -> None:
    """Keeps a message as it came.

    Raises:
        LedgerUnavailable: the database cannot answer now.
    """
    with unavailable():
        await database.fetch(KEEP, system, message_id, sha256(body).hexdigest(), body, why)


async def tell_on(database: HeadsDatabase, tell: Tell, stopping: asyncio.Event) -> None:
    """Tells operations of what was kept, until told to stop; what fails is tried again."""
    await keep_telling(_SAID, lambda: tell_all(database, tell), stopping)


async def tell_all(database: HeadsDatabase, tell: Tell) -> None:
    """Tells of everything that nobody was told of."""
    with unavailable():
        rows = await database.fetch(UNTOLD, _AT_ONCE)
    for one in (OversizedMessage.model_validate(dict(row)) for row in rows):
        async with asyncio.timeout(_ANSWER_SECONDS):
            await tell(alarm_of(one))
        with unavailable():
            await database.fetch(TOLD, one.system, one.message_id, one.digest)


def alarm_of(one: OversizedMessage) -> NotificationRequest:
    """What people are told. What nobody could read may have been an alarm of the checkpoint."""
    said = {"system": one.system.value, "message": one.message_id[:128], "bytes": str(one.size)}
    kind, pattern, key = KIND, FACT_TOO_LARGE, one.digest[:16]
    fields = {**said, "most": str(LARGEST_FACT)}
    if one.why is Unheard.UNREADABLE:
        # Whoever cannot write sends many of them: once an hour is enough.
        kind, pattern, key = UNREADABLE, FACT_UNREADABLE, f"{one.received_at:%Y-%m-%dT%H}"
    alarm = Notification(
        key=f"{kind}:{one.system}:{key}",
        party=Party.OPERATIONS,
        level=EscalationLevel.L2,
        subject=pattern.said(Language.EN, **fields),
        box=None,
        at=one.received_at,
        kind=kind,
        said=fields,
    )
    officer = replace(
        alarm,
        key=f"{alarm.key}:{Party.CHECKPOINT_OFFICER}",
        party=Party.CHECKPOINT_OFFICER,
        level=EscalationLevel.L3,
    )
    told = (alarm, officer) if one.system is System.CHECKPOINT else (alarm,)
    return NotificationRequest(
        about="system", number=one.system.value, at=one.received_at, notifications=told
    )
