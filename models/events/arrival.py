"""The voyage, the declaration, and the mode that follows from them."""

from decimal import Decimal
from typing import Literal

from models.eligibility import Inputs
from models.events.body import Body
from models.selection import Selection
from models.terms import Cause, Mode, RiskLevel


class Shipped(Body):
    """The vessel left the loading port."""

    type: Literal["shipped"] = "shipped"
    vessel: str


class VesselArrived(Body):
    """The vessel entered the port of discharge."""

    type: Literal["vessel-arrived"] = "vessel-arrived"
    vessel: str


class Discharged(Body):
    """All boxes of the bill left the vessel."""

    type: Literal["discharged"] = "discharged"


class ModeDecided(Body):
    """Pilot or traditional, with all that the decision looked at."""

    type: Literal["mode-decided"] = "mode-decided"
    mode: Mode
    causes: tuple[Cause, ...]
    risk_level: RiskLevel
    inputs: Inputs
    opened_share: Decimal
    emptied_share: Decimal
    rulebook: str


class SelectionDrawn(Body):
    """The boxes to be opened, emptied and sampled were drawn; they are never drawn again."""

    type: Literal["selection-drawn"] = "selection-drawn"
    selection: Selection


class FellBack(Body):
    """The pilot ended before gate-out: the traditional mode applies."""

    type: Literal["fell-back"] = "fell-back"
    cause: Cause
    reason: str
