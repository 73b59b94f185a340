"""What the checkpoints notice: portals, scanners, lanes, locks."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from pydantic import JsonValue

from systems.scenario import Data, PaperBox, WorldEvent

_PORTAL = "NB-P03"
_BACKGROUND = "0.09"
_HARMLESS = "0.11"
_ALARMING = "1.85"


def fleet(enterprise: str) -> Data:
    """The trucks and locks that there are for an enterprise."""
    return {"enterprise": enterprise, "trucks_free": 20, "locks_free": 40}


def measured(
    box: PaperBox,
    at: datetime,
    *,
    alarm: bool = False,
    neutron_cps: str = "0",
    dose_rate: str | None = None,
) -> WorldEvent:
    """A box went through the radiation portal; µSv/h, what else it says fits its verdict."""
    reading: Data = {
        "portal_id": _PORTAL,
        "background": _BACKGROUND,
        "dose_rate_uSv_h": dose_rate or (_ALARMING if alarm else _HARMLESS),
        "neutron_cps": neutron_cps,
        "alarm_level": 2 if alarm else 0,
        "occupancy_s": "7",
    }
    return _seen(box, at, "radiation.measured", radiation=reading)


def scanned(box: PaperBox, at: datetime, suspicion: str | None = None) -> WorldEvent:
    """The image of a box shows nothing but metal, or what a reason of the catalogue names."""
    scan = f"X{at:%y%m%d%H%M}-{box.number[-7:]}"
    verdict = "SUSPECT" if suspicion else "CLEAR"
    image: Data = {"scan_id": scan, "image_ref": f"scans/{scan}", "verdict": verdict}
    if suspicion:
        image["suspicion"] = suspicion
    return _seen(box, at, "xray.scanned", xray=image)


def yard_returned(box: PaperBox, at: datetime) -> WorldEvent:
    """A box was taken back to the yard."""
    return _seen(box, at, "yard.returned", stack=f"C{box.number[-2:]}")


def site_arrived(box: PaperBox, at: datetime) -> WorldEvent:
    """A box was moved to the inspection site."""
    return _seen(box, at, "site.arrived")


def portal_offline(box: PaperBox, at: datetime) -> WorldEvent:
    """The portal could not measure a box."""
    return _seen(box, at, "portal.offline", portal_id=_PORTAL)


def lock_applied(box: PaperBox, at: datetime) -> WorldEvent:
    """The lock was hung on the box."""
    return _seen(box, at, "lock.applied")


def lock_verified(box: PaperBox, at: datetime) -> WorldEvent:
    """The lock was looked at while the truck still waits; it is the ordered one."""
    return _seen(box, at, "lock.verified")


def gate_out(box: PaperBox, at: datetime, **read: str) -> WorldEvent:
    """The truck left the port; lane and lock agree on truck and lock, unless something was read."""
    seals: list[JsonValue] = [box.seal]
    return _seen(box, at, "gate.passage", direction="OUT", place="PORT", seal_nos=seals, **read)


def went(box: PaperBox, at: datetime, what: str, *, told_at: datetime | None = None) -> WorldEvent:
    """The track turned to something, such as `route.left` or `stop.started`."""
    return replace(_seen(box, at, what), told_at=told_at)


def silent_in_tunnel(box: PaperBox, at: datetime) -> WorldEvent:
    """Nothing is heard of the lock since the truck went into a mapped tunnel."""
    return _seen(box, at, "telemetry.lost", in_tunnel=True)


def battery(box: PaperBox, at: datetime, percent: int) -> WorldEvent:
    """The lock reported its charge."""
    return _seen(box, at, "lock.battery", percent=percent)


def incident(
    box: PaperBox, at: datetime, kind: str, note: str, *, spilled: bool = False
) -> WorldEvent:
    """The driver called; `spilled` when load lies on the road."""
    return _seen(box, at, "incident.reported", kind=kind, note=note, spilled=spilled)


def leaves_for_port(box: PaperBox, at: datetime) -> WorldEvent:
    """A returned box left the enterprise on the truck that was ordered."""
    return _seen(box, at, "gate.passage", direction="OUT", place="ENTERPRISE")


def gate_in(
    box: PaperBox, at: datetime, seal: str | None = None, gross_kg: Decimal | None = None
) -> WorldEvent:
    """A returned box came back to the port: its seal is read, and it is weighed."""
    seen: Data = {} if seal is None else {"seal_nos": [seal], "weight_kg": str(gross_kg)}
    return _seen(box, at, "gate.passage", direction="IN", place="PORT", **seen)


def reached(box: PaperBox, at: datetime, **read: str) -> WorldEvent:
    """The lock reported that it is at the enterprise, behind another truck if one was read."""
    return _seen(box, at, "geofence.entered", place="ENTERPRISE", **read)


def lock_alarm(box: PaperBox, at: datetime, alarm: str) -> WorldEvent:
    """The lock of a box raised an alarm."""
    return _seen(box, at, "lock.alarm", alarm=alarm)


def found(box: PaperBox, at: datetime, note: str) -> WorldEvent:
    """A missing box was found, its lock closed."""
    return _seen(box, at, "box.found", lock_state="LOCKED", note=note)


def _seen(box: PaperBox, at: datetime, what: str, **more: JsonValue) -> WorldEvent:
    return WorldEvent(at, "checkpoint", what, {"container_no": box.number, **more})
