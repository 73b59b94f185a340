"""Overlays, calls, release and the end."""

from datetime import datetime

from models.consignment.evolution_tables import (
    Changes,
    latest,
    newest,
    with_overlay,
    without_overlay,
)
from models.consignment.state import Breach, Paper, StandingAct, State, TakenBack, Unanswered
from models.kernel.base_types import replace
from models.kernel.fold import on
from models.kernel.notification import LONGEST
from models.kernel.terms import Mode, Overlay
from models.supervision.events import (
    CallAnswered,
    CallDropped,
    CallFailed,
    CallRetried,
    CallUnanswered,
    CaseReferred,
    ClockDoubted,
    ConsignmentClosed,
    EnteredByHand,
    FactRetracted,
    FellBack,
    Held,
    PaperConfirmed,
    PaperContradicted,
    PermittedOnPaper,
    ReleasedForUse,
    Resumed,
    StandingActDecided,
    SuspensionImposed,
    SuspensionLifted,
    ViolationExcused,
    ViolationRecorded,
)


def _excused(body: ViolationExcused, state: State, _: datetime) -> State:
    """The latest such breach that counts is excused."""
    found = list(state.breaches)
    for place in reversed(range(len(found))):
        breach = found[place]
        if (breach.code, breach.box, breach.excused) == (body.code, body.box, False):
            found[place] = replace(breach, excused=True)
            break
    return replace(state, breaches=tuple(found))


def _violated(body: ViolationRecorded, state: State, _: datetime) -> State:
    breach = Breach(code=body.code, box=body.box, grade=body.grade)
    return replace(state, breaches=latest(state.breaches, breach))


def _by_hand(body: EnteredByHand, state: State, _: datetime) -> State:
    entered = f"{body.fact} {body.box}" if body.box else body.fact
    return replace(state, by_hand=latest(state.by_hand, entered))


def _retracted(body: FactRetracted, state: State, at: datetime) -> State:
    taken_back = TakenBack(
        fact=body.fact, box=body.box, at=at, digest=body.digest, officer=body.officer
    )
    acts = [
        StandingAct(event=act.event, box=act.box, at=act.at, party=act.party, fact=body.fact)
        for act in body.acts
    ]
    return replace(
        state,
        taken_back=latest(state.taken_back, taken_back),
        undecided=latest(_still(state, body.fact, body.box), *acts),
        retractions=state.retractions + 1,
    )


def _act_decided(body: StandingActDecided, state: State, _: datetime) -> State:
    return replace(state, undecided=tuple(_still(state, body.act, body.box)))


def _on_paper(body: PermittedOnPaper, state: State, at: datetime) -> State:
    paper = Paper(
        permission=body.permission,
        box=body.box,
        document=body.paper,
        officer=body.officer,
        at=at,
    )
    papers = newest(state.papers, body.call, paper)
    return replace(_settled(state, body.call), papers=papers)


def _answered_paper(
    body: PaperConfirmed | PaperContradicted, state: State, *, confirmed: bool
) -> State:
    paper = state.papers.get(body.call)
    if paper is None:
        return state
    answered = replace(paper, confirmed=confirmed, contradicted=not confirmed)
    boxes, box = state.boxes, state.boxes.get(body.box or "")
    numbered = isinstance(body, PaperConfirmed) and body.number
    if numbered and box is not None and box.permit_no == paper.document:
        boxes = {**boxes, box.number: replace(box, permit_no=numbered)}
    return replace(state, papers={**state.papers, body.call: answered}, boxes=boxes)


def _still(state: State, event: str, box: str | None) -> list[StandingAct]:
    """What waits for a decision besides that: a fact among them may be taken back itself."""
    return [act for act in state.undecided if (act.event, act.box) != (event, box)]


def _settled(state: State, call: str) -> State:
    """Nobody waits for that call any more."""
    return replace(
        state,
        failing_calls={k: v for k, v in state.failing_calls.items() if k != call},
        unanswered_calls={k: v for k, v in state.unanswered_calls.items() if k != call},
    )


def _failed(body: CallFailed, state: State, _: datetime) -> State:
    failing = {**state.failing_calls, body.call: body.reason[:LONGEST]}
    return replace(_settled(state, body.call), failing_calls=failing)


def _unanswered(body: CallUnanswered, state: State, _: datetime) -> State:
    call = Unanswered(since=body.since, reason=body.reason[:LONGEST])
    return replace(state, unanswered_calls={**state.unanswered_calls, body.call: call})


CHANGES = Changes(
    state=(
        on(ViolationRecorded, _violated),
        on(ViolationExcused, _excused),
        on(
            FellBack,
            lambda e, s, _: replace(s, mode=Mode.TRADITIONAL, causes=latest(s.causes, e.cause)),
        ),
        on(CaseReferred, lambda e, s, _: replace(s, referred=latest(s.referred, e.to))),
        on(ReleasedForUse, lambda _, s, __: replace(s, released=True)),
        on(ConsignmentClosed, lambda e, s, _: replace(s, outcome=e.outcome)),
        on(Held, lambda _, s, __: with_overlay(s, Overlay.HOLD)),
        on(Resumed, lambda _, s, __: without_overlay(s, Overlay.HOLD)),
        on(SuspensionImposed, lambda _, s, __: with_overlay(s, Overlay.SUSPENDED)),
        on(SuspensionLifted, lambda _, s, __: without_overlay(s, Overlay.SUSPENDED)),
        on(EnteredByHand, _by_hand),
        on(ClockDoubted, lambda e, s, _: replace(s, doubted=latest(s.doubted, e.system))),
        on(FactRetracted, _retracted),
        on(StandingActDecided, _act_decided),
        on(PermittedOnPaper, _on_paper),
        on(PaperConfirmed, lambda e, s, _: _answered_paper(e, s, confirmed=True)),
        on(PaperContradicted, lambda e, s, _: _answered_paper(e, s, confirmed=False)),
        on(CallFailed, _failed),
        on(CallUnanswered, _unanswered),
        on(CallRetried, lambda e, s, _: _settled(s, e.call)),
        on(CallAnswered, lambda e, s, _: _settled(s, e.call)),
        on(CallDropped, lambda e, s, _: _settled(s, e.call)),
    ),
)
