"""What the tracker does for itself from time to time, and what came of it."""

from models.state import Frozen


class Sweep(Frozen):
    """A round of reconciliation: how many consignments were judged, which verdicts are unsound."""

    position: int
    judged: int
    unsound: tuple[str, ...] = ()
