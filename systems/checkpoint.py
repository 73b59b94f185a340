"""The checkpoint (kakou) system: trips, lanes, portals, scanners, locks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import httpx2
from fastapi import APIRouter, FastAPI

from systems.app import build
from systems.errors import NotKnown
from systems.hauliers import Hauliers, hauliers_router
from systems.idempotency import OnceOnly
from systems.numbers import derived_number, derived_plate
from systems.positions import positions_router
from systems.serve import serve
from systems.settings import Settings
from systems.store import Store
from systems.wire import checkpoint as wire

_DEFAULT_DRIVE_MIN = 90
_OPENED = frozenset({"ROPE_CUT", "UNLOCK", "BACK_COVER"})
_PROGRESS: Mapping[tuple[str, str, str], Literal["ON_THE_ROAD", "ARRIVED"]] = {
    ("TO_ENTERPRISE", "OUT", "PORT"): "ON_THE_ROAD",
    ("TO_ENTERPRISE", "IN", "ENTERPRISE"): "ARRIVED",
    ("TO_PORT", "OUT", "ENTERPRISE"): "ON_THE_ROAD",
    ("TO_PORT", "IN", "PORT"): "ARRIVED",
}


class Checkpoint:
    """What the checkpoints see, and the trucks and locks they assign."""

    name = "checkpoint"
    types: Mapping[str, type[wire.CheckpointData]] = wire.CHECKPOINT_TYPES

    def __init__(self, store: Store) -> None:
        self._store = store
        self.positions, self.hauliers = positions_router(store), Hauliers(store)

    def complete(self, data: wire.CheckpointData, identity: str) -> wire.CheckpointData:
        """Fill in plate, lock and lock state from the box's trip, and the passage number."""
        trip = self._latest_trip(data.container_no)
        known: dict[str, object] = {"passage_id": derived_number("GP", identity)}
        if trip is not None:
            state = self.lock(trip.lock_no).state
            known |= {
                "plate": trip.plate,
                "trailer_plate": trip.trailer_plate,
                "driver_id": trip.driver_id,
                "lock_no": trip.lock_no,
                "lock_state": state,
            }
        missing = {
            name: value
            for name, value in known.items()
            if name in type(data).model_fields and getattr(data, name) is None
        }
        return data.model_copy(update=missing)

    def take_in(self, data: wire.CheckpointData, time: datetime) -> None:
        """Note the sighting, and move the trip or the lock on."""
        box = self.box(data.container_no)
        sightings = [*box.sightings, wire.Sighting(time=time, seen=data)]
        self._store.put("box", box.container_no, box.model_copy(update={"sightings": sightings}))
        match data:
            case wire.GatePassage():
                self._progress(data)
            case wire.LockAlarm():
                self._alarm(data)
            case wire.LockVerified():
                self._looked_at(data)
            case _:
                pass

    def order_trip(self, order: wire.TripOrder, key: str) -> wire.TripAssigned:
        """Assign a truck and a lock to a box."""
        drive = self._store.get("drive", order.container_no, wire.Drive)
        trip = wire.Trip(
            trip_no=derived_number("T", key),
            lock_no=derived_number("JT", key),
            plate=derived_plate(key),
            trailer_plate=f"{derived_plate('trailer', key)[:-1]}挂",
            driver_id=derived_number("D", key),
            haulier=self.hauliers.chosen(key),
            planned_drive_min=drive.minutes if drive else _DEFAULT_DRIVE_MIN,
            **order.model_dump(),
        )
        lock = wire.Lock(lock_no=trip.lock_no, container_no=trip.container_no)
        box = self.box(trip.container_no).model_copy(update={"trip_no": trip.trip_no})
        self._store.put("trip", trip.trip_no, trip)
        self._store.put("lock", lock.lock_no, lock)
        self._store.put("box", box.container_no, box)
        return wire.TripAssigned(**trip.model_dump(include=set(wire.TripAssigned.model_fields)))

    def trip(self, number: str) -> wire.Trip:
        """Return a trip and how far it has come."""
        found = self._store.get("trip", number, wire.Trip)
        if found is None:
            raise NotKnown(f"there is no trip {number}", "order one with POST /trips")
        return found

    def refuse(self, number: str, refusal: wire.Refusal) -> wire.Trip:
        """Keep a trip behind the gate until somebody looks at its lock."""
        trip = self.trip(number).model_copy(update={"refused": refusal.reason})
        self._store.put("trip", trip.trip_no, trip)
        return trip

    def lock(self, number: str) -> wire.Lock:
        """Return a lock, its state and its alarms."""
        found = self._store.get("lock", number, wire.Lock)
        if found is None:
            raise NotKnown(f"there is no lock {number}", "a lock is assigned with its trip")
        return found

    def box(self, number: str) -> wire.Box:
        """Return what was seen of a box; nothing is an answer too."""
        return self._store.get("box", number, wire.Box) or wire.Box(container_no=number)

    def fleet(self, enterprise: str) -> wire.Fleet:
        """Return what is free for an enterprise; one not heard of has the usual fleet."""
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

    def _looked_at(self, seen: wire.LockVerified) -> None:
        trip = self._latest_trip(seen.container_no)
        if trip is not None and trip.refused is not None:
            self._store.put("trip", trip.trip_no, trip.model_copy(update={"refused": None}))

    def _latest_trip(self, container: str) -> wire.Trip | None:
        number = self.box(container).trip_no
        return None if number is None else self.trip(number)

    def _progress(self, passage: wire.GatePassage) -> None:
        trip = self._latest_trip(passage.container_no)
        if trip is None:
            return
        state = _PROGRESS.get((trip.direction, passage.direction, passage.place), trip.state)
        self._store.put("trip", trip.trip_no, trip.model_copy(update={"state": state}))

    def _alarm(self, alarm: wire.LockAlarm) -> None:
        lock = self._store.get("lock", alarm.lock_no or "", wire.Lock)
        if lock is None:
            return
        state = "OPEN" if alarm.alarm in _OPENED else lock.state
        news = {"state": state, "alarms": [*lock.alarms, alarm.alarm]}
        self._store.put("lock", lock.lock_no, lock.model_copy(update=news))


