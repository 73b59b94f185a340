"""What follows at once from an event: a table of rules, each a few lines.

A consequence is decided, not guessed: it stands in the ledger beside the event that caused it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from models import events
from models.state import Box, Deadline, State
from models.terms import Cause, Check, Danger, Outcome, SealState, Suspicion, Triage

_Bodies = list[events.Body]
_Rule = Callable[[State, State, Any, datetime], _Bodies]


def of(before: State, after: State, body: events.Body, at: datetime) -> _Bodies:
    """The bodies that follow from a body that has just been decided."""
    rule = _RULES.get(type(body))
    return rule(before, after, body, at) if rule else []


def _portal(_: State, after: State, body: events.RadiationMeasured, __: datetime) -> _Bodies:
    if body.result is Check.PASSED:
        return []
    reason = f"portal {body.portal_id} measured {body.dose_rate} µSv/h"
    return emergency(after, Danger.RADIATION, body.box, reason)


def _triage(_: State, after: State, body: events.AlarmTriaged, __: datetime) -> _Bodies:
    if body.verdict is not Triage.SOURCE:
        return []
    found = events.NonconformanceRaised(
        reason="NC-01", status=Suspicion.CONFIRMED, box=body.box, note=body.note
    )
    return [found, *fall_back(after, Cause.RADIATION, "a source was found")]


def _scan(_: State, after: State, body: events.MachineInspected, __: datetime) -> _Bodies:
    if body.result is Check.PASSED:
        return []
    suspected = events.NonconformanceRaised(
        reason="NC-07", status=Suspicion.SUSPECTED, box=body.box, note=f"scan {body.scan_id}"
    )
    return [suspected, *fall_back(after, Cause.FOREIGN_MATTER, "foreign matter in the image")]


def _offline(_: State, after: State, body: events.PortalWentOffline, __: datetime) -> _Bodies:
    if after.boxes[body.box].radiation is not None:
        return []
    return fall_back(after, Cause.PORTAL_OFFLINE, f"portal {body.portal_id} is offline")


def _gate(_: State, after: State, body: events.GatedOut, at: datetime) -> _Bodies:
    box = after.boxes[body.box]
    found: _Bodies = []
    if box.plate and body.plate != box.plate:
        note = f"truck {body.plate}, ordered {box.plate}"
        found.append(events.ViolationRecorded(code="SV-07", box=body.box, note=note))
    if not body.locked:
        note = f"lock {body.lock_no} was open at the gate"
        found.append(events.ViolationRecorded(code="SV-02", box=body.box, note=note))
        found += emergency(after, Danger.LOCK, body.box, note) if box.arrived is None else []
    if box.arrived is not None and box.arrived > at + _window(after, box):
        found.append(events.ViolationRecorded(code="SV-05", box=body.box))
    return found


def _lock(_: State, after: State, body: events.LockAlarmed, __: datetime) -> _Bodies:
    if body.alarm == "LOW_BATTERY":
        return []
    violation = events.ViolationRecorded(code="SV-02", box=body.box, note=body.alarm)
    return [violation, *emergency(after, Danger.LOCK, body.box, f"lock alarm {body.alarm}")]


def _missing(_: State, after: State, body: events.BoxMissing, __: datetime) -> _Bodies:
    return emergency(after, Danger.MISSING_BOX, body.box, "long overdue on the road")


def _arrival(before: State, _: State, body: events.BoxArrived, at: datetime) -> _Bodies:
    window = before.deadlines.get(f"D08/{body.box}")
    if window is None or not _ran_out(window, at):
        return []
    return [events.ViolationRecorded(code="SV-05", box=body.box)]


def _seal(_: State, __: State, body: events.SealChecked, ___: datetime) -> _Bodies:
    if body.state in (SealState.INTACT, SealState.REPLACED):
        return []
    suspected = events.NonconformanceRaised(
        reason="NC-15", status=Suspicion.SUSPECTED, box=body.box, note=f"seal {body.state}"
    )
    if body.state is SealState.MISMATCH:
        return [suspected]
    return [events.ViolationRecorded(code="SV-01", box=body.box), suspected]


def _unloading(before: State, after: State, body: events.Unloaded, _: datetime) -> _Bodies:
    box, rules = after.boxes[body.box], after.rules
    found: _Bodies = []
    if not before.boxes[body.box].unloading_permitted:
        found.append(events.ViolationRecorded(code="SV-09", box=body.box))
    tolerance = max(
        Decimal(rules.weight_tolerance_kg), box.net_weight_kg * rules.weight_tolerance_share
    )
    if abs(body.net_kg - box.net_weight_kg) > tolerance:
        note = f"{body.net_kg} kg weighed, {box.net_weight_kg} kg declared"
        found.append(
            events.NonconformanceRaised(
                reason="NC-15", status=Suspicion.SUSPECTED, box=body.box, note=note
            )
        )
    return found


def _inspection(_: State, __: State, body: events.InspectionRecorded, ___: datetime) -> _Bodies:
    return [events.ConformityAssessed(visit=body.visit)] if body.conform else []


def _defect(
    _: State,
    after: State,
    body: events.NonconformanceRaised | events.NonconformanceSettled,
    __: datetime,
) -> _Bodies:
    """Radiation and explosives are an emergency first, a defect of the goods second."""
    row = after.rules.nonconformance(body.reason)
    if row is None or not row.emergency or body.status is not Suspicion.CONFIRMED:
        return []
    danger = Danger.EXPLOSIVE if row.name == "EXPLOSIVE" else Danger.RADIATION
    return emergency(after, danger, body.box, f"{row.code} {row.title}")


def _rejection(_: State, __: State, ___: events.PreShipmentRejected, ____: datetime) -> _Bodies:
    return [events.ConsignmentClosed(outcome=Outcome.REJECTED)]


def emergency(state: State, danger: Danger, box: str | None, reason: str) -> _Bodies:
    """One emergency at a time: a further danger joins the open one, and people hear of it."""
    known = state.emergency
    if known is None or known.lifted:
        return [events.EmergencyRaised(danger=danger, box=box, reason=reason)]
    if (known.danger, known.box) == (danger, box):
        return []
    return [events.DangerJoined(danger=danger, box=box, reason=reason)]


def _window(state: State, box: Box) -> timedelta:
    return timedelta(minutes=box.window_minutes or state.rules.transit.ceiling_minutes)


def _ran_out(window: Deadline, at: datetime) -> bool:
    """The window ended before that instant, unless its clock had been stopped by then."""
    end, stopped = window.milestones[0].due, window.frozen_since
    return at > end and (stopped is None or stopped >= end)


def fall_back(state: State, cause: Cause, reason: str) -> _Bodies:
    """Leaves the pilot where it can still be left, and says nothing where it can not."""
    if not state.may_fall_back:
        return []
    return [events.FellBack(cause=cause, reason=reason)]


_RULES: dict[type[events.Body], _Rule] = {
    events.PreShipmentRejected: _rejection,
    events.RadiationMeasured: _portal,
    events.AlarmTriaged: _triage,
    events.MachineInspected: _scan,
    events.PortalWentOffline: _offline,
    events.GatedOut: _gate,
    events.LockAlarmed: _lock,
    events.BoxMissing: _missing,
    events.BoxArrived: _arrival,
    events.SealChecked: _seal,
    events.Unloaded: _unloading,
    events.InspectionRecorded: _inspection,
    events.NonconformanceRaised: _defect,
    events.NonconformanceSettled: _defect,
}
