"""One container: what is known of it, from the portal to the furnace or back to the ship."""

from datetime import datetime
from decimal import Decimal

from models.terms import Check, SealState, Triage
from models.values import Value


class Box(Value):
    """One container with its own truck, lock, gate passages and unloading."""

    number: str
    seal: str
    net_weight_kg: Decimal
    category: str = ""
    radiation: Check | None = None
    triage: Triage | None = None
    machine: Check | None = None
    permit_no: str | None = None
    permit_ended: str | None = None
    refusal: str | None = None
    withheld: bool = False
    permits_spent: int = 0
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
    fleet_stopped: str = ""
    gated_out: datetime | None = None
    missing: bool = False
    found_lock: str = ""
    arrived: datetime | None = None
    seal_state: SealState | None = None
    unloading_permitted: bool = False
    unloaded: datetime | None = None
    net_kg: Decimal | None = None
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

    @property
    def inland(self) -> bool:
        """It has left the port."""
        return any((self.gated_out, self.arrived, self.unloaded))

    @property
    def off_the_road(self) -> datetime | None:
        """Since when its drive is over; a truck back that is ordered begins the next one."""
        going_back = self.return_trip_no or self.return_gated_out
        return self.returned or (None if going_back else self.arrived)

    @property
    def hauled(self) -> bool:
        """Its truck and lock are those of the drive it is on, not of one that is over."""
        return self.return_trip_no is not None or not (self.arrived or self.unloaded)

    @property
    def drive_no(self) -> str:
        """The trip that it is on, or was last."""
        return self.return_trip_no or self.trip_no or ""

    @property
    def bears(self) -> str | None:
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
        harmless = self.radiation is Check.PASSED or self.triage is Triage.INNOCENT
        return harmless and self.machine is Check.PASSED
