"""What any matter may lead to: an emergency, and responders who take over."""

from models.consignment.decision_tables import Bodies
from models.consignment.state import State
from models.emergency.events import DangerJoined, EmergencyRaised, RespondersCalled
from models.kernel.terms import Danger


def emergency(state: State, danger: Danger, box: str | None, reason: str) -> Bodies:
    """One emergency at a time: a further danger joins the open one, and people hear of it.

    The same danger on another box is a further one, and so is one that was closed and is back.
    """
    known = state.open_emergency
    if known is None:
        return [EmergencyRaised(danger=danger, box=box, reason=reason)]
    if any(each.place == (danger, box) for each in known.open):
        return []
    return [DangerJoined(danger=danger, box=box, reason=reason)]


def responders(state: State, box: str | None, reason: str) -> Bodies:
    """Responders take over (domain 4.7); once a box, for as long as the emergency is open."""
    known = state.open_emergency
    if known is not None and box in known.responders:
        return []
    return [RespondersCalled(box=box, parties=state.rules.responders, reason=reason)]
