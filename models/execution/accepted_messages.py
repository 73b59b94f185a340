"""Messages that were accepted and may not be on record yet, in the form in which they travel.

Whoever sent one has a receipt. When the ledger has gone another way than the run that accepted it,
or that run is gone, it is decided again from here, under the same id.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import JsonValue, WrapSerializer, WrapValidator

from models.arrival.messages import LevelHint
from models.enterprise import messages as enterprise
from models.enterprise.messages import ViolationNotice
from models.kernel.base_types import Frozen
from models.kernel.compression import Compressed, packed
from models.kernel.errors import Refused
from models.kernel.limits import KIB
from models.kernel.message import Command, Message
from models.kernel.spelling import said_digest
from models.process.messages import TOLD, UPDATES, Report
from models.supervision.messages import (
    CancellationNoticed,
    CommandOverruled,
    ReinstatementNotice,
    SuspensionNotice,
)

CANCEL = "cancel"
"""The name under which a request to cancel the workflow is kept; it is no Update."""

TO_CONSIGNMENT: Mapping[str, type[Message]] = {**UPDATES, CANCEL: CancellationNoticed}
"""What a consignment takes in, by the name of the Update."""

TO_ENTERPRISE: Mapping[str, type[Message]] = {**enterprise.UPDATES, CANCEL: CancellationNoticed}
"""What the page of an enterprise takes in, by the name of the Update."""


_SMALL = 4 * KIB
"""Bytes of a message that is not worth being compressed alone."""

CATCHING_UP = (
    "Go on from what the ledger has recorded, as after a conflict with it; `kept` are messages that"
    " were accepted and are not recorded. `guomen resurrect` sends it."
    ' Example: {"kept": []}'
)
"""What the signal `catch_up` does."""


class Kept(Frozen):
    """One message: the name and id of its Update, when it was accepted, and what it said."""

    name: str
    id: str
    at: datetime
    said: dict[str, JsonValue]


_COMPRESSED = Compressed[tuple[Kept, ...]](tuple[Kept, ...])

KeptMessages = Annotated[
    tuple[Kept, ...],
    WrapValidator(_COMPRESSED.read),
    WrapSerializer(_COMPRESSED.write, when_used="json"),
]
"""Messages as they travel: many of them, or large ones, are compressed."""


class Missed(Frozen):
    """What a workflow has to take in besides what the ledger holds."""

    kept: KeptMessages = ()


def travelling(one: Kept) -> int:
    """How many bytes a message takes at most on its way to the next run."""
    said = one.__pydantic_serializer__.to_json(one)
    return len(said) if len(said) <= _SMALL else min(len(said), len(packed(said)))


def kept(name: str, message_id: str, at: datetime, message: Message) -> Kept:
    """A message as it is kept: by its own id if it has one, by that of its Update otherwise."""
    match message:
        case Report():
            known = update_id(message)
        case ViolationNotice() | SuspensionNotice() | ReinstatementNotice() | LevelHint():
            known = message.id
        case _:
            known = message_id
    return Kept(name=name, id=known, at=at, said=message.model_dump(mode="json"))


def cancellation(run_id: str, reason: str) -> CancellationNoticed:
    """A request to cancel a run, by the id that a reset leaves as it was: each comes once."""
    return CancellationNoticed(id=f"{CANCEL}:{run_id}", reason=reason)


def update_id(report: Report) -> str:
    """The message's own id, and its content: the same id with other content must be heard too."""
    return f"{report.id}#{said_digest(report.fact)}"


def lapse(one: Kept, command: Command, refusal: Refused) -> CommandOverruled:
    """What is told of an order that was accepted and is not allowed any more."""
    return CommandOverruled(
        verb=one.name,
        command=json.dumps(one.said, ensure_ascii=False),
        officer=command.officer,
        role=command.role,
        refusal=str(refusal),
    )


def cause_of(one: Kept) -> str:
    """Under which cause the ledger holds what a message led to, if it was the first of its id."""
    match one.name:
        case "report" | "note_violation":
            return str(one.said["id"])
        case name if name in TOLD and "cause_event" in one.said:
            return f"step:{one.said['id']}"
        case name if name == CANCEL:
            return f"step:{one.said['id']}"
        case _:
            return one.id


def recorded(one: Kept, seen: Mapping[str, str]) -> bool:
    """Whether a stream holds what a message led to; `seen` are causes with their digests."""
    cause = cause_of(one)
    if one.name != "report":
        return cause in seen
    content = said_digest(Report.model_validate(one.said).fact)
    return seen.get(cause) == content or f"{cause}#{content}" in seen
