"""What is known of a consignment when it is imported: one declared batch, one kind, 1..n boxes."""

from datetime import datetime
from decimal import Decimal

from pydantic import ConfigDict

from models.incoming import Incoming
from models.terms import Kind, RiskLevel


class BoxRegistration(Incoming):
    """One container as the manifest names it; net weight in kilograms.

    `category` is that of its goods when it is another than the consignment's: packed by itself, a
    category may share a load with others of its kind, and has limits of its own (domain 1.2).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str
    seal: str
    net_weight_kg: Decimal
    category: str = ""


class Registration(Incoming):
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

    def category_of(self, box: str | None) -> str:
        """The category of the goods in a box, or of the goods as a whole."""
        named = next((each.category for each in self.boxes if each.number == box), "")
        return named or self.category

    @property
    def categories(self) -> tuple[str, ...]:
        """Every category of the goods, the one of the consignment first."""
        return tuple(
            dict.fromkeys(filter(None, (self.category, *(b.category for b in self.boxes))))
        )
