"""Rungs that are due are raised; people answer, or ask for more time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from models import deadlines, events, messages
from models.decisions import effects, refusals
from models.decisions.draft import Decided, Draft
from models.decisions.guards import given_reason, need
from models.decisions.rows import Rules
from models.errors import Refused
from models.labels import EVENTS
from models.labels.deadlines import UNITS
from models.labels.terms import coded, with_code
from models.ladder import Deadline, Milestone, deadline_key
from models.language import listed
from models.seen import fresh
from models.state import State
from models.terms import Disposal, Effect, Mode


def _answer(state: State, command: messages.AcknowledgeEscalation, _: datetime) -> Decided:
    deadline = need_deadline(state, command.deadline, command.box)
    standing = [rung.level for rung in deadline.milestones if rung.standing]
    level = command.level or max(standing, default=None)
    if level is None:
        raise Refused(refusals.NOT_ESCALATED, deadline=command.deadline)
    stand = listed(f"L{rung}" for rung in standing)
    fields = {"deadline": command.deadline, "level": level, "standing": stand}
    need(level in standing, refusals.NOT_AT_LEVEL, **fields)
    return [
        events.EscalationAcknowledged(
            deadline=command.deadline, box=command.box, level=level, officer=command.officer
        )
    ]


def _extend(state: State, command: messages.ExtendDeadline, _: datetime) -> Decided:
    deadline = need_deadline(state, command.deadline, command.box)
    need(deadline.open, refusals.DEADLINE_CLOSED, deadline=command.deadline)
    _need_extensible(state, deadline, command.hours)
    exhausted = all(rung.fired for rung in deadline.milestones)
    need(not exhausted, refusals.LADDER_EXHAUSTED, deadline=command.deadline)
    return [
        events.DeadlineExtended(
            deadline=each.id,
            box=command.box,
            hours=command.hours,
            reason=given_reason(command.reason),
            officer=command.officer,
            approver=command.approver or command.officer,
        )
        for each in (deadline, *_of_the_same_window(state, deadline))
    ]


def _of_the_same_window(state: State, deadline: Deadline) -> list[Deadline]:
    """Other ladders that count from the end of the same drive: it ends later for all of them."""
    if deadline.rule.base != "window":
        return []
    return [
        other
        for other in state.deadlines.values()
        if other.box == deadline.box and other.id != deadline.id and other.open
        if other.rule.base == "window"
    ]


def _reinstate(state: State, command: messages.Reinstate, _: datetime) -> Decided:
    """What was done by mistake is undone, as long as nothing has been built upon it."""
    deadline = need_deadline(state, command.deadline, command.box)
    unfounded = [rung for rung in deadline.milestones if rung.withdrawn and not rung.undone]
    done = [(r.level, r.effect) for r in unfounded if r.effect is not None and r.effect in _UNDOES]
    if not done:
        raise Refused(refusals.NOTHING_UNFOUNDED, deadline=command.deadline)
    level, effect = done[-1]
    standing, since = _UNDOES[effect]
    need(standing(state), refusals.EFFECT_GONE, effect=coded(effect))
    begun = [with_code(EVENTS[kind], kind) for kind in since if state.happened(kind)]
    fields = {"events": listed(begun), "effect": coded(effect)}
    need(not begun, refusals.TOO_LATE_TO_UNDO, **fields)
    return [
        events.EffectUndone(
            deadline=command.deadline,
            box=command.box,
            level=level,
            effect=effect,
            reason=given_reason(command.reason),
            officer=command.officer,
        )
    ]


# What must stand for an effect to be undone, and what must not have happened since.
_UNDOES: dict[Effect, tuple[Callable[[State], bool], tuple[str, ...]]] = {
    Effect.FALL_BACK: (
        lambda s: s.mode is Mode.TRADITIONAL and s.disposal is None and not _decided_since(s),
        ("inspection-started", "inspection-recorded", "released-for-use"),
    ),
    Effect.ORDER_RETURN: (
        lambda s: s.disposal is Disposal.RETURN,
        (
            "return-planned",
            "return-sealed",
            "return-departed",
            "return-gated-out",
            "return-gated-in",
            "export-declared",
            "return-loaded",
            "return-exited",
        ),
    ),
}


def _decided_since(state: State) -> bool:
    """The mode was decided after the fall-back, with that as a cause."""
    left, decided = state.marks.get("fell-back"), state.marks.get("mode-decided")
    return left is not None and decided is not None and decided.at > left.at


def _tick(state: State, _: messages.Tick, now: datetime) -> Decided:
    """Raises the earliest rung that is due; the watch asks again while more are."""
    earliest = deadlines.due(state)
    if earliest is None or earliest[1].due > now:
        return []
    return raised(state, *earliest, now)


def raised(state: State, deadline: Deadline, rung: Milestone, now: datetime) -> Decided:
    """What a rung that was reached leads to, as of when it was due."""
    reached = rung.due.replace(tzinfo=None).isoformat(timespec="seconds")
    cause = f"deadline:{deadline_key(deadline.id, deadline.box)}:L{rung.level}:{reached}Z"
    # A deadline that reopened can come due again at the very same instant.
    cause = fresh(state, cause if cause not in state.seen else f"{cause}:{state.version}")
    bodies = [_unanswered(deadline, rung)] if rung.fired else _raised(state, deadline, rung, now)
    return [Draft(body, rung.due, cause) for body in bodies]


def withdrawn(deadline: Deadline, rung: Milestone) -> list[events.Body]:
    """An unfounded rung is withdrawn, and the breach that it recorded does not count."""
    taken_back = events.EscalationWithdrawn(
        deadline=deadline.id, box=deadline.box, level=rung.level, effect=rung.effect
    )
    if rung.violation is None:
        return [taken_back]
    why = f"{deadline.id} L{rung.level} was unfounded"
    excused = events.ViolationExcused(
        code=rung.violation, box=deadline.box, reason=why, officer="guomen", approver="guomen"
    )
    return [taken_back, excused]


def need_deadline(state: State, deadline_id: str, box: str | None) -> Deadline:
    """The deadline of that name, of that box if one is named."""
    key = deadline_key(deadline_id, box)
    if key not in state.deadlines:
        running = listed(key for key, known in state.deadlines.items() if known.open)
        raise Refused(refusals.NO_SUCH_DEADLINE, deadline=key, running=running)
    return state.deadlines[key]


def _raised(state: State, deadline: Deadline, rung: Milestone, now: datetime) -> list[events.Body]:
    """The escalation, and what reaching the rung leads to."""
    wait = rung.silence
    escalation = events.EscalationRaised(
        deadline=deadline.id,
        box=deadline.box,
        level=rung.level,
        due=rung.due,
        party=rung.party,
        also=rung.also,
        effect=rung.effect,
        # Whoever is told late, after an outage, has the same time to answer.
        answer_by=state.rules.calendar.after(max(now, rung.due), wait) if wait else None,
    )
    return [escalation, *_breach(deadline, rung), *effects.of_rung(state, deadline, rung)]


def _unanswered(deadline: Deadline, rung: Milestone) -> events.Body:
    """The party of the rung above is told; at the top, the deputy of the same."""
    above = deadlines.told_next(deadline, rung)
    return events.EscalationUnanswered(
        deadline=deadline.id,
        box=deadline.box,
        level=rung.level,
        due=rung.due,
        party=above.party if above else rung.party,
        deputy=above is None,
    )


def _breach(deadline: Deadline, rung: Milestone) -> list[events.Body]:
    """The violation that reaching a rung amounts to."""
    if rung.violation is None:
        return []
    note = f"{deadline.id} reached L{rung.level}"
    return [events.ViolationRecorded(code=rung.violation, box=deadline.box, note=note)]


def _need_extensible(state: State, deadline: Deadline, hours: int) -> None:
    """The register may say how often, and by how much."""
    bounds = state.rules.deadline(deadline.id).extensions
    if bounds is None:
        return
    few = deadline.extensions < bounds.times
    need(few, refusals.EXTENDED_ENOUGH, deadline=deadline.id, times=deadline.extensions)
    if deadline.next is not None:
        latest = state.rules.calendar.after(deadline.next.due, bounds.longest)
        fits = deadline.next.due + timedelta(hours=hours) <= latest
        span = {"amount": bounds.longest.amount, "unit": UNITS[bounds.longest.unit]}
        need(fits, refusals.EXTENDED_TOO_FAR, deadline=deadline.id, **span)


RULES = Rules(
    verbs={
        messages.AcknowledgeEscalation: _answer,
        messages.ExtendDeadline: _extend,
        messages.Reinstate: _reinstate,
    },
    steps={
        messages.Tick: _tick,
    },
)
