"""Wire models of positions and routes: what stays in the checkpoint system."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from systems.geodesy import Point, from_gcj02
from systems.wire.message import Number, Wire

_Latitude = Annotated[float, Field(ge=-90, le=90)]
_Longitude = Annotated[float, Field(ge=-180, le=180)]
_Degrees = Annotated[float, Field(allow_inf_nan=False)]

RURAL_M, URBAN_M = 500, 200
"""Half-widths of a corridor."""


class Place(Wire):
    """A place on the map; `datum` says in which of the two systems."""

    lat: _Latitude
    lon: _Longitude
    datum: Literal["WGS-84", "GCJ-02"] = "WGS-84"

    @property
    def point(self) -> Point:
        """The same in WGS-84."""
        if self.datum == "GCJ-02":
            return from_gcj02(self.lat, self.lon)
        return Point(self.lat, self.lon)


class Position(Wire):
    """Where a lock says it was, and when: taken as it comes, one that cannot be spoils no other."""

    lat: _Degrees
    lon: _Degrees
    datum: Literal["WGS-84", "GCJ-02"] = "WGS-84"
    time: AwareDatetime

    @property
    def point(self) -> Point:
        """The same in WGS-84, if it is a place at all."""
        said = Point(self.lat, self.lon)
        return from_gcj02(*said) if self.datum == "GCJ-02" and any(said) else said


class Positions(Wire):
    """The track of a box, or a piece of it; `heard` when it came in, by default now."""

    container_no: Number
    positions: Annotated[list[Position], Field(min_length=1, max_length=10_000)]
    heard: AwareDatetime | None = None


class Leg(Wire):
    """A straight piece of a route; the corridor is narrower in town."""

    start: Place
    end: Place
    urban: bool = False


class Zone(Wire):
    """A place and how far it reaches."""

    centre: Place
    radius_m: Annotated[int, Field(gt=0)]


class RouteRequest(Wire):
    """Where a box may go and stop, where nothing can be heard of it, and which cameras see it."""

    container_no: Number
    legs: list[Leg] = Field(default_factory=list)
    stops: list[Zone] = Field(default_factory=list)
    tunnels: list[Zone] = Field(default_factory=list)
    cameras: list[Number] = Field(default_factory=list)


class SilenceRequest(Wire):
    """It is so late now: of whom was nothing heard?"""

    container_no: Number
    time: AwareDatetime


class Turns(Wire):
    """What the positions turned to: the types that were reported; how many were doubted, why."""

    reported: list[str]
    doubted: dict[str, int] = Field(default_factory=dict)
