"""One container: what is known of it, from the portal to its unloading or its return."""

from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from models.kernel.base_types import Value
from models.kernel.place import Place
from models.kernel.terms import CheckResult, SealState, Triage


class Permit(Value):
    """A permission of one box: from when until when, and what ended it; not at all if it stands."""

    permit_no: str = ""
    given: datetime
    ended: datetime | None = None
    lapsed: bool = False
    why: str = ""


class LastSeen(BaseModel):
    """Who drives a box, and where and when something was last heard of it on its way.

    `place` is the last that was told, as of `place_at`; `cameras` are those on the way.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    plate: str = ""
    trailer: str = ""
    driver: str = ""
    haulier: str = ""
    heard_at: datetime | None = None
    place: Place | None = None
    place_at: datetime | None = None
    cameras: tuple[str, ...] = ()


class Box(Value):
    """One container with its own truck, lock, gate passages and unloading."""

    number: str
    seal: str
    net_weight_kg: Decimal
    category: str = ""
    radiation: CheckResult | None = None
    triage: Triage | None = None
    machine: CheckResult | None = None
    permit_no: str | None = None
    permit_ended: str | None = None
    refusal: str | None = None
    withheld: bool = False
    permit_attempts: int = 0
    permits: tuple[Permit, ...] = ()
    trip_no: str | None = None
    plate: str = ""
    trailer: str = ""
    driver: str = ""
    haulier: str = ""
    lock_no: str = ""
    lock_in: str = ""
    lock_seen_to: datetime | None = None
    window_minutes: int | None = None
    gate_refused: bool = False
    gate_barred: bool = False
    fleet_stopped: str = ""
    cameras: tuple[str, ...] = ()
    """Those on the way of its truck, the first of them."""
    heard_at: datetime | None = None
    """When something was last heard of it on its drive; `place` is the last that was told."""
    place: Place | None = None
    place_at: datetime | None = None
    gated_out: datetime | None = None
    missing: bool = False
    found_lock: str = ""
    arrived: datetime | None = None
    seal_state: SealState | None = None
    unloading_permitted: bool = False
    unloading_permits: tuple[Permit, ...] = ()
    unloaded: datetime | None = None
    net_kg: Decimal | None = None
    checked: tuple[str, ...] = ()
    """Sections that were looked at in it, and parameters that were measured."""
    return_seal: str | None = None
    return_kg: Decimal | None = None
    return_trip_no: str | None = None
    return_gated_out: datetime | None = None
    returned: datetime | None = None
    return_seals: tuple[str, ...] = ()
    return_weighed: Decimal | None = None
    return_mismatch: str = ""
    return_accepted: bool = False
    released: bool = False
    released_at: datetime | None = None

    @property
    def inland(self) -> bool:
        """It has left the port, as its gates and the road say.

        Who says that it is unloaded is the inspected party: that alone moves nothing.
        """
        return self.gated_out is not None or self.arrived is not None

    @property
    def on_the_road_since(self) -> datetime | None:
        """When it set out on the drive that it is on, in or back; None while it stands."""
        if self.return_gated_out is not None:
            return self.return_gated_out if self.returned is None else None
        return self.gated_out if self.arrived is None and self.returned is None else None

    @property
    def drive_ended_at(self) -> datetime | None:
        """Since when its drive is over; a truck back that is ordered begins the next one."""
        going_back = self.return_trip_no or self.return_gated_out
        return self.returned or (None if going_back else self.arrived)

    @property
    def last_seen(self) -> LastSeen | None:
        """What to look for while it is on the road, on whichever way; None when it is not."""
        going_back = self.return_trip_no or self.return_gated_out
        left = self.return_gated_out if going_back else self.gated_out
        if left is None or self.drive_ended_at is not None:
            return None
        named = ("plate", "trailer", "driver", "haulier", "place", "place_at", "cameras")
        known = {name: getattr(self, name) for name in named}
        return LastSeen(**known, heard_at=self.heard_at or left)

    @property
    def lock_is_current(self) -> bool:
        """Its truck and lock are those of the drive it is on, not of one that is over."""
        return self.return_trip_no is not None or not (self.arrived or self.unloaded)

    @property
    def drive_no(self) -> str:
        """The trip that it is on, or was last."""
        return self.return_trip_no or self.trip_no or ""

    @property
    def expected_seal(self) -> str | None:
        """The seal that it should bear: the first one until it is opened, or that of its return."""
        return self.return_seal or (self.seal if self.unloaded is None else None)

    @property
    def ready_to_return(self) -> bool:
        """It waits at the enterprise, repacked and sealed, for a truck back to the port."""
        left = self.return_gated_out or self.returned
        return self.inland and self.return_seal is not None and left is None

    @property
    def back(self) -> bool:
        """It never left the port, or is there again as it was sealed, or accepted as it is."""
        if not self.inland:
            return True
        sealed = self.return_seal is not None or self.unloaded is None
        as_sealed = sealed and not self.return_mismatch
        return self.returned is not None and (as_sealed or self.return_accepted)

    @property
    def cleared(self) -> bool:
        """Radiation and machine inspection are passed, or the alarm proved innocent."""
        harmless = self.radiation is CheckResult.PASSED or self.triage is Triage.INNOCENT
        return harmless and self.machine is CheckResult.PASSED
