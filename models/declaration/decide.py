"""The declaration as the single window tells of it, by one table of status letters (domain 6.1).

Letters that speak of a release (SpK, I, P, F) are candidates only and have no event of their own:
the permit to remove and the release for use are ours to decide, each once its own conditions hold
(domain 1.6). A letter of the papers knows nothing of a portal, a lock, or an open destination
check.
"""

from dataclasses import dataclass
from datetime import datetime

from models.arrival.events import VesselArrived
from models.arrival.messages import DeclarationStatus, ManifestStatus, Seize
from models.consignment.box import Box
from models.consignment.decision_tables import Bodies, Rules
from models.consignment.guards import given_reason, permitted, require
from models.consignment.pending_event import Decided, Draft
from models.consignment.state import State, mark_key
from models.declaration import late_fee, texts
from models.declaration.events import (
    BillReleased,
    DeclarationAmended,
    DeclarationBody,
    DeclarationCancelled,
    DeclarationClosed,
    DeclarationCompleted,
    DeclarationNeedsAction,
    DeclarationNumbered,
    DeclarationRejected,
    DeclarationReviewed,
    DeclarationStatusChanged,
    Declared,
    DeclaredLate,
    DischargeRefused,
    DutyDue,
    GoodsSeized,
    InspectionOrdered,
    LoadingRefused,
    ManifestBody,
    ManifestRefused,
    ManifestStatusChanged,
    ReleasedUnderGuarantee,
    SummaryAccepted,
)
from models.inspection.events import InspectionStarted
from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.terms import Outcome, ProcessPhase
from models.port.consequences import hold_back_permitted
from models.port.events import RemovalWithheld
from models.returns.events import ExportDeclared
from models.supervision.consequences import contradiction
from models.supervision.events import ConsignmentClosed

UNDER_INSPECTION = "S"


@dataclass(frozen=True)
class StatusLetter:
    """What a letter means, the event it becomes, if any, and whether customs has the papers."""

    meaning: str
    event: type[DeclarationBody] | None = None
    accepted: bool = True


LETTERS: dict[str, StatusLetter] = {
    "L": StatusLetter("received by customs", Declared),
    "E": StatusLetter("returned, not accepted", DeclarationRejected, accepted=False),
    "Y": StatusLetter("declaration failed", DeclarationRejected, accepted=False),
    "Z": StatusLetter("sent back for change", DeclarationNeedsAction, accepted=False),
    "M": StatusLetter("re-review", DeclarationNeedsAction, accepted=False),
    "H": StatusLetter("suspended, manual", DeclarationNeedsAction, accepted=False),
    "J": StatusLetter("paperless review finished", DeclarationReviewed),
    "G": StatusLetter("reviewed", DeclarationReviewed),
    "W": StatusLetter("reviewed", DeclarationReviewed),
    "T": StatusLetter("duty to pay", DutyDue),
    "C": StatusLetter("inspection notice", InspectionOrdered),
    UNDER_INSPECTION: StatusLetter("under inspection"),
    "SpK": StatusLetter("released for pick-up (two-step): a candidate"),
    "B": StatusLetter("released against guarantee", ReleasedUnderGuarantee),
    "K": StatusLetter("released against guarantee", ReleasedUnderGuarantee),
    "I": StatusLetter("release notice: a candidate"),
    "P": StatusLetter("released: a candidate"),
    "F": StatusLetter("handed over: a candidate"),
    "R": StatusLetter("closed", DeclarationClosed),
    "D": StatusLetter("deleted", DeclarationCancelled, accepted=False),
    "A": StatusLetter("removed before release", DeclarationCancelled, accepted=False),
    "c": StatusLetter("inspection file withdrawn", DeclarationCancelled, accepted=False),
    "SpL": StatusLetter("summary received (two-step)", Declared),
    "SpE": StatusLetter("summary returned (two-step)", DeclarationRejected, accepted=False),
    "SpJ": StatusLetter("summary reviewed (two-step)", DeclarationReviewed),
    "SpC": StatusLetter("inspection notice (two-step)", InspectionOrdered),
    "Sp1": StatusLetter("supplement required", DeclarationNeedsAction, accepted=False),
}
UNKNOWN = StatusLetter("unknown letter", accepted=False)


@dataclass(frozen=True)
class ManifestCode:
    """What a status of the manifest means, and the event it becomes, if any."""

    meaning: str
    event: type[ManifestBody] | None = None


MANIFEST: dict[str, ManifestCode] = {
    "01": ManifestCode("accepted"),
    "02": ManifestCode("manual review"),
    "03": ManifestCode("refused", ManifestRefused),
    "11": ManifestCode("bill released", BillReleased),
    "12": ManifestCode("loading refused", LoadingRefused),
    "13": ManifestCode("discharge refused", DischargeRefused),
}
_UNKNOWN_CODE = ManifestCode("unknown code")
_SUMMARY = "Sp"
# These say how the declaration stands: an older letter that is heard later does not.
_STANDING = (
    DeclarationRejected,
    DeclarationNeedsAction,
    DeclarationReviewed,
    DeclarationCancelled,
)


