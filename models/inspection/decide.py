"""Seal, unloading, inspection, defects: what an officer sees of the goods."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from models.consignment.decision_tables import Bodies, Rules
from models.consignment.guards import (
    given_reason,
    need_not_frozen,
    of_boxes,
    require,
    require_known_box,
    seen_to,
)
from models.consignment.pending_event import Decided, Draft
from models.consignment.permissions import ended_before, permit_at
from models.consignment.state import State
from models.consignment.texts import LAB_SILENT
from models.emergency.consequences import emergency, responders
from models.inspection import protocol, texts
from models.inspection.assessment import (
    base,
    boxes_of,
    need_confirmed,
    need_conforming,
    need_consistent,
    need_inspectable,
    need_known_reasons,
    need_understood,
    shown,
)
from models.inspection.capacity import room_for
from models.inspection.consequences import suspected_in_port, suspicion
from models.inspection.control_result import control_result
from models.inspection.coverage import with_work
from models.inspection.events import (
    AppointmentMissed,
    ConformityAssessed,
    InspectionBooked,
    InspectionConcluded,
    InspectionRecorded,
    InspectionRequestDecided,
    InspectionRequested,
    InspectionStarted,
    MeasurementsRecorded,
    NonconformanceRaised,
    NonconformanceSettled,
    RequirementsWaived,
    RiskLevelsWorsened,
    SealChecked,
    Unloaded,
    UnloadingPermitted,
)
from models.inspection.measurement import read
from models.inspection.messages import (
    CapacityHeard,
    ConcludeInspection,
    DecideInspectionRequest,
    LevelsHeard,
    PermitUnloading,
    RecordInspection,
    RecordMeasurements,
    RecordNoShow,
    SettleSuspicion,
    StartInspection,
    WaiveRequirements,
)
from models.inspection.requirements import Outstanding, awaited, need_nothing, outstanding
from models.kernel.codes import ReasonCode, ViolationCode
from models.kernel.errors import Refused
from models.kernel.language import listed
from models.kernel.spelling import same
from models.kernel.terms import Danger, Party, Petition, ProcessPhase, SealState, Suspicion
from models.supervision.consequences import contradiction, referral
from models.supervision.events import ViolationRecorded


def _no_show(state: State, command: RecordNoShow, at: datetime) -> Decided:
    slot = state.booked_for
    if slot is None:
        raise Refused(texts.NO_SLOT)
    require(at >= slot, texts.SLOT_TO_COME, slot=slot.isoformat())
    require(not state.inspections and not state.inspection_open, texts.INSPECTION_BEGUN)
    missed = AppointmentMissed(slot=slot, note=command.note, officer=command.officer)
    return [
        missed,
        ViolationRecorded(code=ViolationCode.APPOINTMENT_MISSED, note=f"slot {slot.isoformat()}"),
    ]


def _requested(state: State, fact: InspectionRequested, _: datetime) -> Decided:
    """One request at a time, for goods that customs still have in hand (measure 01)."""
    if fact.reason in (state.inspection_wanted, state.on_request):
        return []
    if state.released:
        return [contradiction(fact.type, "the goods have been released for use", None)]
    if state.inspection_wanted is not None:
        return [contradiction(fact.type, f"asked for: {state.inspection_wanted}", None)]
    return [fact]


def _decide_request(state: State, command: DecideInspectionRequest, _: datetime) -> Decided:
    require(state.inspection_wanted is not None, texts.NO_REQUEST)
    return [
        InspectionRequestDecided(
            granted=command.decision is Petition.APPROVE,
            reason=given_reason(command.reason),
            officer=command.officer,
        )
    ]


def _start(state: State, command: StartInspection, _: datetime) -> Decided:
    need_inspectable(state)
    require(not state.inspection_open, texts.INSPECTION_OPEN)
    return [InspectionStarted(officer=command.officer)]


def _measure(state: State, command: RecordMeasurements, at: datetime) -> Decided:
    """At any moment: the handheld goes over a box before it is opened."""
    done = (command.readings, command.photos, command.looks, command.opened, command.emptied)
    require(any(done), texts.NOTHING_MEASURED)
    for box in (*(each.box for each in command.readings), *boxes_of(command)):
        require_known_box(state, box)
    _need_open(state, (*command.opened, *command.emptied))
    of_box = [r.model_copy(update={"box": r.box or command.box}) for r in command.readings]
    readings = read(of_box, state.registration, at)
    need_understood(readings)
    return [
        MeasurementsRecorded(
            box=command.box,
            readings=protocol.ordered(state, readings),
            photos=protocol.photos(command.photos),
            officer=command.officer,
            looks=protocol.looks(state, command.looks),
            opened=command.opened,
            emptied=command.emptied,
        )
    ]


def _need_open(state: State, boxes: Iterable[str]) -> None:
    """Nobody opens a box on its way: its seal is intact until it may be unloaded."""
    of_pilot = state.course is ProcessPhase.PILOT
    known = [state.boxes[box] for box in boxes] if of_pilot else []
    closed = [box.number for box in known if not (box.unloading_permitted or box.unloaded)]
    require(not closed, texts.CLOSED_STILL, boxes=listed(closed))


def _record(state: State, command: RecordInspection, at: datetime) -> Decided:
    need_inspectable(state)
    readings = protocol.ordered(state, read(command.readings, state.registration, at))
    looks = protocol.looks(state, command.looks)
    need_consistent(state, command, readings)
    begun = min(command.started_at or at, at)
    started: Decided = [Draft(InspectionStarted(officer=command.officer), begun)]
    found: Decided = [NonconformanceRaised(**f.model_dump()) for f in command.findings]
    told = control_result(state, command)
    waits = command.conform and bool(state.samples_out)
    record = InspectionRecorded(
        visit=state.inspections + 1,
        conform=command.conform,
        readings=readings,
        opened=command.opened,
        officer=command.officer,
        protocol=state.rules.protocols[state.registration.kind],
        looks=looks,
        on_request=state.on_request,
        result=None if waits else told.result,
        text=told.text,
        emptied=command.emptied,
    )
    after = with_work(state, record)
    if command.conform:
        owed = (each for each in outstanding(after) if not awaited(after, each))
        need_nothing(owed)
    whole = record.model_copy(update={"uncovered": protocol.uncovered(after)})
    return [*([] if state.inspection_open else started), *found, whole]


def _waive(state: State, command: WaiveRequirements, _: datetime) -> Decided:
    owed = {each.code: each for each in outstanding(state)}
    strange = [code for code in command.requirements if code not in owed]
    require(not strange, texts.NOT_OWED, codes=listed(strange), owed=listed(owed))
    roles = [_waiver(state, owed[code], command) for code in command.requirements]
    return [
        RequirementsWaived(
            requirements=tuple(dict.fromkeys(command.requirements)),
            reason=given_reason(command.reason),
            officer=command.officer,
            role=roles[0],
            approver=command.approver or "",
        )
    ]


def _waiver(state: State, owed: Outstanding, command: WaiveRequirements) -> Party:
    """The role in which the officer may go without it, with whoever else must allow it."""
    rule, role = state.rules.waiver(owed.requirement), command.role
    if role is None or role not in rule.waived_by:
        said = {"role": role or texts.NO_ROLE, "roles": listed(rule.waived_by)}
        raise Refused(texts.NOT_WAIVED_BY, code=owed.code, **said)
    require(bool(command.approver) or not rule.approver, texts.NAME_APPROVER, code=owed.code)
    return role


def _conclude(state: State, command: ConcludeInspection, _: datetime) -> Decided:
    require(state.concluding, texts.NOTHING_TO_CONCLUDE)
    need_not_frozen(state)
    need_known_reasons(state, command.findings)
    if command.conform:
        require(not command.findings, texts.CONFORM_WITH_FINDINGS)
        out = [texts.SAMPLE_AT.of(sample=s.number, lab=s.lab) for s in state.samples_out]
        require(not out, LAB_SILENT, samples=listed(out))
        need_conforming(state)
        need_nothing(outstanding(state))
    else:
        need_confirmed(state, command.findings)
    told = control_result(state, command)
    concluded = InspectionConcluded(
        visit=state.inspections,
        conform=command.conform,
        note=command.note,
        officer=command.officer,
        result=told.result,
        text=told.text,
    )
    found = [NonconformanceRaised(**f.model_dump()) for f in command.findings]
    return [*found, concluded]


def _settle(state: State, command: SettleSuspicion, _: datetime) -> Decided:
    suspected = {(d.reason, d.box): d for d in state.suspicions()}
    meant = suspected.get((command.reason, command.box))
    if meant is None:
        known = of_boxes(suspected)
        raise Refused(texts.NOT_SUSPECTED, reason=command.reason, suspected=known)
    asked = state.identifying and base(command.reason) == ReasonCode.SOLID_WASTE
    require(not asked, texts.IDENTIFICATION_DECIDES)
    cleared = command.verdict is Suspicion.CLEARED
    require(not cleared or bool(command.note.strip()), texts.CLEARED_WITHOUT_NOTE)
    return [
        NonconformanceSettled(
            reason=command.reason,
            status=command.verdict,
            box=command.box,
            note=command.note,
            afloat=meant.afloat,
        )
    ]


def _permit_unloading(_: State, step: PermitUnloading, __: datetime) -> Decided:
    return [UnloadingPermitted(box=step.box)]


def _seal(before: State, _: State, body: SealChecked, at: datetime) -> Bodies:
    """The number is held against the seal that the box is known to have, however whole it is.

    A seal whose number nobody has read is not known to be the one.
    Nobody may replace it without permission any more than open it (domain 4.3).
    """
    registered = before.boxes[body.box].seal
    differs = bool(registered) and not same(body.seal_no, registered)
    number = f": {body.seal_no or 'no number read'}, registered {registered}" if differs else ""
    suspected = suspicion(ReasonCode.DOC_MISMATCH, body.box, f"seal {body.state}{number}")
    match body.state:
        case SealState.INTACT:
            return [suspected] if differs else []
        case SealState.REPLACED if seen_to(before, body.box, at):
            return []
        case SealState.MISMATCH:
            return [suspected]
        case SealState.BROKEN | SealState.MISSING | SealState.REPLACED:
            return [ViolationRecorded(code=ViolationCode.SEAL_OPENED, box=body.box), suspected]


def _unloading(_: State, after: State, body: Unloaded, at: datetime) -> Bodies:
    box, rules = after.boxes[body.box], after.rules
    found: Bodies = []
    began = min(at, body.began or at)
    if permit_at(box.unloading_permits, began) is None:
        ended = ended_before(box.unloading_permits, began)
        note = f"the permission was withdrawn: {ended.why}" if ended else ""
        breach = ViolationRecorded(code=ViolationCode.UNLOADED_EARLY, box=body.box, note=note)
        found.append(breach)
    if body.video == "":
        found.append(ViolationRecorded(code=ViolationCode.VIDEO_MISSING, box=body.box))
    tolerance = max(
        Decimal(rules.weight_tolerance_kg), box.net_weight_kg * rules.weight_tolerance_share
    )
    if abs(body.net_kg - box.net_weight_kg) > tolerance:
        note = f"{body.net_kg} kg weighed, {box.net_weight_kg} kg declared"
        found.append(suspicion(ReasonCode.DOC_MISMATCH, body.box, note))
    elif not _adds_up(body, tolerance):
        note = f"gross {body.gross_kg} less tare {body.tare_kg} is not net {body.net_kg} kg"
        found.append(suspicion(ReasonCode.DOC_MISMATCH, body.box, note))
    suspected = any(isinstance(each, NonconformanceRaised) for each in found)
    return [*found, *_remarked(after, body, at, known=suspected)]


def _remarked(after: State, body: Unloaded, at: datetime, *, known: bool) -> Bodies:
    """What is remarked against goods or seals somebody has to settle, if nothing else is open."""
    state, bad = body.seal_state, (None, SealState.INTACT)
    replaced = state is SealState.REPLACED and seen_to(after, body.box, at)
    broken = state not in bad and not replaced
    said = {
        "not as declared": body.conform is False,
        "not completely unloaded": body.complete is False,
        f"seal {state}": broken,
    }
    remarks = "; ".join([what for what, holds in said.items() if holds])
    found: Bodies = []
    if broken and state is not SealState.MISMATCH:
        opened = ViolationCode.SEAL_OPENED
        found = [ViolationRecorded(code=opened, box=body.box, note=f"seal {state} when unloaded")]
    open_still = [each.reason for each in after.suspicions(body.box)]
    if remarks and not known and ReasonCode.DOC_MISMATCH not in open_still:
        note = "; ".join(filter(None, (f"unloading remarks: {remarks}", body.remarks)))
        found.append(suspicion(ReasonCode.DOC_MISMATCH, body.box, note))
    return found


def _adds_up(body: Unloaded, tolerance: Decimal) -> bool:
    if body.gross_kg is None or body.tare_kg is None:
        return True
    return abs(body.gross_kg - body.tare_kg - body.net_kg) <= tolerance


def _measured(_: State, after: State, body: MeasurementsRecorded, __: datetime) -> Bodies:
    return shown(after, body.readings)


def _inspection(_: State, after: State, body: InspectionRecorded, __: datetime) -> Bodies:
    """Conforming goods wait for the laboratory, if it has been asked."""
    if not body.conform:
        return shown(after, body.readings)
    return [] if after.concluding else [_assessed(body)]


def _concluded(_: State, __: State, body: InspectionConcluded, ___: datetime) -> Bodies:
    return [_assessed(body)] if body.conform else []


def _assessed(body: InspectionRecorded | InspectionConcluded) -> ConformityAssessed:
    return ConformityAssessed(visit=body.visit, result=body.result, text=body.text)


def _levels(_: State, step: LevelsHeard, __: datetime) -> Decided:
    """What the finding did beyond these goods: people hear of it."""
    return [RiskLevelsWorsened(**step.model_dump())]


def _defect(
    _: State,
    after: State,
    body: NonconformanceRaised | NonconformanceSettled,
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
    if isinstance(body, NonconformanceRaised) and body.leaking:
        return [*emergency(after, Danger.SPILL, body.box, f"{body.reason} is leaking"), *referred]
    if row is None or not row.emergency or body.status is not Suspicion.CONFIRMED:
        return [*fallen, *referred]
    danger = Danger.EXPLOSIVE if row.name == "EXPLOSIVE" else Danger.RADIATION
    why = f"{body.reason} {row.title}"
    taken_over = responders(after, body.box, why) if row.responders else []
    return [*emergency(after, danger, body.box, why), *taken_over, *fallen, *referred]


def _referral(state: State, body: NonconformanceRaised | NonconformanceSettled) -> Bodies:
    """The first confirmation refers the case; further boxes or reports belong to it."""
    row = state.rules.nonconformance(body.reason)
    if row is None or not row.refer_to or body.status is not Suspicion.CONFIRMED:
        return []
    return referral(state, row.refer_to, f"{row.title}, {body.note}" if body.note else row.title)


RULES = Rules(
    single=(Unloaded,),
    repeatable=(
        SealChecked,
        InspectionBooked,
    ),
    by_state={
        InspectionRequested: _requested,
    },
    commands={
        RecordNoShow: _no_show,
        DecideInspectionRequest: _decide_request,
        StartInspection: _start,
        RecordMeasurements: _measure,
        RecordInspection: _record,
        ConcludeInspection: _conclude,
        SettleSuspicion: _settle,
        WaiveRequirements: _waive,
    },
    internal={
        PermitUnloading: _permit_unloading,
        CapacityHeard: room_for,
        LevelsHeard: _levels,
    },
    consequences={
        SealChecked: _seal,
        Unloaded: _unloading,
        MeasurementsRecorded: _measured,
        InspectionRecorded: _inspection,
        InspectionConcluded: _concluded,
        NonconformanceRaised: _defect,
        NonconformanceSettled: _defect,
    },
)
