"""Which facts are dangers: people hear of them at once, whether or not their consignment is found.

By the newest rulebook: nobody knows yet which one the consignment is pinned to. In doubt it is one.
"""

from enum import StrEnum
from functools import cache

from models.kernel.parameters import canonical
from models.kernel.terms import CheckResult, Hindrance
from models.laboratory.messages import LabResult
from models.port.events import MachineInspected
from models.port.messages import PortalReading
from models.returns.events import ReturnGatedIn, ReturnGatedOut
from models.rules.goods import Limit
from models.rules.rulebook import newest
from models.transport.events import BoxArrived, BoxFound, GatedOut, IncidentOnRoad, LockAlarmed


class Peril(StrEnum):
    """Why a message may not wait for its consignment: an alarm, or something nobody could read."""

    ALARM = "alarm"
    UNREAD = "unread"


def radiating(seen: PortalReading) -> bool:
    """An alarm of the portal, neutrons, or more than any natural background and the limit."""
    rules = newest().radiation
    most = rules.highest_background + max((row.limit for row in _dangerous("dose rate")), default=0)
    strong = seen.dose_rate > most
    return seen.result is CheckResult.ALARM or seen.neutrons > rules.neutrons_above or strong


def suspect(seen: MachineInspected) -> bool:
    """The scanner shows what may not be in the box."""
    return seen.result is CheckResult.ALARM


def opened(alarm: LockAlarmed) -> bool:
    """The lock was opened, or says what the rulebook does not know."""
    known = {str(name): meaning for name, meaning in newest().watch.lock_alarms.items()}
    return any(known.get(str(each), "OPENED") == "OPENED" for each in alarm.alarms)


def unlocked(seen: GatedOut | BoxArrived | ReturnGatedOut | ReturnGatedIn) -> bool:
    """A box passed a gate with an open lock."""
    return not isinstance(seen, ReturnGatedIn) and seen.locked is False


def found_open(seen: BoxFound) -> bool:
    """A missing box was found, and not under lock."""
    return seen.lock_state != "LOCKED"


def endangered(incident: IncidentOnRoad) -> bool:
    """Load on the road, or an accident."""
    return incident.spilled or incident.hindrance is Hindrance.ACCIDENT


def contaminated(report: LabResult) -> bool:
    """A value over the limit of what is an emergency: contamination, nuclides, explosives."""
    return any(
        reading.value > row.limit
        for reading in report.readings
        for row in _dangerous(canonical(reading.parameter) or "")
    )


@cache
def _dangerous(parameter: str) -> tuple[Limit, ...]:
    rules = newest()
    rows = [row for row in rules.limits if row.parameter == parameter]
    found = ((row, rules.nonconformance(row.reason)) for row in rows)
    return tuple(row for row, reason in found if reason is not None and reason.emergency)
