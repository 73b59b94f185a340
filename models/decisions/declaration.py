"""The declaration as the single window tells of it, by one table of status letters (domain 6.1).

Letters that speak of a release (SpK, I, P, F) are candidates only and have no event of their own:
the permit to remove and the release for use are ours to decide, each once its own conditions hold
(domain 1.6). A letter of the papers knows nothing of a portal, a lock, or an open destination
check.
"""

from dataclasses import dataclass
from datetime import datetime

from models import events, late_fee, messages
from models.box import Box
from models.decisions import refusals
from models.decisions.draft import Decided, Draft
from models.decisions.guards import contradiction, given_reason, need
from models.decisions.rows import Bodies, Rules
from models.decisions.turns import withdraw_permits
from models.messages import DeclarationStatus
from models.outlook import seizable
from models.state import State, mark_key
from models.terms import Course, Outcome

UNDER_INSPECTION = "S"


@dataclass(frozen=True)
class Letter:
    """What a letter means, the event it becomes, if any, and whether customs has the papers."""

    meaning: str
    event: type[events.DeclarationBody] | None = None
    accepted: bool = True


LETTERS: dict[str, Letter] = {
    "L": Letter("received by customs", events.Declared),
    "E": Letter("returned, not accepted", events.DeclarationRejected, accepted=False),
    "Y": Letter("declaration failed", events.DeclarationRejected, accepted=False),
    "Z": Letter("sent back for change", events.DeclarationNeedsAction, accepted=False),
    "M": Letter("re-review", events.DeclarationNeedsAction, accepted=False),
    "H": Letter("suspended, manual", events.DeclarationNeedsAction, accepted=False),
    "J": Letter("paperless review finished", events.DeclarationReviewed),
    "G": Letter("reviewed", events.DeclarationReviewed),
    "W": Letter("reviewed", events.DeclarationReviewed),
    "T": Letter("duty to pay", events.DutyDue),
    "C": Letter("inspection notice", events.InspectionOrdered),
    UNDER_INSPECTION: Letter("under inspection"),
    "SpK": Letter("released for pick-up (two-step): a candidate"),
    "B": Letter("released against guarantee", events.ReleasedUnderGuarantee),
    "K": Letter("released against guarantee", events.ReleasedUnderGuarantee),
    "I": Letter("release notice: a candidate"),
    "P": Letter("released: a candidate"),
    "F": Letter("handed over: a candidate"),
    "R": Letter("closed", events.DeclarationClosed),
    "D": Letter("deleted", events.DeclarationCancelled, accepted=False),
    "A": Letter("removed before release", events.DeclarationCancelled, accepted=False),
    "c": Letter("inspection file withdrawn", events.DeclarationCancelled, accepted=False),
    "SpL": Letter("summary received (two-step)", events.Declared),
    "SpE": Letter("summary returned (two-step)", events.DeclarationRejected, accepted=False),
    "SpJ": Letter("summary reviewed (two-step)", events.DeclarationReviewed),
    "SpC": Letter("inspection notice (two-step)", events.InspectionOrdered),
    "Sp1": Letter("supplement required", events.DeclarationNeedsAction, accepted=False),
}
UNKNOWN = Letter("unknown letter", accepted=False)


@dataclass(frozen=True)
class Code:
    """What a status of the manifest means, and the event it becomes, if any."""

    meaning: str
    event: type[events.ManifestBody] | None = None


MANIFEST: dict[str, Code] = {
    "01": Code("accepted"),
    "02": Code("manual review"),
    "03": Code("refused", events.ManifestRefused),
    "11": Code("bill released", events.BillReleased),
    "12": Code("loading refused", events.LoadingRefused),
    "13": Code("discharge refused", events.DischargeRefused),
}
_UNKNOWN_CODE = Code("unknown code")
_SUMMARY = "Sp"
# These say how the declaration stands: an older letter that is heard later does not.
_STANDING = (
    events.DeclarationRejected,
    events.DeclarationNeedsAction,
    events.DeclarationReviewed,
    events.DeclarationCancelled,
)


