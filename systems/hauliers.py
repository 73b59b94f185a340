"""Who hauls: a haulier whose trucks stand still gets no trip, and leaves with none."""

from fastapi import APIRouter

from systems.idempotency import OnceOnly
from systems.numbers import derived_number
from systems.store import Store
from systems.wire import checkpoint as wire

_HAULIERS = ("甬通集卡", "北仑安运", "东海集运")


class Hauliers:
    """The hauliers of the port, and for which trips the trucks of each stand still."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def haulier(self, name: str) -> wire.Haulier:
        """Return a haulier; one not heard of drives."""
        return self._store.get("haulier", name, wire.Haulier) or wire.Haulier(name=name)

    def stop(self, name: str, stop: wire.FleetStop) -> wire.Haulier:
        """Let no truck of a haulier leave because of a trip."""
        return self._kept(name, {**self.haulier(name).stops, stop.trip_no: stop.reason})

    def resume(self, name: str, end: wire.FleetStop) -> wire.Haulier:
        """Let them leave again, as far as that trip is concerned."""
        stops = self.haulier(name).stops
        return self._kept(name, {trip: why for trip, why in stops.items() if trip != end.trip_no})

    def chosen(self, key: str) -> str:
        """Return whose truck it will be: any that drive; when none do, the usual one waits."""
        usual = sorted(_HAULIERS, key=lambda name: derived_number("H", name, key))
        driving = [name for name in usual if not self.haulier(name).stops]
        return (driving or usual)[0]

    def _kept(self, name: str, stops: dict[str, str]) -> wire.Haulier:
        haulier = wire.Haulier(name=name, stops=stops)
        self._store.put("haulier", name, haulier)
        return haulier


def hauliers_router(hauliers: Hauliers) -> APIRouter:
    """Return the endpoints by which a fleet is stopped, and drives again."""
    router = APIRouter()

    @router.get("/hauliers/{name}")
    async def haulier(name: str) -> wire.Haulier:
        """Return for which trips the trucks of a haulier stand still."""
        return hauliers.haulier(name)

    @router.post("/hauliers/{name}/stops")
    async def stop(name: str, told: wire.FleetStop, once: OnceOnly) -> wire.Haulier:
        """Let no truck of a haulier leave because of a trip."""
        return once.answer(wire.Haulier, lambda: hauliers.stop(name, told))

    @router.post("/hauliers/{name}/stops/end")
    async def resume(name: str, told: wire.FleetStop, once: OnceOnly) -> wire.Haulier:
        """Let them leave again, as far as that trip is concerned."""
        return once.answer(wire.Haulier, lambda: hauliers.resume(name, told))

    return router
