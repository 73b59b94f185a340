"""Takes a fact back: what followed from it does not count, what was done upon it is listed.

The life of the consignment is told again without the fact (decisions/0044). What only it had led to
falls with it: the events of the same message, and escalations of deadlines that it alone had made
due. What the outside has heard of is not unsaid but answered: a violation is excused, a stopped
fleet drives again. What customs or others did upon it stands until somebody decides on it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from pydantic import TypeAdapter

from models.consignment.deadline import Deadline, Escalation, key_of
from models.consignment.guards import given_reason, require, require_known_box
from models.consignment.journal import Journal
from models.consignment.pending_event import Decided, Draft, bodies_of
from models.consignment.state import State, mark_key
from models.deadlines import engine
from models.deadlines.events import EscalationRaised, EscalationUnanswered, EscalationWithdrawn
from models.disposal.destruction import accounted
from models.disposal.events import DestructionAccounted
from models.emergency.events import DangerJoined, EmergencyRaised, RespondersCalled
from models.inspection.events import NonconformanceRaised
from models.kernel.errors import Refused
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.language import listed
from models.kernel.spelling import said_digest, same_name
from models.kernel.terms import Cause, Party, System
from models.notifications.table import notifications_of
from models.officers.roles import stands_for
from models.port.events import RemovalPermitLapsed, RemovalPermitWithdrawn
from models.pre_shipment.decide import reopened
from models.pre_shipment.events import ShipmentAmended
from models.process import facts, texts
from models.process.evolve import effect, pass_over, without
from models.process.journal import told
from models.process.messages import DecideStandingAct, Fact, Report, Retract
from models.rules.calendar import minute_in_china
from models.rules.rulebook import RetractionRule
from models.supervision.consequences import fall_back
from models.supervision.events import (
    Act,
    CaseReferred,
    FactContradicted,
    FactRetracted,
    StandingActDecided,
    ViolationExcused,
    ViolationRecorded,
)
from models.transport.consequences import resume_fleet, stop_fleet
from models.transport.events import GateRefused

_FACT: TypeAdapter[Fact] = TypeAdapter(Fact)

_ANSWERED = (ViolationRecorded, ViolationExcused)
"""What the register of enterprises has heard: the opposite is told, and both stand."""

_STANDS = (
    EmergencyRaised,
    DangerJoined,
    RespondersCalled,
    NonconformanceRaised,
    CaseReferred,
    GateRefused,
    RemovalPermitWithdrawn,
    RemovalPermitLapsed,
)
"""What somebody must end himself: a danger, a suspicion, what an authority or a system has heard.

