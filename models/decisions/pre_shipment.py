"""The enterprise's file is audited before the goods sail, and anew when it is amended."""

from datetime import datetime, timedelta

from models import events, messages
from models.decisions import refusals
from models.decisions.assessment import base, need_known_reasons
from models.decisions.draft import Decided, Draft
from models.decisions.guards import approved, ashore, contradiction, given_reason, need
from models.decisions.rows import Bodies, Rules
from models.decisions.turns import fall_back
from models.documents import lacking, named
from models.labels.terms import coded
from models.language import SEMICOLON, listed
from models.state import State
from models.terms import Audit, Cause, Course, Outcome, PreShipment, Suspicion

_LEFT = "boxes have left the port"
_SAID_OF_A_BOX_AT_SEA = ("shipment-amended", "seal-number-recorded")


def _pre_shipment(state: State, command: messages.DecidePreShipment, at: datetime) -> Decided:
    submitted = state.pre_shipment is PreShipment.SUBMITTED
    need(submitted, refusals.FILE_NOT_SUBMITTED, status=coded(state.pre_shipment))
    found = _found(state, command)
    match command.decision:
        case Audit.APPROVE:
            _need_nothing_found(state, command)
            return [_approval(state, at)]
        case Audit.SUPPLEMENT:
            return [*found, events.SupplementRequested(reason=given_reason(command.reason))]
        case Audit.REJECT:
            need(not ashore(state), refusals.ARRIVED_ALREADY)
            return [*found, events.PreShipmentRejected(reason=given_reason(command.reason))]


def _found(state: State, command: messages.DecidePreShipment) -> Bodies:
    """What papers and photos can show (domain 2); a supplement mends only what is suspected."""
    need_known_reasons(state, command.findings)
    seen = [row.code for row in state.rules.nonconformances if {"PS", "DOC"} & {*row.detected}]
    other = [each.reason for each in command.findings if base(each.reason) not in seen]
    need(not other, refusals.NOT_SEEN_ON_PAPER, reasons=listed(other), seen=listed(seen))
    mended = command.decision is Audit.SUPPLEMENT
    sure = [each.reason for each in command.findings if each.status is Suspicion.CONFIRMED]
    need(not (mended and sure), refusals.CONFIRMED_ON_PAPER, reasons=listed(sure))
    return [
        events.NonconformanceRaised(**each.model_dump(), afloat=not ashore(state))
        for each in command.findings
    ]


def _need_nothing_found(state: State, command: messages.DecidePreShipment) -> None:
    """What was found is settled, and not confirmed, before the goods may come in the pilot."""
    found = [each.reason for each in command.findings]
    need(not found, refusals.APPROVED_WITH_FINDINGS, reasons=listed(found))
    waiting = [defect.reason for defect in state.suspicions()]
    need(not waiting, refusals.SUSPECTED_STILL, reasons=listed(waiting))
    sure = [defect.reason for defect in state.confirmed()]
    need(not sure, refusals.CONFIRMED_ON_PAPER, reasons=listed(sure))


def _approval(state: State, at: datetime) -> events.PreShipmentApproved:
    """Only a file that is whole and in date is approved, and only for so long (domain 4.2)."""
    wanting = lacking(state.file, state.rules.documents, at)
    need(not wanting, refusals.FILE_INCOMPLETE, lacking=listed(wanting, SEMICOLON))
    valid = at + timedelta(days=state.rules.approval_valid_days)
    return events.PreShipmentApproved(
        valid_until=valid, covers_arrival=valid >= state.registration.eta
    )


def _filed(state: State, fact: messages.PreShipmentFile, at: datetime) -> Decided:
    """Parts, or a short list of their names as the rulebook knows them."""
    parts = [
        part
        for said in fact.documents
        for part in (named(state.rulebook, said) if isinstance(said, str) else (said,))
    ]
    submitted = events.PreShipmentSubmitted(documents=tuple(parts))
    decision = state.marks.get("pre-shipment-approved")
    older = decision is not None and at < decision.at
    anew = [] if older else _audited_anew(state, at, "the file was handed in again")
    return [submitted, *anew]


def _withdrawn(state: State, fact: messages.PreShipmentWithdrawal, _: datetime) -> Decided:
    """Without a file there is no pilot, as long as it can still be left."""
    if state.left_the_port:
        return [contradiction(fact.type, _LEFT, None)]
    withdrawn = events.PreShipmentWithdrawn(reason=fact.reason)
    return [withdrawn, *_out_of_the_pilot(state, "the file was withdrawn")]


