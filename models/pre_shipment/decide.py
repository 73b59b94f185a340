"""The enterprise's file is audited before the goods sail, and anew when it is amended."""

from datetime import datetime, timedelta

from models.consignment.decision_tables import Bodies, Rules
from models.consignment.guards import approved, ashore, given_reason, require
from models.consignment.pending_event import Decided, Draft
from models.consignment.pre_shipment_file import lacking, named
from models.consignment.state import State
from models.consignment.texts import SUSPECTED_STILL
from models.inspection.assessment import base, need_known_reasons, suspected
from models.inspection.events import NonconformanceRaised
from models.inspection.measurement import read
from models.kernel.event_types import EventType
from models.kernel.language import SEMICOLON, listed
from models.kernel.spelling import same
from models.kernel.terms import AuditDecision, Cause, Outcome, PreShipment, ProcessPhase, Suspicion
from models.pre_shipment import texts
from models.pre_shipment.events import (
    PreShipmentApproved,
    PreShipmentExpired,
    PreShipmentRejected,
    PreShipmentReopened,
    PreShipmentSubmitted,
    PreShipmentWithdrawn,
    SealNumberRecorded,
    ShipmentAmended,
    SupplementRequested,
)
from models.pre_shipment.messages import DecidePreShipment, PreShipmentFile
from models.supervision.consequences import contradiction, fall_back
from models.supervision.events import ConsignmentClosed
from models.texts.terms import coded

_LEFT = "boxes have left the port"
_SAID_OF_A_BOX_AT_SEA = (
    EventType.SHIPMENT_AMENDED,
    EventType.SEAL_NUMBER_RECORDED,
    # Of what was said, not of where the box is.
    EventType.FACT_RETRACTED,
    EventType.ENTERED_BY_HAND,
    EventType.BOX_NUMBER_REPAIRED,
    EventType.CLOCK_DOUBTED,
)


def _pre_shipment(state: State, command: DecidePreShipment, at: datetime) -> Decided:
    submitted = state.pre_shipment is PreShipment.SUBMITTED
    require(submitted, texts.FILE_NOT_SUBMITTED, status=coded(state.pre_shipment))
    found = _found(state, command)
    match command.decision:
        case AuditDecision.APPROVE:
            _need_nothing_found(state, command)
            return [_approval(state, at)]
        case AuditDecision.SUPPLEMENT:
            return [*found, SupplementRequested(reason=given_reason(command.reason))]
        case AuditDecision.REJECT:
            require(not ashore(state), texts.ARRIVED_ALREADY)
            return [*found, PreShipmentRejected(reason=given_reason(command.reason))]


def _found(state: State, command: DecidePreShipment) -> Bodies:
    """What papers and photos can show (domain 2); a supplement mends only what is suspected."""
    need_known_reasons(state, command.findings)
    seen = [row.code for row in state.rules.nonconformances if {"PS", "DOC"} & {*row.detected}]
    other = [each.reason for each in command.findings if base(each.reason) not in seen]
    require(not other, texts.NOT_SEEN_ON_PAPER, reasons=listed(other), seen=listed(seen))
    mended = command.decision is AuditDecision.SUPPLEMENT
    sure = [each.reason for each in command.findings if each.status is Suspicion.CONFIRMED]
    require(not (mended and sure), texts.CONFIRMED_ON_PAPER, reasons=listed(sure))
    return [
        NonconformanceRaised(**each.model_dump(), afloat=not ashore(state))
        for each in command.findings
    ]


def _need_nothing_found(state: State, command: DecidePreShipment) -> None:
    """What was found is settled, and not confirmed, before the goods may come in the pilot."""
    found = [each.reason for each in command.findings]
    require(not found, texts.APPROVED_WITH_FINDINGS, reasons=listed(found))
    waiting = [defect.reason for defect in state.suspicions()]
    require(not waiting, SUSPECTED_STILL, reasons=listed(waiting))
    sure = [defect.reason for defect in state.confirmed()]
    require(not sure, texts.CONFIRMED_ON_PAPER, reasons=listed(sure))


def _approval(state: State, at: datetime) -> PreShipmentApproved:
    """Only a file that is whole and in date is approved, and only for so long (domain 4.2)."""
    wanting = lacking(state.file, state.rules.documents, at, state.registration.kind)
    require(not wanting, texts.FILE_INCOMPLETE, lacking=listed(wanting, SEMICOLON))
    valid = at + timedelta(days=state.rules.approval_valid_days)
    return PreShipmentApproved(valid_until=valid, covers_arrival=valid >= state.registration.eta)


def _filed(state: State, fact: PreShipmentFile, at: datetime) -> Decided:
    """Parts, or a short list of their names as the rulebook knows them."""
    parts = [
        part
        for said in fact.documents
        for part in (named(state.rulebook, said) if isinstance(said, str) else (said,))
    ]
    measured = [each for part in parts for each in part.readings]
    submitted = PreShipmentSubmitted(
        documents=tuple(parts), readings=read(measured, state.registration, at)
    )
    decision = state.marks.get(EventType.PRE_SHIPMENT_APPROVED)
    older = decision is not None and at < decision.at
    anew = [] if older else reopened(state, at, "the file was handed in again")
    return [submitted, *anew]


