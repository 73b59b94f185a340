"""What the gates see of boxes on their way back: the same as on the way in (domain 4.6)."""

from datetime import datetime

from models.consignment.box import Box
from models.consignment.decision_tables import Bodies
from models.consignment.permissions import overlays_at
from models.consignment.state import State
from models.kernel.codes import ViolationCode
from models.kernel.event_types import EventType
from models.returns.events import ReturnGatedIn, ReturnGatedOut
from models.supervision.events import ViolationRecorded
from models.transport import gate
from models.transport.consequences import resume_fleet


def on_return_exit(before: State, after: State, body: ReturnGatedOut, at: datetime) -> Bodies:
    """A returned box leaves the enterprise as it had left the port (domain 4.6)."""
    box = after.boxes[body.box]
    ordered = (
        [*gate.crew(box, body), *gate.lock_swapped(box, body.lock_no)]
        if box.lock_is_current
        else []
    )
    return [
        *ordered,
        *_without_leave(before, before.boxes[body.box], at),
        *gate.left_though_refused(before, body),
        *gate.seals_differ(box, body, box.expected_seal),
        *gate.lock_open(after, box, body, box.returned),
        *gate.clocks_differ(after, body, at),
    ]


def _without_leave(state: State, box: Box, at: datetime) -> Bodies:
    """Moved under a stop, or though nobody had ordered its return, or not any more (SV-10)."""
    if box.released_at is not None and box.released_at <= at:
        return []
    ordered = state.marks.get(EventType.RETURN_ORDERED)
    stopped = overlays_at(state, None, at)
    undone = [state.marks[kind].at for kind in _UNDONE_BY if kind in state.marks]
    if stopped:
        note = f"left the enterprise under {', '.join(stopped)}"
    elif ordered is None or at < ordered.at:
        note = "left the enterprise though its return was not ordered"
    elif any(ordered.at < each < at for each in undone):
        note = "left the enterprise though its return was not ordered any more"
    else:
        return []
    return [ViolationRecorded(code=ViolationCode.USED_EARLY, box=box.number, note=note)]


_UNDONE_BY = (EventType.DESTRUCTION_ORDERED, EventType.EFFECT_UNDONE)


def on_return_entry(after: State, body: ReturnGatedIn, at: datetime) -> Bodies:
    """It is back in the port with the truck that was to bring it."""
    box = after.boxes[body.box]
    crew = gate.crew(box, body) if box.lock_is_current else []
    late = gate.clocks_differ(after, body, at)
    return [*crew, *late, *resume_fleet(box, "the box is back in the port")]
