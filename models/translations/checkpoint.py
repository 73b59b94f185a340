"""What the checkpoint system says: portals, gates, locks, what happens on the road."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from models import messages
from models.fields import Amount, Data, Maybe, Number
from models.messages import Fact
from models.terms import Check, Hindrance
from models.translations.reading import Meaning, OfBox, read


class _Radiation(Data):
    portal_id: Maybe = ""
    background: Amount = Decimal(0)
    neutron_cps: Amount = Decimal(0)
    dose_rate_uSv_h: Amount  # noqa: N815 (the unit's own spelling)
    alarm_level: Annotated[int, Field(ge=0)]


class _Measured(OfBox):
    radiation: _Radiation

    def fact(self) -> Fact:
        seen = self.radiation
        return messages.PortalReading(
            box=self.container_no,
            portal_id=seen.portal_id,
            dose_rate=seen.dose_rate_uSv_h,
            background=seen.background,
            neutrons=seen.neutron_cps,
            result=Check.ALARM if seen.alarm_level > 0 else Check.PASSED,
        )


class _Xray(Data):
    scan_id: Maybe = ""
    verdict: Literal["CLEAR", "SUSPECT"]
    suspicion: Maybe = ""


class _Scanned(OfBox):
    xray: _Xray

    def fact(self) -> Fact:
        return messages.ScanVerdict(
            box=self.container_no,
            scan_id=self.xray.scan_id,
            result=Check.ALARM if self.xray.verdict == "SUSPECT" else Check.PASSED,
            suspects=self.xray.suspicion or "NC-07",
        )


class _OfPlace(OfBox):
    place: Literal["PORT", "ENTERPRISE"]
    plate: Maybe = ""
    lock_no: Maybe = ""


class _Passage(_OfPlace):
    direction: Literal["OUT", "IN"]
    trailer_plate: Maybe = ""
    driver_id: Maybe = ""
    lock_state: Maybe = ""
    seal_nos: tuple[Number, ...] = ()
    weight_kg: Amount | None = None

    def fact(self) -> Fact:
        """A lock that leaves and is not said to be locked counts as open."""
        match self.direction, self.place:
            case "OUT", "PORT":
                return messages.GateOut(
                    box=self.container_no,
                    plate=self.plate,
                    trailer=self.trailer_plate,
                    driver=self.driver_id,
                    lock_no=self.lock_no,
                    locked=self.lock_state == "LOCKED",
                    seals=self.seal_nos,
                )
            case "IN", "ENTERPRISE":
                return messages.Arrival(
                    box=self.container_no,
                    plate=self.plate,
                    trailer=self.trailer_plate,
                    driver=self.driver_id,
                    lock_no=self.lock_no,
                    locked=self.lock_state == "LOCKED" if self.lock_state else None,
                )
            case "OUT", "ENTERPRISE":
                return messages.ReturnGateOut(
                    box=self.container_no,
                    plate=self.plate,
                    trailer=self.trailer_plate,
                    driver=self.driver_id,
                    lock_no=self.lock_no,
                    locked=self.lock_state == "LOCKED",
                    seals=self.seal_nos,
                )
            case _:
                return messages.ReturnGateIn(
                    box=self.container_no,
                    plate=self.plate,
                    trailer=self.trailer_plate,
                    driver=self.driver_id,
                    seals=self.seal_nos,
                    gross_kg=self.weight_kg,
                )


class _Geofence(_OfPlace):
    def fact(self) -> Fact:
        if self.place != "ENTERPRISE":
            raise ValueError(f"no step of the process is coming near {self.place}")
        return messages.Arrival(box=self.container_no, plate=self.plate)


class _Lock(OfBox):
    lock_no: Maybe = ""
    alarm: Number


class _Offline(OfBox):
    portal_id: Maybe = ""


class _Found(OfBox):
    lock_state: Maybe = ""
    note: Maybe = ""


class _Locked(OfBox):
    lock_no: Maybe = ""


class _Silence(OfBox):
    in_tunnel: bool = False


class _Battery(OfBox):
    percent: Annotated[int, Field(ge=0, le=100)]


class _Incident(OfBox):
    kind: Hindrance
    spilled: bool = False
    note: Maybe = ""


MEANINGS: Mapping[str, Meaning] = {
    "yard.returned": read(OfBox, lambda d: messages.YardReturn(box=d.container_no)),
    "site.arrived": read(OfBox, lambda d: messages.SiteArrival(box=d.container_no)),
    "radiation.measured": read(_Measured, _Measured.fact),
    "xray.scanned": read(_Scanned, _Scanned.fact),
    "gate.passage": read(_Passage, _Passage.fact),
    "geofence.entered": read(_Geofence, _Geofence.fact),
    "lock.alarm": read(
        _Lock, lambda d: messages.LockAlarm(box=d.container_no, lock_no=d.lock_no, alarm=d.alarm)
    ),
    "lock.applied": read(
        _Locked, lambda d: messages.LockFastening(box=d.container_no, lock_no=d.lock_no)
    ),
    "lock.verified": read(
        _Locked, lambda d: messages.LockVerification(box=d.container_no, lock_no=d.lock_no)
    ),
    "lock.battery": read(
        _Battery, lambda d: messages.BatteryReading(box=d.container_no, percent=d.percent)
    ),
    "route.left": read(OfBox, lambda d: messages.RouteDeparture(box=d.container_no)),
    "route.regained": read(OfBox, lambda d: messages.RouteReturn(box=d.container_no)),
    "stop.started": read(OfBox, lambda d: messages.Standstill(box=d.container_no)),
    "stop.ended": read(OfBox, lambda d: messages.MovingOn(box=d.container_no)),
    "telemetry.lost": read(
        _Silence, lambda d: messages.SignalLoss(box=d.container_no, in_tunnel=d.in_tunnel)
    ),
    "telemetry.restored": read(OfBox, lambda d: messages.SignalReturn(box=d.container_no)),
    "incident.reported": read(
        _Incident,
        lambda d: messages.RoadIncident(
            box=d.container_no, hindrance=d.kind, spilled=d.spilled, note=d.note
        ),
    ),
    "portal.offline": read(
        _Offline, lambda d: messages.PortalOutage(box=d.container_no, portal_id=d.portal_id)
    ),
    "box.found": read(
        _Found,
        lambda d: messages.BoxSighting(box=d.container_no, lock_state=d.lock_state, note=d.note),
    ),
}
"""By message type."""
