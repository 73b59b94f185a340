"""`guomen show`: one consignment on one page."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models import outlook
from models.errors import NotFound
from models.labels import KINDS, PARTIES, STAGES, titled
from models.labels.terms import label
from models.language import EACH, LINES, NOTHING, Language, Speaks, listed
from models.terms import Disposal
from scripts import connection, console, moment
from scripts.connection import DataFolder
from scripts.moment import AsOf, KnownAt
from scripts.recorded import named
from scripts.wording import headings as h
from scripts.wording import messages as m
from scripts.wording.errors import NOTHING_THEN

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from ledger import Recorded
    from models.box import Box
    from models.ladder import Deadline
    from models.registration import Registration
    from models.state import Defect, State
    from projections.horizon import Horizon

LAST = 6
"""How many events the page ends with; `guomen timeline` has all."""

_Id = Annotated[
    str, typer.Argument(metavar="ID", help="Tracking, unified, declaration, bill or box number.")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a page.")]


@dataclass(frozen=True)
class Page:
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
    when = moment.said(as_of, known_at)
    page = asyncio.run(_page(number, moment.horizon(as_of, known_at), when, data))
    if as_json:
        console.print_json(_document(page))
        return
    screen = console.screen()
    for part in _parts(page):
        screen.print(part)
    # Never folded: a link in two lines cannot be followed.
    print(f"\n{console.say(page.link)}")


async def _page(number: str, horizon: Horizon, when: Speaks | None, data: Path | None) -> Page:
    from projections.horizon import before, state_of  # noqa: PLC0415

    settings = connection.settings_of(data)
    async with connection.records(settings) as records:
        tracking_no = await records.find(number)
        events = before(await records.events(tracking_no), horizon)
    state = state_of(events)
    if state is None:
        raise NotFound(NOTHING_THEN, number=tracking_no, when=when or "")
    return Page(state, events, connection.page(settings, tracking_no), when)


def _document(page: Page) -> dict[str, object]:
    state = page.state
    return {
        "consignment": state.registration.tracking_no,
        "when": page.when.said(Language.EN) if page.when else "now",
        "stage": outlook.stage(state),
        "must_act": outlook.must_act(state),
        "next_due": outlook.next_due(state),
        "overdue": outlook.overdue(state),
        "temporal_ui": page.link,
        "state": console.dumped(state),
        "last_events": [console.dumped(event) for event in page.events[-LAST:]],
    }


def _parts(page: Page) -> Iterator[RenderableType]:
    state = page.state
    name, stands = state.registration.tracking_no, STAGES[outlook.stage(state)]
    yield console.styled(m.TITLED.of(number=name, stage=stands), "bold")
    if page.when:
        yield console.styled(page.when, "bold yellow")
    yield console.facts(_standing(state))
    yield console.section(h.BOX_LIST, _boxes(state.boxes.values()))
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
    party, danger = outlook.must_act(state), state.open_emergency
    yield h.MUST_ACT, PARTIES[party] if party else ""
    yield h.MODE, listed(map(label, (state.mode, *state.causes)), EACH)
    yield h.OVERLAY, listed(map(label, state.overlays), EACH, NOTHING)
    yield h.OUTCOME, label(state.outcome) if state.outcome else ""
    if danger is not None:
        yield h.EMERGENCY, m.DANGER.of(danger=label(danger.danger), reason=danger.reason)
    yield from _goods(state.registration)
    known = (*reversed(state.unified), state.entry_id, state.registration.bill_no)
    yield h.NUMBERS, " ".join(filter(None, known))
    yield h.DEFECTS, listed(map(_defect, state.defects), EACH, NOTHING)
    yield h.TREATMENT, _treatment(state)
    yield h.UNOPENED, listed(state.unopened, EACH, NOTHING)
    yield h.VIOLATIONS, listed(state.violations, EACH, NOTHING)
    yield h.ISSUED, listed(state.issued, EACH, NOTHING)
    yield h.BY_HAND, listed(state.by_hand, EACH, NOTHING)
    rules = {"rulebook": state.rulebook, "level": state.registration.risk_level}
    yield h.RULEBOOK, m.RULES.of(**rules, what=m.RISK_LEVEL)


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


def _treatment(state: State) -> console.Words:
    """Whether an officer watched it, while it matters, and whether the rulebook insists."""
    if state.disposal is not Disposal.RECTIFY:
        return ""
    if state.watched:
        return m.WATCHED
    return m.UNWATCHED_FORBIDS if state.rules.watches_treatment else m.UNWATCHED


def _boxes(boxes: Iterable[Box]) -> Table:
    drawn = console.table(h.BOX, h.NET_KG, h.WHERE, h.CHECKS, h.TRUCK_AND_LOCK)
    drawn.columns[0].no_wrap = True
    for box in boxes:
        weight = box.net_weight_kg if box.net_kg is None else box.net_kg
        cells = (box.number, f"{weight:f}", _where(box), _checks(box), _truck(box))
        drawn.add_row(*map(console.plain, cells))
    return drawn


def _where(box: Box) -> console.Words:
    if box.missing:
        return m.MISSING
    places = ((m.UNLOADED, box.unloaded), (m.ARRIVED, box.arrived), (m.ON_THE_ROAD, box.gated_out))
    for what, at in places:
        if at is not None:
            return m.SINCE.of(what=what, at=console.local(at))
    if box.permit_no:
        return m.MAY_LEAVE
    return m.PERMIT_REFUSED if box.refusal else ""


def _checks(box: Box) -> Speaks:
    named = ((m.RADIATION, box.radiation), (m.MACHINE, box.machine), (m.SEAL, box.seal_state))
    done = (m.CHECKED.of(check=name, result=label(found)) for name, found in named if found)
    return listed(done, LINES, NOTHING)


def _truck(box: Box) -> str:
    return " ".join(filter(None, (box.plate, box.lock_no)))


def _deadlines(running: Sequence[Deadline]) -> Table:
    drawn = console.table(h.DEADLINE, h.BOX, h.NEXT, h.TOLD, h.LEVEL)
    for deadline in running:
        rung, level = deadline.next, deadline.level
        due = console.local(rung.due) if rung else m.EXHAUSTED
        cells: tuple[console.Words, ...] = (
            m.DEADLINE.of(id=deadline.id, title=titled(deadline.rule)),
            deadline.box or "",
            m.FROZEN if deadline.frozen_since else due,
            PARTIES[rung.party] if rung else "",
            f"L{level:d}" if level else "",
        )
        drawn.add_row(*map(console.plain, cells), style="bold red" if level else "")
    return drawn


def _last(events: Sequence[Recorded]) -> Table:
    drawn = console.table(h.OCCURRED, h.EVENT, h.BOX, h.BY)
    for event in events[-LAST:]:
        cells: tuple[console.Words, ...] = (
            console.local(event.occurred_at),
            named(event),
            str(event.data.get("box") or ""),
            event.metadata.get("actor", ""),
        )
        drawn.add_row(*map(console.plain, cells))
    return drawn
