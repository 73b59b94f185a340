"""Deadlines as data: opened, closed, frozen, thawed and extended by events, as absolute instants.

The register itself is data of the rulebook (`deadlines.json`); this file is its machinery.
`evolve` calls `follow` after every event; `decide` asks `due` and `refuted`.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from models.consignment.box import Box
from models.consignment.deadline import Deadline, Escalation, deadline_key, escalations_of, shift
from models.consignment.permissions import overlays_on
from models.consignment.state import State, Stop, mark_key
from models.deadlines.events import EffectUndone
from models.kernel.base_types import replace
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.terms import Danger, Mode, Overlay, ProcessPhase
from models.rules.rulebook import DeadlineRule, closed_by, ever_closed_by, opened_by
from models.supervision.events import (
    GRAVE,
    CallAnswered,
    CallDropped,
    CallRetried,
    FellBack,
    ViolationExcused,
)

_Subject = tuple[str | None, Danger | None]

# A deadline of the consignment as a whole is kept under no box, and under no danger.
_THE_WHOLE: tuple[_Subject, ...] = ((None, None),)
_LEFT_THE_PILOT = EventType.FELL_BACK
_ANSWERS = (CallRetried, CallAnswered, CallDropped)


def follow(before: State, after: State, event: Event) -> State:
    """The state after the event, with what that means for the deadlines."""
    kind, course = event.body.type, after.course
    turned, switched = before.course is not course, before.frozen is not after.frozen
    moved = _stops_moved(before, after)
    opening = opened_by(after.rulebook, kind)
    closing = _closing(after.deadlines, event.body)
    if not (opening or closing or turned or switched or moved):
        return after
    deadlines = dict(after.deadlines)
    for key in () if _others_wait(after, event.body) else closing:
        deadlines[key] = _closed(deadlines[key], after, event)
    for rule in opening:
        if course in rule.courses and _meant(rule, event):
            _open(deadlines, rule, after, event)
    if turned:
        _drop_moot(deadlines, after, event.occurred_at)
    if isinstance(event.body, EffectUndone):
        _revive(deadlines, before, after)
        _catch_up(deadlines, before, after, event)
    if moved:
        known = deadlines if turned else _of_moved_boxes(deadlines, before, after)
        _freeze_or_thaw(deadlines, known, after, event.occurred_at)
    if not switched:
        return replace(after, deadlines=deadlines)
    since = event.occurred_at if after.frozen else None
    return replace(after, deadlines=deadlines, frozen_since=since)


def due(state: State) -> tuple[Deadline, Escalation] | None:
    """What is due next of all deadlines, None when nothing runs.

    An escalation that is to fire, or one that has fired and is due to have been answered.
    """
    ranked = [
        (deadline, escalation)
        for deadline in state.deadlines.values()
        if deadline.closed_at is None and deadline.frozen_since is None
        for escalation in _upcoming(deadline)
    ]
    return min(ranked, key=lambda pair: (pair[1].due, pair[0].key), default=None)


def told_next(deadline: Deadline, escalation: Escalation) -> Escalation | None:
    """The escalation above one that nobody answers, None at the top."""
    return next((r for r in deadline.escalations if r.level > escalation.level), None)


def refuted(state: State, body: Body, at: datetime) -> list[tuple[Deadline, Escalation]]:
    """Escalations that fired although the event that closes their deadline had happened in time."""
    late: list[tuple[Deadline, Escalation]] = []
    for deadline in (state.deadlines[key] for key in _closing(state.deadlines, body)):
        if _counts(deadline, at):
            late += [(deadline, escalation) for escalation in _standing_from(deadline, at)]
    return late


def refuted_after_close(deadline: Deadline) -> list[Escalation]:
    """Escalations that stand although what ended the deadline is dated before them."""
    end = deadline.closed_at
    return [] if end is None or deadline.moot else _standing_from(deadline, end)


def _standing_from(deadline: Deadline, at: datetime) -> list[Escalation]:
    """Escalations that stand and were not due before that instant."""
    return [
        escalation
        for escalation in deadline.escalations
        if escalation.standing and escalation.due >= at
    ]


def overrun(before: State, after: State) -> list[tuple[Deadline, Escalation]]:
    """Escalations with a violation that were passed and never raised: all was heard too late."""
    if after.deadlines is before.deadlines:
        return []
    return [
        (deadline, escalation)
        for key, deadline in after.deadlines.items()
        if deadline.closed_at is not None and deadline is not before.deadlines.get(key)
        for escalation in deadline.escalations
        if escalation.violation and not escalation.fired and passed(deadline, escalation)
    ]


def passed(deadline: Deadline, escalation: Escalation) -> bool:
    """The deadline was over only after that, and its clock had not been stopped by then."""
    end, stopped = deadline.closed_at, deadline.frozen_since
    late = end is not None and not deadline.moot and escalation.due < end
    return late and (stopped is None or escalation.due <= stopped)


def _open(deadlines: dict[str, Deadline], rule: DeadlineRule, state: State, event: Event) -> None:
    """Opens a deadline for the consignment, each box that the event concerns, or its danger."""
    at = event.occurred_at
    if _LEFT_THE_PILOT in rule.closes and state.mode is Mode.TRADITIONAL:
        # What is for the pilot alone has no meaning once that was left.
        return
    for box, danger in _subjects(rule, state, event):
        key = deadline_key(rule.id, box, danger)
        known = deadlines.get(key)
        if danger is not None:
            deadlines[key] = _threatened(rule, state, event, known)
            continue
        if not (_under_way(rule, state, box, at) and _asked_for(rule, state, box)):
            continue
        if _may_open(known, rule):
            over = _settled(rule, state, box, event)
            if over and not rule.judges:
                continue
            opened = _opened_anew(rule, state, box, event, known)
            if opened is not None:
                deadlines[key] = replace(opened, closed_at=over) if over else opened
        elif known is not None and rule.episodes and known.open and at > known.opened_at:
            deadlines[key] = replace(known, again=at)


def _asked_for(rule: DeadlineRule, state: State, box: str | None) -> bool:
    """What it needs has happened, to that box if one is named, and nothing that makes it idle."""
    wanted = all(state.happened(kind, box) for kind in rule.needs)
    return wanted and not any(state.happened(kind, box) for kind in rule.unless)


def _subjects(rule: DeadlineRule, state: State, event: Event) -> Iterable[_Subject]:
    """For whom a deadline opens: each is kept by itself."""
    match rule.scope:
        case "consignment":
            return _THE_WHOLE
        case "box":
            return [(box, None) for box in _concerned(rule, state, event.box)]
        case "danger":
            return [(event.box, vars(event.body)["danger"])]


def _threatened(rule: DeadlineRule, state: State, event: Event, known: Deadline | None) -> Deadline:
    """A danger has a clock from when it was heard of, whatever was done about an earlier one.

    What is still owed for an earlier one runs on: the later one has its turn after that.
    """
    if known is not None and known.open:
        return replace(known, again=event.known_from)
    return _opened(rule, state, event.box, event, vars(event.body)["danger"])


def _concerned(rule: DeadlineRule, state: State, named: str | None) -> list[str]:
    """The boxes that an event of one box, or of all, concerns.

    A box that was released by itself is nobody's concern any more.
    """
    boxes = [box for box in state.boxes.values() if named in (None, box.number)]
    return [box.number for box in boxes if not box.released and (box.inland or not rule.inland)]


def _meant(rule: DeadlineRule, event: Event) -> bool:
    """The event says what the rule asks for, in the fields that it has."""
    if not rule.when:
        return True
    said = vars(event.body)
    return all(str(said[name]) in values for name, values in rule.when.items() if name in said)


def _closing(deadlines: dict[str, Deadline], body: Body) -> list[str]:
    """The keys of the deadlines that an event closes, each by its own rulebook."""
    kind = body.type
    said = vars(body)
    near = deadlines.keys() & _closable(kind, said.get("box"), said.get("danger"))
    if not near:
        return []
    ordered = [(key, deadlines[key]) for key in deadlines if key in near]
    return [k for k, d in ordered if d.id in closed_by(d.rulebook, kind) and _ends(d.rule, body)]


@lru_cache(maxsize=4096)
def _closable(kind: EventType, box: str | None, danger: Danger | None) -> frozenset[str]:
    """The keys of what an event of a type may close: by any rulebook, of its box or of all.

    Of the dangers where it happened: the one that it names, or any.
    """
    rows = ever_closed_by(kind)
    dangers = Danger if danger is None else (danger,)
    of_box = set() if box is None else {deadline_key(row, box) for row in rows}
    return rows | of_box | {deadline_key(row, box, each) for row in rows for each in dangers}


def _ends(rule: DeadlineRule, body: Body) -> bool:
    """An event that closes such a deadline says what the rule asks for, if it speaks of it."""
    if not rule.done:
        return True
    said = {name: getattr(body, name) for name in rule.done if name in type(body).model_fields}
    return all(str(said[n]) in rule.done[n] for n in said)


def _may_open(known: Deadline | None, rule: DeadlineRule) -> bool:
    """A new slot moves its escalations; any other deadline runs to its end before it runs again.

    What was dropped with its course has not run to any end.
    """
    moved = rule.base == "slot"
    return known is None or known.moot or moved or (rule.reopens and not known.open)


def _under_way(rule: DeadlineRule, state: State, box: str | None, at: datetime) -> bool:
    """Once its drive, in or back, is over, what the lock of a box tells of it means nothing."""
    back = rule.way == "back"
    over = (state.boxes[box].drive_ended_at if back else state.boxes[box].arrived) if box else None
    if over is None or at < over or not rule.reopens:
        return True
    if rule.episodes:
        return state.course is ProcessPhase.RETURN
    return rule.base != "window"


def _settled(rule: DeadlineRule, state: State, box: str | None, event: Event) -> datetime | None:
    """When the closing event happened that is known already: heard first, or come early."""
    if rule.done:
        # A mark does not say which of them it was.
        return None
    keys = [mark_key(kind, box) for kind in rule.closes]
    known = [state.marks[key].at for key in keys if key in state.marks]
    if not known:
        return None
    counting = [at for at in known if not rule.reopens or at > event.occurred_at]
    return min(counting, default=None)


def _opened_anew(
    rule: DeadlineRule, state: State, box: str | None, event: Event, known: Deadline | None
) -> Deadline | None:
    """The deadline; of one that reopens the escalations behind it belong to the time before.

    A consignment that is registered after its loading was never told to hurry.
    """
    opened = _opened(rule, state, box, event)
    if known is None and rule.base != "etd":
        return opened
    ahead = tuple(
        escalation for escalation in opened.escalations if escalation.due >= opened.opened_at
    )
    return replace(opened, escalations=ahead) if ahead else None


def _opened(
    rule: DeadlineRule,
    state: State,
    box: str | None,
    event: Event,
    danger: Danger | None = None,
) -> Deadline:
    at, base, calendar = event.occurred_at, _base(rule, state, box, event), state.rules.calendar
    policy = escalations_of(state.rulebook, rule.id)
    own = state.receiving
    escalations = tuple(replace(each, due=calendar.after(base, span, own)) for span, each in policy)
    since = stopped_since(rule, state, box)
    frozen_since = None if since is None else max(at, since)
    return Deadline(
        id=rule.id,
        rulebook=state.rulebook,
        box=box,
        danger=danger,
        opened_at=at,
        frozen_since=frozen_since,
        limit=rule.limit,
        escalations=escalations,
    )


def _base(rule: DeadlineRule, state: State, box: str | None, event: Event) -> datetime:
    """The instant that the levels count from."""
    match rule.base:
        case "opening":
            return event.occurred_at
        case "heard":
            return event.known_from
        case "etd":
            return state.registration.etd
        case "eta":
            return state.registration.eta
        case "window":
            ordered = state.boxes[box].window_minutes if box else None
            window = ordered or state.rules.transit.ceiling_minutes
            return event.occurred_at + timedelta(minutes=window)
        case "slot":
            return state.slot or event.occurred_at
        case "asked":
            # A refusal is an answer to what was asked just then.
            asked: datetime = vars(event.body).get("since", event.occurred_at)
            return asked


def _closed(deadline: Deadline, state: State, event: Event) -> Deadline:
    """A fall-back makes a deadline pointless, unless it was missed already; others meet it."""
    at = event.occurred_at
    if not _counts(deadline, at):
        return deadline
    if deadline.again is not None and deadline.danger is not None:
        # That was for the earlier danger: the later one has a clock of its own.
        return _begun_again(deadline, deadline.again, state, event)
    if deadline.again is not None and deadline.again > at:
        # What ended was an earlier episode: the later one goes on, or ended where it did.
        return replace(
            _begun_again(deadline, deadline.again, state, event), closed_at=deadline.closed_at
        )
    moot = isinstance(event.body, FellBack) and deadline.level is None
    return replace(deadline, closed_at=at, moot=moot)


def _begun_again(deadline: Deadline, again: datetime, state: State, event: Event) -> Deadline:
    began = replace(event, occurred_at=again, heard=None)
    pinned = replace(state, rulebook=deadline.rulebook)
    return _opened(deadline.rule, pinned, deadline.box, began, deadline.danger)


def _counts(deadline: Deadline, at: datetime) -> bool:
    """Of the events that close a deadline the first in the world counts, not the first heard."""
    if deadline.rule.episodes and at < deadline.opened_at:
        return False
    return deadline.closed_at is None or deadline.opened_at <= at < deadline.closed_at


def _drop_moot(deadlines: dict[str, Deadline], state: State, at: datetime) -> None:
    """On another course a deadline has lost its meaning: nobody is to be called about it."""
    for key, deadline in deadlines.items():
        if deadline.open and state.course not in deadline.rule.courses:
            deadlines[key] = replace(deadline, closed_at=at, moot=True)


def _revive(deadlines: dict[str, Deadline], before: State, after: State) -> None:
    """What lost its meaning when the course was left runs on when that is undone."""
    left = before.marks.get(
        EventType.FELL_BACK if before.disposal is None else EventType.RETURN_ORDERED
    )
    for key, deadline in deadlines.items():
        dropped = deadline.moot and left is not None and deadline.closed_at == left.at
        if dropped and after.course in deadline.rule.courses:
            deadlines[key] = replace(deadline, closed_at=None, moot=False)


def _catch_up(deadlines: dict[str, Deadline], before: State, after: State, undone: Event) -> None:
    """What was heard of meanwhile opens what it would have opened on the course taken up again."""
    for rule in after.rules.deadlines:
        new = after.course in rule.courses and before.course not in rule.courses and not rule.when
        for box in (after.boxes if rule.scope == "box" else [None]) if new else []:
            marks = (after.marks.get(mark_key(kind, box)) for kind in rule.opens)
            opened = next((mark for mark in marks if mark is not None), None)
            if opened is not None and deadline_key(rule.id, box) not in deadlines:
                body = undone.body.model_copy(update={"box": box})
                event = replace(undone, occurred_at=opened.at, heard=undone.known_from, body=body)
                _open(deadlines, rule, after, event)


def stopped_since(rule: DeadlineRule, state: State, box: str | None) -> datetime | None:
    """Since when a deadline of that row stands still, of that box if one is named; None if not."""
    if rule.clock == "incident" or not state.overlays:
        return None
    found = _over(rule, state, None if box is None else state.boxes.get(box))
    return min((stop.since for stop in found), default=None)


def _over(rule: DeadlineRule, state: State, box: Box | None) -> list[Stop]:
    """The overlays that stop it, by what the rulebook says of a box that is on the road."""
    lying = [stop for stop in state.stops if stop.until is None]
    if box is None:
        return lying if state.frozen else []
    left = box.on_the_road_since
    if left is None or rule.road is None:
        return [stop for stop in lying if stop.overlay in overlays_on(state, box)]
    found = [
        replace(stop, since=since)
        for stop in lying
        if stop.overlay in rule.road.frozen_by
        if (since := _over_its_truck(state, box, stop)) is not None
    ]
    # Whoever sets out under a stop has no excuse: only what comes after that stops the window.
    return [stop for stop in found if rule.base != "window" or stop.since >= left]


def _over_its_truck(state: State, box: Box, stop: Stop) -> datetime | None:
    """Since when it concerns the truck of that box; an emergency of another box does not."""
    if stop.overlay is not Overlay.EMERGENCY:
        return stop.since
    dangers = state.emergency.open if state.emergency else ()
    known = [danger.raised_at for danger in dangers if danger.box in (box.number, None)]
    return max(stop.since, min(known)) if known else None


def _stops_moved(before: State, after: State) -> bool:
    """An overlay came or went, or what it lies over has moved."""
    if before.stops is not after.stops:
        return True
    moved = before.boxes is not after.boxes or before.emergency is not after.emergency
    return bool(after.overlays) and moved


def _others_wait(state: State, body: Body) -> bool:
    """Of several calls one was answered or made again, of several breaches one was excused."""
    if isinstance(body, ViolationExcused):
        return any(breach.grade == GRAVE and not breach.excused for breach in state.breaches)
    return isinstance(body, _ANSWERS) and bool(state.waiting_calls)


def _of_moved_boxes(deadlines: dict[str, Deadline], before: State, after: State) -> Iterable[str]:
    """The deadlines that may stop or run on: all of them, unless only some boxes have moved."""
    still = before.stops is after.stops and before.emergency is after.emergency
    if not still or before.frozen is not after.frozen:
        return deadlines
    moved = {n for n, box in after.boxes.items() if box is not before.boxes.get(n)}
    return [key for key, deadline in deadlines.items() if deadline.box in moved]


def _freeze_or_thaw(
    deadlines: dict[str, Deadline], keys: Iterable[str], state: State, at: datetime
) -> None:
    """Those that are to stand still stop, the others run on with the time that they have left."""
    for key in keys:
        deadline = deadlines[key]
        if not deadline.open:
            continue
        stopped = stopped_since(deadline.rule, state, deadline.box) is not None
        if stopped and deadline.frozen_since is None:
            deadlines[key] = replace(deadline, frozen_since=at)
        elif not stopped and deadline.frozen_since is not None:
            since = deadline.frozen_since
            # Clocks differ and entries are back-dated: a thaw never brings a deadline forward.
            thawed = shift(deadline, max(at - since, timedelta(0)), since=since)
            deadlines[key] = replace(thawed, frozen_since=None)


def _upcoming(deadline: Deadline) -> Iterator[Escalation]:
    """The next escalation, and the one that waits for an answer, due when that is due."""
    silent, escalation = deadline.silent, deadline.next
    if escalation is not None:
        yield escalation
    if silent is not None and silent.answer_by is not None:
        yield replace(silent, due=silent.answer_by)
