"""Deadlines as data: opened, closed, frozen, thawed and extended by events, as absolute instants.

The register itself is in the rulebook (`rulebooks/<version>.json`); this file is its machinery.
`evolve` calls `follow` after every event; `decide` asks `due` and `unfounded`.
"""

from datetime import datetime, timedelta

from models.events import FellBack
from models.record import Event
from models.rulebook import DeadlineRule, closed_by, opened_by
from models.state import Deadline, Milestone, State, deadline_key, mark_key


def follow(before: State, after: State, event: Event) -> dict[str, object]:
    """What the event means for the deadlines: the fields of the state that change."""
    kind, course = event.body.type, after.course
    turned, switched = before.course is not course, before.frozen is not after.frozen
    opening = opened_by(after.rulebook, kind)
    closing = [k for k, d in after.deadlines.items() if d.id in closed_by(d.rulebook, kind)]
    if not (opening or closing or turned or switched):
        return {}
    deadlines = dict(after.deadlines)
    for key in closing:
        deadlines[key] = _closed(deadlines[key], event)
    for rule in opening:
        if course in rule.courses and _meant(rule, event):
            _open(deadlines, rule, after, event)
    if turned:
        _drop_moot(deadlines, after, event.occurred_at)
    if not switched:
        return {"deadlines": deadlines}
    _freeze_or_thaw(deadlines, after, event.occurred_at)
    return {"deadlines": deadlines, "frozen_since": event.occurred_at if after.frozen else None}


def fire(deadline: Deadline, level: int, *, withdrawn: bool = False) -> Deadline:
    """The deadline with one rung marked as fired, which nobody has answered, or as withdrawn."""
    change = {"withdrawn": True} if withdrawn else {"fired": True}
    rungs = [r.model_copy(update=change) if r.level == level else r for r in deadline.milestones]
    answered = deadline.acknowledged_by if withdrawn else None
    return deadline.model_copy(update={"milestones": tuple(rungs), "acknowledged_by": answered})


def extend(deadline: Deadline, more: timedelta) -> Deadline:
    """The deadline with every rung that has not fired moved."""
    return _shift(deadline, more, since=None)


def due(state: State) -> tuple[Deadline, Milestone] | None:
    """The earliest rung of all deadlines that will fire next, None when nothing runs."""
    running = ((d, d.next) for d in state.deadlines.values())
    ranked = [(d, rung) for d, rung in running if rung is not None]
    return min(ranked, key=lambda pair: (pair[1].due, pair[0].id, pair[0].box or ""), default=None)


def unfounded(
    state: State, event_type: str, box: str | None, at: datetime
) -> list[tuple[Deadline, Milestone]]:
    """Rungs that fired although the event that closes their deadline had happened in time."""
    late: list[tuple[Deadline, Milestone]] = []
    for deadline in state.deadlines.values():
        concerns = event_type in deadline.rule.closes and deadline.box in (None, box)
        if concerns and _counts(deadline, at):
            late += [(deadline, m) for m in deadline.milestones if m.standing and m.due >= at]
    return late


def _open(deadlines: dict[str, Deadline], rule: DeadlineRule, state: State, event: Event) -> None:
    """Opens a deadline for the consignment, or for each box that the event concerns."""
    boxes: list[str | None] = [None]
    if rule.scope == "box":
        boxes = [box for box in state.boxes if event.box in (None, box)]
    for box in boxes:
        key = deadline_key(rule.id, box)
        if not _settled(rule, state, box, event) and _may_open(deadlines.get(key), rule):
            deadlines[key] = _opened(rule, state, box, event.occurred_at)


def _meant(rule: DeadlineRule, event: Event) -> bool:
    """The event says what the rule asks for."""
    return all(str(getattr(event.body, name)) in values for name, values in rule.when.items())


def _may_open(known: Deadline | None, rule: DeadlineRule) -> bool:
    return known is None or (rule.reopens and not known.open)


def _settled(rule: DeadlineRule, state: State, box: str | None, event: Event) -> bool:
    """The closing event is known already: it was heard first, or it came early."""
    marks = [state.marks.get(mark_key(kind, box)) for kind in rule.closes]
    known = [mark.at for mark in marks if mark is not None]
    return any(not rule.reopens or at > event.occurred_at for at in known)


def _opened(rule: DeadlineRule, state: State, box: str | None, at: datetime) -> Deadline:
    base = _base(rule, state, box, at)
    milestones = tuple(
        Milestone(
            level=rung.level,
            due=state.rules.calendar.after(base, rung.after),
            party=rung.party,
            effect=rung.effect,
            violation=rung.violation,
        )
        for rung in rule.milestones
    )
    stopped = state.frozen and rule.clock == "ordinary"
    frozen_since = max(at, state.frozen_since or at) if stopped else None
    return Deadline(
        id=rule.id,
        rulebook=state.rulebook,
        box=box,
        opened_at=at,
        frozen_since=frozen_since,
        milestones=milestones,
    )


def _base(rule: DeadlineRule, state: State, box: str | None, at: datetime) -> datetime:
    """The instant that the ladder counts from."""
    match rule.base:
        case "opening":
            return at
        case "eta":
            return state.registration.eta
        case "window":
            ordered = state.boxes[box].window_minutes if box else None
            return at + timedelta(minutes=ordered or state.rules.transit.ceiling_minutes)


def _closed(deadline: Deadline, event: Event) -> Deadline:
    """A fall-back makes a deadline pointless, unless it was missed already; others meet it."""
    at = event.occurred_at
    if deadline.box not in (None, event.box) or not _counts(deadline, at):
        return deadline
    moot = isinstance(event.body, FellBack) and deadline.level is None
    return deadline.model_copy(update={"closed_at": at, "moot": moot})


def _counts(deadline: Deadline, at: datetime) -> bool:
    """Of the events that close a deadline the first in the world counts, not the first heard."""
    return deadline.closed_at is None or deadline.opened_at <= at < deadline.closed_at


def _drop_moot(deadlines: dict[str, Deadline], state: State, at: datetime) -> None:
    """On another course a deadline has lost its meaning: nobody is to be called about it."""
    for key, deadline in deadlines.items():
        if deadline.open and state.course not in deadline.rule.courses:
            deadlines[key] = deadline.model_copy(update={"closed_at": at, "moot": True})


def _freeze_or_thaw(deadlines: dict[str, Deadline], state: State, at: datetime) -> None:
    for key, deadline in deadlines.items():
        if not deadline.open or deadline.rule.clock == "incident":
            continue
        if state.frozen:
            deadlines[key] = deadline.model_copy(update={"frozen_since": at})
        elif deadline.frozen_since is not None:
            since = deadline.frozen_since
            # Clocks differ and entries are back-dated: a thaw never brings a deadline forward.
            thawed = _shift(deadline, max(at - since, timedelta(0)), since=since)
            deadlines[key] = thawed.model_copy(update={"frozen_since": None})


def _shift(deadline: Deadline, by: timedelta, *, since: datetime | None) -> Deadline:
    """Moves the rungs that have not fired, and were not due before `since`."""
    rungs = [
        r.model_copy(update={"due": r.due + by})
        if not r.fired and (since is None or r.due > since)
        else r
        for r in deadline.milestones
    ]
    return deadline.model_copy(update={"milestones": tuple(rungs)})
