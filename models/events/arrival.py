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
    """Pilot or traditional, with all that the decision looked at.

    The shares of boxes to open and to empty are those of the control instruction if `instructed`,
    otherwise those of the rulebook; `place` is where the instruction has them inspected.
    """

    type: Literal["mode-decided"] = "mode-decided"
    mode: Mode
    causes: tuple[Cause, ...]
    risk_level: RiskLevel
    inputs: Inputs
    opened_share: Decimal
    emptied_share: Decimal
    rulebook: str
    instructed: bool = False
    place: str = ""


class SelectionDrawn(Body):
    """The boxes to be opened, emptied and sampled were drawn; they are never drawn again."""

    type: Literal["selection-drawn"] = "selection-drawn"
    selection: Selection


class SelectionExtended(Body):
    """The control instruction asks for more boxes than were drawn: these joined the others."""

    type: Literal["selection-extended"] = "selection-extended"
    selection: Selection
    opened: tuple[str, ...]
    emptied: tuple[str, ...]


class FellBack(Body):
    """The pilot ended before gate-out: the traditional mode applies."""

    type: Literal["fell-back"] = "fell-back"
    cause: Cause
    reason: str
