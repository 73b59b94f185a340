"""What an event means: the next state. Two tables say it, one for boxes, one for the consignment.

The same fold runs in the workflow, over the ledger and in the projections. It never fails for an
event that the catalogue knows, in whatever order events come.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from models import deadlines, events
from models.alarms import alarms_of
from models.identity import digest
from models.record import Event
from models.state import Box, Deadline, Defect, Emergency, Mark, State, deadline_key, mark_key
from models.terms import Check, Disposal, Mode, Overlay, PreShipment, Suspicion

_BOX: dict[type[events.Body], Callable[[Any, Box, datetime], dict[str, object]]] = {
    events.RadiationMeasured: lambda e, box, __: _measured(box, e.result),
    events.AlarmTriaged: lambda e, _, __: {"triage": e.verdict},
    events.MachineInspected: lambda e, _, __: {"machine": e.result},
    events.RemovalPermitted: lambda e, _, __: {"permit_no": e.permit_no, "refusal": None},
    events.RemovalRefused: lambda e, box, __: {
        "refusal": e.reason,
        "permits_spent": box.permits_spent + 1,
    },
    events.RemovalPermitLapsed: lambda _, box, __: {
        "permit_no": None,
        "permits_spent": box.permits_spent + 1,
    },
    events.TransportOrdered: lambda e, _, __: {
        "trip_no": e.trip_no,
        "plate": e.plate,
        "lock_no": e.lock_no,
        "window_minutes": e.window_minutes,
    },
    events.GatedOut: lambda _, __, at: {"gated_out": at},
    events.BoxMissing: lambda _, __, ___: {"missing": True},
    events.BoxFound: lambda _, __, ___: {"missing": False},
    events.BoxArrived: lambda _, __, at: {"arrived": at, "missing": False},
    events.SealChecked: lambda e, _, __: {"seal_state": e.state},
    events.UnloadingPermitted: lambda _, __, ___: {"unloading_permitted": True},
    events.Unloaded: lambda e, _, at: {"unloaded": at, "net_kg": e.net_kg},
}

_STATE: dict[type[events.Body], Callable[[Any, State, datetime], dict[str, object]]] = {
    events.PreShipmentSubmitted: lambda _, s, at: _submitted(s, at),
    events.SupplementRequested: lambda _, __, ___: {"pre_shipment": PreShipment.SUPPLEMENT},
    events.PreShipmentApproved: lambda _, __, ___: {"pre_shipment": PreShipment.APPROVED},
    events.PreShipmentRejected: lambda _, __, ___: {"pre_shipment": PreShipment.REJECTED},
    events.DeclarationStatusChanged: lambda e, _, __: {"declaration": e.letter},
    events.Declared: lambda e, _, __: {"entry_id": e.entry_id},
    events.ModeDecided: lambda e, _, __: {
        "mode": e.mode,
        "causes": e.causes,
        "risk_level": e.risk_level,
    },
    events.FellBack: lambda e, s, __: {"mode": Mode.TRADITIONAL, "causes": (*s.causes, e.cause)},
    events.InspectionStarted: lambda _, __, ___: {"inspection_open": True},
    events.InspectionRecorded: lambda e, s, __: {
        "inspections": e.visit,
        "inspection_open": False,
        "failed": not e.conform,
        "rectified": False,
        "disposal": None if s.disposal is Disposal.RECTIFY else s.disposal,
    },
    events.ConformityAssessed: lambda _, __, ___: {"conforms": True, "disposal": None},
    events.NonconformanceRaised: lambda e, s, __: {
        "defects": (*s.defects, Defect(reason=e.reason, status=e.status, box=e.box))
    },
    events.NonconformanceSettled: lambda e, s, __: {"defects": _settle(s.defects, e)},
    events.ViolationRecorded: lambda e, s, __: {"violations": (*s.violations, e.code)},
    events.RectificationOrdered: lambda _, s, at: {
        "disposal": Disposal.RECTIFY,
        "rectified": _known_later(s, at, "rectification-completed"),
    },
    events.RectificationCompleted: lambda _, __, ___: {"rectified": True},
    events.ReturnOrdered: lambda _, __, ___: {"disposal": Disposal.RETURN},
    events.DestructionOrdered: lambda _, __, ___: {"disposal": Disposal.DESTROY},
    events.ReleasedForUse: lambda _, __, ___: {"released": True},
    events.ConsignmentClosed: lambda e, _, __: {"outcome": e.outcome},
    events.EmergencyRaised: lambda e, s, at: {
        "overlays": _with(s.overlays, Overlay.EMERGENCY),
        "emergency": Emergency(danger=e.danger, box=e.box, reason=e.reason, raised_at=at),
    },
    events.EmergencyAcknowledged: lambda e, s, __: _emergency(s, acknowledged_by=e.officer),
    events.IncidentReported: lambda _, s, __: _emergency(s, reported=True),
    events.EmergencyLifted: lambda _, s, __: {
        "overlays": _without(s.overlays, Overlay.EMERGENCY),
        **_emergency(s, lifted=True),
    },
    events.Held: lambda _, s, __: {"overlays": _with(s.overlays, Overlay.HOLD)},
    events.Resumed: lambda _, s, __: {"overlays": _without(s.overlays, Overlay.HOLD)},
    events.EscalationRaised: lambda e, s, __: _deadline(s, e, lambda d: deadlines.fire(d, e.level)),
    events.EscalationWithdrawn: lambda e, s, __: _deadline(
        s, e, lambda d: deadlines.fire(d, e.level, withdrawn=True)
    ),
    events.EscalationAcknowledged: lambda e, s, __: _deadline(
        s, e, lambda d: d.model_copy(update={"acknowledged_by": e.officer})
    ),
    events.DeadlineExtended: lambda e, s, __: _deadline(
        s, e, lambda d: deadlines.extend(d, timedelta(hours=e.hours))
    ),
    events.CallFailed: lambda e, s, __: {"failing_calls": {**s.failing_calls, e.call: e.reason}},
    events.CallRetried: lambda e, s, __: {
        "failing_calls": {k: v for k, v in s.failing_calls.items() if k != e.call}
    },
}


def evolve(state: State, event: Event) -> State:
    """The state after an event."""
    told = alarms_of(event)
    alarms = {"alarms": (*state.alarms, *told)} if told else {}
    changes = {**_remembered(state, event), **_meaning(state, event), **alarms}
    changed = state.model_copy(update=changes)
    deadlines_changed = deadlines.follow(state, changed, event)
    return changed.model_copy(update=deadlines_changed) if deadlines_changed else changed


def begin(event: Event) -> State:
    """The state of a consignment that has just been registered.

    Raises:
        ValueError: when the event is not a registration.
    """
    body = event.body
    if not isinstance(body, events.ConsignmentRegistered):
        message = f"a consignment begins with consignment-registered, not with {body.type}"
        raise ValueError(message)  # noqa: TRY004 - the value is wrong, its type is an event
    boxes = {box.number: Box(**box.model_dump()) for box in body.registration.boxes}
    empty = State(registration=body.registration, rulebook=body.rulebook, boxes=boxes)
    return evolve(empty, event)


def fold(history: Iterable[Event]) -> State | None:
    """The state after all events of a stream, None for an empty one."""
    state: State | None = None
    for event in history:
        state = begin(event) if state is None else evolve(state, event)
    return state


def _remembered(state: State, event: Event) -> dict[str, object]:
    """What every event leaves behind: a mark of its type, and the message that caused it."""
    mark = Mark(at=event.occurred_at, digest=digest(event.body.model_dump_json()))
    keys = {event.body.type, mark_key(event.body.type, event.box)}
    return {
        "version": state.version + 1,
        "marks": {**state.marks, **dict.fromkeys(keys, mark)},
        "seen": {**state.seen, event.cause: event.digest},
    }


def _meaning(state: State, event: Event) -> dict[str, object]:
    """The fields of the state that the tables change."""
    body, at = event.body, event.occurred_at
    if isinstance(body, events.BoxBody) and body.box in state.boxes and type(body) in _BOX:
        box = state.boxes[body.box]
        changed = box.model_copy(update=_BOX[type(body)](body, box, at))
        return {"boxes": {**state.boxes, body.box: changed}}
    return _STATE[type(body)](body, state, at) if type(body) in _STATE else {}


def _deadline(
    state: State, body: events.DeadlineBody, change: Callable[[Deadline], Deadline]
) -> dict[str, object]:
    key = deadline_key(body.deadline, body.box)
    if key not in state.deadlines:
        return {}
    return {"deadlines": {**state.deadlines, key: change(state.deadlines[key])}}


def _measured(box: Box, result: Check) -> dict[str, object]:
    """An alarm stands until an officer judges it; a second pass does not undo it."""
    if result is Check.ALARM:
        return {"radiation": result, "triage": None}
    return {"radiation": box.radiation or result}


def _submitted(state: State, at: datetime) -> dict[str, object]:
    """A file that is older than the decision on it changes nothing."""
    decided = ("pre-shipment-approved", "pre-shipment-rejected", "supplement-requested")
    return {} if _known_later(state, at, *decided) else {"pre_shipment": PreShipment.SUBMITTED}


def _known_later(state: State, at: datetime, *event_types: str) -> bool:
    marks = [state.marks[kind] for kind in event_types if kind in state.marks]
    return any(mark.at > at for mark in marks)


def _emergency(state: State, **change: object) -> dict[str, object]:
    if state.emergency is None:
        return {}
    return {"emergency": state.emergency.model_copy(update=change)}


def _settle(defects: tuple[Defect, ...], body: events.NonconformanceSettled) -> tuple[Defect, ...]:
    suspected = Suspicion.SUSPECTED
    return tuple(
        defect.model_copy(update={"status": body.status})
        if (defect.reason, defect.box, defect.status) == (body.reason, body.box, suspected)
        else defect
        for defect in defects
    )


def _with(overlays: tuple[Overlay, ...], overlay: Overlay) -> tuple[Overlay, ...]:
    return (*_without(overlays, overlay), overlay)


def _without(overlays: tuple[Overlay, ...], overlay: Overlay) -> tuple[Overlay, ...]:
    return tuple(known for known in overlays if known is not overlay)
