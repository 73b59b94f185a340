"""Draws of tests: by a named key, so that the same number draws the same boxes in every run.

Of a great many names this one was taken: by it sample 1 is opened and no more, of two of its boxes
the second is emptied; `SAMPLED` is drawn for a sample; what the demo leaves open is opened only,
and none of the first consignments of the sample manifest is sampled.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from models.arrival.messages import InstructionAnswered
from models.consignment.registration import Registration
from models.consignment.selection import PlanShares, Selection, draw, plan
from models.kernel.terms import RiskLevel
from models.risk.draw import Chances, chances, quarter_of
from models.rules.rulebook import rulebook

KEY = sha256(b"guomen test key 561875").digest()
SAMPLED = "NB26-700009"
_RULEBOOK = "2025-09"


def chances_of(tracking_no: str, boxes: Sequence[str], at: datetime) -> Chances:
    """The chances of a consignment that is drawn at that moment."""
    return chances(KEY, quarter_of(at), tracking_no, boxes)


def with_chances(told: Any, goods: Registration, at: datetime) -> Any:
    """An answer of clearance with the chances of these goods; whatever else as it is."""
    if not isinstance(told, InstructionAnswered) or told.chances is not None:
        return told
    numbers = [box.number for box in goods.boxes]
    return told.model_copy(update={"chances": chances_of(goods.tracking_no, numbers, at)})


def drawn(of: Chances, boxes: Sequence[str], level: RiskLevel, **shares: str) -> Selection:
    """What is drawn at a level; `shares` are used instead of those of the rulebook."""
    rules = rulebook(_RULEBOOK)
    table = rules.proportions[level]
    used = {name: Decimal(share) for name, share in shares.items() if name != "full_unpack"}
    mine = PlanShares.model_validate({**table.model_dump(), **used})
    whole = Decimal(shares.get("full_unpack", rules.full_unpack_share))
    return draw(of, boxes, plan(level, table, mine, whole))


class FixedDrawing:
    """Draws without a ledger and without files."""

    async def chances(self, tracking_no: str, boxes: Sequence[str], at: datetime) -> Chances:
        """Those under the key of the tests."""
        return chances_of(tracking_no, boxes, at)
