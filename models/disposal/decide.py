"""What becomes of goods that failed: treatment, destruction, release in part, dispute."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from models.consignment.decision_tables import Bodies, Rules
from models.consignment.guards import (
    ashore,
    given_reason,
    need_no_emergency,
    need_not_frozen,
    need_not_released,
    on_the_way_out,
    permitted,
    require,
    require_known_box,
)
from models.consignment.pending_event import Decided
from models.consignment.permissions import overlays_at
from models.consignment.state import Defect, State
from models.consignment.texts import (
    BEING_IDENTIFIED,
    DESTRUCTION_UNDECIDED,
    LAB_SILENT,
    ON_THE_WAY_OUT,
    REJECT_INSTEAD,
)
from models.disposal import destruction, texts
from models.disposal.events import (
    BoxesReleased,
    CodeAmended,
    ConsumptionReported,
    Destroyed,
    DestructionAccounted,
    DestructionOrdered,
    DestructionSupervised,
    DisputeSettled,
    RectificationCompleted,
    RectificationOrdered,
    RectificationPlanned,
    ReinspectionOrdered,
    ResultDisputed,
    TreatmentSupervised,
)
from models.disposal.messages import (
    DecideDisposal,
    ReferCase,
    ReleaseBoxes,
    SettleDispute,
    SuperviseDestruction,
    SuperviseTreatment,
)
from models.inspection import protocol
from models.inspection.assessment import amendment_code, cured
from models.inspection.requirements import need_nothing, on_box
from models.kernel.codes import ViolationCode
from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.language import listed
from models.kernel.spelling import key, said_digest, same_name
from models.kernel.terms import Disposal, Party, ProcessPhase, Settlement, Suspicion
from models.returns.events import ReturnOrdered
from models.supervision.consequences import contradiction
from models.supervision.events import CaseReferred, ViolationRecorded
from models.texts.checks import USES
from models.texts.terms import coded

_RESULTS = (
    EventType.INSPECTION_RECORDED,
    EventType.INSPECTION_CONCLUDED,
    EventType.IDENTIFICATION_REPORTED,
)


_AFTER: Mapping[Disposal | None, tuple[Disposal, ...]] = {
    None: tuple(Disposal),
    Disposal.RECTIFY: (Disposal.RETURN, Disposal.DESTROY),
    Disposal.RETURN: (Disposal.DESTROY,),
    Disposal.DESTROY: (),
}
"""What may be decided after what; a return after a destruction is ordered, not decided."""


def _disposal(state: State, command: DecideDisposal, _: datetime) -> Decided:
    need_no_emergency(state)
    need_not_released(state)
    lapsed = state.disposal is Disposal.RECTIFY and permitted(state, command.verb)
    alone = command.role is Party.INSPECTION_OFFICER
    require(not (lapsed and alone), texts.LAPSED, lead=coded(Party.INSPECTION_LEAD))
    decided = coded(state.disposal or command.disposal)
    open_still = command.disposal in _AFTER[state.disposal]
    require(open_still, texts.DISPOSAL_DECIDED, disposal=decided)
    returned = state.disposal is Disposal.RETURN
    require(not (returned and on_the_way_out(state)), ON_THE_WAY_OUT)
    require(not state.disputed, texts.DISPUTED)
    require(ashore(state), REJECT_INSTEAD)
    confirmed = state.confirmed()
    # Goods may have been ordered back for another reason than a defect.
    require(bool(confirmed) or returned, texts.NONE_CONFIRMED)
    for defect in confirmed:
        _need_allowed(state, defect, command)
    return [_ordered(command.disposal, given_reason(command.reason))]


def _need_allowed(state: State, defect: Defect, command: DecideDisposal) -> None:
    """The catalogue allows it for that reason, and its conditions are met (domain 2)."""
    row = state.rules.nonconformance(defect.reason)
    allowed = row.disposals if row else ()
    require(
        command.disposal in allowed,
        texts.DISPOSAL_NOT_ALLOWED,
        reason=defect.reason,
        disposal=coded(command.disposal),
        allowed=listed(coded(each) for each in allowed),
    )
    if row is None or command.disposal is not Disposal.RECTIFY:
        return
    reason, goods = defect.reason, state.registration
    require(command.explicit or not row.explicit, texts.SAY_EXPLICITLY, reason=reason)
    on = row.policy is None or state.rules.policies.get(row.policy, False)
    rules = {"policy": row.policy, "rulebook": state.rulebook}
    require(on, texts.POLICY_OFF, reason=reason, **rules)
    curable = row.cure is None or amendment_code(state) is not None
    kind = coded(goods.kind)
    require(curable, texts.NO_OTHER_CODE, reason=reason, kind=kind, code=goods.code)


def _amended(state: State, fact: CodeAmended, _: datetime) -> Decided:
    """Told twice it is one amendment; each other one counts."""
    known = state.marks.get(fact.type)
    repeats = known is not None and known.digest == said_digest(fact)
    return [] if repeats else [fact]


def _rectified(state: State, fact: RectificationCompleted, at: datetime) -> Decided:
    """A report about an earlier treatment than the one that is ordered now changes nothing."""
    ordered = state.marks.get(EventType.RECTIFICATION_ORDERED)
    if ordered is not None and at < ordered.at:
        return [contradiction(fact.type, "the treatment was ordered after that", None)]
    return [fact]


def _ordered(disposal: Disposal, reason: str) -> Body:
    match disposal:
        case Disposal.RECTIFY:
            return RectificationOrdered(reason=reason)
        case Disposal.RETURN:
            return ReturnOrdered(reason=reason)
        case Disposal.DESTROY:
            return DestructionOrdered(reason=reason)


def _release_boxes(state: State, command: ReleaseBoxes, _: datetime) -> Decided:
    """In part only after an inspection, and only what nothing is open on (domain 4.0)."""
    boxes = tuple(dict.fromkeys(command.boxes))
    for box in boxes:
        require_known_box(state, box)
        require(not state.boxes[box].released, texts.BOX_RELEASED, box=box)
    need_not_frozen(state)
    there = state.course in (ProcessPhase.PILOT, ProcessPhase.TRADITIONAL)
    require(there, texts.NO_PARTIAL_RELEASE, course=coded(state.course))
    require(not state.conforms, texts.RELEASED_AS_WHOLE)
    require(bool(state.inspections), texts.NOT_INSPECTED)
    require(not state.identifying, BEING_IDENTIFIED)
    left = [box.number for box in state.boxes.values() if not box.released]
    require(set(boxes) != set(left), texts.THAT_IS_ALL)
    for box in boxes:
        _need_nothing_open(state, box)
    reason = given_reason(command.reason)
    return [BoxesReleased(boxes=boxes, reason=reason, officer=command.officer)]


def _need_nothing_open(state: State, box: str) -> None:
    """No defect, no sample and nothing that is owed of the box, nor of the batch as a whole."""
    whole = (None, box)
    standing = [d for d in state.defects if d.status is not Suspicion.CLEARED and d.box in whole]
    known = [d.reason for d in standing if not cured(state, d)]
    require(not known, texts.OPEN_ON_BOX, reasons=listed(known), box=box)
    out = [sample.number for sample in state.samples_out if sample.box in whole]
    require(not out, LAB_SILENT, samples=listed(out))
    need_nothing(on_box(state, box))


def _dispute(state: State, fact: ResultDisputed, at: datetime) -> Decided:
    """A party's right for some days after a result that went against it (domain 1.7)."""
    known = _undisputable(state, at)
    if known is not None:
        return [] if _told_already(state, fact) else [contradiction(fact.type, known, None)]
    return [fact]


