"""Turns the positions of a truck into transitions: off the route, standing still, not heard of.

Pure. A position that changes nothing leads to nothing, so that a million of them cost the tracker
no message. How long a deviation, a stop or a silence may last is the tracker's rulebook, not ours.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from systems.geodesy import Point, metres, metres_from_leg

SILENT = timedelta(minutes=2)
"""Locks report every half minute; four of them missing is a silence."""
SETTLED = timedelta(minutes=1)
"""A truck that stands at a traffic light stands no longer than that."""
DRIFT_M = 50.0
"""The positions of a truck that stands still wander so far."""


AHEAD = timedelta(minutes=10)
"""So much may the clock of a lock be ahead of ours."""
ROLL_OVER = timedelta(weeks=1024)
"""GPS counts its weeks in ten bits."""
LATELY = timedelta(days=1)
NEAR_ZERO = 0.01
"""Degrees around 0,0."""


class LastPosition(NamedTuple):
    """Where a truck was, and when."""

    at: datetime
    point: Point


class Turn(NamedTuple):
    """A transition: its type as the checkpoint system reports it."""

    at: datetime
    type: str
    point: Point
    in_tunnel: bool = False


@dataclass(frozen=True, slots=True)
class Corridor:
    """A straight piece of road, and how far beside it a truck may be; metres."""

    start: Point
    end: Point
    half_width: float


@dataclass(frozen=True, slots=True)
class Circle:
    """All that is so near a point; metres."""

    centre: Point
    radius: float


@dataclass(frozen=True, slots=True)
class TravelLimits:
    """Where a truck may go, where it may stop, and where nothing can be heard of it."""

    corridors: Sequence[Corridor] = ()
    stops: Sequence[Circle] = ()
    tunnels: Sequence[Circle] = ()


@dataclass(frozen=True, slots=True)
class Track:
    """What is known of a truck: the last position, since when it is there, how it stands."""

    last: LastPosition | None = None
    anchor: LastPosition | None = None
    off_route: bool = False
    standing: bool = False
    lost: bool = False


class Usable(NamedTuple):
    """The positions that can be, put right where it is certain how; how many were doubted, why."""

    seen: list[LastPosition]
    doubted: dict[str, int]


def usable(seen: Iterable[LastPosition], now: datetime) -> Usable:
    """What of these, which are heard now, says where a truck was.

    A lock without a fix says 0,0, or no place on earth; one whose clock is ahead would silence all
    that comes after it, and one that lost count of its GPS weeks is right within them. What is left
    out here counts as not heard: if nothing better comes, that is a silence.
    """
    found: list[LastPosition] = []
    doubted: dict[str, int] = {}
    for here in seen:
        rolled = _rolled(here.at, now)
        why = "NO_FIX" if not _on_the_map(here.point) else "CLOCK" if rolled != here.at else ""
        if why:
            doubted[why] = doubted.get(why, 0) + 1
        if why != "NO_FIX" and rolled is not None:
            found.append(LastPosition(rolled, here.point))
    return Usable(found, doubted)


def _rolled(at: datetime, now: datetime) -> datetime | None:
    """The time that was meant; None when nobody can say."""
    for meant in (at + ROLL_OVER, at - ROLL_OVER):
        if now - LATELY <= meant <= now + AHEAD:
            return meant
    return at if at <= now + AHEAD else None


def _on_the_map(point: Point) -> bool:
    """A place on earth; the one at 0,0 lies in the sea off Africa, and no truck has been there."""
    lat, lon = point
    real = -90 <= lat <= 90 and -180 <= lon <= 180  # noqa: PLR2004 - degrees
    return real and max(abs(lat), abs(lon)) > NEAR_ZERO


def followed(
    way: TravelLimits, track: Track, seen: Iterable[LastPosition]
) -> tuple[Track, list[Turn]]:
    """The track after these positions, and what it turned to on the way.

    What is older than the last position changes nothing any more.
    """
    turns: list[Turn] = []
    for here in seen:
        if track.last is None or here.at > track.last.at:
            turns += _turns(way, track, here)
            track = _moved(way, track, here)
    return track, turns


def silence(way: TravelLimits, track: Track, now: datetime) -> tuple[Track, list[Turn]]:
    """The track when nothing has come until now."""
    last = track.last
    if last is None or track.lost or now - last.at <= SILENT:
        return track, []
    return replace(track, lost=True), [_lost(way, last)]


def _turns(way: TravelLimits, track: Track, here: LastPosition) -> Iterator[Turn]:
    last, anchor = track.last, track.anchor
    if last is not None and (track.lost or here.at - last.at > SILENT):
        if not track.lost:
            yield _lost(way, last)
        yield Turn(here.at, "telemetry.restored", here.point)
    off = _off(way, here.point)
    if off is not track.off_route:
        yield Turn(here.at, "route.left" if off else "route.regained", here.point)
    if anchor is None:
        return
    if _stands(way, track, here) and not track.standing:
        yield Turn(anchor.at, "stop.started", anchor.point)
    if track.standing and _left(anchor, here):
        yield Turn(here.at, "stop.ended", here.point)


def _moved(way: TravelLimits, track: Track, here: LastPosition) -> Track:
    anchor = here if track.anchor is None or _left(track.anchor, here) else track.anchor
    standing = anchor is not here and (track.standing or _stands(way, track, here))
    return Track(here, anchor, _off(way, here.point), standing)


def _lost(way: TravelLimits, last: LastPosition) -> Turn:
    return Turn(last.at, "telemetry.lost", last.point, in_tunnel=_in(way.tunnels, last.point))


def _off(way: TravelLimits, point: Point) -> bool:
    """Beside every corridor; without a route nobody can be off it."""
    return bool(way.corridors) and all(
        metres_from_leg(point, piece.start, piece.end) > piece.half_width for piece in way.corridors
    )


def _left(anchor: LastPosition, here: LastPosition) -> bool:
    return metres(anchor.point, here.point) > DRIFT_M


def _stands(way: TravelLimits, track: Track, here: LastPosition) -> bool:
    """It has been in one place for a while, and not where it may be."""
    anchor = track.anchor
    if anchor is None or _left(anchor, here) or here.at - anchor.at < SETTLED:
        return False
    return not _in(way.stops, anchor.point)


def _in(circles: Iterable[Circle], point: Point) -> bool:
    return any(metres(circle.centre, point) <= circle.radius for circle in circles)
