"""Pilot or traditional: one pure function from what is known to the mode and its causes.

All conditions must hold (domain 3.3, our proposal); what is unknown or blank holds for none. The
risk level is an input here; whatever computes it stands before this function. The decision event
carries the inputs whole.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from models.kernel.enterprise_terms import EnterpriseStatus, Supplier
from models.kernel.terms import Cause, Mode, PreShipment, RiskLevel
from models.risk.supplier_stream import PinnedLevel
from models.rules.rulebook import PilotConditions, Rulebook


class Inputs(BaseModel):
    """What the decision looked at; None is what nobody told. Masses in kilograms.

    `standing` and `supplier_standing` are how enterprise and supplier stand in our own registry,
    `confirmed` is what clearance says of the enrolment. `grade_one` are the enterprise's open
    violations of grade 1, and those that the rulebook does not know; `notices` the origin and
    supplier under an active notice, `left_for` the causes for which the pilot had been left before.
    `written_approval` is the number of the document that lets goods of a watched level take the
    pilot. `assessment` is our own level of the pair, by the stand of its supplier's stream.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    risk_level: RiskLevel
    standing: str
    confirmed: str = ""
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
    port_inspection: bool = True
    written_approval: str = ""
    assessment: PinnedLevel | None = None


def decide(inputs: Inputs, rules: Rulebook, at: datetime) -> tuple[Mode, tuple[Cause, ...]]:
    """The mode, and every cause that stands in the way of the pilot."""
    causes = tuple(dict.fromkeys((*inputs.left_for, *_obstacles(inputs, rules, at))))
    return (Mode.TRADITIONAL if causes else Mode.PILOT), causes


def worst(*levels: str) -> RiskLevel:
    """The highest of some risk levels; blank or unknown counts as the highest there is."""
    known = set(RiskLevel)
    read = [RiskLevel(each) if each in known else RiskLevel.R4 for each in levels]
    return max(read, default=RiskLevel.R4)


def _obstacles(inputs: Inputs, rules: Rulebook, at: datetime) -> Iterator[Cause]:
    approved, until = inputs.pre_shipment is PreShipment.APPROVED, inputs.approved_until
    storage, supplier = inputs.storage_kg, inputs.supplier_standing
    levels = (*rules.pilot_levels, *(rules.approved_levels if inputs.written_approval else ()))
    stands = {
        Cause.NOT_APPROVED: not approved,
        Cause.APPROVAL_EXPIRED: approved and (until is None or until < at),
        Cause.RISK_LEVEL: inputs.risk_level not in levels,
        **_standing(inputs, rules.pilot),
        Cause.CODE_OUT_OF_SCOPE: not inputs.in_scope,
        Cause.GRADE_ONE_VIOLATION: bool(inputs.grade_one),
        Cause.SUPPLIER_STRUCK: supplier == Supplier.STRUCK,
        Cause.SUPPLIER_NOT_ADMITTED: supplier not in (*rules.pilot.suppliers, Supplier.STRUCK),
        Cause.PORT_INSPECTION: inputs.port_inspection,
        Cause.NO_TRANSPORT: inputs.transport_available is not True,
        Cause.CAPACITY_UNKNOWN: storage is None,
        Cause.OVER_CAPACITY: storage is not None and inputs.net_weight_kg > storage,
        Cause.ACTIVE_NOTICE: bool(inputs.notices),
    }
    yield from (cause for cause, obstacle in stands.items() if obstacle)


def _standing(inputs: Inputs, conditions: PilotConditions) -> dict[Cause, bool]:
    """Our registry says whether the enterprise is enrolled; clearance can only speak against it."""
    own = inputs.standing
    refused = own not in conditions.enterprises
    because = _REFUSED.get(own, Cause.ENTERPRISE_NOT_ENROLLED)
    stopped = inputs.confirmed == EnterpriseStatus.SUSPENDED
    doubted = not refused and not stopped and inputs.confirmed not in conditions.confirmed
    return {
        Cause.ENTERPRISE_NOT_ENROLLED: refused and because is Cause.ENTERPRISE_NOT_ENROLLED,
        Cause.ENROLMENT_EXPIRED: refused and because is Cause.ENROLMENT_EXPIRED,
        Cause.ENTERPRISE_SUSPENDED: stopped or (refused and because is Cause.ENTERPRISE_SUSPENDED),
        Cause.ENROLMENT_UNCONFIRMED: doubted,
    }


_REFUSED: dict[str, Cause] = {
    EnterpriseStatus.SUSPENDED: Cause.ENTERPRISE_SUSPENDED,
    EnterpriseStatus.EXPIRED: Cause.ENROLMENT_EXPIRED,
}
"""Why an enterprise may not take part; whatever is not here is as good as never enrolled."""