def _told_already(state: State, fact: ResultDisputed) -> bool:
    known = state.marks.get(EventType.RESULT_DISPUTED)
    return known is not None and known.digest == said_digest(fact)


def _undisputable(state: State, at: datetime) -> str | None:
    """Why there is nothing to dispute, None if there is."""
    if state.disputed:
        return "the result is disputed already"
    if state.conforms or not (state.failed or state.confirmed()):
        return "no result went against the enterprise"
    if state.happened(EventType.RETURN_DEPARTED) or state.happened(EventType.DESTROYED):
        return "the goods have left, or are destroyed"
    results = [state.marks[kind].at for kind in _RESULTS if kind in state.marks]
    end = max(results, default=at) + timedelta(days=state.rules.dispute_days)
    return f"the time to dispute it ended at {end.isoformat()}" if at > end else None


def _settle_dispute(state: State, command: SettleDispute, _: datetime) -> Decided:
    require(state.disputed, texts.NOT_DISPUTED)
    gone = state.happened(EventType.RETURN_DEPARTED) or state.happened(EventType.DESTROYED)
    again = command.verdict is Settlement.REINSPECT
    require(not (again and gone), texts.NOTHING_LEFT_TO_INSPECT)
    reason = given_reason(command.reason)
    settled = DisputeSettled(verdict=command.verdict, reason=reason, officer=command.officer)
    return [settled, *([ReinspectionOrdered(reason=reason)] if again else [])]


