"""What a system has said: messages with stable ids, and the pages they are pulled in."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from systems.numbers import derived_uuid
from systems.store import Store
from systems.wire.message import MessagePage, WireMessage

_KIND = "message"
_NAMES_ITS_SUBJECT = ("SeqNo", "EntryId", "BillNo", "container_no")
_NAMES_SEVERAL = ("containers", "documentReferenceReplacements")
_PAGE = 1000
_POSITION = re.compile(r"[0-9]{1,18}")  # as many digits as SQLite counts with


def message_id(system: str, kind: str, time: datetime, data: dict[str, Any]) -> str:
    """Return the id of a happening: the same one whenever, and after whatever, it is told."""
    instant = time.astimezone(UTC).isoformat()
    return f"{system}-{derived_uuid(system, kind, instant, json.dumps(data, sort_keys=True))}"


def subjects(data: dict[str, Any]) -> set[str]:
    """Return the numbers a message can be asked for by."""
    named = {str(data[name]) for name in _NAMES_ITS_SUBJECT if data.get(name)}
    return named | {str(number) for name in _NAMES_SEVERAL for number in data.get(name) or ()}


class Outbox:
    """The messages of one system, also those that were never delivered."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, identity: str) -> WireMessage | None:
        """Return the message with this id, if the system has said it."""
        return self._store.get(_KIND, identity, WireMessage)

    def add(self, message: WireMessage) -> None:
        """Keep a message at the end."""
        position = self._store.put(_KIND, message.id, message)
        self._store.mention(position, subjects(message.data))

    def page(self, since: str | None, subject: str | None) -> MessagePage:
        """Return what was said after the cursor, about the subject if one is given."""
        changes = self._store.changes(_KIND, after(self._store, since), subject, _PAGE)
        last = changes[-1].position if len(changes) == _PAGE else self._store.head()
        messages = [WireMessage.model_validate_json(change.body) for change in changes]
        return MessagePage(messages=messages, cursor=cursor(self._store, last))


def cursor(store: Store, position: int) -> str:
    """Return the cursor that continues after this position."""
    return f"{store.epoch}-{position}"


def after(store: Store, given: str | None) -> int:
    """Return the position a cursor continues after; one of a forgotten epoch starts anew."""
    epoch, _, position = (given or "").rpartition("-")
    ours = epoch == store.epoch and _POSITION.fullmatch(position)
    return int(position) if ours else 0
