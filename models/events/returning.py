"""The way of returned goods out of the country."""

from decimal import Decimal
from typing import Literal

from models.events.body import Body, BoxBody, Issuing
from models.events.transport import CREW


class ReturnApplied(Body):
    """The enterprise asks to send the goods back; customs decide."""

    type: Literal["return-applied"] = "return-applied"
    reason: str


class ReturnApplicationRefused(Body):
    """The goods are not sent back on application: they go on."""

    type: Literal["return-application-refused"] = "return-application-refused"
    reason: str
    officer: str


class ReturnOrdered(Issuing):
    """The goods must leave the country."""

    type: Literal["return-ordered"] = "return-ordered"
    reason: str


class ReturnPlanned(Body):
    """The enterprise named carrier and booking of the return."""

    type: Literal["return-planned"] = "return-planned"
    carrier: str
    booking: str


class ReturnDeparted(Body):
    """The returned boxes left the enterprise under lock."""

    type: Literal["return-departed"] = "return-departed"


class ReturnSealed(BoxBody):
    """A box was repacked and sealed for its way back; gross kilograms."""

    type: Literal["return-sealed"] = "return-sealed"
    seal_no: str
    gross_kg: Decimal


class ReturnTransportOrdered(BoxBody):
    """A truck and a lock were ordered for the way back, with a window as on the way in."""

    type: Literal["return-transport-ordered"] = "return-transport-ordered"
    trip_no: str
    plate: str
    trailer: str = ""
    driver: str = ""
    haulier: str = ""
    lock_no: str
    planned_drive_minutes: int
    window_minutes: int


class ReturnGatedOut(BoxBody):
    """A returned box left the enterprise; `locked` is how the gate saw its lock."""

    beside = CREW

    type: Literal["return-gated-out"] = "return-gated-out"
    plate: str
    trailer: str = ""
    driver: str = ""
    lock_no: str
    locked: bool = True
    seals: tuple[str, ...] = ()


class ReturnGatedIn(BoxBody):
    """A returned box passed the port gate: what was seen and weighed there, gross kilograms."""

    beside = CREW

    type: Literal["return-gated-in"] = "return-gated-in"
    plate: str = ""
    trailer: str = ""
    driver: str = ""
    seals: tuple[str, ...] = ()
    gross_kg: Decimal | None = None


class ReturnMismatched(BoxBody):
    """What came back to the port is not what was sealed: the exit does not close."""

    type: Literal["return-mismatched"] = "return-mismatched"
    differs: str


class ReturnAccepted(BoxBody):
    """An officer accepted a returned box that does not match."""

    type: Literal["return-accepted"] = "return-accepted"
    reason: str
    officer: str


class ReturnBreached(Body):
    """The goods were not out of the country in time: deposit called in, carrier on notice; CNY."""

    type: Literal["return-breached"] = "return-breached"
    carrier: str
    note: str
    deposit_cny: Decimal | None = None


class PenaltyDecided(Body):
    """The penalty in yuan, under a topic of the rulebook; without one, for an ordered return."""

    type: Literal["penalty-decided"] = "penalty-decided"
    amount_cny: Decimal
    reason: str
    officer: str
    topic: str = ""


class SupplierReviewRequested(Body):
    """The supplier of returned goods is put up for review; re-entry elsewhere is watched for."""

    type: Literal["supplier-review-requested"] = "supplier-review-requested"
    supplier: str
    reason: str


class ExportDeclared(Body):
    """The return was declared for export."""

    type: Literal["export-declared"] = "export-declared"
    entry_id: str


class ReturnLoaded(Body):
    """The returned boxes are on board."""

    type: Literal["return-loaded"] = "return-loaded"
    vessel: str


class ReturnExited(Body):
    """The vessel with the returned boxes left: proof of exit."""

    type: Literal["return-exited"] = "return-exited"
    vessel: str
