"""Returned goods on their way out of the country (domain 4.6)."""

from collections.abc import Callable, Iterator
from datetime import datetime

from models import events, messages
from models.box import Box
from models.decisions import gate, refusals
from models.decisions.draft import Decided
from models.decisions.guards import (
    ashore,
    contradiction,
    given_reason,
    need,
    need_no_emergency,
    need_not_released,
)
from models.decisions.rows import Bodies, Rules
from models.decisions.turns import emergency
from models.decisions.yard import EARLY
from models.errors import Refused
from models.labels.terms import coded
from models.language import listed
from models.rulebook import Rulebook
from models.state import State
from models.terms import Danger, Disposal, PenaltyGround, Petition


def _apply(state: State, fact: messages.ReturnApplication, _: datetime) -> Decided:
    """One application at a time, for goods that are in the hands of customs (domain 1.7)."""
    if state.return_wanted == fact.reason:
        return []
    known = _unwanted(state)
    if known is not None:
        return [contradiction(fact.type, known, None)]
    return [events.ReturnApplied(reason=fact.reason)]


def _unwanted(state: State) -> str | None:
    """Why there is nothing to apply for, None if there is."""
    if state.released:
        return "the goods have been released for use"
    if state.disposal in (Disposal.RETURN, Disposal.DESTROY):
        return f"{state.disposal} has been decided"
    return None if state.return_wanted is None else f"applied for: {state.return_wanted}"


def _answer(state: State, command: messages.DecideReturnApplication, _: datetime) -> Decided:
    """An approval is an order to return like any other; a refusal says why."""
    wanted = state.return_wanted
    if wanted is None:
        raise Refused(refusals.NO_RETURN_WANTED)
    match command.decision:
        case Petition.APPROVE:
            _need_returnable(state)
            return [events.ReturnOrdered(reason=command.reason or wanted)]
        case Petition.REFUSE:
            reason = given_reason(command.reason)
            refused = events.ReturnApplicationRefused(reason=reason, officer=command.officer)
            return [refused]


def _return(state: State, command: messages.OrderReturn, _: datetime) -> Decided:
    _need_returnable(state)
    return [events.ReturnOrdered(reason=given_reason(command.reason))]


def _need_returnable(state: State) -> None:
    """The goods are there, and nothing else was decided that cannot be undone."""
    need_no_emergency(state)
    need(state.disposal is not Disposal.RETURN, refusals.RETURN_ORDERED)
    need_not_released(state)
    need(not state.happened("destroyed"), refusals.GOODS_DESTROYED)
    need(ashore(state), refusals.REJECT_INSTEAD)


def _accept(state: State, command: messages.AcceptReturn, _: datetime) -> Decided:
    box = state.boxes[command.box]
    need(box.returned is not None, refusals.NOT_BACK, box=command.box)
    need(not box.back, refusals.CAME_BACK_WELL, box=command.box)
    reason = given_reason(command.reason)
    return [events.ReturnAccepted(box=command.box, reason=reason, officer=command.officer)]


def _penalty(state: State, command: messages.DecidePenalty, _: datetime) -> Decided:
    _need_grounds(state, command.topic)
    need(not state.happened("penalty-decided"), refusals.PENALTY_DECIDED)
    return [
        events.PenaltyDecided(
            amount_cny=command.amount_cny,
            reason=given_reason(command.reason),
            officer=command.officer,
            topic=command.topic,
        )
    ]


def _need_grounds(state: State, topic: str) -> None:
    """What the rulebook asks of a penalty under that topic has happened (domain 1.7)."""
    fined = {row.topic: row.grounds for row in state.rules.consequences if row.grounds}
    if not topic:
        need(_GROUNDS[PenaltyGround.RETURN_ORDERED](state), refusals.NO_TOPIC, topics=listed(fined))
        return
    need(topic in fined, refusals.NO_SUCH_TOPIC, topic=topic, topics=listed(fined))
    lacking = [ground for ground in fined[topic] if not _GROUNDS[ground](state)]
    wanting = listed(coded(ground) for ground in lacking)
    need(not lacking, refusals.NOTHING_TO_FINE, topic=topic, grounds=wanting)


