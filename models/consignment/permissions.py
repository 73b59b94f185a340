"""What speaks against a permission: read before it is asked for, and as long as it stands.

One rule for both: what may not be permitted now does not stay permitted either, whichever message
is heard first. What is taken back then says `models/process/revocation.py`.
"""

from collections.abc import Iterable
from datetime import datetime

from models.consignment.box import Box, Permit
from models.consignment.state import State
from models.kernel.terms import Disposal, Mode, Overlay, ProcessPhase, Suspicion


def against_removal(state: State, box: Box) -> str | None:
    """Why a box that lies in the port may not leave it in the pilot; None if nothing is known."""
    if state.course is not ProcessPhase.PILOT:
        return _course(state)
    if not state.declaration_stands:
        return f"the declaration does not stand (status {state.declaration})"
    if stopped := overlays_on(state, box):
        return _under(stopped)
    if not box.cleared:
        return "radiation and machine inspection are not passed"
    found = _doubts(state, box)
    return f"{found} is open on the box" if found else None


def against_permit(state: State, box: Box) -> str | None:
    """Why a permit to remove that was given does not stand any more; None if it does.

    A box that an officer holds back keeps the reason that he gave; a refusal is the last word of
    clearance, whichever it gave before.
    """
    if box.withheld:
        return "an inspection was ordered while the permit was asked for"
    return f"refused since: {box.refusal}" if box.refusal else against_removal(state, box)


def against_unloading(state: State, box: Box) -> str | None:
    """Why a box at the enterprise may not be opened; None if nothing is known.

    What is to be destroyed is taken out under the eyes of an officer.
    """
    if state.course is ProcessPhase.DESTRUCTION:
        return None
    if state.course is not ProcessPhase.PILOT:
        return _course(state)
    if stopped := overlays_on(state, box):
        return _under(stopped)
    suspected = sorted({defect.reason for defect in state.suspicions(box.number)})
    return f"{', '.join(suspected)} is suspected of the box" if suspected else None


def against_way_back(state: State, box: Box) -> str | None:
    """Why a box may not set out for the port; None if nothing is known."""
    if state.course is not ProcessPhase.RETURN:
        return "its return is not ordered any more"
    if box.released:
        return "it was released by itself"
    stopped = overlays_on(state, box)
    return _under(stopped) if stopped else None


def against_leaving(state: State, box: Box) -> str | None:
    """Why no gate may let a box out that it might have been told to let out; None if it may.

    A box that was never permitted anything meets a closed gate anyway.
    """
    if box.return_trip_no is not None:
        return against_way_back(state, box)
    if state.mode is Mode.TRADITIONAL and state.released:
        stopped = overlays_on(state, box)
        return _under(stopped) if stopped else None
    if not box.permits or box.permit_no is not None:
        return None
    return box.permits[-1].why


def waits_at_gate(state: State, box: Box) -> bool:
    """It is where a gate can still stop it: in the port, or at the enterprise before its return."""
    left = box.return_gated_out or box.returned
    going_back = box.return_trip_no is not None and left is None
    return state.outcome is None and (going_back or not box.inland)


def overlays_on(state: State, box: Box) -> tuple[Overlay, ...]:
    """The overlays that stop a box; what has left the port goes on to a suspended enterprise."""
    return tuple(each for each in state.overlays if _reaches(each, box))


def overlays_at(state: State, box: Box | None, at: datetime) -> tuple[Overlay, ...]:
    """Those that had been put on before that instant, and not been taken off by then.

    Over a box that lay in the port; without one those that lie over released goods.
    """
    lay = (
        stop.overlay
        for stop in state.stops
        if stop.since < at and (stop.until is None or at < stop.until)
        if box is not None or stop.overlay is not Overlay.SUSPENDED
    )
    return tuple(dict.fromkeys(lay))


def permit_at(permits: Iterable[Permit], at: datetime) -> Permit | None:
    """The permit that was in force at that instant, None when there was none."""
    given = [each for each in permits if each.given <= at]
    return next((each for each in given if each.ended is None or at <= each.ended), None)


def ended_before(permits: Iterable[Permit], at: datetime) -> Permit | None:
    """The last permit that had ended by then, None when there was none."""
    ended = [each for each in permits if each.ended is not None and each.given <= at]
    return max(ended, key=lambda each: each.ended or at, default=None)


def _reaches(overlay: Overlay, box: Box) -> bool:
    return overlay is not Overlay.SUSPENDED or not box.inland


def _doubts(state: State, box: Box) -> str:
    """Defects of that box that nobody has cleared, nor ordered to be treated at the enterprise."""
    treated = state.disposal is Disposal.RECTIFY
    open_ones = {
        defect.reason
        for defect in state.defects
        if defect.box == box.number and not defect.afloat
        if defect.status is Suspicion.SUSPECTED
        or (defect.status is Suspicion.CONFIRMED and not treated)
    }
    return ", ".join(sorted(open_ones))


def _course(state: State) -> str:
    match state.course:
        case ProcessPhase.TRADITIONAL:
            cause = state.causes[-1] if state.causes else Mode.TRADITIONAL
            return f"the pilot was left: {cause}"
        case ProcessPhase.RETURN:
            return "the return of the goods is ordered"
        case ProcessPhase.DESTRUCTION:
            return "the destruction of the goods is ordered"
        case ProcessPhase.CLOSED:
            return f"the consignment is closed: {state.outcome}"
        case ProcessPhase.INBOUND | ProcessPhase.PILOT:
            return "the mode of supervision is not decided"


def _under(overlays: Iterable[Overlay]) -> str:
    return f"the goods are stopped: {', '.join(overlays)}"