def _endpoints(checkpoint: Checkpoint) -> APIRouter:
    router = APIRouter()

    @router.post("/trips", status_code=201)
    async def order_trip(order: wire.TripOrder, once: OnceOnly) -> wire.TripAssigned:
        """Order a truck with a lock for a box."""
        return once.answer(wire.TripAssigned, lambda: checkpoint.order_trip(order, once.key))

    @router.get("/trips/{number}")
    async def trip(number: str) -> wire.Trip:
        """Return a trip and how far it has come."""
        return checkpoint.trip(number)

    @router.post("/trips/{number}/refusal")
    async def refuse(number: str, refusal: wire.Refusal, once: OnceOnly) -> wire.Trip:
        """Keep a trip behind the gate until somebody looks at its lock."""
        return once.answer(wire.Trip, lambda: checkpoint.refuse(number, refusal))

    @router.get("/locks/{number}")
    async def lock(number: str) -> wire.Lock:
        """Return a lock, its state and its alarms."""
        return checkpoint.lock(number)

    @router.get("/boxes/{number}")
    async def box(number: str) -> wire.Box:
        """Return everything seen of a box: readings, scans, passages, alarms."""
        return checkpoint.box(number)

    @router.get("/fleets/{enterprise:path}")
    async def fleet(enterprise: str) -> wire.Fleet:
        """Return the trucks and locks that an enterprise could have now."""
        return checkpoint.fleet(enterprise)

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


def create_app(settings: Settings, transport: httpx2.AsyncBaseTransport | None = None) -> FastAPI:
    """Return the checkpoint system."""
    return build(Checkpoint, _endpoints, settings, transport)


def main() -> None:
    """Serve the checkpoint system."""
    serve("checkpoint", 8702, create_app)


if __name__ == "__main__":
    main()
