"""The form of the tables that say what events mean, and what several of them need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from models.consignment.box import Box, Permit
from models.consignment.state import State
from models.kernel.base_types import replace
from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.fold import Row
from models.kernel.terms import Disposal, Overlay

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True)
class Changes:
    """What the events of one matter change.

    - `box`, `state`: what their box becomes, or the consignment
    - `anew`: types of events that their box may see once more: what is known of them is forgotten
    """

    box: tuple[Row[Box], ...] = ()
    state: tuple[Row[State], ...] = ()
    anew: dict[type[Body], tuple[EventType, ...]] = field(default_factory=dict)


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


def ended(
    permits: Iterable[Permit], at: datetime, why: str, *, lapsed: bool = False
) -> tuple[Permit, ...]:
    """The permissions of a box when those that stand end."""
    return tuple(
        replace(each, ended=max(at, each.given), why=why, lapsed=lapsed)
        if each.ended is None
        else each
        for each in permits
    )


def known_later(state: State, at: datetime, *event_types: EventType) -> bool:
    """Whether one of these happened after that instant."""
    marks = [state.marks[kind] for kind in event_types if kind in state.marks]
    return any(mark.at > at for mark in marks)


def with_overlay(state: State, overlay: Overlay) -> State:
    """The consignment under one more overlay, the latest."""
    others = without_overlay(state, overlay).overlays
    return replace(state, overlays=(*others, overlay))


def without_overlay(state: State, overlay: Overlay) -> State:
    """The consignment without that overlay."""
    others = tuple(known for known in state.overlays if known is not overlay)
    return replace(state, overlays=others)


def decided_anew(state: State, disposal: Disposal) -> State:
    """The disposal; another one than was decided before undoes that, and is told as a new word."""
    undone = state.disposal in (Disposal.RETURN, Disposal.DESTROY)
    again = state.reinstated + undone
    return replace(state, disposal=disposal, reinstated=again, return_wanted=None)
