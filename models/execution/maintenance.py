"""What the tracker does for itself from time to time, and what came of it."""

from models.kernel.base_types import Frozen


class Sealed(Frozen):
    """How many seals were given, and up to which position; no seal when nothing was new."""

    seals: int
    position: int


class DrawKeysKept(Frozen):
    """The quarters that have a key from now on, and those whose key is public from now on."""

    committed: tuple[str, ...] = ()
    revealed: tuple[str, ...] = ()


class RiskAssessed(Frozen):
    """How many pairs were assessed and became worse, and whose streams something was recorded in.

    No pair when nothing was new.
    """

    pairs: int = 0
    worsened: int = 0
    suppliers: tuple[str, ...] = ()


class ReviewPlanned(Frozen):
    """The quarter whose review is due from now on; none if it was before, or is not yet."""

    quarter: str = ""


class Sweep(Frozen):
    """A round of reconciliation: how many were judged, and whose verdicts are unsound."""

    position: int
    judged: int
    unsound: tuple[str, ...] = ()
