"""What the tracker does for itself from time to time, and what came of it."""

from models.values import Frozen


class Sealed(Frozen):
    """How many seals were given, and up to which position; no seal when nothing was new."""

    seals: int
    position: int


class Sweep(Frozen):
    """A round of reconciliation: how many were judged, and whose verdicts are unsound."""

    position: int
    judged: int
    unsound: tuple[str, ...] = ()
