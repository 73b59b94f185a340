"""What becomes of goods that failed: treatment, destruction, release in part, dispute."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from models import events, messages
from models.decisions import protocol, refusals
from models.decisions.assessment import amendment_code, cured
from models.decisions.draft import Decided
from models.decisions.guards import (
    ashore,
    contradiction,
    given_reason,
    need,
    need_known_box,
    need_no_emergency,
    need_not_frozen,
    need_not_released,
    on_the_way_out,
)
from models.decisions.rows import Bodies, Rules
from models.identity import content_digest
from models.labels.checks import USES
from models.labels.terms import coded
from models.language import listed
from models.state import Defect, State
from models.terms import Course, Disposal, Settlement, Suspicion

_RESULTS = ("inspection-recorded", "inspection-concluded", "identification-reported")


_AFTER: Mapping[Disposal | None, tuple[Disposal, ...]] = {
    None: tuple(Disposal),
    Disposal.RECTIFY: (Disposal.RETURN, Disposal.DESTROY),
    Disposal.RETURN: (Disposal.DESTROY,),
    Disposal.DESTROY: (),
}
"""What may be decided after what; a return after a destruction is ordered, not decided."""


def _disposal(state: State, command: messages.DecideDisposal, _: datetime) -> Decided:
    need_no_emergency(state)
    need_not_released(state)
    decided = coded(state.disposal or command.disposal)
    open_still = command.disposal in _AFTER[state.disposal]
    need(open_still, refusals.DISPOSAL_DECIDED, disposal=decided)
    returned = state.disposal is Disposal.RETURN
    need(not (returned and on_the_way_out(state)), refusals.ON_THE_WAY_OUT)
    need(not state.disputed, refusals.DISPUTED)
    need(ashore(state), refusals.REJECT_INSTEAD)
    confirmed = state.confirmed()
    # Goods may have been ordered back for another reason than a defect.
    need(bool(confirmed) or returned, refusals.NONE_CONFIRMED)
    for defect in confirmed:
        _need_allowed(state, defect, command)
    return [_ordered(command.disposal, given_reason(command.reason))]


def _need_allowed(state: State, defect: Defect, command: messages.DecideDisposal) -> None:
    """The catalogue allows it for that reason, and its conditions are met (domain 2)."""
    row = state.rules.nonconformance(defect.reason)
    allowed = row.disposals if row else ()
    need(
        command.disposal in allowed,
        refusals.DISPOSAL_NOT_ALLOWED,
        reason=defect.reason,
        disposal=coded(command.disposal),
        allowed=listed(coded(each) for each in allowed),
    )
    if row is None or command.disposal is not Disposal.RECTIFY:
        return
    reason, goods = defect.reason, state.registration
    need(command.explicit or not row.explicit, refusals.SAY_EXPLICITLY, reason=reason)
    on = row.policy is None or state.rules.policies.get(row.policy, False)
    rules = {"policy": row.policy, "rulebook": state.rulebook}
    need(on, refusals.POLICY_OFF, reason=reason, **rules)
    curable = row.cure is None or amendment_code(state) is not None
    kind = coded(goods.kind)
    need(curable, refusals.NO_OTHER_CODE, reason=reason, kind=kind, code=goods.code)


def _amended(state: State, fact: messages.DeclarationAmendment, _: datetime) -> Decided:
    """Told twice it is one amendment; each other one counts."""
    amended = events.CodeAmended(**fact.model_dump(exclude={"type"}))
    known = state.marks.get(amended.type)
    repeats = known is not None and known.digest == content_digest(amended)
    return [] if repeats else [amended]


def _rectified(state: State, fact: messages.RectificationReport, at: datetime) -> Decided:
    """A report about an earlier treatment than the one that is ordered now changes nothing."""
    ordered = state.marks.get("rectification-ordered")
    if ordered is not None and at < ordered.at:
        return [contradiction(fact.type, "the treatment was ordered after that", None)]
    return [events.RectificationCompleted(note=fact.note)]


def _ordered(disposal: Disposal, reason: str) -> events.Body:
    match disposal:
        case Disposal.RECTIFY:
            return events.RectificationOrdered(reason=reason)
        case Disposal.RETURN:
            return events.ReturnOrdered(reason=reason)
        case Disposal.DESTROY:
            return events.DestructionOrdered(reason=reason)


def _release_boxes(state: State, command: messages.ReleaseBoxes, _: datetime) -> Decided:
    """In part only after an inspection, and only what nothing is open on (domain 4.0)."""
    boxes = tuple(dict.fromkeys(command.boxes))
    for box in boxes:
        need_known_box(state, box)
        need(not state.boxes[box].released, refusals.BOX_RELEASED, box=box)
    need_not_frozen(state)
    there = state.course in (Course.PILOT, Course.TRADITIONAL)
    need(there, refusals.NO_PARTIAL_RELEASE, course=coded(state.course))
    need(not state.conforms, refusals.RELEASED_AS_WHOLE)
    need(bool(state.inspections), refusals.NOT_INSPECTED)
    need(not state.identifying, refusals.BEING_IDENTIFIED)
    left = [box.number for box in state.boxes.values() if not box.released]
    need(set(boxes) != set(left), refusals.THAT_IS_ALL)
    for box in boxes:
        _need_nothing_open(state, box)
    reason = given_reason(command.reason)
    return [events.BoxesReleased(boxes=boxes, reason=reason, officer=command.officer)]


def _need_nothing_open(state: State, box: str) -> None:
    """No defect and no sample of the box, nor of the batch as a whole."""
    whole = (None, box)
    standing = [d for d in state.defects if d.status is not Suspicion.CLEARED and d.box in whole]
    known = [d.reason for d in standing if not cured(state, d)]
    need(not known, refusals.OPEN_ON_BOX, reasons=listed(known), box=box)
    out = [sample.number for sample in state.samples_out if sample.box in whole]
    need(not out, refusals.LAB_SILENT, samples=listed(out))


def _dispute(state: State, fact: messages.ResultDispute, at: datetime) -> Decided:
    """A party's right for some days after a result that went against it (domain 1.7)."""
    known = _undisputable(state, at)
    if known is not None:
        return [] if _told_already(state, fact) else [contradiction(fact.type, known, None)]
    return [events.ResultDisputed(reason=fact.reason)]


