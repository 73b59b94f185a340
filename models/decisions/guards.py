"""What commands need, and what facts run into: each says why, and what to do instead."""

from datetime import datetime

from pydantic import BaseModel

from models import events
from models.errors import Refused
from models.state import State
from models.terms import PreShipment


def need(allowed: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Refuses with that text unless allowed."""
    if not allowed:
        raise Refused(otherwise)


def given_reason(text: str) -> str:
    """A reason that says something."""
    need(bool(text.strip()), "give a reason: it is recorded with your name")
    return text


def named_box(said: BaseModel) -> str | None:
    """The box that a message or an event names, if one."""
    # Not getattr: pydantic makes a miss, which is every second one, ten times as slow.
    box: str | None = vars(said).get("box")
    return box


def need_known_box(state: State, box: str | None) -> None:
    """The box, if one is named, is part of the consignment."""
    known = box is None or box in state.boxes
    need(known, f"box {box} is not part of this consignment; it has {', '.join(state.boxes)}")


def need_no_emergency(state: State) -> None:
    """No emergency is open."""
    need(
        state.emergency is None or state.emergency.lifted,
        "an emergency is open; lift it first (lift_emergency)",
    )


def need_not_released(state: State) -> None:
    """The goods are not released yet."""
    need(not state.released, "the goods have been released for use")


def ashore(state: State) -> bool:
    """The vessel has arrived, as far as anybody heard."""
    return state.happened("vessel-arrived") or state.happened("discharged")


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
