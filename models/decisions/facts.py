"""Which event a fact becomes. Facts are never refused: they complete, repeat or contradict.

`_ONCE`: the first report stands, the same again is a duplicate, another one a contradiction.
`_AGAIN`: every report counts.
"""

from collections.abc import Callable
from typing import Any

from models import events, messages
from models.decisions import declaration
from models.decisions.draft import Decided
from models.identity import digest
from models.messages import Fact, Report
from models.state import State, mark_key
from models.terms import Course, Mode, Outcome

_Becomes = Callable[[Any], events.Body]

_ONCE: dict[type, _Becomes] = {
    messages.VesselDeparture: lambda f: events.Shipped(vessel=f.vessel),
    messages.VesselArrival: lambda f: events.VesselArrived(vessel=f.vessel),
    messages.Discharge: lambda _: events.Discharged(),
    messages.GateOut: lambda f: events.GatedOut(
        box=f.box, plate=f.plate, lock_no=f.lock_no, locked=f.locked, seals=f.seals
    ),
    messages.Arrival: lambda f: events.BoxArrived(box=f.box, plate=f.plate),
    messages.ArrivalNotice: lambda f: events.ArrivalNotified(box=f.box),
    messages.UnloadingReport: lambda f: events.Unloaded(
        box=f.box, net_kg=f.net_kg, remarks=f.remarks
    ),
    messages.ReturnPlan: lambda f: events.ReturnPlanned(carrier=f.carrier, booking=f.booking),
    messages.ReturnDeparture: lambda _: events.ReturnDeparted(),
    messages.ReturnGateIn: lambda f: events.ReturnGatedIn(box=f.box),
    messages.ReturnLoading: lambda f: events.ReturnLoaded(vessel=f.vessel),
    messages.ReturnExit: lambda f: events.ReturnExited(vessel=f.vessel),
    messages.DestructionReport: lambda f: events.Destroyed(note=f.note),
}

_AGAIN: dict[type, _Becomes] = {
    messages.PreShipmentFile: lambda f: events.PreShipmentSubmitted(documents=f.documents),
    messages.PortalReading: lambda f: events.RadiationMeasured(
        box=f.box,
        result=f.result,
        portal_id=f.portal_id,
        dose_rate=f.dose_rate,
        background=f.background,
    ),
    messages.ScanVerdict: lambda f: events.MachineInspected(
        box=f.box, result=f.result, scan_id=f.scan_id
    ),
    messages.PortalOutage: lambda f: events.PortalWentOffline(box=f.box, portal_id=f.portal_id),
    messages.LockAlarm: lambda f: events.LockAlarmed(box=f.box, alarm=f.alarm, lock_no=f.lock_no),
    messages.BoxSighting: lambda f: events.BoxFound(
        box=f.box, lock_state=f.lock_state, note=f.note
    ),
    messages.SealReport: lambda f: events.SealChecked(box=f.box, seal_no=f.seal_no, state=f.state),
    messages.Appointment: lambda f: events.InspectionBooked(slot=f.slot),
    messages.RectificationReport: lambda f: events.RectificationCompleted(note=f.note),
}


def understood() -> set[type]:
    """The facts that have a place here (a test compares them with the catalogue)."""
    return {*_ONCE, *_AGAIN, messages.DeclarationStatus, messages.Unknown}


def decide(state: State, report: Report, *, reused: bool) -> Decided:
    """The events of a fact; `reused` says that its id was seen with other content."""
    fact = report.fact
    box = getattr(fact, "box", None)
    if reused:
        return [_contradiction(fact.type, f"message id {report.id} with other content", box)]
    if isinstance(fact, messages.Unknown):
        return [events.FactNotUnderstood(system=report.system, raw=fact.raw)]
    if state.course is Course.CLOSED:
        return [] if _repeats(state, fact) else [_after_closure(state, fact, box)]
    if box is not None and box not in state.boxes:
        return [_contradiction(fact.type, f"the boxes are {', '.join(state.boxes)}", box)]
    if isinstance(fact, messages.DeclarationStatus):
        return declaration.decide(state, fact)
    if isinstance(fact, messages.RectificationReport) and _outdated(state, report):
        return [_contradiction(fact.type, "the treatment was ordered after that", box)]
    if type(fact) in _ONCE:
        return _once(state, fact.type, _ONCE[type(fact)](fact))
    return [_AGAIN[type(fact)](fact)]


def _after_closure(state: State, fact: Fact, box: str | None) -> events.FactAfterClosure:
    """Clearance closes its own file later; goods released in the port are picked up later."""
    picked_up = isinstance(fact, messages.GateOut) and state.mode is Mode.TRADITIONAL
    routine = picked_up or isinstance(fact, messages.DeclarationStatus)
    unexpected = not routine or state.outcome is not Outcome.RELEASED
    return events.FactAfterClosure(fact=fact.type, box=box, unexpected=unexpected)


def _repeats(state: State, fact: Fact) -> bool:
    """The happening is known, told in the same words."""
    becomes = _ONCE.get(type(fact))
    return becomes is not None and _once(state, fact.type, becomes(fact)) == []


def _outdated(state: State, report: Report) -> bool:
    """The report is about an earlier treatment than the one that is ordered now."""
    ordered = state.marks.get("rectification-ordered")
    return ordered is not None and report.occurred_at < ordered.at


def _once(state: State, fact: str, body: events.Body) -> Decided:
    """The same happening reported twice is one event; told differently, it is a contradiction."""
    box = getattr(body, "box", None)
    known = state.marks.get(mark_key(body.type, box))
    if known is None:
        return [body]
    if known.digest == digest(body.model_dump_json()):
        return []
    return [_contradiction(fact, f"{body.type} at {known.at.isoformat()} said otherwise", box)]


def _contradiction(fact: str, known: str, box: str | None) -> events.FactContradicted:
    return events.FactContradicted(fact=fact, known=known, box=box)
