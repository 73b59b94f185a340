"""What several matters lead to: an emergency, or the end of the pilot."""

from datetime import datetime

from models import events
from models.box import Box
from models.decisions.rows import Bodies
from models.eligibility import SUSPICIONS
from models.state import State
from models.terms import Cause, Danger, Suspicion

ANTI_SMUGGLING = "anti-smuggling"


def emergency(state: State, danger: Danger, box: str | None, reason: str) -> Bodies:
    """One emergency at a time: a further danger joins the open one, and people hear of it."""
    known = state.emergency
    if known is None or known.lifted:
        return [events.EmergencyRaised(danger=danger, box=box, reason=reason)]
    if (known.danger, known.box) == (danger, box):
        return []
    return [events.DangerJoined(danger=danger, box=box, reason=reason)]


def responders(state: State, box: str | None, reason: str) -> Bodies:
    """Responders take over (domain 4.7); once a box, for as long as the emergency is open."""
    known = state.open_emergency
    if known is not None and box in known.responders:
        return []
    return [events.RespondersCalled(box=box, parties=state.rules.responders, reason=reason)]


def suspicion(reason: str, box: str, note: str) -> events.NonconformanceRaised:
    """A defect that somebody has to confirm or to clear."""
    return events.NonconformanceRaised(
        reason=reason, status=Suspicion.SUSPECTED, box=box, note=note
    )


def referral(state: State, to: str, reason: str) -> Bodies:
    """Hands the case to an authority, unless they have it already."""
    return [] if to in state.referred else [events.CaseReferred(to=to, reason=reason)]


def fall_back(state: State, cause: Cause, reason: str) -> Bodies:
    """Leaves the pilot where it can still be left, and says nothing where it can not."""
    if not state.may_fall_back:
        return []
    return [events.FellBack(cause=cause, reason=reason)]


def suspected_in_port(state: State, reason: str, note: str) -> Bodies:
    """A defect that is suspected before gate-out ends the pilot, whoever suspects it."""
    cause = SUSPICIONS.get(reason, Cause.FOREIGN_MATTER)
    return fall_back(state, cause, f"{reason}: {note}" if note else reason)


def stop_fleet(box: Box, reason: str) -> Bodies:
    """Stops the trucks of whoever hauls a long overdue box, if that is known (domain 4.3)."""
    if not box.haulier or box.fleet_stopped:
        return []
    stopped = events.FleetStopped(
        box=box.number, trip_no=box.drive_no, haulier=box.haulier, reason=reason
    )
    return [stopped]


def resume_fleet(box: Box, reason: str) -> Bodies:
    """Lets them drive again, if they were stopped for that box."""
    if not box.fleet_stopped:
        return []
    resumed = events.FleetResumed(
        box=box.number, trip_no=box.fleet_stopped, haulier=box.haulier, reason=reason
    )
    return [resumed]


def withdraw_permits(state: State, reason: str, before: datetime | None = None) -> Bodies:
    """Takes the permits to remove of boxes that are still in the port back.

    With `before` only those given until then, and each waits for an officer: he lets the removal go
    on (resume_removal) or leaves the pilot (fall_back).
    """
    withdrawn: Bodies = []
    for box in state.boxes.values():
        if box.permit_no is None or box.inland:
            continue
        if before is not None and before < state.marks[f"removal-permitted/{box.number}"].at:
            continue
        withdrawn.append(
            events.RemovalPermitWithdrawn(
                box=box.number,
                permit_no=box.permit_no,
                reason=reason,
                until_decided=before is not None,
            )
        )
    return withdrawn
