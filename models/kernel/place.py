"""A place on the map, with its datum.

The two that are used in China put it hundreds of metres apart (domain 6.2).
"""

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from models.kernel.incoming import Incoming, Quantity

Datum: TypeAlias = Literal["WGS-84", "GCJ-02", ""]
_FINEST = Decimal("0.000001")
"""A tenth of a metre: locks are not more exact than that."""


def _rounded(degrees: Decimal) -> Decimal:
    rounded = degrees.quantize(_FINEST)
    return rounded or abs(rounded)


_Latitude = Annotated[Quantity, Field(ge=-90, le=90), AfterValidator(_rounded)]
_Longitude = Annotated[Quantity, Field(ge=-180, le=180), AfterValidator(_rounded)]


class Place(Incoming):
    """Degrees north and east; the datum is empty when nobody said it, and is never guessed."""

    lat: _Latitude
    lon: _Longitude
    datum: Datum = ""

    def __str__(self) -> str:
        """How people read it, with its datum or that it is not known."""
        return f"{self.lat}, {self.lon} ({self.datum or 'WGS-84 / GCJ-02 ?'})"
