"""Seal, unloading, inspection, defects: what an officer sees of the goods."""

from datetime import datetime
from decimal import Decimal

from models import events, messages
from models.decisions import protocol, refusals
from models.decisions.assessment import (
    base,
    need_confirmed,
    need_conforming,
    need_consistent,
    need_inspectable,
    need_known_reasons,
    need_understood,
    shown,
    unwatched,
)
from models.decisions.draft import Decided, Draft
from models.decisions.guards import need, need_known_box, need_not_frozen, of_boxes, seen_to
from models.decisions.rows import Bodies, Rules
from models.decisions.turns import emergency, referral, responders, suspected_in_port, suspicion
from models.errors import Refused
from models.language import listed
from models.measurement import read
from models.state import State, mark_key
from models.terms import Danger, SealState, Suspicion


def _no_show(state: State, command: messages.RecordNoShow, at: datetime) -> Decided:
    slot = state.booked_for
    if slot is None:
        raise Refused(refusals.NO_SLOT)
    need(at >= slot, refusals.SLOT_TO_COME, slot=slot.isoformat())
    need(not state.inspections and not state.inspection_open, refusals.INSPECTION_BEGUN)
    missed = events.AppointmentMissed(slot=slot, note=command.note, officer=command.officer)
    return [missed, events.ViolationRecorded(code="SV-12", note=f"slot {slot.isoformat()}")]


def _start(state: State, command: messages.StartInspection, _: datetime) -> Decided:
    need_inspectable(state)
    need(not state.inspection_open, refusals.INSPECTION_OPEN)
    return [events.InspectionStarted(officer=command.officer)]


def _measure(state: State, command: messages.RecordMeasurements, at: datetime) -> Decided:
    """At any moment: the handheld goes over a box before it is opened."""
    need(bool(command.readings or command.photos), refusals.NOTHING_MEASURED)
    for each in command.readings:
        need_known_box(state, each.box)
    of_box = [r.model_copy(update={"box": r.box or command.box}) for r in command.readings]
    readings = read(of_box, state.registration, at)
    need_understood(readings)
    return [
        events.MeasurementsRecorded(
            box=command.box,
            readings=protocol.ordered(state, readings),
            photos=protocol.photos(command.photos),
            officer=command.officer,
        )
    ]


def _record(state: State, command: messages.RecordInspection, at: datetime) -> Decided:
    need_inspectable(state)
    readings = protocol.ordered(state, read(command.readings, state.registration, at))
    looks = protocol.looks(state, command.looks)
    need_consistent(state, command, readings)
    begun = min(command.started_at or at, at)
    started: Decided = [Draft(events.InspectionStarted(officer=command.officer), begun)]
    found: Decided = [events.NonconformanceRaised(**f.model_dump()) for f in command.findings]
    record = events.InspectionRecorded(
        visit=state.inspections + 1,
        conform=command.conform,
        readings=readings,
        opened=command.opened,
        officer=command.officer,
        protocol=state.rules.protocols[state.registration.kind],
        looks=looks,
        uncovered=protocol.uncovered(state, protocol.covered(state, readings, looks)),
        unwatched=unwatched(state),
    )
    return [*([] if state.inspection_open else started), *found, record]


def _conclude(state: State, command: messages.ConcludeInspection, _: datetime) -> Decided:
    need(state.concluding, refusals.NOTHING_TO_CONCLUDE)
    need_not_frozen(state)
    need_known_reasons(state, command.findings)
    if command.conform:
        need(not command.findings, refusals.CONFORM_WITH_FINDINGS)
        out = [refusals.SAMPLE_AT.of(sample=s.number, lab=s.lab) for s in state.samples_out]
        need(not out, refusals.LAB_SILENT, samples=listed(out))
        need_conforming(state)
    else:
        need_confirmed(state, command.findings)
    concluded = events.InspectionConcluded(
        visit=state.inspections,
        conform=command.conform,
        note=command.note,
        officer=command.officer,
    )
    found = [events.NonconformanceRaised(**f.model_dump()) for f in command.findings]
    return [*found, concluded]


def _settle(state: State, command: messages.SettleSuspicion, _: datetime) -> Decided:
    suspected = {(d.reason, d.box): d for d in state.suspicions()}
    meant = suspected.get((command.reason, command.box))
    if meant is None:
        known = of_boxes(suspected)
        raise Refused(refusals.NOT_SUSPECTED, reason=command.reason, suspected=known)
    asked = state.identifying and base(command.reason) == "NC-08"
    need(not asked, refusals.IDENTIFICATION_DECIDES)
    return [
        events.NonconformanceSettled(
            reason=command.reason,
            status=command.verdict,
            box=command.box,
            note=command.note,
            afloat=meant.afloat,
        )
    ]


def _permit_unloading(_: State, step: messages.PermitUnloading, __: datetime) -> Decided:
    return [events.UnloadingPermitted(box=step.box)]