def _told_already(state: State, fact: messages.ResultDispute) -> bool:
    known = state.marks.get("result-disputed")
    said = content_digest(events.ResultDisputed(reason=fact.reason))
    return known is not None and known.digest == said


def _undisputable(state: State, at: datetime) -> str | None:
    """Why there is nothing to dispute, None if there is."""
    if state.disputed:
        return "the result is disputed already"
    if state.conforms or not (state.failed or state.confirmed()):
        return "no result went against the enterprise"
    if state.happened("return-departed") or state.happened("destroyed"):
        return "the goods have left, or are destroyed"
    results = [state.marks[kind].at for kind in _RESULTS if kind in state.marks]
    end = max(results, default=at) + timedelta(days=state.rules.dispute_days)
    return f"the time to dispute it ended at {end.isoformat()}" if at > end else None


def _settle_dispute(state: State, command: messages.SettleDispute, _: datetime) -> Decided:
    need(state.disputed, refusals.NOT_DISPUTED)
    gone = state.happened("return-departed") or state.happened("destroyed")
    again = command.verdict is Settlement.REINSPECT
    need(not (again and gone), refusals.NOTHING_LEFT_TO_INSPECT)
    reason = given_reason(command.reason)
    settled = events.DisputeSettled(verdict=command.verdict, reason=reason, officer=command.officer)
    return [settled, *([events.ReinspectionOrdered(reason=reason)] if again else [])]


def _refer(_: State, command: messages.ReferCase, __: datetime) -> Decided:
    return [events.CaseReferred(to=given_reason(command.to), reason=given_reason(command.reason))]


def _watch(state: State, command: messages.SuperviseTreatment, _: datetime) -> Decided:
    """Technical treatment is under the eyes of customs (domain 1.7)."""
    need(state.disposal is Disposal.RECTIFY, refusals.TREATMENT_UNDECIDED)
    weights = {"before": command.before_kg, "after": command.after_kg}
    need(command.after_kg <= command.before_kg, refusals.GREW_BY_TREATMENT, **weights)
    return [
        events.TreatmentSupervised(
            place=command.place,
            method=command.method,
            before_kg=command.before_kg,
            after_kg=command.after_kg,
            photos=protocol.photos(command.photos),
            officer=command.officer,
        )
    ]


def _supervise(state: State, command: messages.SuperviseDestruction, _: datetime) -> Decided:
    need(state.disposal is Disposal.DESTROY, refusals.DESTRUCTION_UNDECIDED)
    return [
        events.DestructionSupervised(
            place=command.place,
            method=command.method,
            weight_kg=command.weight_kg,
            photos=protocol.photos(command.photos),
            officer=command.officer,
        )
    ]


def _consumed(_: State, after: State, body: events.ConsumptionReported, at: datetime) -> Bodies:
    """Goods were used that nobody had released, or that were on hold after it (SV-10)."""
    released = after.marks.get("released-for-use")
    whole = released is not None and at >= released.at
    part = body.box is not None and after.boxes[body.box].released
    free = whole or part
    if free and not _on_hold(after, at):
        return []
    when = "while on hold" if free else "before the release"
    note = f"{body.used_kg} kg {USES[body.how].en} {when}"
    return [events.ViolationRecorded(code="SV-10", box=body.box, note=note)]


def _on_hold(state: State, at: datetime) -> bool:
    """An officer had put the consignment on hold at that time, the last time that one did."""
    held, resumed = state.marks.get("held"), state.marks.get("resumed")
    if held is None or at < held.at:
        return False
    return resumed is None or resumed.at < held.at or at < resumed.at


RULES = Rules(
    once={
        messages.DestructionReport: lambda f: events.Destroyed(note=f.note),
    },
    again={
        messages.RectificationPlan: lambda f: events.RectificationPlanned(plan=f.plan),
        messages.Consumption: lambda f: events.ConsumptionReported(
            **f.model_dump(exclude={"type"})
        ),
    },
    heard={
        messages.DeclarationAmendment: _amended,
        messages.RectificationReport: _rectified,
        messages.ResultDispute: _dispute,
    },
    verbs={
        messages.DecideDisposal: _disposal,
        messages.ReleaseBoxes: _release_boxes,
        messages.SettleDispute: _settle_dispute,
        messages.ReferCase: _refer,
        messages.SuperviseTreatment: _watch,
        messages.SuperviseDestruction: _supervise,
    },
    follows={
        events.ConsumptionReported: _consumed,
    },
)
