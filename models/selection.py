"""Which boxes are opened, emptied and sampled: drawn once, by tracking number and rulebook.

The draw depends on nothing else, so a replay, a resurrection and an auditor draw the same boxes;
what was drawn is an event and is never drawn again (domain 3.3). The same seed with a higher share
draws the same boxes and more: so an instruction that comes later can only add.
"""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from hashlib import sha256

from pydantic import BaseModel, ConfigDict

from models.rulebook import Proportions


class Selection(BaseModel):
    """The boxes that were drawn; `full_unpack` says that the minimum random rate hit this batch."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    opened: tuple[str, ...]
    emptied: tuple[str, ...]
    sampled: tuple[str, ...]
    full_unpack: bool
    seed: str


def draw(
    tracking_no: str, rulebook: str, boxes: Sequence[str], shares: Proportions, full_unpack: Decimal
) -> Selection:
    """The selection of a batch; `full_unpack` is the least rate of batches that are unpacked whole.

    A share that makes no whole number of boxes is rounded by the draw itself, so that over many
    batches the share is met. At least one box of every batch is opened.
    """
    seed = f"{tracking_no}|{rulebook}"
    ranked = sorted(boxes, key=lambda box: _chance(seed, "rank", box))
    whole = _chance(seed, "full unpack") < full_unpack
    emptied = len(ranked) if whole else _count(seed, "emptied", shares.emptied, len(ranked))
    opened = max(1, emptied, _count(seed, "opened", shares.opened, len(ranked)))
    sampled = _count(seed, "sampled", shares.sampled, 1)
    return Selection(
        opened=tuple(ranked[:opened]),
        emptied=tuple(ranked[:emptied]),
        sampled=tuple(ranked[:sampled]),
        full_unpack=whole,
        seed=seed,
    )


def extended(drawn: Selection, further: Selection) -> Selection | None:
    """What was drawn with the boxes of a further draw; None when that adds none."""
    opened = tuple(dict.fromkeys((*drawn.opened, *further.opened)))
    emptied = tuple(dict.fromkeys((*drawn.emptied, *further.emptied)))
    if (len(opened), len(emptied)) == (len(drawn.opened), len(drawn.emptied)):
        return None
    return drawn.model_copy(update={"opened": opened, "emptied": emptied})


def _count(seed: str, what: str, share: Decimal, boxes: int) -> int:
    exact = min(max(share, Decimal(0)), Decimal(1)) * boxes
    sure = exact.to_integral_value(ROUND_FLOOR)
    return int(sure) + (_chance(seed, what) < exact - sure)


def _chance(seed: str, *what: str) -> Decimal:
    """A number from 0 to below 1 that the words determine."""
    drawn = int.from_bytes(sha256("|".join((seed, *what)).encode()).digest()[:8])
    return Decimal(drawn) / 2**64
