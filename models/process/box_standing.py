"""Derives from a state where each box is, and what its checks have come to."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from models.consignment.box import Box
from models.consignment.state import State, mark_key
from models.kernel.event_types import EventType
from models.kernel.terms import (
    BoxPlace,
    CheckResult,
    Outcome,
    ProcessPhase,
    SealState,
    Suspicion,
    Triage,
)

_GONE = {
    Outcome.DESTROYED: BoxPlace.DESTROYED,
    Outcome.SEIZED: BoxPlace.SEIZED,
    Outcome.HANDED_OVER: BoxPlace.HANDED_OVER,
}
_IN_ORDER = (SealState.INTACT, SealState.REPLACED)


class Whereabouts(NamedTuple):
    """Where a box is, and since when if anybody said."""

    place: BoxPlace
    since: datetime | None = None


class CheckStanding(NamedTuple):
    """What a check found, and what has become of that: None while it stands as it was found."""

    found: CheckResult | SealState
    settled: Triage | Suspicion | None = None


def whereabouts(state: State, box: Box) -> Whereabouts:
    """The latest place that a box has reached."""
    known = (_ended(state, box), _returning(state, box), _free(state, box), _inland(box))
    return next(filter(None, known), None) or _outside(state, box)


def _ended(state: State, box: Box) -> Whereabouts | None:
    if box.missing:
        return Whereabouts(BoxPlace.MISSING)
    if box.released or state.outcome not in _GONE:
        return None
    return Whereabouts(_GONE[state.outcome])


def _returning(state: State, box: Box) -> Whereabouts | None:
    """On its way out of the country; whoever was released of a partly returned lot is not."""
    if box.released or state.course not in (ProcessPhase.RETURN, ProcessPhase.CLOSED):
        return None
    if box.back and _at(state, EventType.RETURN_EXITED):
        return Whereabouts(BoxPlace.LEFT_THE_COUNTRY, _at(state, EventType.RETURN_EXITED))
    if box.returned:
        return Whereabouts(BoxPlace.BACK_IN_PORT, box.returned)
    if box.return_gated_out:
        return Whereabouts(BoxPlace.ON_THE_WAY_BACK, box.return_gated_out)
    if box.ready_to_return:
        return Whereabouts(BoxPlace.SEALED_TO_RETURN)
    return None


def _free(state: State, box: Box) -> Whereabouts | None:
    """Released: at the enterprise it may be used, in the port it may be fetched."""
    if not (state.released or box.released):
        return None
    if box.arrived or box.unloaded:
        return Whereabouts(BoxPlace.RELEASED)
    if box.gated_out:
        return Whereabouts(BoxPlace.PICKED_UP, box.gated_out)
    return Whereabouts(BoxPlace.TO_BE_PICKED_UP)


def _inland(box: Box) -> Whereabouts | None:
    if box.unloaded:
        return Whereabouts(BoxPlace.UNLOADED, box.unloaded)
    if box.arrived:
        return Whereabouts(BoxPlace.ARRIVED, box.arrived)
    return Whereabouts(BoxPlace.ON_THE_ROAD, box.gated_out) if box.gated_out else None


def _outside(state: State, box: Box) -> Whereabouts:
    """Not inland yet: in the port, or before it."""
    for event, place in (
        (EventType.ARRIVED_AT_SITE, BoxPlace.AT_SITE),
        (EventType.RETURNED_TO_YARD, BoxPlace.IN_YARD),
    ):
        if since := _at(state, event, box.number):
            return Whereabouts(place, since)
    if box.gate_refused:
        return Whereabouts(BoxPlace.STOPPED_AT_GATE)
    if box.permit_no:
        return Whereabouts(BoxPlace.MAY_LEAVE)
    if box.withheld:
        return Whereabouts(BoxPlace.PERMIT_WITHHELD)
    if box.refusal:
        return Whereabouts(BoxPlace.PERMIT_REFUSED)
    ashore = _at(state, EventType.DISCHARGED)
    if ashore or box.radiation or box.machine:
        return Whereabouts(BoxPlace.IN_PORT, ashore)
    for event, place in (
        (EventType.VESSEL_ARRIVED, BoxPlace.ABOARD),
        (EventType.SHIPPED, BoxPlace.AT_SEA),
    ):
        if since := _at(state, event):
            return Whereabouts(place, since)
    return Whereabouts(BoxPlace.NOT_SHIPPED)


def radiation(box: Box) -> CheckStanding | None:
    """What the portal found, and what an officer made of its alarm."""
    return CheckStanding(box.radiation, box.triage) if box.radiation else None


def machine(state: State, box: Box) -> CheckStanding | None:
    """What the scanner found; its suspicion is settled when nothing of the box is open."""
    if box.machine is not CheckResult.ALARM:
        return CheckStanding(box.machine) if box.machine else None
    return CheckStanding(box.machine, _settled(state, box))


def seal(state: State, box: Box) -> CheckStanding | None:
    """How the seal was found; what was wrong with it is settled like a suspicion of the goods."""
    if box.seal_state is None or box.seal_state in _IN_ORDER:
        return CheckStanding(box.seal_state) if box.seal_state else None
    return CheckStanding(box.seal_state, _settled(state, box))


def _settled(state: State, box: Box) -> Suspicion | None:
    """The gravest verdict on what was suspected of a box; None while anything is suspected."""
    found = {defect.status for defect in state.defects if defect.box == box.number}
    return _first((Suspicion.CONFIRMED, Suspicion.CLEARED), found)


def _first(order: Iterable[Suspicion], found: set[Suspicion]) -> Suspicion | None:
    if Suspicion.SUSPECTED in found:
        return None
    return next((each for each in order if each in found), None)


def _at(state: State, event: EventType, box: str | None = None) -> datetime | None:
    mark = state.marks.get(mark_key(event, box))
    return mark.at if mark else None