def _amended(state: State, fact: messages.ShipmentAmendment, at: datetime) -> Decided:
    """The approval held for the boxes, seals, vessel and dates that the file named."""
    against = _against(state, fact)
    if against:
        return [contradiction(fact.type, against, fact.box)]
    if not _says_something_new(state, fact):
        return []
    amended = events.ShipmentAmended(**fact.model_dump(exclude={"type"}))
    return [amended, *_audited_anew(state, at, fact.reason or "amended after the approval")]


def _against(state: State, fact: messages.ShipmentAmendment) -> str:
    """Why the amendment cannot be what happened; empty when it can."""
    if state.left_the_port:
        return _LEFT
    if not fact.new_box:
        return ""
    if fact.box is None or fact.new_box in state.boxes:
        return f"the boxes are {', '.join(state.boxes)}"
    ending = f"/{fact.box}"
    known = {key.removesuffix(ending) for key in state.marks if key.endswith(ending)}
    seen = known.difference(_SAID_OF_A_BOX_AT_SEA)
    return f"box {fact.box} was seen in the port: {', '.join(sorted(seen))}" if seen else ""


def _says_something_new(state: State, fact: messages.ShipmentAmendment) -> bool:
    box, known = state.boxes.get(fact.box or ""), state.registration
    said = ((fact.vessel, known.vessel), (fact.etd, known.etd), (fact.eta, known.eta))
    sealed = box is not None and fact.seal not in ("", box.seal)
    return bool(fact.new_box) or sealed or any(new and new != old for new, old in said)


def _sealed(state: State, fact: messages.SealNumber, at: datetime) -> Decided:
    """The first number completes the file; another one than it names changes it."""
    box = state.boxes[fact.box]
    recorded = events.SealNumberRecorded(box=fact.box, seal_no=fact.seal_no)
    if fact.seal_no == box.seal:
        return [] if state.happened(recorded.type, fact.box) else [recorded]
    if state.left_the_port:
        return [contradiction(fact.type, _LEFT, fact.box)]
    changed = f"seal {fact.seal_no} of box {fact.box}, named was {box.seal}"
    return [recorded, *(_audited_anew(state, at, changed) if box.seal else [])]


def _audited_anew(state: State, at: datetime, why: str) -> Decided:
    """What was approved has changed; once the mode is decided, the pilot ends with it."""
    if not approved(state, at):
        return []
    if state.course is not Course.INBOUND:
        return _out_of_the_pilot(state, why)
    # Heard of only after the approval, it concerns what was approved all the same.
    since = max(at, state.marks["pre-shipment-approved"].at)
    return [Draft(events.PreShipmentReopened(reason=why), since)]


def _out_of_the_pilot(state: State, why: str) -> Decided:
    decided = state.course is Course.PILOT
    return [*fall_back(state, Cause.NOT_APPROVED, why)] if decided else []


def _rejection(_: State, after: State, body: events.PreShipmentRejected, __: datetime) -> Bodies:
    """What is rejected may sail all the same; then it comes in the traditional mode."""
    return fall_back(after, Cause.NOT_APPROVED, f"the file was rejected: {body.reason}")


def _given_up(_: State, after: State, __: events.PreShipmentWithdrawn, ___: datetime) -> Bodies:
    """Whoever takes the file back after a rejection, before the vessel left, does not ship."""
    rejected = after.happened("pre-shipment-rejected")
    taken_back = after.pre_shipment is PreShipment.WITHDRAWN
    if not (rejected and taken_back) or after.happened("shipped") or ashore(after):
        return []
    return [events.ConsignmentClosed(outcome=Outcome.REJECTED)]


def run_out(state: State, at: datetime) -> Bodies:
    """An approval that had run out when the mode was decided is said to have."""
    end = state.approved_until
    ran_out = state.pre_shipment is PreShipment.APPROVED and not approved(state, at)
    return [events.PreShipmentExpired(valid_until=end)] if ran_out and end else []


RULES = Rules(
    heard={
        messages.PreShipmentFile: _filed,
        messages.PreShipmentWithdrawal: _withdrawn,
        messages.ShipmentAmendment: _amended,
        messages.SealNumber: _sealed,
    },
    verbs={
        messages.DecidePreShipment: _pre_shipment,
    },
    follows={
        events.PreShipmentRejected: _rejection,
        events.PreShipmentWithdrawn: _given_up,
    },
)