def _manifest(_: State, fact: ManifestStatus, __: datetime) -> Decided:
    """Every code is recorded; those that stop the goods are told to people."""
    code = MANIFEST.get(fact.status, _UNKNOWN_CODE)
    changed = ManifestStatusChanged(status=fact.status, meaning=code.meaning)
    if code.event is None:
        return [changed]
    said = {"status": fact.status, "reason": fact.reason}
    return [changed, code.event.model_validate(said)]


def _status(state: State, fact: DeclarationStatus, at: datetime) -> Decided:
    """Every letter is recorded; what it means depends on what is known of the declaration."""
    letter = LETTERS.get(fact.letter, UNKNOWN)
    changed = DeclarationStatusChanged(
        letter=fact.letter,
        meaning=letter.meaning,
        entry_id=fact.entry_id,
        exported=fact.exported,
        seq_no=fact.seq_no,
    )
    if fact.exported:
        return [changed, *_export(state, fact, letter)]
    if state.on_another_form(fact.seq_no):
        return [changed, *_another_form(state, fact, letter, at)]
    if state.cancelled or _of_another(state, fact.entry_id):
        return [changed, *_renumbered(state, fact, letter, at)]
    meant = _meant(state, fact, letter, at)
    return [
        changed,
        *_received(state, fact, letter, at),
        *_two_step(state, fact, letter, at),
        *meant,
        *_succeeded(state, meant, at),
    ]


def _export(state: State, fact: DeclarationStatus, letter: StatusLetter) -> Bodies:
    """A declaration for export belongs to the return of the goods."""
    accepted = letter.accepted and fact.entry_id is not None
    if not accepted or state.happened(EventType.EXPORT_DECLARED):
        return []
    return [ExportDeclared(entry_id=str(fact.entry_id))]


def _another_form(
    state: State, fact: DeclarationStatus, letter: StatusLetter, at: datetime
) -> Bodies:
    """A new form takes over from a cancelled one: goods are not declared on two at a time."""
    if fact.seq_no in state.unified or not letter.accepted:
        return []
    if state.cancelled:
        return _anew(state, fact, letter, at)
    told = state.successor is not None and state.successor.seq_no == fact.seq_no
    if told or not _newest(state, at):
        return []
    return [contradiction(fact.type, f"the declaration {state.seq_no} is not cancelled", None)]


def _succeeded(state: State, meant: Bodies, at: datetime) -> Decided:
    """A declaration that is cancelled makes way for the form that was heard of before."""
    said = state.successor
    if said is None or not any(isinstance(body, DeclarationCancelled) for body in meant):
        return []
    fact = DeclarationStatus(letter=said.letter, entry_id=said.entry_id, seq_no=said.seq_no)
    letter = LETTERS.get(said.letter, UNKNOWN)
    anew = _anew(state, fact, letter, said.at) if letter.accepted else []
    return [Draft(body, max(at, said.at)) for body in anew]


def _of_another(state: State, number: str | None) -> bool:
    """The number is not that of the declaration in hand."""
    if number is None or number == state.entry_id:
        return False
    return state.entry_id is not None or number in state.entries


def _renumbered(
    state: State, fact: DeclarationStatus, letter: StatusLetter, at: datetime
) -> Bodies:
    """A new number for the same goods; what is still told of an old number changes nothing."""
    if fact.entry_id is None or fact.entry_id in state.entries:
        anew = state.cancelled and letter.event is Declared and _newest(state, at)
    else:
        anew = letter.accepted and (state.cancelled or _newest(state, at))
    return _anew(state, fact, letter, at) if anew else []


def _anew(state: State, fact: DeclarationStatus, letter: StatusLetter, at: datetime) -> Bodies:
    return [
        _declared(fact),
        *_two_step(state, fact, letter, at),
        *_meant(state, fact, letter, at),
    ]


def _received(state: State, fact: DeclarationStatus, letter: StatusLetter, at: datetime) -> Bodies:
    """The first letter that customs cannot give without the papers, whichever that is."""
    if not letter.accepted:
        return []
    known = state.marks.get(EventType.DECLARED)
    if known is None or (letter.event is Declared and at < known.at):
        return [_declared(fact)]
    if state.entry_id is None and fact.entry_id is not None:
        return [_said(DeclarationNumbered, fact)]
    if state.declaration_stands or not _newest(state, at):
        return []
    if letter.event is Declared:
        return [_said(DeclarationAmended, fact)]
    # What customs could not say of papers that they had sent back: they have looked at them since.
    reviewed = letter.event is DeclarationReviewed
    return [] if reviewed else [_said(DeclarationReviewed, fact)]