Until he does it counts, and so nothing is permitted by taking a fact back.
"""


class _Approved(Protocol):
    """An order that somebody else may have to allow."""

    @property
    def officer(self) -> str: ...
    @property
    def approver(self) -> str | None: ...


def decide(state: State, command: Retract, at: datetime, now: datetime) -> Decided:
    """The fact is taken back, with all that is to be said of it; refused where the rules say so."""
    rule, reason = _rule(state, command), given_reason(command.reason)
    approver = other_approver(command, four_eyes=rule.four_eyes)
    journal = state.journal or Journal()
    event = _meant(command, journal)
    _need_old_box(state, event)
    latest = event.known_from + timedelta(hours=rule.hours)
    heard = minute_in_china(event.known_from)
    require(now <= latest, texts.TOO_OLD, fact=command.fact, hours=rule.hours, heard=heard)
    undone = _Undoing(state, journal, event)
    after, corrected = undone.after, undone.corrected()
    retracted = FactRetracted(
        fact=event.body.type,
        box=event.box,
        event=event.id,
        digest=said_digest(event.body, event.body.beside),
        void=(*undone.void, *(one.id for one, _ in corrected)),
        withdrawn=tuple(undone.withdrawn),
        acts=tuple(undone.acts()),
        told=undone.told(),
        reason=reason,
        officer=command.officer,
        approver=approver,
    )
    # It is dated as the fact was: whoever asks what was true then is told that it was not.
    return [
        Draft(retracted, event.occurred_at),
        *(Draft(body, at) for body in undone.answers(command.officer, approver)),
        *(Draft(body, at) for body in _fleets(state, after)),
        *(draft for _, drafts in corrected for draft in drafts),
    ]


def decide_act(state: State, command: DecideStandingAct, now: datetime) -> Decided:
    """What was done upon a fact that is taken back is settled: two people have looked at it."""
    require_known_box(state, command.box)
    known = [(act.event, act.box) for act in state.undecided]
    waiting = listed(" ".join(filter(None, each)) for each in known)
    waits = (command.act, command.box) in known
    require(waits, texts.NOTHING_UNDECIDED, act=command.act, open=waiting)
    fact = state.rules.retraction(command.act) is not None
    require(command.stands or not fact, texts.TAKE_IT_BACK, act=command.act)
    reason = given_reason(command.reason)
    decided = StandingActDecided(
        act=EventType(command.act),
        box=command.box,
        stands=command.stands,
        reason=reason,
        officer=command.officer,
        approver=other_approver(command, four_eyes=True),
    )
    return [decided, *_carried_out(state, decided.act, reason, now, stands=command.stands)]


def _carried_out(state: State, act: EventType, why: str, now: datetime, *, stands: bool) -> Decided:
    """What is recorded here only is undone here: nobody outside could do it.

    A pilot that has left the port is not left any more (domain 11.15).
    """
    match act:
        case EventType.PRE_SHIPMENT_APPROVED if not stands:
            return reopened(state, now, why)
        case EventType.MODE_DECIDED if not stands:
            return [*fall_back(state, Cause.OFFICER, why)]
        case EventType.FELL_BACK if stands:
            return [*fall_back(state, Cause.OFFICER, why)]
        case _:
            return []


def _need_old_box(state: State, event: Event) -> None:
    """A box that took another's place has no life of its own yet, or the old one cannot come back.

    Raises:
        Refused: with what is known of the box, and what to do instead.
    """
    body = event.body
    if not isinstance(body, ShipmentAmended) or not body.new_box:
        return
    seen = state.known_of(body.new_box)
    if body.new_box not in state.boxes:
        seen.append(EventType.SHIPMENT_AMENDED)
    require(not seen, texts.BOX_HAS_A_LIFE, box=body.new_box, seen=listed(seen))


def _rule(state: State, command: Retract) -> RetractionRule:
    rule = state.rules.retraction(command.fact)
    if rule is None:
        known = listed(row.fact for row in state.rules.retractions)
        raise Refused(texts.NOT_RETRACTABLE, fact=command.fact, facts=known)
    if mark_key(rule.fact, command.box) not in state.marks:
        # A box that has left the papers is known by what was said of it, and by that only.
        require_known_box(state, command.box)
        raise _not_known(command)
    role, parties = command.role, listed(rule.given_by)
    allowed = role is None or stands_for(role, rule.given_by)
    require(allowed, texts.NOT_YOURS, fact=command.fact, parties=parties, role=role)
    return rule


def other_approver(command: _Approved, *, four_eyes: bool) -> str:
    """Who allows it: somebody else, where four eyes are wanted."""
    approver = (command.approver or "").strip()
    other = bool(approver) and not same_name(approver, command.officer)
    require(other or not four_eyes, texts.FOUR_EYES, officer=command.officer)
    return approver or command.officer


def _not_known(command: Retract) -> Refused:
    return Refused(texts.NOT_KNOWN, fact=command.fact, box=command.box or texts.ALL_BOXES)


def _meant(command: Retract, journal: Journal) -> Event:
    """The event that is to be taken back: the latest of that fact and box, or the one named."""
    for event in reversed(told(journal)[1]):
        named = command.event in (None, str(event.id)) and event.id not in journal.void
        if named and (event.body.type, event.box) == (command.fact, command.box):
            return event
    raise _not_known(command)


class _Undoing:
    """A life told again without one fact: what falls with it, and how all stands then."""

    def __init__(self, state: State, journal: Journal, fact: Event) -> None:
        self._state, self._fact = state, fact
        self._fallen, self._begun = {fact.cause}, False
        self._void: dict[UUID, Event] = {}
        self._later: list[Event] = []
        self._stand: list[Event] = []
        self.withdrawn: list[str] = []
        base, events = told(journal)
        step, known = without(journal.void), base
        for event in events:
            self._begun = self._begun or event.cause == fact.cause
            if known is None or not self._begun or event.id in journal.void:
                known = step(known, event)
            else:
                known = self._told(known, event)
        # A fact that can be taken back is in the journal, and so is what came before it.
        self.after = state if known is None else known

    @property
    def void(self) -> tuple[UUID, ...]:
        """What does not count any more."""
        return tuple(self._void)

    def _told(self, before: State, event: Event) -> State:
        body = event.body
        if isinstance(body, EscalationRaised | EscalationUnanswered) and not _founded(before, body):
            self._fallen.add(event.cause)
            if isinstance(body, EscalationRaised):
                self.withdrawn.append(f"{key_of(body)} L{body.level}")
        falls = event.cause in self._fallen or _groundless(before, body)
        if falls and isinstance(body, _STANDS):
            self._stand.append(event)
        elif falls and not isinstance(body, _ANSWERED):
            self._void[event.id] = event
            return pass_over(before, event)
        elif falls:
            self._stand.append(event)
        else:
            self._later.append(event)
        return effect(before, event)

    def acts(self) -> Iterator[Act]:
        """What was done upon the fact, and nobody has taken back: each kind and box once."""
        rules, box = self._state.rules.standing_acts, self._fact.box
        own = [each for each in self._void.values() if each.cause != self._fact.cause]
        led = [each for each in self._void.values() if each.body.type is EventType.FELL_BACK]
        later = [
            each
            for each in self._later
            if not isinstance(each.body, _STANDS) and (box is None or each.box in (None, box))
        ]
        found = {
            (each.body.type, each.box): each
            for each in (*self._stand, *own, *led, *later)
            if each.body.type in rules
        }
        for (kind, of_box), each in found.items():
            yield Act(event=kind, box=of_box, at=each.occurred_at, party=rules[kind])

    def told(self) -> tuple[Party, ...]:
        """Who was notified of what does not count any more."""
        events = (*self._void.values(), *self._stand)
        parties = (alarm.party for event in events for alarm in notifications_of(event))
        return tuple(dict.fromkeys(parties))

    def answers(self, officer: str, approver: str) -> Iterator[Body]:
        """The opposite of what the register of enterprises has heard."""
        counting = [(each.code, each.box) for each in self.after.breaches if not each.excused]
        why = f"{self._fact.body.type} was taken back"
        for event in self._stand:
            match event.body:
                case ViolationRecorded(code=code, box=box):
                    if (code, box) in counting:
                        counting.remove((code, box))
                        yield ViolationExcused(
                            code=code, box=box, reason=why, officer=officer, approver=approver
                        )
                case ViolationExcused(code=code, box=box):
                    yield ViolationRecorded(code=code, box=box, note=f"excused by mistake: {why}")
                case _:
                    pass

    def corrected(self) -> list[tuple[Event, list[Draft]]]:
        """Facts that only contradicted what is taken back: they count now, the first of each."""
        found: dict[tuple[str, str | None], tuple[Event, list[Draft]]] = {}
        for event in self._later:
            body = event.body
            if not isinstance(body, FactContradicted) or not body.said:
                continue
            key = (body.fact, body.box)
            bodies = self._meaning(event, body.said) if key not in found else []
            if bodies:
                cause = f"{self._fact.id}:{event.cause}"
                drafts = [Draft(each, event.occurred_at, cause, event.actor) for each in bodies]
                found[key] = (event, drafts)
        return list(found.values())

    def _meaning(self, event: Event, said: str) -> list[Body]:
        report = Report(
            id=event.cause,
            system=System(event.actor),
            occurred_at=event.occurred_at,
            fact=_FACT.validate_json(said),
        )
        decided = facts.decide(self.after, report, reused=False)
        bodies = bodies_of(decided)
        return [] if any(isinstance(body, FactContradicted) for body in bodies) else bodies


def _founded(state: State, body: EscalationRaised | EscalationUnanswered) -> bool:
    """The escalation is due, or was passed, in a life without the fact as well."""
    deadline = state.deadlines.get(key_of(body))
    if deadline is None:
        return False
    level = _level(deadline, body.level)
    if level is None or level.due != body.due:
        return False
    if isinstance(body, EscalationUnanswered):
        return level.standing
    return not level.fired and (deadline.open or engine.passed(deadline, level))


def _groundless(state: State, body: Body) -> bool:
    """It withdraws an escalation that has never been raised then, or sums up what is not there."""
    if isinstance(body, DestructionAccounted):
        return not accounted(state)
    if not isinstance(body, EscalationWithdrawn):
        return False
    deadline = state.deadlines.get(key_of(body))
    level = _level(deadline, body.level) if deadline is not None else None
    return level is None or not level.standing


def _level(deadline: Deadline, level: int) -> Escalation | None:
    return next((each for each in deadline.escalations if each.level == level), None)


def _fleets(before: State, after: State) -> Iterator[Body]:
    """The checkpoint system has heard whose trucks stand still: it hears the opposite."""
    # A box that leaves the papers with the fact was nowhere yet.
    for number in filter(after.boxes.__contains__, before.boxes):
        box, then, why = before.boxes[number], after.boxes[number], "a fact was taken back"
        if box.fleet_stopped and not then.fleet_stopped:
            yield from resume_fleet(box, why)
        elif then.fleet_stopped and not box.fleet_stopped:
            yield from stop_fleet(box, why)
