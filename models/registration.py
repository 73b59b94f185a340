"""What is known of a consignment when it is imported: one declared batch, one kind, 1..n boxes."""

from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from models.terms import Kind, RiskLevel


class BoxRegistration(BaseModel):
    """One container as the manifest names it; net weight in kilograms."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str
    seal: str
    net_weight_kg: Decimal


class Registration(BaseModel):
    """A consignment as the manifest names it; weights in kilograms, value in `currency`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tracking_no: str
    seq_no: str
    bill_no: str
    enterprise: str
    supplier: str
    origin: str
    load_port: str
    discharge_port: str
    kind: Kind
    category: str
    code: str
    net_weight_kg: Decimal
    value: Decimal
    currency: str
    vessel: str
    etd: datetime
    eta: datetime
    risk_level: RiskLevel
    boxes: tuple[BoxRegistration, ...]
