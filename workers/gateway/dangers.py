"""Dangers that reached no consignment, or one of several: people are told at once.

Which facts are dangers is said beside each type of message (`models/inbound/dangers.py`). Whatever
is delivered to the one consignment that it is about, that tells people itself.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from hashlib import sha256

from pydantic import BaseModel, ConfigDict

from ledger.connection import unavailable
from models.inbound import spelled_type
from models.inbound.dangers import Peril
from models.kernel.base_types import replace
from models.kernel.language import Language
from models.kernel.notification import LONGEST, Notification
from models.kernel.terms import EscalationLevel, Party, System
from models.notifications.request import NotificationRequest
from models.texts.limits import ALARM_UNMATCHED, MESSAGE_UNMATCHED
from workers.gateway.telling import Tell, keep_telling
from workers.recovery.stream_heads import HeadsDatabase

ALARM, UNREAD = "alarm-unmatched", "message-unmatched"
"""What the notifications are called: no events, for no consignment has heard of it."""

_SAID = "a danger that reached no consignment"
_ANSWER_SECONDS = 5.0
_AT_ONCE = 10
_PLAIN_TYPE = re.compile(r"[a-z_]+(\.[a-z_]+)*")

# One that was just taken in is being tried: it is told when that has failed, or takes too long.
UNTOLD = """
    select number, system, type, message_id, occurred_at, received_at, aliases, danger, consignment,
           coalesce(rivals, '{}') as rivals, coalesce(last_error, '') as why
    from gateway.messages
    where danger is not null and told_at is null
      and (status not in ('delivered', 'discarded') or rivals is not null)
      and (status <> 'received' or received_at < clock_timestamp() - interval '30 seconds')
    order by number
    limit $1
"""

TOLD = "update gateway.messages set told_at = clock_timestamp() where number = $1"

Near = Callable[[str], Awaitable[Sequence[str]]]
"""Given a number that nobody has: the nearest that an open consignment has, if any is near."""


class UnheardDanger(BaseModel):
    """A message that may be an alarm, and whom it has not reached."""

    model_config = ConfigDict(frozen=True)

    number: int
    system: System
    type: str
    message_id: str
    occurred_at: datetime
    received_at: datetime
    aliases: tuple[str, ...]
    danger: Peril
    consignment: str | None
    rivals: tuple[str, ...]
    why: str


async def tell_on(database: HeadsDatabase, tell: Tell, near: Near, stopping: asyncio.Event) -> None:
    """Tells people of what has reached nobody, until told to stop; what fails is tried again."""
    await keep_telling(_SAID, lambda: tell_all(database, tell, near), stopping)


async def tell_all(database: HeadsDatabase, tell: Tell, near: Near) -> None:
    """Tells of everything that nobody was told of."""
    with unavailable():
        rows = await database.fetch(UNTOLD, _AT_ONCE)
    for one in (UnheardDanger.model_validate(dict(row)) for row in rows):
        async with asyncio.timeout(_ANSWER_SECONDS):
            nearest = [] if one.consignment else [await near(alias) for alias in one.aliases[:3]]
            await tell(request_of(one, [each for found in nearest for each in found]))
        with unavailable():
            await database.fetch(TOLD, one.number)


def request_of(one: UnheardDanger, nearest: Sequence[str] = ()) -> NotificationRequest:
    """What people are told: an alarm each time, a message that nobody can read once a day a type.

    The checkpoints see the goods: whatever they send may be an alarm. Neither a plate nor what only
    stands where a type should leaves the database: `guomen messages show` has them.
    """
    alarm = one.danger is Peril.ALARM
    kind, pattern = (ALARM, ALARM_UNMATCHED) if alarm else (UNREAD, MESSAGE_UNMATCHED)
    known = one.consignment or ", ".join(nearest[:3])
    said = {
        "system": one.system.value,
        "type": _plain(one.type),
        "message": str(one.number),
        "numbers": ", ".join(filter(str.isascii, one.aliases)) or "?",
        "near": ", ".join(filter(None, (known, *one.rivals))) or "?",
    }
    day = f"{one.received_at:%Y-%m-%d}"
    of_type = _plain(one.type, sha256(one.type.encode()).hexdigest()[:16])
    key = f"{kind}:{one.number}" if alarm else f"{kind}:{one.system}:{of_type}:{day}"
    first = Notification(
        key=key,
        party=Party.CHECKPOINT_OFFICER,
        level=EscalationLevel.L3,
        subject=pattern.said(Language.EN, **said)[:LONGEST],
        box=None,
        at=one.received_at,
        kind=kind,
        said=said,
    )
    operations = replace(
        first, key=f"{key}:{Party.OPERATIONS}", party=Party.OPERATIONS, level=EscalationLevel.L2
    )
    urgent = alarm or one.system is System.CHECKPOINT
    return NotificationRequest(
        about="system",
        number=one.system.value,
        at=one.received_at,
        notifications=(first, operations) if urgent else (replace(operations, key=key),),
        emergency=alarm,
    )


def _plain(written: str, otherwise: str = "?") -> str:
    """The type as it was written, if it can be no more than the name of one."""
    name = spelled_type(written)
    return name if _PLAIN_TYPE.fullmatch(name) else otherwise
