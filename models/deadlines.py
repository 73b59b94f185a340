"""Deadlines as data: opened, closed, frozen, thawed and extended by events, as absolute instants.

The register itself is in the rulebook (`rulebooks/<version>.json`); this file is its machinery.
`evolve` calls `follow` after every event; `decide` asks `due` and `unfounded`.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from models.events import Body, CallAnswered, CallDropped, CallRetried, EffectUndone, FellBack
from models.ladder import Deadline, Milestone, deadline_key, rungs
from models.record import Event
from models.rulebook import DeadlineRule, closed_by, ever_closed_by, opened_by
from models.state import State, mark_key
from models.terms import Course, Mode

# A deadline of the consignment as a whole is kept under no box.
_ALL_BOXES = (None,)
_LEFT_THE_PILOT = "fell-back"
_ANSWERS = (CallRetried, CallAnswered, CallDropped)


def follow(before: State, after: State, event: Event) -> dict[str, object]:
    """What the event means for the deadlines: the fields of the state that change."""
    kind, course = event.body.type, after.course
    turned, switched = before.course is not course, before.frozen is not after.frozen
    opening = opened_by(after.rulebook, kind)
    closing = _closing(after.deadlines, event.body)
    if not (opening or closing or turned or switched):
        return {}
    deadlines = dict(after.deadlines)
    # Of several calls one was answered or made again: the others are missing still.
    missing = isinstance(event.body, _ANSWERS) and bool(after.waiting_calls)
    for key in () if missing else closing:
        deadlines[key] = _closed(deadlines[key], after, event)
    for rule in opening:
        if course in rule.courses and _meant(rule, event):
            _open(deadlines, rule, after, event)
    if turned:
        _drop_moot(deadlines, after, event.occurred_at)
    if isinstance(event.body, EffectUndone):
        _revive(deadlines, before, after)
        _catch_up(deadlines, before, after, event)
    if not switched:
        return {"deadlines": deadlines}
    _freeze_or_thaw(deadlines, after, event.occurred_at)
    return {"deadlines": deadlines, "frozen_since": event.occurred_at if after.frozen else None}


def mark(deadline: Deadline, level: int, **change: object) -> Deadline:
    """The deadline with one rung changed: fired, withdrawn, unanswered."""
    rungs = [r.replace(**change) if r.level == level else r for r in deadline.milestones]
    return deadline.replace(milestones=tuple(rungs))


def answer(deadline: Deadline, officer: str, level: int) -> Deadline:
    """The deadline with its fired rungs up to a level acknowledged."""
    rungs = [
        r.replace(acknowledged_by=officer)
        if r.standing and r.level <= level and r.acknowledged_by is None
        else r
        for r in deadline.milestones
    ]
    return deadline.replace(milestones=tuple(rungs))


def extend(deadline: Deadline, more: timedelta) -> Deadline:
    """The deadline with every rung that has not fired moved; whoever extends, has answered."""
    moved = _shift(deadline, more, since=None)
    rungs = [r.replace(answer_by=None) for r in moved.milestones]
    return moved.replace(milestones=tuple(rungs))


def due(state: State) -> tuple[Deadline, Milestone] | None:
    """What is due next of all deadlines, None when nothing runs.

    A rung that is to fire, or one that has fired and is due to have been answered.
    """
    ranked = [
        (deadline, rung)
        for deadline in state.deadlines.values()
        if deadline.closed_at is None and deadline.frozen_since is None
        for rung in _upcoming(deadline)
    ]
    return min(ranked, key=lambda pair: (pair[1].due, pair[0].id, pair[0].box or ""), default=None)


def told_next(deadline: Deadline, rung: Milestone) -> Milestone | None:
    """The rung above one that nobody answers, None at the top."""
    return next((r for r in deadline.milestones if r.level > rung.level), None)


def unfounded(state: State, body: Body, at: datetime) -> list[tuple[Deadline, Milestone]]:
    """Rungs that fired although the event that closes their deadline had happened in time."""
    late: list[tuple[Deadline, Milestone]] = []
    for deadline in (state.deadlines[key] for key in _closing(state.deadlines, body)):
        if _counts(deadline, at):
            late += [(deadline, rung) for rung in _standing_from(deadline, at)]
    return late


def raised_in_vain(deadline: Deadline) -> list[Milestone]:
    """Rungs that stand although what ended the deadline is dated before them."""
    end = deadline.closed_at
    return [] if end is None or deadline.moot else _standing_from(deadline, end)


def _standing_from(deadline: Deadline, at: datetime) -> list[Milestone]:
    """Rungs that stand and were not due before that instant."""
    return [rung for rung in deadline.milestones if rung.standing and rung.due >= at]


def overrun(before: State, after: State) -> list[tuple[Deadline, Milestone]]:
    """Rungs that amount to a violation, were passed and never raised: all was heard too late."""
    if after.deadlines is before.deadlines:
        return []
    return [
        (deadline, rung)
        for key, deadline in after.deadlines.items()
        if deadline.closed_at is not None and deadline is not before.deadlines.get(key)
        for rung in deadline.milestones
        if rung.violation and not rung.fired and _passed(deadline, rung)
    ]


def _passed(deadline: Deadline, rung: Milestone) -> bool:
    """The deadline was over only after the rung, and its clock had not been stopped by then."""
    end, stopped = deadline.closed_at, deadline.frozen_since
    late = end is not None and not deadline.moot and rung.due < end
    return late and (stopped is None or rung.due <= stopped)


def _open(deadlines: dict[str, Deadline], rule: DeadlineRule, state: State, event: Event) -> None:
    """Opens a deadline for the consignment, or for each box that the event concerns."""
    at = event.occurred_at
    if rule.needs and not all(map(state.happened, rule.needs)):
        return
    if _LEFT_THE_PILOT in rule.closes and state.mode is Mode.TRADITIONAL:
        # What is for the pilot alone has no meaning once that was left.
        return
    for box in _concerned(rule, state, event.box) if rule.scope == "box" else _ALL_BOXES:
        key = deadline_key(rule.id, box)
        known = deadlines.get(key)
        if not _under_way(rule, state, box, at):
            continue
        if _may_open(known, rule):
            over = _settled(rule, state, box, event)
            if over and not rule.judges:
                continue
            opened = _opened_anew(rule, state, box, event, known)
            if opened is not None:
                deadlines[key] = opened.replace(closed_at=over) if over else opened
        elif known is not None and rule.episodes and known.open and at > known.opened_at:
            deadlines[key] = known.replace(again=at)


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
    near = deadlines.keys() & _closable(kind, vars(body).get("box"))
    if not near:
        return []
    ordered = [(key, deadlines[key]) for key in deadlines if key in near]
    return [k for k, d in ordered if d.id in closed_by(d.rulebook, kind) and _ends(d.rule, body)]


@lru_cache(maxsize=4096)
def _closable(kind: str, box: str | None) -> frozenset[str]:
    """The keys of what an event of a type may close: by any rulebook, of its box or of all."""
    rows = ever_closed_by(kind)
    return rows if box is None else rows | {deadline_key(row, box) for row in rows}


def _ends(rule: DeadlineRule, body: Body) -> bool:
    """An event that closes such a deadline says what the rule asks for, if it speaks of it."""
    if not rule.done:
        return True
    said = {name: getattr(body, name) for name in rule.done if name in type(body).model_fields}
    return all(str(said[n]) in rule.done[n] for n in said)


def _may_open(known: Deadline | None, rule: DeadlineRule) -> bool:
    """A new slot moves its ladder; any other deadline runs to its end before it runs again.

    What was dropped with its course has not run to any end.
    """
    moved = rule.base == "slot"
    return known is None or known.moot or moved or (rule.reopens and not known.open)


def _under_way(rule: DeadlineRule, state: State, box: str | None, at: datetime) -> bool:
    """Once its drive, in or back, is over, what the lock of a box tells of it means nothing."""
    back = rule.way == "back"
    over = (state.boxes[box].off_the_road if back else state.boxes[box].arrived) if box else None
    if over is None or at < over or not rule.reopens:
        return True
    if rule.episodes:
        return state.course is Course.RETURN
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
    """The deadline; of one that reopens the rungs that lie behind it belong to the time before.

    A consignment that is registered after its loading was never told to hurry.
    """
    opened = _opened(rule, state, box, event)
    if known is None and rule.base != "etd":
        return opened
    ahead = tuple(rung for rung in opened.milestones if rung.due >= opened.opened_at)
    return opened.replace(milestones=ahead) if ahead else None


def _opened(rule: DeadlineRule, state: State, box: str | None, event: Event) -> Deadline:
    at, base, calendar = event.occurred_at, _base(rule, state, box, event), state.rules.calendar
    after, ladder = calendar.after, rungs(state.rulebook, rule.id)
    milestones = tuple(rung.replace(due=after(base, span)) for span, rung in ladder)
    stopped = state.frozen and rule.clock == "ordinary"
    frozen_since = max(at, state.frozen_since or at) if stopped else None
    return Deadline(
        id=rule.id,
        rulebook=state.rulebook,
        box=box,
        opened_at=at,
        frozen_since=frozen_since,
        limit=rule.limit,
        milestones=milestones,
    )


def _base(rule: DeadlineRule, state: State, box: str | None, event: Event) -> datetime:
    """The instant that the ladder counts from."""
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
    if deadline.again is not None and deadline.again > at:
        # What ended was an earlier episode: the later one goes on, or ended where it did.
        began = event.replace(occurred_at=deadline.again)
        pinned = state.replace(rulebook=deadline.rulebook)
        later = _opened(deadline.rule, pinned, deadline.box, began)
        return later.replace(closed_at=deadline.closed_at)
    moot = isinstance(event.body, FellBack) and deadline.level is None
    return deadline.replace(closed_at=at, moot=moot)


def _counts(deadline: Deadline, at: datetime) -> bool:
    """Of the events that close a deadline the first in the world counts, not the first heard."""
    if deadline.rule.episodes and at < deadline.opened_at:
        return False
    return deadline.closed_at is None or deadline.opened_at <= at < deadline.closed_at


def _drop_moot(deadlines: dict[str, Deadline], state: State, at: datetime) -> None:
    """On another course a deadline has lost its meaning: nobody is to be called about it."""
    for key, deadline in deadlines.items():
        if deadline.open and state.course not in deadline.rule.courses:
            deadlines[key] = deadline.replace(closed_at=at, moot=True)


def _revive(deadlines: dict[str, Deadline], before: State, after: State) -> None:
    """What lost its meaning when the course was left runs on when that is undone."""
    left = before.marks.get("fell-back" if before.disposal is None else "return-ordered")
    for key, deadline in deadlines.items():
        dropped = deadline.moot and left is not None and deadline.closed_at == left.at
        if dropped and after.course in deadline.rule.courses:
            deadlines[key] = deadline.replace(closed_at=None, moot=False)


def _catch_up(deadlines: dict[str, Deadline], before: State, after: State, undone: Event) -> None:
    """What was heard of meanwhile opens what it would have opened on the course taken up again."""
    for rule in after.rules.deadlines:
        new = after.course in rule.courses and before.course not in rule.courses and not rule.when
        for box in (after.boxes if rule.scope == "box" else [None]) if new else []:
            marks = (after.marks.get(mark_key(kind, box)) for kind in rule.opens)
            opened = next((mark for mark in marks if mark is not None), None)
            if opened is not None and deadline_key(rule.id, box) not in deadlines:
                body = undone.body.model_copy(update={"box": box})
                known = {"occurred_at": opened.at, "heard": undone.known_from, "body": body}
                _open(deadlines, rule, after, undone.replace(**known))


def _freeze_or_thaw(deadlines: dict[str, Deadline], state: State, at: datetime) -> None:
    for key, deadline in deadlines.items():
        if not deadline.open or deadline.rule.clock == "incident":
            continue
        if state.frozen:
            deadlines[key] = deadline.replace(frozen_since=at)
        elif deadline.frozen_since is not None:
            since = deadline.frozen_since
            # Clocks differ and entries are back-dated: a thaw never brings a deadline forward.
            thawed = _shift(deadline, max(at - since, timedelta(0)), since=since)
            deadlines[key] = thawed.replace(frozen_since=None)


def _shift(deadline: Deadline, by: timedelta, *, since: datetime | None) -> Deadline:
    """Moves what has not fired, or not been answered yet, and was not due before `since`."""

    def moved(rung: Milestone) -> Milestone:
        name, at = ("answer_by", rung.answer_by) if rung.fired else ("due", rung.due)
        if at is None or (since is not None and at <= since):
            return rung
        return rung.replace(**{name: at + by})

    return deadline.replace(milestones=tuple(map(moved, deadline.milestones)))


def _upcoming(deadline: Deadline) -> Iterator[Milestone]:
    """The next rung to fire, and the one that waits for an answer, due when that is due."""
    silent, rung = deadline.silent, deadline.next
    if rung is not None:
        yield rung
    if silent is not None:
        yield silent.replace(due=silent.answer_by)
