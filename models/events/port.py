"""In the port: radiation, machine inspection, and the permission to leave."""

from decimal import Decimal
from typing import Literal

from models.events.body import BoxBody
from models.events.inspection import Reading
from models.terms import Check, Triage


class RadiationMeasured(BoxBody):
    """A portal measured a box; readings as reported, units µSv/h and counts per second.

    `result` is the worse of what the portal says (`reported`) and of what its values come to:
    `reading` holds them against the limit of the rulebook.
    """

    type: Literal["radiation-measured"] = "radiation-measured"
    result: Check
    reported: Check
    reading: Reading
    portal_id: str
    dose_rate: Decimal
    background: Decimal
    neutrons: Decimal = Decimal(0)


class AlarmTriaged(BoxBody):
    """An officer judged a portal alarm."""

    type: Literal["alarm-triaged"] = "alarm-triaged"
    verdict: Triage
    note: str
    outcome: str = ""


class MachineInspected(BoxBody):
    """A box was scanned; `suspects` is the reason that a suspect image speaks for."""

    type: Literal["machine-inspected"] = "machine-inspected"
    result: Check
    scan_id: str
    suspects: str = "NC-07"


class PortalWentOffline(BoxBody):
    """The radiation portal could not measure a box."""

    type: Literal["portal-went-offline"] = "portal-went-offline"
    portal_id: str


class RemovalPermitted(BoxBody):
    """Customs permitted the box to leave the port: the first of the two permissions."""

    type: Literal["removal-permitted"] = "removal-permitted"
    permit_no: str


class RemovalRefused(BoxBody):
    """Customs refused the removal; an officer must decide how to go on."""

    type: Literal["removal-refused"] = "removal-refused"
    reason: str


class RemovalPermitWithdrawn(BoxBody):
    """Customs took the permit back before the box left; people stop it at the gate.

    It is asked for again by itself, or when an officer has decided.
    """

    type: Literal["removal-permit-withdrawn"] = "removal-permit-withdrawn"
    permit_no: str
    reason: str
    until_decided: bool


class RemovalWithheld(BoxBody):
    """An inspection was ordered before there was a permit: none is asked for until it is decided.

    An officer lets the removal go on, or has the goods inspected in the port.
    """

    type: Literal["removal-withheld"] = "removal-withheld"
    reason: str


class RemovalResumed(BoxBody):
    """An officer decided that a box whose permit was withdrawn or withheld may be permitted."""

    type: Literal["removal-resumed"] = "removal-resumed"
    reason: str
    officer: str


class RemovalPermitLapsed(BoxBody):
    """The box was not picked up in time: the permit must be asked for again."""

    type: Literal["removal-permit-lapsed"] = "removal-permit-lapsed"
    permit_no: str