_GROUNDS: dict[PenaltyGround, Callable[[State], bool]] = {
    PenaltyGround.RETURN_ORDERED: lambda s: s.disposal is Disposal.RETURN,
    PenaltyGround.USED_EARLY: lambda s: EARLY in s.violations,
    PenaltyGround.NONCONFORMANCE: lambda s: bool(s.confirmed()),
}


def _trip(state: State, step: messages.ReturnTripAnswered, _: datetime) -> Decided:
    window = state.rules.transit.window_minutes(step.planned_drive_minutes)
    return [events.ReturnTransportOrdered(**step.model_dump(), window_minutes=window)]


def _back(before: State, after: State, body: events.ReturnGatedIn, at: datetime) -> Bodies:
    return [*gate.returned(after, body), *_matched(before, after, body, at)]


def _matched(
    before: State, after: State, body: events.ReturnGatedIn | events.ReturnSealed, _: datetime
) -> Bodies:
    """Number, weight and seal of what came back; whichever is heard last completes the pair."""
    box = after.boxes[body.box]
    differing = dict(_differences(box, after.rules)) if box.inland and box.returned else {}
    if not differing or before.boxes[body.box].return_mismatch:
        return []
    found: Bodies = [events.ReturnMismatched(box=body.box, differs="; ".join(differing.values()))]
    for code, note in differing.items():
        found.append(events.ViolationRecorded(code=code, box=body.box, note=note))
    if "SV-01" in differing:
        found += emergency(after, Danger.LOCK, body.box, differing["SV-01"])
    return found


def _differences(box: Box, rules: Rulebook) -> Iterator[tuple[str, str]]:
    """By the breach it amounts to: another seal, or another weight than when it was sealed."""
    sealed, weighed = box.return_kg, box.return_weighed
    if box.bears is not None and box.return_seals and box.bears not in box.return_seals:
        yield "SV-01", f"sealed with {box.bears}, came back with {', '.join(box.return_seals)}"
    if sealed is None or weighed is None:
        return
    if abs(weighed - sealed) > sealed * rules.return_tolerance_share:
        yield "SV-07", f"sealed with {sealed} kg, came back with {weighed} kg"


def _exit(_: State, after: State, __: events.ReturnExited, ___: datetime) -> Bodies:
    why = ", ".join(sorted({defect.reason for defect in after.confirmed()})) or "returned"
    supplier = after.registration.supplier
    return [events.SupplierReviewRequested(supplier=supplier, reason=why)]


RULES = Rules(
    once={
        messages.ReturnPlan: lambda f: events.ReturnPlanned(carrier=f.carrier, booking=f.booking),
        messages.ReturnSealing: lambda f: events.ReturnSealed(
            box=f.box, seal_no=f.seal_no, gross_kg=f.gross_kg
        ),
        messages.ReturnDeparture: lambda _: events.ReturnDeparted(),
        messages.ReturnGateOut: lambda f: events.ReturnGatedOut(**f.model_dump(exclude={"type"})),
        messages.ReturnGateIn: lambda f: events.ReturnGatedIn(**f.model_dump(exclude={"type"})),
        messages.ReturnLoading: lambda f: events.ReturnLoaded(vessel=f.vessel),
        messages.ReturnExit: lambda f: events.ReturnExited(vessel=f.vessel),
    },
    more={
        events.ReturnGatedOut: gate.read_later,
        events.ReturnGatedIn: gate.read_later,
    },
    heard={
        messages.ReturnApplication: _apply,
    },
    verbs={
        messages.OrderReturn: _return,
        messages.DecideReturnApplication: _answer,
        messages.AcceptReturn: _accept,
        messages.DecidePenalty: _penalty,
    },
    steps={
        messages.ReturnTripAnswered: _trip,
    },
    follows={
        events.ReturnSealed: _matched,
        events.ReturnGatedOut: gate.left_again,
        events.ReturnGatedIn: _back,
        events.ReturnExited: _exit,
    },
)
