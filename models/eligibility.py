"""Pilot or traditional: one pure function from what is known to the mode and its causes.

All conditions must hold (domain 3.3, our proposal). The risk level is an input here; whatever
computes it stands before this function. The decision event carries the inputs whole.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from models.enterprise.terms import Supplier
from models.terms import Cause, Mode, PreShipment, RiskLevel

ENROLLED = "ENROLLED"

SUSPICIONS: dict[str, Cause] = {
    "NC-01": Cause.RADIATION,
    "NC-02": Cause.RADIATION,
    "NC-03": Cause.RADIATION,
    "NC-08": Cause.SOLID_WASTE_SUSPECTED,
    "NC-13": Cause.DOCUMENTS_DIFFER,
    "NC-14": Cause.DOCUMENTS_DIFFER,
    "NC-15": Cause.DOCUMENTS_DIFFER,
}
"""What a suspicion in the port ends the pilot for (domain 1.6); any other is foreign matter."""


class Inputs(BaseModel):
    """What the decision looked at; None is what nobody told. Masses in kilograms.

    `grade_one` are the enterprise's open violations of grade 1, `notices` the origin and supplier
    under an active notice, `left_for` the causes for which the pilot had been left before.
    `supplier_standing` is None when the enterprise's page names no supplier.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    risk_level: RiskLevel
    standing: str
    pre_shipment: PreShipment
    approved_until: datetime | None = None
    in_scope: bool
    net_weight_kg: Decimal
    storage_kg: Decimal | None = None
    transport_available: bool | None = None
    grade_one: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    left_for: tuple[Cause, ...] = ()
    supplier_standing: str | None = None
    port_inspection: bool = False


def decide(
    inputs: Inputs, pilot_levels: tuple[RiskLevel, ...], at: datetime
) -> tuple[Mode, tuple[Cause, ...]]:
    """The mode, and every cause that stands in the way of the pilot."""
    causes = tuple(dict.fromkeys((*inputs.left_for, *_obstacles(inputs, pilot_levels, at))))
    return (Mode.TRADITIONAL if causes else Mode.PILOT), causes


def _obstacles(
    inputs: Inputs, pilot_levels: tuple[RiskLevel, ...], at: datetime
) -> Iterator[Cause]:
    approved, until = inputs.pre_shipment is PreShipment.APPROVED, inputs.approved_until
    storage = inputs.storage_kg
    stands = {
        Cause.NOT_APPROVED: not approved,
        Cause.APPROVAL_EXPIRED: approved and until is not None and until < at,
        Cause.RISK_LEVEL: inputs.risk_level not in pilot_levels,
        Cause.ENTERPRISE_SUSPENDED: inputs.standing != ENROLLED,
        Cause.CODE_OUT_OF_SCOPE: not inputs.in_scope,
        Cause.GRADE_ONE_VIOLATION: bool(inputs.grade_one),
        Cause.SUPPLIER_STRUCK: inputs.supplier_standing == Supplier.STRUCK,
        Cause.SUPPLIER_NOT_ADMITTED: inputs.supplier_standing == Supplier.UNLISTED,
        Cause.PORT_INSPECTION: inputs.port_inspection,
        Cause.NO_TRANSPORT: inputs.transport_available is False,
        Cause.OVER_CAPACITY: storage is not None and inputs.net_weight_kg > storage,
        Cause.ACTIVE_NOTICE: bool(inputs.notices),
    }
    yield from (cause for cause, obstacle in stands.items() if obstacle)
