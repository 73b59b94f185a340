"""What commands need, and what facts run into: each says why, and what to do instead."""

from collections.abc import Iterable
from datetime import datetime

from pydantic import BaseModel

from models import events
from models.decisions import refusals
from models.errors import Refused
from models.labels.terms import coded
from models.language import Speaks, Text, listed
from models.state import State, mark_key
from models.terms import PreShipment


def need(allowed: bool, otherwise: Text, /, **fields: object) -> None:  # noqa: FBT001 - a sentence
    """Refuses with that text unless allowed."""
    if not allowed:
        raise Refused(otherwise, **fields)


def given_reason(text: str) -> str:
    """A reason that says something."""
    need(bool(text.strip()), refusals.REASON_MISSING)
    return text


def named_box(said: BaseModel) -> str | None:
    """The box that a message or an event names, if one."""
    # Not getattr: pydantic makes a miss, which is every second one, ten times as slow.
    box: str | None = vars(said).get("box")
    return box


def need_known_box(state: State, box: str | None) -> None:
    """The box, if one is named, is part of the consignment."""
    known = box is None or box in state.boxes
    need(known, refusals.UNKNOWN_BOX, box=box, boxes=listed(state.boxes))


def need_no_emergency(state: State) -> None:
    """No emergency is open."""
    need(state.open_emergency is None, refusals.EMERGENCY_OPEN)


def need_not_frozen(state: State) -> None:
    """Nothing lies over the consignment."""
    over = listed(coded(overlay) for overlay in state.overlays)
    need(not state.frozen, refusals.FROZEN, overlays=over)


def need_not_released(state: State) -> None:
    """The goods are not released yet."""
    need(not state.released, refusals.RELEASED)


_PERMITTING = ("officer-sent", "transshipment-approved")
"""After these the seal or the lock of a box may be another one (domain 4.3)."""


def seen_to(state: State, number: str, at: datetime) -> bool:
    """Whether customs had a hand in it before: one of these, or the end of its lock's emergency."""
    marks = [state.marks.get(mark_key(kind, number)) for kind in _PERMITTING]
    times = [*(mark.at for mark in marks if mark), state.boxes[number].lock_seen_to]
    return any(known is not None and known <= at for known in times)


def of_boxes(codes: Iterable[tuple[str, str | None]]) -> Speaks:
    """Codes with the box that each concerns, if one."""
    return listed(
        code if box is None else refusals.OF_BOX.of(code=code, box=box) for code, box in codes
    )


def ashore(state: State) -> bool:
    """The vessel has arrived, as far as anybody heard."""
    return state.happened("vessel-arrived") or state.happened("discharged")


def on_the_way_out(state: State) -> bool:
    """Returned goods have set out: on the road back, in the port again, on board."""
    boxes = state.boxes.values()
    moved = any(box.return_gated_out or box.returned for box in boxes)
    return moved or any(map(state.happened, ("return-departed", "return-loaded", "return-exited")))


def approved(state: State, at: datetime) -> bool:
    """The pre-shipment approval stands at that time; P04 says more exactly when it runs out."""
    if state.pre_shipment is not PreShipment.APPROVED:
        return False
    end = approved_until(state)
    return end is None or at <= end


def approved_until(state: State) -> datetime | None:
    """The end of the approval; its deadline knows of frozen and of added time."""
    term = state.deadlines.get("P04")
    return term.milestones[-1].due if term is not None and term.open else state.approved_until


def contradiction(fact: str, known: str, box: str | None) -> events.FactContradicted:
    """A fact says otherwise than what is known: both stand in the ledger."""
    return events.FactContradicted(fact=fact, known=known, box=box)