def _seal(before: State, _: State, body: events.SealChecked, at: datetime) -> Bodies:
    """The number is held against the seal that the box is known to have, however whole it is.

    Nobody may replace it without permission any more than open it (domain 4.3).
    """
    registered = before.boxes[body.box].seal
    differs = bool(registered) and body.seal_no not in ("", registered)
    number = f": {body.seal_no}, registered {registered}" if differs else ""
    suspected = suspicion("NC-15", body.box, f"seal {body.state}{number}")
    match body.state:
        case SealState.INTACT:
            return [suspected] if differs else []
        case SealState.REPLACED if seen_to(before, body.box, at):
            return []
        case SealState.MISMATCH:
            return [suspected]
        case SealState.BROKEN | SealState.MISSING | SealState.REPLACED:
            return [events.ViolationRecorded(code="SV-01", box=body.box), suspected]


def _unloading(_: State, after: State, body: events.Unloaded, at: datetime) -> Bodies:
    box, rules = after.boxes[body.box], after.rules
    found: Bodies = []
    permitted = after.marks.get(mark_key("unloading-permitted", body.box))
    if permitted is None or at < permitted.at:
        found.append(events.ViolationRecorded(code="SV-09", box=body.box))
    if body.video == "":
        found.append(events.ViolationRecorded(code="SV-11", box=body.box))
    tolerance = max(
        Decimal(rules.weight_tolerance_kg), box.net_weight_kg * rules.weight_tolerance_share
    )
    if abs(body.net_kg - box.net_weight_kg) > tolerance:
        note = f"{body.net_kg} kg weighed, {box.net_weight_kg} kg declared"
        found.append(suspicion("NC-15", body.box, note))
    elif not _adds_up(body, tolerance):
        note = f"gross {body.gross_kg} less tare {body.tare_kg} is not net {body.net_kg} kg"
        found.append(suspicion("NC-15", body.box, note))
    return found


def _adds_up(body: events.Unloaded, tolerance: Decimal) -> bool:
    if body.gross_kg is None or body.tare_kg is None:
        return True
    return abs(body.gross_kg - body.tare_kg - body.net_kg) <= tolerance


def _measured(_: State, after: State, body: events.MeasurementsRecorded, __: datetime) -> Bodies:
    return shown(after, body.readings)


def _inspection(_: State, after: State, body: events.InspectionRecorded, __: datetime) -> Bodies:
    """Conforming goods wait for the laboratory, if it has been asked."""
    if not body.conform:
        return shown(after, body.readings)
    return [] if after.concluding else [events.ConformityAssessed(visit=body.visit)]


def _concluded(_: State, __: State, body: events.InspectionConcluded, ___: datetime) -> Bodies:
    return [events.ConformityAssessed(visit=body.visit)] if body.conform else []


def _defect(
    _: State,
    after: State,
    body: events.NonconformanceRaised | events.NonconformanceSettled,
    __: datetime,
) -> Bodies:
    """Radiation and explosives are an emergency first; in the port every defect ends the pilot.

    Before that only one that is confirmed does. Solid waste is referred, whoever confirms it; at
    loose contamination responders take over.
    """
    referred = _referral(after, body)
    mendable = body.afloat and body.status is Suspicion.SUSPECTED
    standing = body.status is not Suspicion.CLEARED and not mendable
    fallen = suspected_in_port(after, body.reason, body.note) if standing else []
    row = after.rules.nonconformance(body.reason)
    if isinstance(body, events.NonconformanceRaised) and body.leaking:
        return [*emergency(after, Danger.SPILL, body.box, f"{body.reason} is leaking"), *referred]
    if row is None or not row.emergency or body.status is not Suspicion.CONFIRMED:
        return [*fallen, *referred]
    danger = Danger.EXPLOSIVE if row.name == "EXPLOSIVE" else Danger.RADIATION
    why = f"{body.reason} {row.title}"
    taken_over = responders(after, body.box, why) if row.responders else []
    return [*emergency(after, danger, body.box, why), *taken_over, *fallen, *referred]


def _referral(
    state: State, body: events.NonconformanceRaised | events.NonconformanceSettled
) -> Bodies:
    """The first confirmation refers the case; further boxes or reports belong to it."""
    row = state.rules.nonconformance(body.reason)
    if row is None or not row.refer_to or body.status is not Suspicion.CONFIRMED:
        return []
    return referral(state, row.refer_to, f"{row.title}, {body.note}" if body.note else row.title)


RULES = Rules(
    once={
        messages.UnloadingReport: lambda f: events.Unloaded(**f.model_dump(exclude={"type"})),
    },
    again={
        messages.SealReport: lambda f: events.SealChecked(
            box=f.box, seal_no=f.seal_no, state=f.state
        ),
        messages.Appointment: lambda f: events.InspectionBooked(slot=f.slot),
    },
    verbs={
        messages.RecordNoShow: _no_show,
        messages.StartInspection: _start,
        messages.RecordMeasurements: _measure,
        messages.RecordInspection: _record,
        messages.ConcludeInspection: _conclude,
        messages.SettleSuspicion: _settle,
    },
    steps={
        messages.PermitUnloading: _permit_unloading,
    },
    follows={
        events.SealChecked: _seal,
        events.Unloaded: _unloading,
        events.MeasurementsRecorded: _measured,
        events.InspectionRecorded: _inspection,
        events.InspectionConcluded: _concluded,
        events.NonconformanceRaised: _defect,
        events.NonconformanceSettled: _defect,
    },
)