def _refer(_: State, command: ReferCase, __: datetime) -> Decided:
    return [CaseReferred(to=given_reason(command.to), reason=given_reason(command.reason))]


def _watch(state: State, command: SuperviseTreatment, _: datetime) -> Decided:
    """Technical treatment is under the eyes of customs (domain 1.7)."""
    require(state.disposal is Disposal.RECTIFY, texts.TREATMENT_UNDECIDED)
    weights = {"before": command.before_kg, "after": command.after_kg}
    require(command.after_kg <= command.before_kg, texts.GREW_BY_TREATMENT, **weights)
    return [
        TreatmentSupervised(
            place=command.place,
            method=command.method,
            before_kg=command.before_kg,
            after_kg=command.after_kg,
            photos=protocol.photos(command.photos),
            officer=command.officer,
        )
    ]


def _supervise(state: State, command: SuperviseDestruction, _: datetime) -> Decided:
    """Who, where, how, how much, before whose eyes, with which proof (domain 1.7)."""
    require(state.disposal is Disposal.DESTROY, DESTRUCTION_UNDECIDED)
    require(bool(command.place.strip() and command.method.strip()), texts.WHERE_AND_HOW)
    alone = not key(command.witness) or same_name(command.witness, command.officer)
    require(not alone, texts.WITNESS_MISSING, officer=command.officer)
    require(bool(command.photos or command.video.strip()), texts.PROOF_MISSING)
    weights = {
        "weight": command.weight_kg,
        "lot": destruction.lot_kg(state),
        "known": state.destroyed_kg,
    }
    require(command.weight_kg > 0, texts.WEIGHT_MISSING, **weights)
    most = weights["lot"] + destruction.tolerance_kg(state)
    require(state.destroyed_kg + command.weight_kg <= most, texts.MORE_THAN_THERE, **weights)
    return [
        DestructionSupervised(
            place=command.place,
            method=command.method,
            weight_kg=command.weight_kg,
            photos=protocol.photos(command.photos),
            officer=command.officer,
            witness=command.witness.strip(),
            video=command.video.strip(),
            shortfall=command.shortfall.strip(),
        )
    ]


def _accounted(_: State, after: State, __: Body, ___: datetime) -> Bodies:
    """The enterprise's word and the records of officers have come together."""
    if not destruction.accounted(after) or after.happened(EventType.DESTRUCTION_ACCOUNTED):
        return []
    return [
        DestructionAccounted(
            destroyed_kg=after.destroyed_kg,
            lot_kg=destruction.lot_kg(after),
            shortfall=after.shortfall,
        )
    ]


def _consumed(_: State, after: State, body: ConsumptionReported, at: datetime) -> Bodies:
    """Goods were used that nobody had released, or that were stopped after it (SV-10)."""
    released = after.marks.get(EventType.RELEASED_FOR_USE)
    whole = released is not None and at >= released.at
    freed = after.boxes[body.box].released_at if body.box is not None else None
    free = whole or (freed is not None and at >= freed)
    stopped = overlays_at(after, None, at)
    if free and not stopped:
        return []
    when = f"under {', '.join(stopped)}" if free else "before the release"
    note = f"{body.used_kg} kg {USES[body.how].en} {when}"
    return [ViolationRecorded(code=ViolationCode.USED_EARLY, box=body.box, note=note)]


RULES = Rules(
    single=(Destroyed,),
    repeatable=(
        RectificationPlanned,
        ConsumptionReported,
    ),
    by_state={
        CodeAmended: _amended,
        RectificationCompleted: _rectified,
        ResultDisputed: _dispute,
    },
    commands={
        DecideDisposal: _disposal,
        ReleaseBoxes: _release_boxes,
        SettleDispute: _settle_dispute,
        ReferCase: _refer,
        SuperviseTreatment: _watch,
        SuperviseDestruction: _supervise,
    },
    consequences={
        ConsumptionReported: _consumed,
        Destroyed: _accounted,
        DestructionSupervised: _accounted,
    },
)
