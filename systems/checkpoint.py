"""The checkpoint (kakou) system: trips, lanes, portals, scanners, locks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

import httpx2
from fastapi import APIRouter, FastAPI

from systems.app import build
from systems.errors import NotKnown
from systems.hauliers import Hauliers, hauliers_router
from systems.idempotency import OnceOnly
from systems.numbers import derived_number, derived_plate
from systems.position_intake import positions_router
from systems.serve import serve
from systems.settings import SystemSettings
from systems.store import Store
from systems.wire import checkpoint as wire
from systems.wire.tracking import RouteRequest

_DEFAULT_DRIVE_MIN = 90
_USUAL_CAMERAS = ["G1501-K12", "G1501-K31", "S20-K07"]
_OPENED = frozenset({"ROPE_CUT", "UNLOCK", "BACK_COVER"})
_PROGRESS: Mapping[tuple[str, str, str], Literal["ON_THE_ROAD", "ARRIVED"]] = {
    ("TO_ENTERPRISE", "OUT", "PORT"): "ON_THE_ROAD",
    ("TO_ENTERPRISE", "IN", "ENTERPRISE"): "ARRIVED",
    ("TO_PORT", "OUT", "ENTERPRISE"): "ON_THE_ROAD",
    ("TO_PORT", "IN", "PORT"): "ARRIVED",
}


class CheckpointSystem:
    """What the checkpoints see, and the trucks and locks they assign."""

    name = "checkpoint"
    types: Mapping[str, type[wire.CheckpointData]] = wire.CHECKPOINT_TYPES

    def __init__(self, store: Store) -> None:
        self._store = store
        self.positions, self.hauliers = positions_router(store), Hauliers(store)

    def complete(self, data: wire.CheckpointData, identity: str) -> wire.CheckpointData:
        """Fill in plate, lock and lock state from the box's trip, and the passage number."""
        trips = [self._latest_trip(box) for box in _boxes(data)]
        known: dict[str, object] = {"passage_id": derived_number("GP", identity)}
        for trip in [trip for trip in trips if trip is not None][:1]:
            known |= {
                "plate": trip.plate,
                "trailer_plate": trip.trailer_plate,
                "driver_id": trip.driver_id,
            }
        locks = [None if trip is None else self.lock(trip.lock_no) for trip in trips]
        numbers = [None if lock is None else lock.lock_no for lock in locks]
        states = [None if lock is None else lock.state for lock in locks]
        known |= {"lock_no": _alone(numbers), "lock_state": _alone(states)}
        missing = {
            name: value
            for name, value in known.items()
            if name in type(data).model_fields and getattr(data, name) is None
        }
        return data.model_copy(update=missing)

    def take_in(self, data: wire.CheckpointData, time: datetime) -> None:
        """Note the sighting, and move the trip or the lock on."""
        for box in map(self.box, _boxes(data)):
            seen = [*box.sightings, wire.Sighting(time=time, seen=data)]
            self._store.put("box", box.container_no, box.model_copy(update={"sightings": seen}))
        match data:
            case wire.GatePassage():
                self._progress(data)
            case wire.LockAlarmData():
                self._alarm(data)
            case wire.LockVerifiedData():
                self._looked_at(data)
            case _:
                pass

    def order_trip(self, order: wire.TripOrder, key: str) -> wire.TripAssigned:
        """Assign a truck and a lock to a box."""
        drive = self._store.get("drive", order.container_no, wire.Drive)
        route = self._store.get("route", order.container_no, RouteRequest)
        trip = wire.TripRecord(
            trip_no=derived_number("T", key),
            lock_no=derived_number("JT", key),
            plate=derived_plate(key),
            trailer_plate=f"{derived_plate('trailer', key)[:-1]}挂",
            driver_id=derived_number("D", key),
            haulier=self.hauliers.chosen(key),
            planned_drive_min=drive.minutes if drive else _DEFAULT_DRIVE_MIN,
            cameras=route.cameras if route else _USUAL_CAMERAS,
            **order.model_dump(),
        )
        lock = wire.Lock(lock_no=trip.lock_no, container_no=trip.container_no)
        box = self.box(trip.container_no).model_copy(update={"trip_no": trip.trip_no})
        self._store.put("trip", trip.trip_no, trip)
        self._store.put("lock", lock.lock_no, lock)
        self._store.put("box", box.container_no, box)
        return wire.TripAssigned(**trip.model_dump(include=set(wire.TripAssigned.model_fields)))

    def trip(self, number: str) -> wire.TripRecord:
        """Return a trip and how far it has come."""
        found = self._store.get("trip", number, wire.TripRecord)
        if found is None:
            raise NotKnown(f"there is no trip {number}", "order one with POST /trips")
        return found

    def refuse(self, number: str, refusal: wire.Refusal) -> wire.TripRecord:
        """Keep a trip behind the gate until somebody looks at its lock."""
        trip = self.trip(number).model_copy(update={"refused": refusal.reason})
        self._store.put("trip", trip.trip_no, trip)
        return trip

    def bar(self, number: str, reason: str | None) -> wire.SeenBox:
        """Let no gate let a box out, or let it pass again (None)."""
        box = self.box(number).model_copy(update={"barred": reason})
        self._store.put("box", box.container_no, box)
        return box

    def lock(self, number: str) -> wire.Lock:
        """Return a lock, its state and its alarms."""
        found = self._store.get("lock", number, wire.Lock)
        if found is None:
            raise NotKnown(f"there is no lock {number}", "a lock is assigned with its trip")
        return found

    def box(self, number: str) -> wire.SeenBox:
        """Return what was seen of a box; nothing is an answer too."""
        return self._store.get("box", number, wire.SeenBox) or wire.SeenBox(container_no=number)

    def fleet(self, enterprise: str) -> wire.Fleet:
        """Return what is free for an enterprise; for one not heard of there is nothing."""
        known = self._store.get("fleet", enterprise, wire.Fleet)
        return known or wire.Fleet(enterprise=enterprise)

    def set_fleet(self, fleet: wire.Fleet) -> wire.Fleet:
        """Set what is free for an enterprise."""
        self._store.put("fleet", fleet.enterprise, fleet)
        return fleet

    def plan_drive(self, drive: wire.Drive) -> wire.Drive:
        """Set how long the next trips of a box are planned to take."""
        self._store.put("drive", drive.container_no, drive)
        return drive

    def _looked_at(self, seen: wire.LockVerifiedData) -> None:
        trip = self._latest_trip(seen.container_no)
        if trip is not None and trip.refused is not None:
            self._store.put("trip", trip.trip_no, trip.model_copy(update={"refused": None}))

    def _latest_trip(self, container: str) -> wire.TripRecord | None:
        number = self.box(container).trip_no
        return None if number is None else self.trip(number)

    def _progress(self, passage: wire.GatePassage) -> None:
        for trip in filter(None, map(self._latest_trip, passage.boxes)):
            state = _PROGRESS.get((trip.direction, passage.direction, passage.place), trip.state)
            self._store.put("trip", trip.trip_no, trip.model_copy(update={"state": state}))

    def _alarm(self, alarm: wire.LockAlarmData) -> None:
        lock = self._store.get("lock", alarm.lock_no or "", wire.Lock)
        if lock is None:
            return
        state = "OPEN" if _OPENED.intersection(alarm.alarms) else lock.state
        news = {"state": state, "alarms": [*lock.alarms, *alarm.alarms]}
        self._store.put("lock", lock.lock_no, lock.model_copy(update=news))


