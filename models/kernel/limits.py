"""Size limits of Temporal and the ledger, and how much of them we use.

A server refuses a payload of 2 MB (it warns from 512 KB on) and a message of 4 MB, a history of
50 MB or 51,200 events, and more than 2,000 updates or pending calls of one run. Ours are far below:
what is measured here is the encoded form itself, and a payload has more than one part.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, TypeAdapter

from models.kernel.base_types import Value

KIB = 1024
MIB = 1024 * KIB

RECORDED_AT_ONCE = 512 * KIB
"""Bytes of events that are recorded in one call."""

RIDING = 64 * KIB
"""Bytes of events that ride at the head of another call."""

REPEATED = 256 * KIB
"""Bytes that may lie in the history a second time while the ledger does not answer."""

EVENTS_AT_ONCE = 500
"""Events that are recorded in one call."""

BACKLOG = 8 * MIB
"""Bytes of accepted events that may wait for the ledger; until they are fewer nothing is taken in.
"""

MOST_KEPT = MIB
"""Bytes, compressed, of accepted messages that the ledger has not: the next run begins with them.
"""

TOLD_AT_ONCE = 50
"""Alarms that are told in one call."""

TOLD_BYTES = 256 * KIB
"""Bytes of them."""

PULLED_AT_ONCE = 512 * KIB
"""Bytes of messages that one look at a system brings."""

LARGEST_FACT = 64 * KIB
"""Bytes of a message of a system, as it comes."""

LARGEST_REPORT = 320 * KIB
"""Bytes of a fact as it travels: a raw message is quoted in it, its quotes and numbers grow."""

LARGEST_COMMAND = 32 * KIB
"""Bytes of what an officer sends."""

LONGEST_ID = 256
"""Characters of the id of a message."""

LARGEST_REGISTRATION = 128 * KIB
"""Bytes of the registration of a consignment."""

LARGEST_ANSWER = 2000
"""Characters of what a system says when it refuses."""

MOST_UPDATES = 1_500
"""After so many messages a run goes on anew, if the server has not said so before."""

M = TypeVar("M", bound=BaseModel | Value)


class Near(StrEnum):
    """What of a workflow can come near to a limit."""

    HISTORY_BYTES = "history-bytes"
    HISTORY_EVENTS = "history-events"
    STATE_BYTES = "state-bytes"
    WAITING_BYTES = "waiting-bytes"
    UPDATES = "updates"
    CALLS = "calls"


class RunLimit(NamedTuple):
    """Where a run ends, and from where on people are told."""

    most: int
    warn: int


LIMITS: dict[Near, RunLimit] = {
    # From 4 MB, 4,096 events or 1,500 messages on a run goes on anew: beyond, something holds it.
    Near.HISTORY_BYTES: RunLimit(50 * MIB, 15 * MIB),
    Near.HISTORY_EVENTS: RunLimit(51_200, 15_000),
    Near.STATE_BYTES: RunLimit(2 * MIB, MIB + MIB // 4),
    Near.WAITING_BYTES: RunLimit(BACKLOG, MIB),
    Near.UPDATES: RunLimit(2_000, 1_900),
    Near.CALLS: RunLimit(2_000, 1_000),
}


def encoded(value: BaseModel | Value) -> int:
    """How many bytes a value takes on its way."""
    if isinstance(value, BaseModel):
        return len(value.__pydantic_serializer__.to_json(value))
    return len(_ANY.dump_json(value))


_ANY = TypeAdapter[Any](Any)


def fitting(sizes: Iterable[int], most_bytes: int, most: int) -> int:
    """How many of these go together, from the first on; one always goes."""
    room, number = most_bytes, 0
    for size in sizes:
        room -= size
        if number and (room < 0 or number >= most):
            break
        number += 1
    return number


def next_of(waiting: Sequence[M], most_bytes: int, most: int) -> tuple[M, ...]:
    """The first of these that go together."""
    return tuple(waiting[: fitting(map(encoded, waiting), most_bytes, most)])
