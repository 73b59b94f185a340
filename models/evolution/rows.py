"""The form of the tables that say what events mean, and what several of them need."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from models.box import Box
from models.events import Body
from models.state import State
from models.terms import Disposal, Overlay

Change = dict[str, object]
K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True)
class Changes:
    """What the events of one matter change.

    - `box`, `state`: fields of their box, or of the consignment
    - `anew`: types of events that their box may see once more: what is known of them is forgotten
    """

    box: dict[type[Body], Callable[[Any, Box, datetime], Change]] = field(default_factory=dict)
    state: dict[type[Body], Callable[[Any, State, datetime], Change]] = field(default_factory=dict)
    anew: dict[type[Body], tuple[str, ...]] = field(default_factory=dict)


MOST = 500
"""Entries of any list of a state: the latest, far more than a life brings together."""


def latest(known: Iterable[T], *more: T) -> tuple[T, ...]:
    """These and more, the last of them: a state has bounds, the ledger keeps all."""
    return (*known, *more)[-MOST:]


def newest(known: Mapping[K, T], key: K, value: T) -> dict[K, T]:
    """The same of what has a key: what was entered first goes first."""
    entered = {**known, key: value}
    for old in list(entered)[: max(0, len(entered) - MOST)]:
        del entered[old]
    return entered


def known_later(state: State, at: datetime, *event_types: str) -> bool:
    """Whether one of these happened after that instant."""
    marks = [state.marks[kind] for kind in event_types if kind in state.marks]
    return any(mark.at > at for mark in marks)


def with_overlay(overlays: tuple[Overlay, ...], overlay: Overlay) -> tuple[Overlay, ...]:
    """The overlays with one more."""
    return (*without_overlay(overlays, overlay), overlay)


def without_overlay(overlays: tuple[Overlay, ...], overlay: Overlay) -> tuple[Overlay, ...]:
    """The overlays without that one."""
    return tuple(known for known in overlays if known is not overlay)


def decided_anew(state: State, disposal: Disposal) -> Change:
    """The disposal; another one than was decided before undoes that, and is told as a new word."""
    undone = state.disposal in (Disposal.RETURN, Disposal.DESTROY)
    again = state.reinstated + undone
    return {"disposal": disposal, "reinstated": again, "return_wanted": None}
