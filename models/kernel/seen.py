"""Remembers message ids, so that one that comes twice counts once.

A state cannot keep the id of every message for ever. The latest are kept, which is far more than
can be on their way at once; the gateway keeps all of them, and passes on none a second time. What
comes after the first was forgotten gets a cause with the version in it: heard twice, it is
recorded twice, and never under an event id that the ledger has already.
"""

from collections.abc import Mapping
from typing import Protocol

REMEMBERED = 2_000
"""Messages and steps of one stream that are remembered."""

_STEP = "step:"
_MARK = " @"


class Remembering(Protocol):
    """The part of a state that is looked at here."""

    @property
    def version(self) -> int:
        """How many events it was folded from."""

    @property
    def forgotten(self) -> int:
        """How many messages it has forgotten."""


def remembered(seen: Mapping[str, str], cause: str, digest: str) -> dict[str, str]:
    """The memory with one more; of too many the oldest message goes, before any step.

    A step of the process is named by what it does: it may be taken again at any time.
    """
    kept = {**seen, _named(cause): digest}
    if len(kept) > REMEMBERED:
        oldest = next((known for known in kept if not known.startswith(_STEP)), next(iter(kept)))
        del kept[oldest]
    return kept


def forgotten(before: Mapping[str, str], after: Mapping[str, str], cause: str) -> int:
    """How many messages were forgotten on the way from one memory to the next."""
    return len(before) + (_named(cause) not in before) - len(after)


def fresh(state: Remembering, cause: str) -> str:
    """A cause that no event of the stream has yet."""
    return f"{cause}{_MARK}{state.version}" if state.forgotten else cause


def _named(cause: str) -> str:
    """The message of a cause, by which it is known when it comes again."""
    name, mark, version = cause.rpartition(_MARK)
    return name if mark and version.isdecimal() else cause
