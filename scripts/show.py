"""`guomen show`: one consignment on one page."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.table import Table

from ledger import Recorded
from models.arrival.remedies import Remedy, remedies
from models.consignment.box import Box
from models.consignment.deadline import Deadline
from models.consignment.registration import Registration
from models.consignment.state import Defect, Incident, Paper, StandingAct, State, TakenBack
from models.inspection.requirements import standing, told
from models.kernel.errors import NotFound
from models.kernel.language import EACH, LINES, NOTHING, SPACE, Language, Speaks, listed
from models.kernel.terms import Disposal
from models.process import box_standing, derived_status
from models.process.box_standing import CheckStanding
from models.process.event_registry import event_name
from models.texts import KINDS, PARTIES, STAGES, titled
from models.texts.terms import label
from projections.horizon import Horizon, before, state_of
from scripts import connection, console, stack_records, time_options
from scripts.blind import blind, blind_state
from scripts.connection import DataFolder
from scripts.event_titles import named, taken_back
from scripts.texts import headings as h
from scripts.texts import messages as m
from scripts.texts.errors import NOTHING_THEN
from scripts.time_options import AsOf, KnownAt

LAST = 6
"""How many events the page ends with; `guomen timeline` has all."""

_Id = Annotated[
    str, typer.Argument(metavar="ID", help="Tracking, unified, declaration, bill or box number.")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a page.")]


@dataclass(frozen=True)
class ConsignmentPage:
    """What is shown of a consignment; `when` is None for now."""

    state: State
    events: Sequence[Recorded]
    link: str
    when: Speaks | None


def show(
    number: _Id,
    *,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: _Json = False,
    data: DataFolder = None,
) -> None:
    """Show one consignment: state, boxes, open deadlines, failing calls and its last events."""
    when = time_options.said(as_of, known_at)
    page = asyncio.run(_page(number, time_options.horizon(as_of, known_at), when, data))
    if as_json:
        console.print_json(_document(page))
        return
    screen = console.screen()
    for part in _parts(page):
        screen.print(part)
    # Never folded: a link in two lines cannot be followed.
    print(f"\n{console.say(page.link)}")


async def _page(
    number: str, horizon: Horizon, when: Speaks | None, data: Path | None
) -> ConsignmentPage:
    settings = connection.settings_of(data)
    async with stack_records.opened(settings) as records:
        tracking_no = await records.find(number)
        events = before(await records.events(tracking_no), horizon)
    state = state_of(events)
    if state is None:
        raise NotFound(NOTHING_THEN, number=tracking_no, when=when or "")
    shown = blind(events)
    link = connection.page(settings, tracking_no)
    return ConsignmentPage(blind_state(state, shown), shown, link, when)


def _document(page: ConsignmentPage) -> dict[str, object]:
    state = page.state
    return {
        "consignment": state.registration.tracking_no,
        "when": page.when.said(Language.EN) if page.when else "now",
        "stage": derived_status.stage(state),
        "must_act": derived_status.must_act(state),
        "next_due": derived_status.next_due(state),
        "overdue": derived_status.overdue(state),
        "dangers": [console.dumped(each) for each in derived_status.dangers(state)],
        "temporal_ui": page.link,
        "state": console.dumped(state),
        "last_events": [console.dumped(event) for event in page.events[-LAST:]],
    }


def _parts(page: ConsignmentPage) -> Iterator[RenderableType]:
    state = page.state
    name, stands = state.registration.tracking_no, STAGES[derived_status.stage(state)]
    yield console.styled(m.TITLED.of(number=name, stage=stands), "bold")
    if page.when:
        yield console.styled(page.when, "bold yellow")
    yield console.facts(_standing(state))
    yield console.section(h.BOX_LIST, _boxes(state))
    running = [deadline for deadline in state.deadlines.values() if deadline.open]
    if running:
        yield console.section(h.OPEN_DEADLINES, _deadlines(running))
    if state.failing_calls:
        calls = console.facts(state.failing_calls.items())
        yield console.section(h.FAILED_CALLS, calls)
    if state.unanswered_calls:
        waiting = [(call, each.reason) for call, each in state.unanswered_calls.items()]
        yield console.section(h.UNANSWERED_CALLS, console.facts(waiting))
    yield console.section(h.LAST_EVENTS, _last(page.events))


def _standing(state: State) -> Iterator[tuple[console.Words, console.Words]]:
    party = derived_status.must_act(state)
    yield h.MUST_ACT, PARTIES[party] if party else ""
    yield h.MODE, listed(map(label, (state.mode, *state.causes)), EACH)
    if state.risk_level is not None and state.risk_why is not None:
        yield h.RISK, listed((label(state.risk_level), label(state.risk_why)), EACH)
    yield h.NEXT_TIME, listed(map(_remedy, remedies(state.causes)), LINES, NOTHING)
    yield h.OVERLAY, listed(map(label, state.overlays), EACH, NOTHING)
    yield h.OUTCOME, label(state.outcome) if state.outcome else ""
    for each in derived_status.dangers(state):
        yield h.EMERGENCY, _danger(each)
    yield from _goods(state.registration)
    known = (*reversed(state.unified), state.entry_id, state.registration.bill_no)
    yield h.NUMBERS, " ".join(filter(None, known))
    yield h.DEFECTS, listed(map(_defect, state.defects), EACH, NOTHING)
    yield h.TREATMENT, _treatment(state)
    yield from _inspection(state)
    yield h.VIOLATIONS, listed(state.violations, EACH, NOTHING)
    yield h.ISSUED, listed(state.issued, EACH, NOTHING)
    yield h.TAKEN_BACK, listed(map(_taken_back, state.taken_back), EACH, NOTHING)
    yield h.UNDECIDED, listed(map(_undecided, state.undecided), EACH, NOTHING)
    papers = (_paper(paper) for paper in state.papers.values())
    yield h.BY_HAND, listed((*state.by_hand, *papers), EACH, NOTHING)
    rules = {"rulebook": state.rulebook, "level": state.registration.risk_level}
    yield h.RULEBOOK, m.RULES.of(**rules, what=m.RISK_LEVEL)


def _danger(each: Incident) -> Speaks:
    """The danger, where it is, and who has taken charge of it."""
    who = m.IN_CHARGE.of(officer=each.acknowledged_by) if each.acknowledged_by else m.UNHEARD
    where = listed(filter(None, (label(each.danger), each.box)), SPACE)
    return m.DANGER.of(danger=where, reason=each.reason, who=who)


def _inspection(state: State) -> Iterator[tuple[console.Words, console.Words]]:
    """What was opened, emptied and sampled, and what is owed or gone without."""
    sampled = dict.fromkeys(
        each.box or each.number for each in state.samples.values() if each.taken
    )
    yield h.CHOSEN, listed(_why(state), EACH, NOTHING)
    yield h.OPENED, listed(state.opened, EACH, NOTHING)
    yield h.EMPTIED, listed(state.emptied, EACH, NOTHING)
    yield h.SAMPLED, listed(sampled, EACH, NOTHING)
    yield h.OUTSTANDING, told(standing(state)) if standing(state) else ""
    yield h.WAIVED, listed(state.waived, EACH, NOTHING)


def _why(state: State) -> Iterator[Speaks]:
    """Why each box was drawn; nothing until the record is signed."""
    grounds = None if state.selection is None else state.selection.grounds
    for each in () if grounds is None else grounds.why:
        boxes = ", ".join(each.boxes)
        yield m.CHOSEN.of(boxes=boxes, channel=label(each.channel), because=label(each.because))


def _remedy(way: Remedy) -> Speaks:
    return m.REMEDY.of(party=PARTIES[way.party], what=way.what)


def _goods(goods: Registration) -> Iterator[tuple[console.Words, console.Words]]:
    kind = KINDS[goods.kind]
    yield h.GOODS, m.GOODS.of(kind=kind, category=listed(goods.categories), code=goods.code)
    yield h.NET_WEIGHT, f"{goods.net_weight_kg:f} kg"
    yield h.VALUE, f"{goods.value:f} {goods.currency}"
    yield h.ENTERPRISE, goods.enterprise
    yield h.SUPPLIER, m.FROM_SUPPLIER.of(supplier=goods.supplier, origin=goods.origin)
    way = {"start": goods.load_port, "end": goods.discharge_port}
    yield h.VOYAGE, m.VOYAGE.of(vessel=goods.vessel, **way)
    yield h.ARRIVAL, m.SINCE.of(what=m.ANNOUNCED, at=console.local(goods.eta))


def _defect(defect: Defect) -> Speaks:
    return m.DEFECT.of(code=defect.reason, status=label(defect.status))


def _taken_back(fact: TakenBack) -> Speaks:
    known = {"box": fact.box or "", "at": console.local(fact.at), "officer": fact.officer}
    return m.TAKEN_BACK_AT.of(fact=event_name(fact.fact), **known)


def _undecided(act: StandingAct) -> Speaks:
    known = {"box": act.box or "", "at": console.local(act.at)}
    return m.WAITS_FOR.of(act=event_name(act.event), party=PARTIES[act.party], **known)


def _paper(paper: Paper) -> Speaks:
    """What was permitted on paper, and whether its system has confirmed it."""
    stands = m.PAPER_CONFIRMED if paper.confirmed else m.PAPER_UNCONFIRMED
    known = {"document": paper.document, "box": paper.box or ""}
    return m.ON_PAPER.of(
        permission=label(paper.permission),
        stands=m.PAPER_CONTRADICTED if paper.contradicted else stands,
        **known,
    )


def _treatment(state: State) -> console.Words:
    """Whether an officer watched it, while it matters, and whether the rulebook insists."""
    if state.disposal is not Disposal.RECTIFY:
        return ""
    if state.watched:
        return m.WATCHED
    return m.UNWATCHED


def _boxes(state: State) -> Table:
    drawn = console.table(h.BOX, h.NET_KG, h.WHERE, h.CHECKS, h.TRUCK_AND_LOCK)
    drawn.columns[0].no_wrap = True
    for box in state.boxes.values():
        weight = box.net_weight_kg if box.net_kg is None else box.net_kg
        where, checks = _where(state, box), _checks(state, box)
        cells: tuple[console.Words, ...] = (box.number, f"{weight:f}", where, checks, _truck(box))
        drawn.add_row(*map(console.plain, cells))
    return drawn


def _where(state: State, box: Box) -> Speaks:
    place, since = box_standing.whereabouts(state, box)
    if since is None:
        return label(place)
    return m.SINCE.of(what=label(place), at=console.local(since))


def _checks(state: State, box: Box) -> Speaks:
    known = (
        (m.RADIATION, box_standing.radiation(box)),
        (m.MACHINE, box_standing.machine(state, box)),
        (m.SEAL, box_standing.seal(state, box)),
    )
    return listed((_check(name, each) for name, each in known if each), LINES, NOTHING)


def _check(name: Speaks, check: CheckStanding) -> Speaks:
    if check.settled is None:
        return m.CHECKED.of(check=name, result=label(check.found))
    result, settled = label(check.found), label(check.settled)
    return m.CHECKED_SETTLED.of(check=name, result=result, settled=settled)


def _truck(box: Box) -> str:
    return " ".join(filter(None, (box.plate, box.lock_no)))


def _deadlines(running: Sequence[Deadline]) -> Table:
    drawn = console.table(h.DEADLINE, h.BOX, h.NEXT, h.TOLD, h.LEVEL)
    for deadline in running:
        escalation, level = deadline.next, deadline.level
        danger = label(deadline.danger) if deadline.danger else None
        due = console.local(escalation.due) if escalation else m.EXHAUSTED
        cells: tuple[console.Words, ...] = (
            m.DEADLINE.of(id=deadline.id, title=titled(deadline.rule)),
            listed(filter(None, (danger, deadline.box)), SPACE, NOTHING),
            m.FROZEN if deadline.frozen_since else due,
            PARTIES[escalation.party] if escalation else "",
            f"L{level:d}" if level else "",
        )
        drawn.add_row(*map(console.plain, cells), style="bold red" if level else "")
    return drawn


def _last(events: Sequence[Recorded]) -> Table:
    drawn = console.table(h.OCCURRED, h.EVENT, h.BOX, h.BY)
    void = taken_back(events)
    for event in events[-LAST:]:
        cells: tuple[console.Words, ...] = (
            console.local(event.occurred_at),
            named(event, void),
            str(event.data.get("box") or ""),
            event.metadata.get("actor", ""),
        )
        drawn.add_row(*map(console.plain, cells))
    return drawn
