"""The voyage, the declaration, and the mode that follows from them."""

from decimal import Decimal
from typing import Literal

from models.events.body import Body
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


class DeclarationStatusChanged(Body):
    """The single window reported a status letter (domain 6.1)."""

    type: Literal["declaration-status-changed"] = "declaration-status-changed"
    letter: str
    meaning: str
    entry_id: str | None


class Declared(Body):
    """The declaration was received by customs."""

    type: Literal["declared"] = "declared"
    entry_id: str


class ModeDecided(Body):
    """Pilot or traditional, with all that the decision looked at."""

    type: Literal["mode-decided"] = "mode-decided"
    mode: Mode
    causes: tuple[Cause, ...]
    risk_level: RiskLevel
    enterprise_standing: str
    opened_share: Decimal
    emptied_share: Decimal
    rulebook: str


class FellBack(Body):
    """The pilot ended before gate-out: the traditional mode applies."""

    type: Literal["fell-back"] = "fell-back"
    cause: Cause
    reason: str
