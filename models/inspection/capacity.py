"""Whether there is room for what is booked, called or sent: a bay, a day, a laboratory's queue.

Nothing is refused here: what is over the capacity is put on record with the queue, and people are
told who can book another day, keep a truck back, or choose another laboratory.
"""

from datetime import datetime

from models.consignment.pending_event import Decided
from models.consignment.state import State
from models.inspection.events import CapacityShort
from models.inspection.messages import CapacityHeard
from models.kernel.enterprise_terms import Resource


def room_for(state: State, step: CapacityHeard, _: datetime) -> Decided:
    """Nothing when there is room; short when there is none, or nobody could say."""
    rules = state.rules.capacity
    holds = rules.holds(step.resource, step.holder, step.own)
    wanted = len(state.boxes) if step.resource is Resource.BOXES_A_DAY else 1
    if step.taken is not None and step.taken + wanted <= holds:
        return []
    queue = 0
    if step.taken is not None and step.resource is Resource.LABORATORY:
        queue = rules.of_laboratory(step.holder).queue_days(step.taken + wanted)
    said = step.model_dump(exclude={"own"})
    return [CapacityShort(**said, holds=holds, queue_days=queue)]
