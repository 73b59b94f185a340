"""The checkpoint's ear for locks: positions come in, and only what they turn to is reported."""

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request

from systems.event_intake import EventIntake
from systems.store import Store
from systems.tracking import (
    Circle,
    Corridor,
    LastPosition,
    Track,
    TravelLimits,
    Turn,
    followed,
    silence,
    usable,
)
from systems.wire import tracking as wire
from systems.wire.message import HappeningRequest, Wire


class _Known(Wire):
    """The track of a box as the checkpoint keeps it."""

    track: Track = Track()


def way(route: wire.RouteRequest | None) -> TravelLimits:
    """A planned route as the positions are held against it."""
    if route is None:
        return TravelLimits()
    return TravelLimits(
        [
            Corridor(leg.start.point, leg.end.point, wire.URBAN_M if leg.urban else wire.RURAL_M)
            for leg in route.legs
        ],
        *([Circle(zone.centre.point, zone.radius_m) for zone in z] for z in _zones(route)),
    )


def _zones(route: wire.RouteRequest) -> tuple[list[wire.Zone], list[wire.Zone]]:
    return route.stops, route.tunnels


def positions_router(store: Store) -> APIRouter:
    """Return the endpoints of the locks, and the one by which a route is planned."""
    router = APIRouter()

    def known(number: str) -> tuple[TravelLimits, Track]:
        route = store.get("route", number, wire.RouteRequest)
        return way(route), (store.get("track", number, _Known) or _Known()).track

    async def reported(
        request: Request,
        number: str,
        track: Track,
        turns: list[Turn],
        doubted: dict[str, int] | None = None,
    ) -> wire.Turns:
        store.put("track", number, _Known(track=track))
        intake: EventIntake[Any] = request.app.state.intake
        for turn in turns:
            await intake.happen(_happening(number, turn))
        return wire.Turns(reported=[turn.type for turn in turns], doubted=doubted or {})

    @router.post("/world/positions", status_code=201)
    async def take_positions(told: wire.Positions, request: Request) -> wire.Turns:
        """Take in where a lock has been; answers what was reported of it."""
        route, track = known(told.container_no)
        said = (LastPosition(place.time, place.point) for place in told.positions)
        seen, doubted = usable(said, told.heard or datetime.now(UTC))
        turned = followed(route, track, sorted(seen))
        return await reported(request, told.container_no, *turned, doubted)

    @router.post("/world/silence", status_code=201)
    async def notice_silence(told: wire.SilenceRequest, request: Request) -> wire.Turns:
        """Say how late it is: a lock that has been silent for too long is reported as lost."""
        route, track = known(told.container_no)
        return await reported(request, told.container_no, *silence(route, track, told.time))

    @router.put("/world/routes")
    async def plan_route(route: wire.RouteRequest) -> wire.RouteRequest:
        """Set where a box may go and stop, and where nothing can be heard of it."""
        store.put("route", route.container_no, route)
        return route

    return router


def _happening(number: str, turn: Turn) -> HappeningRequest:
    data: dict[str, Any] = {
        "container_no": number,
        "lat": round(turn.point.lat, 6),
        "lon": round(turn.point.lon, 6),
        "datum": "WGS-84",
    }
    if turn.type == "telemetry.lost":
        data["in_tunnel"] = turn.in_tunnel
    return HappeningRequest(type=turn.type, time=turn.at, data=data)
