"""Where things are on the ground: metres from degrees, and the Chinese datum set right.

Chinese maps and many Chinese devices give GCJ-02, which lies hundreds of metres beside WGS-84:
enough to break a corridor of 500 m (domain 6.2). Positions are compared in WGS-84 only.
"""

from math import cos, hypot, pi, radians, sin, sqrt
from typing import NamedTuple

_METRES_PER_DEGREE = 111_320.0
# The ellipsoid of Krasovsky 1940, on which GCJ-02 is defined.
_AXIS, _ECCENTRICITY = 6_378_245.0, 0.006_693_421_622_965_943


class Point(NamedTuple):
    """Degrees, WGS-84."""

    lat: float
    lon: float


def from_gcj02(lat: float, lon: float) -> Point:
    """The point that GCJ-02 calls so; right to a few metres, far below any corridor."""
    east, north = lon - 105.0, lat - 35.0
    waves = 20.0 * (sin(6.0 * east * pi) + sin(2.0 * east * pi))
    dlat = -100.0 + 2.0 * east + 3.0 * north + 0.2 * north**2 + 0.1 * east * north
    dlat += 0.2 * sqrt(abs(east)) + 2.0 / 3.0 * waves
    dlat += 2.0 / 3.0 * (20.0 * sin(north * pi) + 40.0 * sin(north / 3.0 * pi))
    dlat += 2.0 / 3.0 * (160.0 * sin(north / 12.0 * pi) + 320.0 * sin(north * pi / 30.0))
    dlon = 300.0 + east + 2.0 * north + 0.1 * east**2 + 0.1 * east * north
    dlon += 0.1 * sqrt(abs(east)) + 2.0 / 3.0 * waves
    dlon += 2.0 / 3.0 * (20.0 * sin(east * pi) + 40.0 * sin(east / 3.0 * pi))
    dlon += 2.0 / 3.0 * (150.0 * sin(east / 12.0 * pi) + 300.0 * sin(east / 30.0 * pi))
    curve = 1.0 - _ECCENTRICITY * sin(radians(lat)) ** 2
    metres_lat = _AXIS * (1.0 - _ECCENTRICITY) / (curve * sqrt(curve))
    metres_lon = _AXIS / sqrt(curve) * cos(radians(lat))
    return Point(lat - dlat * 180.0 / (metres_lat * pi), lon - dlon * 180.0 / (metres_lon * pi))


def metres(one: Point, other: Point) -> float:
    """The distance of two points that lie within a day's drive of each other."""
    return hypot(*_flat(one, other))


def metres_from_leg(point: Point, start: Point, end: Point) -> float:
    """The distance of a point from the straight line between two others."""
    east, north = _flat(start, end)
    x, y = _flat(start, point)
    length = east * east + north * north
    along = max(0.0, min(1.0, (x * east + y * north) / length)) if length else 0.0
    return hypot(x - along * east, y - along * north)


def _flat(origin: Point, point: Point) -> tuple[float, float]:
    """Metres to the east and to the north."""
    east = (point.lon - origin.lon) * cos(radians(origin.lat))
    return east * _METRES_PER_DEGREE, (point.lat - origin.lat) * _METRES_PER_DEGREE