def _manifest(_: State, fact: messages.ManifestStatus, __: datetime) -> Decided:
    """Every code is recorded; those that stop the goods are told to people."""
    code = MANIFEST.get(fact.status, _UNKNOWN_CODE)
    changed = events.ManifestStatusChanged(status=fact.status, meaning=code.meaning)
    if code.event is None:
        return [changed]
    said = {"status": fact.status, "reason": fact.reason}
    return [changed, code.event.model_validate(said)]


def _status(state: State, fact: DeclarationStatus, at: datetime) -> Decided:
    """Every letter is recorded; what it means depends on what is known of the declaration."""
    letter = LETTERS.get(fact.letter, UNKNOWN)
    changed = events.DeclarationStatusChanged(
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


def _export(state: State, fact: DeclarationStatus, letter: Letter) -> Bodies:
    """A declaration for export belongs to the return of the goods."""
    accepted = letter.accepted and fact.entry_id is not None
    if not accepted or state.happened("export-declared"):
        return []
    return [events.ExportDeclared(entry_id=str(fact.entry_id))]


def _another_form(state: State, fact: DeclarationStatus, letter: Letter, at: datetime) -> Bodies:
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
    if said is None or not any(isinstance(body, events.DeclarationCancelled) for body in meant):
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


def _renumbered(state: State, fact: DeclarationStatus, letter: Letter, at: datetime) -> Bodies:
    """A new number for the same goods; what is still told of an old number changes nothing."""
    if fact.entry_id is None or fact.entry_id in state.entries:
        anew = state.cancelled and letter.event is events.Declared and _newest(state, at)
    else:
        anew = letter.accepted and (state.cancelled or _newest(state, at))
    return _anew(state, fact, letter, at) if anew else []


def _anew(state: State, fact: DeclarationStatus, letter: Letter, at: datetime) -> Bodies:
    return [
        _declared(fact),
        *_two_step(state, fact, letter, at),
        *_meant(state, fact, letter, at),
    ]


def _received(state: State, fact: DeclarationStatus, letter: Letter, at: datetime) -> Bodies:
    """The first letter that customs cannot give without the papers, whichever that is."""
    if not letter.accepted:
        return []
    known = state.marks.get("declared")
    if known is None or (letter.event is events.Declared and at < known.at):
        return [_declared(fact)]
    if state.entry_id is None and fact.entry_id is not None:
        return [_said(events.DeclarationNumbered, fact)]
    if state.declaration_stands or not _newest(state, at):
        return []
    if letter.event is events.Declared:
        return [_said(events.DeclarationAmended, fact)]
    # What customs could not say of papers that they had sent back: they have looked at them since.
    reviewed = letter.event is events.DeclarationReviewed
    return [] if reviewed else [_said(events.DeclarationReviewed, fact)]


def _two_step(state: State, fact: DeclarationStatus, letter: Letter, at: datetime) -> Bodies:
    """A summary opens the way to the full declaration, the next plain receipt ends it."""
    full, summary = state.full_declared_at, state.marks.get("summary-accepted")
    if fact.letter.startswith(_SUMMARY) and letter.event is not events.DeclarationRejected:
        first = summary is None and (full is None or full < at)
        return [_said(events.SummaryAccepted, fact)] if first else []
    if fact.letter != "L" or not state.summary_open or summary is None or at < summary.at:
        return []
    return [_said(events.DeclarationCompleted, fact)]


def _meant(state: State, fact: DeclarationStatus, letter: Letter, at: datetime) -> Bodies:
    if fact.letter == UNDER_INSPECTION:
        return _begun(state)
    if letter.event is None or letter.event is events.Declared:
        return []
    if letter.event in _STANDING and not _newest(state, at):
        return []
    return [_said(letter.event, fact)]


def _begun(state: State) -> Bodies:
    """Customs' own file says that the inspection runs, if it can run and nobody had said so."""
    there = state.course is Course.TRADITIONAL or state.unloaded
    known = state.inspection_open or state.inspections or state.conforms
    inspected = state.course in (Course.PILOT, Course.TRADITIONAL) and there and not known
    return [events.InspectionStarted(officer="clearance")] if inspected else []


def _seize(state: State, command: messages.Seize, _: datetime) -> Decided:
    need(seizable(state), refusals.MAY_BE_DECLARED)
    return [events.GoodsSeized(reason=given_reason(command.reason), officer=command.officer)]


def _seized(_: State, __: State, ___: events.GoodsSeized, ____: datetime) -> Bodies:
    return [events.ConsignmentClosed(outcome=Outcome.SEIZED)]


def _said(kind: type[events.DeclarationBody], fact: DeclarationStatus) -> events.Body:
    return kind.model_validate({"letter": fact.letter, "entry_id": fact.entry_id})


def _declared(fact: DeclarationStatus) -> events.Declared:
    return events.Declared(letter=fact.letter, entry_id=fact.entry_id, seq_no=fact.seq_no)


def _newest(state: State, at: datetime) -> bool:
    return state.declaration_at is None or at >= state.declaration_at


def _ordered(_: State, after: State, body: events.InspectionOrdered, at: datetime) -> Bodies:
    """What is ordered after the mode was decided is done before a box that is there may leave.

    Whether it is for the port an officer says: its permit waits, given already or not. What was
    ordered before the decision stands in the instruction, and a permit that is newer than the order
    was given by who knew of it.
    """
    why = f"an inspection was ordered after the permit (status {body.letter})"
    withdrawn = withdraw_permits(after, why, before=at)
    decided = after.marks.get("mode-decided")
    if after.course is not Course.PILOT or decided is None or at <= decided.at:
        return withdrawn
    why = f"an inspection was ordered before the permit (status {body.letter})"
    waiting = [box for box in after.boxes.values() if _unpermitted(after, box, at)]
    held = [events.RemovalWithheld(box=box.number, reason=why) for box in waiting]
    return [*withdrawn, *held]


def _unpermitted(state: State, box: Box, at: datetime) -> bool:
    """Still there without a permit, and nobody has said since then that it may leave."""
    if box.inland or box.withheld or box.permit_no is not None:
        return False
    resumed = state.marks.get(mark_key("removal-resumed", box.number))
    return resumed is None or resumed.at < at


def _cancelled(_: State, after: State, body: events.DeclarationCancelled, __: datetime) -> Bodies:
    return withdraw_permits(after, f"the declaration was cancelled (status {body.letter})")


def _late(_: State, after: State, __: events.Body, ___: datetime) -> Bodies:
    """Known as soon as both ends are: the vessel's entry and the first declaration."""
    entered, declared = after.marks.get("vessel-arrived"), after.marks.get("declared")
    first = len(after.entries) <= 1 and not after.redeclared
    if entered is None or declared is None or not first:
        return []
    rule, goods = after.rules.late_declaration, after.registration
    days = late_fee.days_late(entered.at, declared.at, rule, after.rules.calendar)
    if not days or after.happened("declared-late"):
        return []
    fee = late_fee.fee(goods.value, days, rule)
    return [events.DeclaredLate(days=days, fee=fee, currency=goods.currency)]


RULES = Rules(
    verbs={
        messages.Seize: _seize,
    },
    heard={
        messages.DeclarationStatus: _status,
        messages.ManifestStatus: _manifest,
    },
    follows={
        events.Declared: _late,
        events.VesselArrived: _late,
        events.InspectionOrdered: _ordered,
        events.GoodsSeized: _seized,
        events.DeclarationCancelled: _cancelled,
    },
)
