"""What the checkpoint system says: portals, gates, locks, what happens on the road."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from models.inbound import dangers
from models.inbound.lock_status import StatusWord, alarm_code, alarms_of
from models.inbound.reading import OfBox, Translation
from models.inbound.wire_fields import (
    CODE,
    Amount,
    Code,
    Data,
    Instant,
    Maybe,
    Number,
    place_of,
)
from models.kernel.codes import ReasonCode
from models.kernel.place import Place
from models.kernel.terms import CheckResult, Hindrance
from models.port.events import MachineInspected, PortalWentOffline
from models.port.messages import PortalReading
from models.process.messages import Fact
from models.returns.events import ReturnGatedIn, ReturnGatedOut
from models.traditional_port.events import ArrivedAtSite, ReturnedToYard
from models.transport.events import (
    BoxArrived,
    BoxFound,
    GatedOut,
    IncidentOnRoad,
    LockAlarmed,
    LockApplied,
    LockVerified,
    RouteLeft,
    RouteRegained,
    StopEnded,
    StopStarted,
    TelemetryLost,
    TelemetryRestored,
)
from models.transport.messages import BatteryReading


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
        return PortalReading(
            box=self.box,
            portal_id=seen.portal_id,
            dose_rate=seen.dose_rate_uSv_h,
            background=seen.background,
            neutrons=seen.neutron_cps,
            result=CheckResult.ALARM if seen.alarm_level > 0 else CheckResult.PASSED,
        )


class _Xray(Data):
    scan_id: Maybe = ""
    verdict: Annotated[Literal["CLEAR", "SUSPECT"], CODE]
    suspicion: Maybe = ""


class _Scanned(OfBox):
    xray: _Xray

    def fact(self) -> Fact:
        """An image that is called clear and yet shows something is no clear one."""
        suspect = self.xray.verdict == "SUSPECT" or bool(self.xray.suspicion)
        shown = self.xray.suspicion or ReasonCode.PROHIBITED_WASTE
        return MachineInspected(
            box=self.box,
            scan_id=self.xray.scan_id,
            result=CheckResult.ALARM if suspect else CheckResult.PASSED,
            suspects=shown if suspect else "",
        )


class _OfPlace(OfBox):
    place: Annotated[Literal["PORT", "ENTERPRISE"], CODE]
    plate: Maybe = ""
    lock_no: Maybe = ""


class _Passage(_OfPlace):
    direction: Annotated[Literal["OUT", "IN"], CODE]
    trailer_plate: Maybe = ""
    driver_id: Maybe = ""
    lock_state: Code = ""
    lock_time: Instant | None = None
    seal_nos: tuple[Number, ...] = ()
    weight_kg: Amount | None = None

    def fact(self) -> Fact:
        """A lock that leaves and is not said to be locked counts as open."""
        match self.direction, self.place:
            case "OUT", "PORT":
                return GatedOut(
                    box=self.box,
                    plate=self.plate,
                    trailer=self.trailer_plate,
                    driver=self.driver_id,
                    lock_no=self.lock_no,
                    lock_time=self.lock_time,
                    locked=self.lock_state == "LOCKED",
                    seals=self.seal_nos,
                )
            case "IN", "ENTERPRISE":
                return BoxArrived(
                    box=self.box,
                    plate=self.plate,
                    trailer=self.trailer_plate,
                    driver=self.driver_id,
                    lock_no=self.lock_no,
                    lock_time=self.lock_time,
                    locked=self.lock_state == "LOCKED" if self.lock_state else None,
                )
            case "OUT", "ENTERPRISE":
                return ReturnGatedOut(
                    box=self.box,
                    plate=self.plate,
                    trailer=self.trailer_plate,
                    driver=self.driver_id,
                    lock_no=self.lock_no,
                    lock_time=self.lock_time,
                    locked=self.lock_state == "LOCKED",
                    seals=self.seal_nos,
                )
            case _:
                return ReturnGatedIn(
                    box=self.box,
                    plate=self.plate,
                    trailer=self.trailer_plate,
                    driver=self.driver_id,
                    lock_time=self.lock_time,
                    seals=self.seal_nos,
                    gross_kg=self.weight_kg,
                )


class _Geofence(_OfPlace):
    def fact(self) -> Fact:
        if self.place != "ENTERPRISE":
            raise ValueError(f"no step of the process is coming near {self.place}")
        return BoxArrived(box=self.box, plate=self.plate)


class _Transition(OfBox):
    """What happened on the road, and where, if that is told: of that nothing depends."""

    place: Place | None = None

    @model_validator(mode="before")
    @classmethod
    def _located(cls, data: object) -> object:
        return {**data, "place": place_of(data)} if isinstance(data, Mapping) else data


class _Lock(_Transition):
    """Alarms by name, as the status word of the device, or both."""

    lock_no: Maybe = ""
    alarm: Maybe = ""
    alarms: tuple[Number, ...] = ()
    status: StatusWord = 0

    def fact(self) -> Fact:
        """Refuses a message without any alarm: it would say nothing of the lock."""
        named = [alarm_code(name) for name in (self.alarm, *self.alarms) if name]
        said = tuple(dict.fromkeys([*named, *alarms_of(self.status)]))
        return LockAlarmed(box=self.box, lock_no=self.lock_no, alarms=said, place=self.place)


class _Offline(OfBox):
    portal_id: Maybe = ""


class _Found(_Transition):
    lock_state: Code = ""
    note: Maybe = ""


class _Locked(OfBox):
    lock_no: Maybe = ""


class _Silence(_Transition):
    in_tunnel: bool = False


class _Battery(OfBox):
    percent: Annotated[int, Field(ge=0, le=100)]


class _Incident(_Transition):
    hindrance: Annotated[Hindrance, CODE] = Field(validation_alias="kind")
    spilled: bool = False
    note: Maybe = ""


TRANSLATIONS: Mapping[str, Translation] = {
    "yard.returned": Translation(OfBox, ReturnedToYard),
    "site.arrived": Translation(OfBox, ArrivedAtSite),
    "radiation.measured": Translation(
        _Measured, PortalReading, make=_Measured.fact, danger=dangers.radiating
    ),
    "xray.scanned": Translation(
        _Scanned, MachineInspected, make=_Scanned.fact, danger=dangers.suspect
    ),
    "gate.passage": Translation(
        _Passage,
        GatedOut,
        BoxArrived,
        ReturnGatedOut,
        ReturnGatedIn,
        make=_Passage.fact,
        danger=dangers.unlocked,
    ),
    "geofence.entered": Translation(_Geofence, BoxArrived, make=_Geofence.fact),
    "lock.alarm": Translation(_Lock, LockAlarmed, make=_Lock.fact, danger=dangers.opened),
    "lock.applied": Translation(_Locked, LockApplied),
    "lock.verified": Translation(_Locked, LockVerified),
    "lock.battery": Translation(_Battery, BatteryReading),
    "route.left": Translation(_Transition, RouteLeft),
    "route.regained": Translation(_Transition, RouteRegained),
    "stop.started": Translation(_Transition, StopStarted),
    "stop.ended": Translation(_Transition, StopEnded),
    "telemetry.lost": Translation(_Silence, TelemetryLost),
    "telemetry.restored": Translation(_Transition, TelemetryRestored),
    "incident.reported": Translation(_Incident, IncidentOnRoad, danger=dangers.endangered),
    "portal.offline": Translation(_Offline, PortalWentOffline),
    "box.found": Translation(_Found, BoxFound, danger=dangers.found_open),
}
"""By message type."""
