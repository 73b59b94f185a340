"""In the port: radiation, machine inspection, and the permission to leave."""

from decimal import Decimal
from typing import Literal

from models.events.body import BoxBody
from models.terms import Check, Triage


class RadiationMeasured(BoxBody):
    """A portal measured a box; readings as reported, units µSv/h and counts per second."""

    type: Literal["radiation-measured"] = "radiation-measured"
    result: Check
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
    """A box was scanned."""

    type: Literal["machine-inspected"] = "machine-inspected"
    result: Check
    scan_id: str


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


class RemovalPermitLapsed(BoxBody):
    """The box was not picked up in time: the permit must be asked for again."""

    type: Literal["removal-permit-lapsed"] = "removal-permit-lapsed"
