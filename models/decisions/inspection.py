"""Seal, unloading, inspection, defects: what an officer sees of the goods."""

from datetime import datetime
from decimal import Decimal

from models import events, messages
from models.decisions.draft import Decided, Draft
from models.decisions.guards import need, need_known_box
from models.decisions.rows import Bodies, Rules
from models.decisions.turns import emergency, suspected_in_port
from models.state import Defect, State
from models.terms import Course, Danger, Disposal, SealState, Suspicion


def _start(state: State, command: messages.StartInspection, _: datetime) -> Decided:
    _need_inspectable(state)
    need(not state.inspection_open, "an inspection has been started already; record it")
    return [events.InspectionStarted(officer=command.officer)]


def _record(state: State, command: messages.RecordInspection, at: datetime) -> Decided:
    _need_inspectable(state)
    _need_consistent(state, command)
    begun = min(command.started_at or at, at)
    started: Decided = [Draft(events.InspectionStarted(officer=command.officer), begun)]
    found: Decided = [events.NonconformanceRaised(**f.model_dump()) for f in command.findings]
    record = events.InspectionRecorded(
        visit=state.inspections + 1,
        conform=command.conform,
        readings=tuple(
            events.Reading(**r.model_dump(), rulebook=state.rulebook) for r in command.readings
        ),
        opened=command.opened,
        officer=command.officer,
    )
    return [*([] if state.inspection_open else started), *found, record]


def _settle(state: State, command: messages.SettleSuspicion, _: datetime) -> Decided:
    suspected = [(d.reason, d.box) for d in state.suspicions()]
    need(
        (command.reason, command.box) in suspected,
        f"{command.reason} is not suspected here; suspected are {suspected or 'none'}",
    )
    return [
        events.NonconformanceSettled(
            reason=command.reason, status=command.verdict, box=command.box, note=command.note
        )
    ]


def _permit_unloading(_: State, step: messages.PermitUnloading, __: datetime) -> Decided:
    return [events.UnloadingPermitted(box=step.box)]


def _seal(_: State, __: State, body: events.SealChecked, ___: datetime) -> Bodies:
    if body.state in (SealState.INTACT, SealState.REPLACED):
        return []
    suspected = events.NonconformanceRaised(
        reason="NC-15", status=Suspicion.SUSPECTED, box=body.box, note=f"seal {body.state}"
    )
    if body.state is SealState.MISMATCH:
        return [suspected]
    return [events.ViolationRecorded(code="SV-01", box=body.box), suspected]


def _unloading(before: State, after: State, body: events.Unloaded, _: datetime) -> Bodies:
    box, rules = after.boxes[body.box], after.rules
    found: Bodies = []
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


def _inspection(_: State, __: State, body: events.InspectionRecorded, ___: datetime) -> Bodies:
    return [events.ConformityAssessed(visit=body.visit)] if body.conform else []


def _defect(
    _: State,
    after: State,
    body: events.NonconformanceRaised | events.NonconformanceSettled,
    __: datetime,
) -> Bodies:
    """Radiation and explosives are an emergency first; in the port every defect ends the pilot."""
    standing = body.status is not Suspicion.CLEARED
    fallen = suspected_in_port(after, body.reason, body.note) if standing else []
    row = after.rules.nonconformance(body.reason)
    if isinstance(body, events.NonconformanceRaised) and body.leaking:
        return emergency(after, Danger.SPILL, body.box, f"{body.reason} is leaking")
    if row is None or not row.emergency or body.status is not Suspicion.CONFIRMED:
        return fallen
    danger = Danger.EXPLOSIVE if row.name == "EXPLOSIVE" else Danger.RADIATION
    return [*emergency(after, danger, body.box, f"{row.code} {row.title}"), *fallen]


def _need_inspectable(state: State) -> None:
    """Pilot goods are inspected when all are unloaded, traditional ones in the port."""
    need(not state.frozen, "the consignment is frozen by " + ", ".join(state.overlays))
    need(not state.conforms, "the goods have been found to conform")
    need(
        state.course in (Course.PILOT, Course.TRADITIONAL),
        f"nothing can be inspected while the course is {state.course}",
    )
    if state.course is Course.PILOT:
        waiting = [box.number for box in state.boxes.values() if box.unloaded is None]
        need(not waiting, f"not unloaded yet: {', '.join(waiting)}")
    undecided = state.failed and not state.disposal
    need(not undecided, "the last inspection failed; decide its disposal first (decide_disposal)")
    treated = state.disposal is not Disposal.RECTIFY or state.rectified
    need(treated, "the goods are being rectified; wait for the enterprise's report")


def _need_consistent(state: State, command: messages.RecordInspection) -> None:
    unknown = [f.reason for f in command.findings if state.rules.nonconformance(f.reason) is None]
    need(not unknown, f"unknown reason {', '.join(unknown)}; reasons are NC-01 to NC-16")
    for box in (*(finding.box for finding in command.findings), *command.opened):
        need_known_box(state, box)
    if command.conform:
        need(not command.findings, "conform is true, yet findings are listed; correct one of them")
        waiting = [defect.reason for defect in state.suspicions()]
        need(not waiting, f"settle first what is suspected: {', '.join(waiting)}")
        left = [defect.reason for defect in state.confirmed() if not _cured(state, defect)]
        need(not left, f"{', '.join(left)} is confirmed; decide its disposal (decide_disposal)")
    else:
        confirmed = [f for f in command.findings if f.status is Suspicion.CONFIRMED]
        need(
            bool(confirmed or state.confirmed()),
            "conform is false, yet no finding is CONFIRMED; name at least one",
        )


def _cured(state: State, defect: Defect) -> bool:
    """The goods were treated, and the treatment is one that the catalogue allows for it."""
    row = state.rules.nonconformance(defect.reason)
    return state.rectified and row is not None and Disposal.RECTIFY in row.disposals


RULES = Rules(
    once={
        messages.UnloadingReport: lambda f: events.Unloaded(
            box=f.box, net_kg=f.net_kg, remarks=f.remarks
        ),
    },
    again={
        messages.SealReport: lambda f: events.SealChecked(
            box=f.box, seal_no=f.seal_no, state=f.state
        ),
        messages.Appointment: lambda f: events.InspectionBooked(slot=f.slot),
    },
    verbs={
        messages.StartInspection: _start,
        messages.RecordInspection: _record,
        messages.SettleSuspicion: _settle,
    },
    steps={
        messages.PermitUnloading: _permit_unloading,
    },
    follows={
        events.SealChecked: _seal,
        events.Unloaded: _unloading,
        events.InspectionRecorded: _inspection,
        events.NonconformanceRaised: _defect,
        events.NonconformanceSettled: _defect,
    },
)
