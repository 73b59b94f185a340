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
from models.labels import KINDS, PARTIES, STAGES
from scripts import connection, console, moment
from scripts.connection import DataFolder
from scripts.moment import AsOf, KnownAt

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from ledger import Recorded
    from models.state import Box, Deadline, State
    from projections.horizon import Horizon

LAST = 6
"""How many events the page ends with; `guomen timeline` has all."""

_Id = Annotated[
    str, typer.Argument(metavar="ID", help="Tracking, unified, declaration, bill or box number.")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a page.")]


@dataclass(frozen=True)
class Page:
    """What is shown of a consignment; `when` is empty for now."""

    state: State
    events: Sequence[Recorded]
    link: str
    when: str


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
    print(f"\n{page.link}")


async def _page(number: str, horizon: Horizon, when: str, data: Path | None) -> Page:
    from projections.horizon import before, state_of  # noqa: PLC0415

    settings = connection.settings_of(data)
    async with connection.records(settings) as records:
        tracking_no = await records.find(number)
        events = before(await records.events(tracking_no), horizon)
    state = state_of(events)
    if state is None:
        raise NotFound(f"there was nothing of {tracking_no} {when}: ask for a later time")
    return Page(state, events, connection.page(settings, tracking_no), when)


def _document(page: Page) -> dict[str, object]:
    state = page.state
    return {
        "consignment": state.registration.tracking_no,
        "when": page.when or "now",
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
    name = state.registration.tracking_no
    yield console.styled(f"{name}  {STAGES[outlook.stage(state)]}", "bold")
    if page.when:
        yield console.styled(page.when, "bold yellow")
    yield console.facts(_standing(state))
    yield console.section("boxes", _boxes(state.boxes.values()))
    running = [deadline for deadline in state.deadlines.values() if deadline.open]
    if running:
        yield console.section("open deadlines", _deadlines(running))
    if state.failing_calls:
        calls = console.facts(state.failing_calls.items())
        yield console.section("calls that failed for good", calls)
    yield console.section("last events", _last(page.events))


def _standing(state: State) -> Iterator[tuple[str, str]]:
    goods, party = state.registration, outlook.must_act(state)
    yield "must act", PARTIES[party] if party else ""
    yield "mode", ", ".join((state.mode, *state.causes))
    yield "overlay", ", ".join(state.overlays)
    yield "outcome", state.outcome or ""
    if state.emergency is not None and not state.emergency.lifted:
        yield "emergency", f"{state.emergency.danger}: {state.emergency.reason}"
    yield "goods", f"{KINDS[goods.kind]}, {goods.category}, {goods.code}"
    yield "net weight", f"{goods.net_weight_kg:f} kg"
    yield "value", f"{goods.value:f} {goods.currency}"
    yield "enterprise", goods.enterprise
    yield "supplier", f"{goods.supplier} ({goods.origin})"
    yield "voyage", f"{goods.vessel}, {goods.load_port} to {goods.discharge_port}"
    yield "arrival", f"announced for {console.local(goods.eta)}"
    yield "numbers", " ".join(filter(None, (goods.seq_no, state.entry_id, goods.bill_no)))
    yield "defects", ", ".join(f"{defect.reason} {defect.status}" for defect in state.defects)
    yield "violations", ", ".join(state.violations)
    yield "degraded, entered by hand", ", ".join(state.by_hand)
    yield "rulebook", f"{state.rulebook}, risk level {goods.risk_level}"


def _boxes(boxes: Iterable[Box]) -> Table:
    drawn = console.table("box", "net kg", "where", "checks", "truck, lock")
    drawn.columns[0].no_wrap = True
    for box in boxes:
        weight = box.net_weight_kg if box.net_kg is None else box.net_kg
        cells = (box.number, f"{weight:f}", _where(box), _checks(box), _truck(box))
        drawn.add_row(*map(console.plain, cells))
    return drawn


def _where(box: Box) -> str:
    if box.missing:
        return "missing"
    if box.unloaded:
        return f"unloaded {console.local(box.unloaded)}"
    if box.arrived:
        return f"arrived {console.local(box.arrived)}"
    if box.gated_out:
        return f"on the road {console.local(box.gated_out)}"
    if box.permit_no:
        return "may leave the port"
    return "permit refused" if box.refusal else ""


def _checks(box: Box) -> str:
    named = (("radiation", box.radiation), ("machine", box.machine), ("seal", box.seal_state))
    return ", ".join(f"{name} {result}" for name, result in named if result is not None)


def _truck(box: Box) -> str:
    return " ".join(filter(None, (box.plate, box.lock_no)))


def _deadlines(running: Sequence[Deadline]) -> Table:
    drawn = console.table("deadline", "box", "next", "told", "level")
    for deadline in running:
        rung, level = deadline.next, deadline.level
        when = "frozen" if deadline.frozen_since else console.local(rung.due if rung else None)
        cells = (
            f"{deadline.id} {deadline.rule.title}",
            deadline.box or "",
            when or "ladder exhausted",
            PARTIES[rung.party] if rung else "",
            f"L{level:d}" if level else "",
        )
        drawn.add_row(*map(console.plain, cells), style="bold red" if level else "")
    return drawn


def _last(events: Sequence[Recorded]) -> Table:
    drawn = console.table("occurred", "event", "box", "by")
    for event in events[-LAST:]:
        cells = (
            console.local(event.occurred_at),
            event.event_type,
            str(event.data.get("box") or ""),
            event.metadata.get("actor", ""),
        )
        drawn.add_row(*map(console.plain, cells))
    return drawn
