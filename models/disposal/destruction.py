"""How much of a lot is on record to be destroyed, and whether that accounts for all of it.

What the enterprise says of it is the word of the inspected party: only what an officer has watched,
with a second one beside him and a photo or a film of it, counts (domain 1.7).
"""

from decimal import Decimal

from models.consignment.box import Box
from models.consignment.state import State
from models.kernel.event_types import EventType
from models.kernel.terms import ProcessPhase


def lot_kg(state: State) -> Decimal:
    """What is to be destroyed, in kilograms: the boxes that were not released by themselves.

    The heavier counts of what the papers say and what the enterprise has weighed: a lighter weight
    must not let a part of the goods go.
    """
    return sum((_net_kg(box) for box in _left(state)), Decimal(0))


def tolerance_kg(state: State) -> Decimal:
    """By how much weights may differ, as for the unloading of a box (kilograms)."""
    least, share = Decimal(state.rules.weight_tolerance_kg), state.rules.weight_tolerance_share
    return sum((max(least, _net_kg(box) * share) for box in _left(state)), Decimal(0))


def missing_kg(state: State) -> Decimal:
    """What nobody has seen destroyed yet, in kilograms; nothing where the rest is explained."""
    if state.shortfall:
        return Decimal(0)
    left = lot_kg(state) - state.destroyed_kg
    return left if left > tolerance_kg(state) else Decimal(0)


def accounted(state: State) -> bool:
    """The enterprise has said that the goods are destroyed, and the records say so of all."""
    ordered = state.course is ProcessPhase.DESTRUCTION and state.destroyed_kg > 0
    return ordered and state.happened(EventType.DESTROYED) and not missing_kg(state)


def _left(state: State) -> list[Box]:
    return [box for box in state.boxes.values() if not box.released]


def _net_kg(box: Box) -> Decimal:
    return max(box.net_kg or Decimal(0), box.net_weight_kg)
