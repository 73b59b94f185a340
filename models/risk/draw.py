"""Scheme draw/2: chances that nobody can compute beforehand, and everybody afterwards.

Every chance of a consignment is HMAC-SHA256(K, "draw/2|tracking no.|visit|what|box"), first eight
bytes. K is a key of 32 random bytes for a quarter; its digest is recorded before it is used, the
key itself once the last batch of the quarter has long been concluded (decisions/0051). No share and
no rulebook is in it: a higher share takes the same boxes and more.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal
from hashlib import sha256
from hmac import digest
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from models.kernel.clock import CHINA
from models.kernel.incoming import Incoming

SCHEME: Literal["draw/2"] = "draw/2"
KEY_BYTES = 32
OF_ALL = ""
"""The box in the chances that are of the whole batch."""

FIRST_VISIT = 1
"""Goods are drawn once; a later presentation of the same goods would be the next visit."""

_BYTES = 8
_BASIS_POINTS = 10_000
_RANGE = Decimal(2**64)
_MONTHS = 3


Chance = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$", examples=["0e4e3aa898925f42"])]


class BoxRank(Incoming):
    """Where a box stands in the draw: the lowest are taken first; 16 hex digits."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    box: str
    chance: Chance


class Chances(Incoming):
    """The chances of one consignment, each 16 hex digits: a number below 2^64.

    `full_unpack` decides whether the batch is unpacked whole, `opened`, `emptied` and `sampled` how
    a share that makes no whole number of boxes is rounded, `ranks` which boxes they are.
    `key_sha256` names the key of the `quarter`, as it was committed to.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    # Elsewhere fields of these names are lists of boxes.
    spelled_as: ClassVar[Mapping[str, str]] = dict.fromkeys(("opened", "emptied", "sampled"), "")

    scheme: Literal["draw/2"]
    quarter: Annotated[str, Field(pattern=r"^[0-9]{4}Q[1-4]$", examples=["2025Q4"])]
    key_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", examples=[64 * "0"])]
    visit: Annotated[int, Field(ge=1, le=1_000)]
    full_unpack: Chance
    opened: Chance
    emptied: Chance
    sampled: Chance
    ranks: tuple[BoxRank, ...]


def chances(
    key: bytes, quarter: str, tracking_no: str, boxes: Sequence[str], visit: int = FIRST_VISIT
) -> Chances:
    """The chances of a consignment under the key of a quarter."""

    def of(what: str, box: str = OF_ALL) -> str:
        return chance(key, tracking_no, what, box, visit)

    return Chances(
        scheme=SCHEME,
        quarter=quarter,
        key_sha256=fingerprint(key),
        visit=visit,
        full_unpack=of("full unpack"),
        opened=of("opened"),
        emptied=of("emptied"),
        sampled=of("sampled"),
        ranks=tuple(BoxRank(box=box, chance=of("rank", box)) for box in sorted(boxes)),
    )


def chance(
    key: bytes, tracking_no: str, what: str, box: str = OF_ALL, visit: int = FIRST_VISIT
) -> str:
    """One chance of a consignment: 16 hex digits."""
    seed = f"{SCHEME}|{tracking_no}|{visit}|{what}|{box}"
    return digest(key, seed.encode(), "sha256")[:_BYTES].hex()


def split(share: Decimal, boxes: int) -> tuple[int, Decimal]:
    """The boxes that a share takes for sure, and the chance of one more."""
    exact = share * boxes
    sure = exact.to_integral_value(ROUND_FLOOR)
    return int(sure), exact - sure


def drawn_count(drawn: str, share: Decimal, boxes: int) -> int:
    """How many boxes a share comes to by a chance; a higher share never takes fewer."""
    sure, more = split(share, boxes)
    return sure + hit(drawn, more)


def share_of(basis_points: int) -> Decimal:
    """A share that is given in basis points."""
    return Decimal(basis_points) / _BASIS_POINTS


def hit(drawn: str, share: Decimal) -> bool:
    """Whether a chance lies below a share."""
    return int(drawn, 16) < share * _RANGE


def fingerprint(key: bytes) -> str:
    """What is recorded of a key before it is used: 64 hex digits."""
    return sha256(key).hexdigest()


def quarter_of(at: datetime) -> str:
    """The quarter of an instant, as the day is in China: `2025Q4`."""
    day = at.astimezone(CHINA)
    return f"{day.year:04}Q{(day.month - 1) // _MONTHS + 1}"


def next_quarter(quarter: str) -> str:
    """The quarter after one."""
    year, nth = _parts(quarter)
    return f"{year + 1:04}Q1" if nth == 4 else f"{year:04}Q{nth + 1}"  # noqa: PLR2004 - a year's


def end_of(quarter: str) -> datetime:
    """The first instant that is no longer in a quarter."""
    year, nth = _parts(next_quarter(quarter))
    return datetime(year, _MONTHS * (nth - 1) + 1, 1, tzinfo=CHINA)


def _parts(quarter: str) -> tuple[int, int]:
    year, _, nth = quarter.partition("Q")
    return int(year), int(nth)
