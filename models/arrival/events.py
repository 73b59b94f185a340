"""The voyage, the declaration, and the mode that follows from them."""

from decimal import Decimal
from typing import Literal

from models.arrival.eligibility import Inputs
from models.consignment.selection import Selection
from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.language import Text
from models.kernel.receiving import ReceivingHours
from models.kernel.risk_terms import Why
from models.kernel.terms import Cause, Mode, RiskLevel
from models.risk.supplier_stream import PinnedLevel


class Shipped(Body):
    """The vessel left the loading port."""

    type: Literal[EventType.SHIPPED] = EventType.SHIPPED
    label = Text("船舶离开装运港", "shipped")
    vessel: str


class VesselArrived(Body):
    """The vessel entered the port of discharge."""

    type: Literal[EventType.VESSEL_ARRIVED] = EventType.VESSEL_ARRIVED
    label = Text("船舶到港", "vessel arrived")
    vessel: str


class Discharged(Body):
    """All boxes of the bill left the vessel."""

    type: Literal[EventType.DISCHARGED] = EventType.DISCHARGED
    label = Text("卸船完毕", "discharged")


class ModeDecided(Body):
    """Pilot or traditional, with all that the decision looked at.

    The shares of boxes to open and to empty are those of the control instruction if `instructed`,
    otherwise those of the rulebook; `place` is where the instruction has them inspected.
    `receiving` is when the enterprise takes boxes in, if it has said that. `risk_why` is why the
    level is what it is.
    """

    type: Literal[EventType.MODE_DECIDED] = EventType.MODE_DECIDED
    label = Text("监管模式已定", "mode decided")
    mode: Mode
    causes: tuple[Cause, ...]
    risk_level: RiskLevel
    inputs: Inputs
    opened_share: Decimal
    emptied_share: Decimal
    rulebook: str
    instructed: bool = False
    place: str = ""
    receiving: ReceivingHours | None = None
    risk_why: Why | None = None


class PilotApproved(Body):
    """The pilot was approved in writing for goods of a level that is watched (domain 3.3)."""

    type: Literal[EventType.PILOT_APPROVED] = EventType.PILOT_APPROVED
    label = Text("书面批准试点", "pilot approved in writing")
    document: str
    approver: str
    reason: str
    officer: str


class SelectionDrawn(Body):
    """The boxes to be opened, emptied and sampled were drawn; they are never drawn again."""

    type: Literal[EventType.SELECTION_DRAWN] = EventType.SELECTION_DRAWN
    label = Text("抽箱已定", "boxes to inspect drawn")
    selection: Selection


class SelectionExtended(Body):
    """More boxes are asked for than were drawn: these joined the others.

    By the control instruction; or all of them, because the pair stands worse than when the mode was
    decided: by the `assessment`, to which the events in `because` led.
    """

    type: Literal[EventType.SELECTION_EXTENDED] = EventType.SELECTION_EXTENDED
    label = Text("加抽箱", "more boxes to inspect drawn")
    selection: Selection
    opened: tuple[str, ...]
    emptied: tuple[str, ...]
    assessment: PinnedLevel | None = None
    because: tuple[str, ...] = ()


EVENTS: tuple[type[Body], ...] = (
    Shipped,
    VesselArrived,
    Discharged,
    PilotApproved,
    ModeDecided,
    SelectionDrawn,
    SelectionExtended,
)
