"""Preconditions of commands: each refusal says why, and what to do instead."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from pydantic import BaseModel

from models.consignment import texts
from models.consignment.state import State, mark_key
from models.kernel.errors import Refused
from models.kernel.event_types import EventType
from models.kernel.language import Speaks, Text, listed
from models.kernel.spelling import among
from models.kernel.terms import Effect, PreShipment, ProcessPhase
from models.texts.terms import coded


def require(allowed: bool, otherwise: Text, /, **fields: object) -> None:  # noqa: FBT001 - a sentence
    """Refuses with that text unless allowed."""
    if not allowed:
        raise Refused(otherwise, **fields)


def given_reason(text: str) -> str:
    """A reason that says something."""
    require(bool(text.strip()), texts.REASON_MISSING)
    return text


def named_box(said: BaseModel) -> str | None:
    """The box that a message or an event names, if one."""
    # Not getattr: pydantic makes a miss, which is every second one, ten times as slow.
    box: str | None = vars(said).get("box")
    return box


M = TypeVar("M", bound=BaseModel)


def as_known(state: State, said: M) -> M:
    """A message with the boxes and samples that it names in the spelling of the consignment."""
    changed = {
        name: found
        for name, value in vars(said).items()
        if (found := _as_known(state, name, value)) is not value
    }
    return said.model_copy(update=changed) if changed else said


def _as_known(state: State, name: str, value: object) -> object:
    if isinstance(value, BaseModel):
        return as_known(state, value)
    if isinstance(value, tuple):
        found = tuple(_as_known(state, name, each) for each in value)
        unchanged = all(new is old for new, old in zip(found, value, strict=True))
        return value if unchanged else found
    if not isinstance(value, str):
        return value
    if name in {"box", "boxes", "opened"}:
        return among(value, state.boxes) or value
    return among(value, state.samples) or value if name == "sample_no" else value


def require_known_box(state: State, box: str | None) -> None:
    """The box, if one is named, is part of the consignment."""
    known = box is None or box in state.boxes
    require(known, texts.UNKNOWN_BOX, box=box, boxes=listed(state.boxes))


def need_no_emergency(state: State) -> None:
    """No emergency is open."""
    require(state.open_emergency is None, texts.EMERGENCY_OPEN)


def need_not_frozen(state: State) -> None:
    """Nothing lies over the consignment."""
    over = listed(coded(overlay) for overlay in state.overlays)
    require(not state.frozen, texts.FROZEN, overlays=over)


def need_not_released(state: State) -> None:
    """The goods are not released yet."""
    require(not state.released, texts.RELEASED)


_PERMITTING = (EventType.OFFICER_SENT, EventType.TRANSSHIPMENT_APPROVED)
"""After these the seal or the lock of a box may be another one (domain 4.3)."""


def seen_to(state: State, number: str, at: datetime) -> bool:
    """Whether customs had a hand in it before: one of these, or the end of its lock's emergency."""
    marks = [state.marks.get(mark_key(kind, number)) for kind in _PERMITTING]
    times = [*(mark.at for mark in marks if mark), state.boxes[number].lock_seen_to]
    return any(known is not None and known <= at for known in times)


def of_boxes(codes: Iterable[tuple[str, str | None]]) -> Speaks:
    """Codes with the box that each concerns, if one."""
    return listed(
        code if box is None else texts.OF_BOX.of(code=code, box=box) for code, box in codes
    )


def left_in_traditional_mode(state: State, at: datetime) -> bool:
    """A box that passes the port's gate then does so in the traditional mode.

    One that passed before the pilot was left, and is only heard of now, passed in the pilot.
    """
    fell = state.marks.get(EventType.FELL_BACK)
    in_pilot = fell is not None and at <= fell.at
    return state.course is ProcessPhase.TRADITIONAL and not in_pilot


def ashore(state: State) -> bool:
    """The vessel has arrived, as far as anybody heard."""
    return state.happened(EventType.VESSEL_ARRIVED) or state.happened(EventType.DISCHARGED)


def on_the_way_out(state: State) -> bool:
    """Returned goods have set out: on the road back, in the port again, on board."""
    boxes = state.boxes.values()
    moved = any(box.return_gated_out or box.returned for box in boxes)
    return moved or any(
        map(
            state.happened,
            (EventType.RETURN_DEPARTED, EventType.RETURN_LOADED, EventType.RETURN_EXITED),
        )
    )


def approved(state: State, at: datetime) -> bool:
    """The pre-shipment approval stands at that time; its deadline says when it runs out."""
    if state.pre_shipment is not PreShipment.APPROVED:
        return False
    end = approved_until(state)
    return end is not None and at <= end


def approved_until(state: State) -> datetime | None:
    """The end of the approval; its deadline knows of frozen and of added time."""
    ends = (
        escalation.due
        for deadline in state.deadlines.values()
        if deadline.open
        for escalation in deadline.escalations
        if escalation.effect is Effect.EXPIRE_APPROVAL
    )
    return next(ends, state.approved_until)


def permitted(state: State, verb: str) -> bool:
    """Whether a deadline that ran out leaves that command to the party of a level that fired."""
    return any(
        escalation.standing and verb in deadline.rule.at(escalation.level).decides
        for deadline in state.deadlines.values()
        if deadline.open
        for escalation in deadline.escalations
    )