def _boxes(data: wire.CheckpointData) -> list[str]:
    return data.boxes if isinstance(data, wire.GatePassage) else [data.container_no]


def _alone(values: Sequence[object]) -> object:
    """What is said of one box is a value; of two, a list; of none, nothing."""
    return values[0] if len(values) == 1 else list(values) or None


def _endpoints(checkpoint: CheckpointSystem) -> APIRouter:
    router = APIRouter()

    @router.post("/trips", status_code=201)
    async def order_trip(order: wire.TripOrder, once: OnceOnly) -> wire.TripAssigned:
        """Order a truck with a lock for a box."""
        return once.answer(wire.TripAssigned, lambda: checkpoint.order_trip(order, once.key))

    @router.get("/trips/{number}")
    async def trip(number: str) -> wire.TripRecord:
        """Return a trip and how far it has come."""
        return checkpoint.trip(number)

    @router.post("/trips/{number}/refusal")
    async def refuse(number: str, refusal: wire.Refusal, once: OnceOnly) -> wire.TripRecord:
        """Keep a trip behind the gate until somebody looks at its lock."""
        return once.answer(wire.TripRecord, lambda: checkpoint.refuse(number, refusal))

    @router.get("/locks/{number}")
    async def lock(number: str) -> wire.Lock:
        """Return a lock, its state and its alarms."""
        return checkpoint.lock(number)

    @router.get("/boxes/{number}")
    async def box(number: str) -> wire.SeenBox:
        """Return everything seen of a box: readings, scans, passages, alarms."""
        return checkpoint.box(number)

    @router.get("/fleets/{enterprise:path}")
    async def fleet(enterprise: str) -> wire.Fleet:
        """Return the trucks and locks that an enterprise could have now."""
        return checkpoint.fleet(enterprise)

    router.include_router(_gates(checkpoint))
    router.include_router(checkpoint.positions)
    router.include_router(hauliers_router(checkpoint.hauliers))

    @router.put("/world/drives")
    async def plan_drive(drive: wire.Drive) -> wire.Drive:
        """Set how long the next trips of a box are planned to take."""
        return checkpoint.plan_drive(drive)

    @router.put("/world/fleets")
    async def set_fleet(fleet: wire.Fleet) -> wire.Fleet:
        """Set the trucks and locks that are free for an enterprise."""
        return checkpoint.set_fleet(fleet)

    return router


def _gates(checkpoint: CheckpointSystem) -> APIRouter:
    """What the gates are told of a box, on whichever truck it comes."""
    router = APIRouter()

    @router.post("/boxes/{number}/bar")
    async def bar(number: str, told: wire.Bar, once: OnceOnly) -> wire.SeenBox:
        """Let no gate let a box out, on whichever truck."""
        return once.answer(wire.SeenBox, lambda: checkpoint.bar(number, told.reason))

    @router.post("/boxes/{number}/bar/end")
    async def reopen(number: str, _: wire.Bar, once: OnceOnly) -> wire.SeenBox:
        """Let a box pass the gate again."""
        return once.answer(wire.SeenBox, lambda: checkpoint.bar(number, None))

    return router


def create_app(
    settings: SystemSettings, transport: httpx2.AsyncBaseTransport | None = None
) -> FastAPI:
    """Return the checkpoint system."""
    return build(CheckpointSystem, _endpoints, settings, transport)


def main() -> None:
    """Serve the checkpoint system."""
    serve("checkpoint", 8702, create_app)


if __name__ == "__main__":
    main()
