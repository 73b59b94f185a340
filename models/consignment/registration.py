"""What is known of a consignment when it is imported: one declared batch, one kind, 1..n boxes."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from models.kernel.errors import Oversized
from models.kernel.incoming import Incoming, Name, Quantity
from models.kernel.language import Text
from models.kernel.limits import LARGEST_REGISTRATION, encoded
from models.kernel.terms import MetalKind, RiskLevel

Positive = Annotated[Quantity, Field(gt=0)]
"""Goods that weigh nothing would fit into any storage."""

MOST_BOXES = 80
"""Boxes of one consignment: what becomes of all of them has to fit into one state (decisions/0034).
"""

TOO_MANY_BOXES = Text(
    "{number}有{boxes}箱，最多{most}箱：请按提单或报关单拆分为多票",
    "{number} has {boxes} boxes, at most {most} fit: split the consignment, by bill or declaration",
)
TOO_LONG = Text(
    "{number}的登记有{size}字节，最多{most}：请缩短文字",
    "the registration of {number} has {size} bytes, at most {most} fit: shorten its texts",
)


class BoxRegistration(Incoming):
    """One container as the manifest names it; net weight in kilograms.

    `category` is that of its goods when it is another than the consignment's: packed by itself, a
    category may share a load with others of its kind, and has limits of its own (domain 1.2).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    spelled_as: ClassVar[Mapping[str, str]] = {"number": "box"}

    number: Name
    seal: str
    net_weight_kg: Positive
    category: str = ""


class Registration(Incoming):
    """A consignment as the manifest names it; weights in kilograms, value in `currency`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tracking_no: Name
    seq_no: Name
    bill_no: Name
    enterprise: Name
    supplier: Name
    origin: Name
    load_port: str
    discharge_port: str
    kind: MetalKind
    category: str
    code: Name
    net_weight_kg: Positive
    value: Decimal
    currency: str
    vessel: str
    etd: datetime
    eta: datetime
    risk_level: RiskLevel
    boxes: Annotated[tuple[BoxRegistration, ...], Field(min_length=1)]

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


def require_room(registration: Registration) -> None:
    """That the whole life of a consignment will have room.

    Raises:
        Oversized: with what to do instead.
    """
    number, boxes, size = registration.tracking_no, len(registration.boxes), encoded(registration)
    if boxes > MOST_BOXES:
        raise Oversized(TOO_MANY_BOXES, number=number, boxes=boxes, most=MOST_BOXES)
    if size > LARGEST_REGISTRATION:
        raise Oversized(TOO_LONG, number=number, size=size, most=LARGEST_REGISTRATION)
