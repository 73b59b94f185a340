"""What several matters lead to: an emergency, or the end of the pilot."""

from models import events
from models.decisions.rows import Bodies
from models.state import State
from models.terms import Cause, Danger


def emergency(state: State, danger: Danger, box: str | None, reason: str) -> Bodies:
    """One emergency at a time: a further danger joins the open one, and people hear of it."""
    known = state.emergency
    if known is None or known.lifted:
        return [events.EmergencyRaised(danger=danger, box=box, reason=reason)]
    if (known.danger, known.box) == (danger, box):
        return []
    return [events.DangerJoined(danger=danger, box=box, reason=reason)]


def responders(state: State, measured: events.RadiationMeasured) -> Bodies:
    """The point where responders take over: the safety level, or neutrons (domain 4.7)."""
    level = state.rules.safety_level_usv_h
    if measured.dose_rate < level and not measured.neutrons:
        return []
    neutrons = f", neutrons {measured.neutrons}/s" if measured.neutrons else ""
    why = f"{measured.dose_rate} µSv/h{neutrons}; safety level {level} µSv/h"
    parties = state.rules.responders
    return [events.RespondersCalled(box=measured.box, parties=parties, reason=why)]


def fall_back(state: State, cause: Cause, reason: str) -> Bodies:
    """Leaves the pilot where it can still be left, and says nothing where it can not."""
    if not state.may_fall_back:
        return []
    return [events.FellBack(cause=cause, reason=reason)]