def _withdrawn(state: State, fact: PreShipmentWithdrawn, _: datetime) -> Decided:
    """Without a file there is no pilot, as long as it can still be left."""
    if state.left_the_port:
        return [contradiction(fact.type, _LEFT, None)]
    return [fact, *_out_of_the_pilot(state, "the file was withdrawn")]


def _amended(state: State, fact: ShipmentAmended, at: datetime) -> Decided:
    """The approval held for the boxes, seals, vessel and dates that the file named."""
    against = _against(state, fact)
    if against:
        return [contradiction(fact.type, against, fact.box)]
    if not _says_something_new(state, fact):
        return []
    return [fact, *reopened(state, at, fact.reason or "amended after the approval")]


def _against(state: State, fact: ShipmentAmended) -> str:
    """Why the amendment cannot be what happened; empty when it can."""
    if state.left_the_port:
        return _LEFT
    if not fact.new_box:
        return ""
    if fact.box is None or fact.new_box in state.boxes:
        return f"the boxes are {', '.join(state.boxes)}"
    seen = {*state.known_of(fact.box)}.difference(_SAID_OF_A_BOX_AT_SEA)
    return f"box {fact.box} was seen in the port: {', '.join(sorted(seen))}" if seen else ""


def _says_something_new(state: State, fact: ShipmentAmended) -> bool:
    box, known = state.boxes.get(fact.box or ""), state.registration
    said = ((fact.etd, known.etd), (fact.eta, known.eta))
    renamed = bool(fact.vessel) and not same(fact.vessel, known.vessel)
    sealed = box is not None and bool(fact.seal) and not same(fact.seal, box.seal)
    return bool(fact.new_box) or sealed or renamed or any(new and new != old for new, old in said)


def _sealed(state: State, fact: SealNumberRecorded, at: datetime) -> Decided:
    """The first number completes the file; another one than it names changes it."""
    box = state.boxes[fact.box]
    if same(fact.seal_no, box.seal):
        return [] if state.happened(fact.type, fact.box) else [fact]
    if state.left_the_port:
        return [contradiction(fact.type, _LEFT, fact.box)]
    changed = f"seal {fact.seal_no} of box {fact.box}, named was {box.seal}"
    return [fact, *(reopened(state, at, changed) if box.seal else [])]


def reopened(state: State, at: datetime, why: str) -> Decided:
    """What was approved has changed; once the mode is decided, the pilot ends with it."""
    if not approved(state, at):
        return []
    if state.course is not ProcessPhase.INBOUND:
        return _out_of_the_pilot(state, why)
    # Heard of only after the approval, it concerns what was approved all the same.
    since = max(at, state.marks[EventType.PRE_SHIPMENT_APPROVED].at)
    return [Draft(PreShipmentReopened(reason=why), since)]


def _out_of_the_pilot(state: State, why: str) -> Decided:
    decided = state.course is ProcessPhase.PILOT
    return [*fall_back(state, Cause.NOT_APPROVED, why)] if decided else []


def _surveyed(_: State, after: State, body: PreShipmentSubmitted, __: datetime) -> Bodies:
    """A value over its limit, or one that nobody understands, is suspected by the papers alone."""
    return suspected(after, body.readings, afloat=not ashore(after))


def _rejection(_: State, after: State, body: PreShipmentRejected, __: datetime) -> Bodies:
    """What is rejected may sail all the same; then it comes in the traditional mode."""
    return fall_back(after, Cause.NOT_APPROVED, f"the file was rejected: {body.reason}")


def _given_up(_: State, after: State, __: PreShipmentWithdrawn, ___: datetime) -> Bodies:
    """Whoever takes the file back after a rejection, before the vessel left, does not ship."""
    rejected = after.happened(EventType.PRE_SHIPMENT_REJECTED)
    taken_back = after.pre_shipment is PreShipment.WITHDRAWN
    if not (rejected and taken_back) or after.happened(EventType.SHIPPED) or ashore(after):
        return []
    return [ConsignmentClosed(outcome=Outcome.REJECTED)]


def run_out(state: State, at: datetime) -> Bodies:
    """An approval that had run out when the mode was decided is said to have."""
    end = state.approved_until
    ran_out = state.pre_shipment is PreShipment.APPROVED and not approved(state, at)
    return [PreShipmentExpired(valid_until=end)] if ran_out and end else []


RULES = Rules(
    by_state={
        PreShipmentFile: _filed,
        PreShipmentWithdrawn: _withdrawn,
        ShipmentAmended: _amended,
        SealNumberRecorded: _sealed,
    },
    commands={
        DecidePreShipment: _pre_shipment,
    },
    consequences={
        PreShipmentSubmitted: _surveyed,
        PreShipmentRejected: _rejection,
        PreShipmentWithdrawn: _given_up,
    },
)