def _two_step(state: State, fact: DeclarationStatus, letter: StatusLetter, at: datetime) -> Bodies:
    """A summary opens the way to the full declaration, the next plain receipt ends it."""
    full, summary = state.full_declared_at, state.marks.get(EventType.SUMMARY_ACCEPTED)
    if fact.letter.startswith(_SUMMARY) and letter.event is not DeclarationRejected:
        first = summary is None and (full is None or full < at)
        return [_said(SummaryAccepted, fact)] if first else []
    if fact.letter != "L" or not state.summary_open or summary is None or at < summary.at:
        return []
    return [_said(DeclarationCompleted, fact)]


def _meant(state: State, fact: DeclarationStatus, letter: StatusLetter, at: datetime) -> Bodies:
    if fact.letter == UNDER_INSPECTION:
        return _begun(state)
    if letter.event is None or letter.event is Declared:
        return []
    if letter.event in _STANDING and not _newest(state, at):
        return []
    return [_said(letter.event, fact)]


def _begun(state: State) -> Bodies:
    """Customs' own file says that the inspection runs, if it can run and nobody had said so."""
    there = state.course is ProcessPhase.TRADITIONAL or state.unloaded
    known = state.inspection_open or state.inspections or state.conforms
    inspected = (
        state.course in (ProcessPhase.PILOT, ProcessPhase.TRADITIONAL) and there and not known
    )
    return [InspectionStarted(officer="clearance")] if inspected else []


def _seize(state: State, command: Seize, _: datetime) -> Decided:
    require(seizable(state), texts.MAY_BE_DECLARED)
    return [GoodsSeized(reason=given_reason(command.reason), officer=command.officer)]


def _seized(_: State, __: State, ___: GoodsSeized, ____: datetime) -> Bodies:
    return [ConsignmentClosed(outcome=Outcome.SEIZED)]


def _said(kind: type[DeclarationBody], fact: DeclarationStatus) -> Body:
    return kind.model_validate({"letter": fact.letter, "entry_id": fact.entry_id})


def _declared(fact: DeclarationStatus) -> Declared:
    return Declared(letter=fact.letter, entry_id=fact.entry_id, seq_no=fact.seq_no)


def _newest(state: State, at: datetime) -> bool:
    return state.declaration_at is None or at >= state.declaration_at


def _ordered(_: State, after: State, body: InspectionOrdered, at: datetime) -> Bodies:
    """What is ordered after the mode was decided is done before a box that is there may leave.

    Whether it is for the port an officer says: its permit waits, given already or not. What was
    ordered before the decision stands in the instruction, and a permit that is newer than the order
    was given by who knew of it.
    """
    why = f"an inspection was ordered after the permit (status {body.letter})"
    withdrawn = hold_back_permitted(after, why, at)
    decided = after.marks.get(EventType.MODE_DECIDED)
    if after.course is not ProcessPhase.PILOT or decided is None or at <= decided.at:
        return withdrawn
    why = f"an inspection was ordered before the permit (status {body.letter})"
    waiting = [box for box in after.boxes.values() if _unpermitted(after, box, at)]
    held = [RemovalWithheld(box=box.number, reason=why) for box in waiting]
    return [*withdrawn, *held]


def _unpermitted(state: State, box: Box, at: datetime) -> bool:
    """Still there without a permit, and nobody has said since then that it may leave."""
    if box.inland or box.withheld or box.permit_no is not None:
        return False
    resumed = state.marks.get(mark_key(EventType.REMOVAL_RESUMED, box.number))
    return resumed is None or resumed.at < at


def _late(_: State, after: State, __: Body, ___: datetime) -> Bodies:
    """Known as soon as both ends are: the vessel's entry and the first declaration."""
    entered, declared = (
        after.marks.get(EventType.VESSEL_ARRIVED),
        after.marks.get(EventType.DECLARED),
    )
    first = len(after.entries) <= 1 and not after.redeclared
    if entered is None or declared is None or not first:
        return []
    rule, goods = after.rules.late_declaration, after.registration
    days = late_fee.days_late(entered.at, declared.at, rule, after.rules.calendar)
    if not days or after.happened(EventType.DECLARED_LATE):
        return []
    fee = late_fee.fee(goods.value, days, rule)
    return [DeclaredLate(days=days, fee=fee, currency=goods.currency)]


RULES = Rules(
    commands={
        Seize: _seize,
    },
    by_state={
        DeclarationStatus: _status,
        ManifestStatus: _manifest,
    },
    consequences={
        Declared: _late,
        VesselArrived: _late,
        InspectionOrdered: _ordered,
        GoodsSeized: _seized,
    },
)


def seizable(state: State) -> bool:
    """Nobody has declared the goods, and the legal time to do so is over."""
    return permitted(state, Seize.verb)
