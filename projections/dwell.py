"""Where the time goes: how long each consignment and each box was in each stage, and three spans.

The spans count from the discharge of the ship (domain 5): to the gate of the port, to the goods on
site, to the permission to use them. Compare all three, never one alone.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from models.consignment.box import Box
from models.consignment.state import State
from models.kernel.event import Event
from models.kernel.event_types import EventType
from models.kernel.terms import Mode, Stage
from projections.consignment_fold import Consignment, RememberedEvent
from projections.projection import Projection, ViewRow
from projections.stages import WHOLE, stages


class Stay(BaseModel):
    """One time in one stage; what was frozen of it counts up to the last event known."""

    model_config = ConfigDict(frozen=True)

    stage: Stage
    entered_at: datetime
    left_at: datetime | None
    frozen_seconds: int


class DwellRow(ViewRow):
    """A row of `read.dwell`; a span is None until its end is known."""

    box: str
    mode: Mode
    discharged_at: datetime | None
    port_seconds: int | None
    to_site_seconds: int | None
    to_use_seconds: int | None
    stays: tuple[Stay, ...]


def keeps(before: State | None, after: State, _: Event) -> bool:
    """Every change of a stage or of the freeze."""
    if before is None:
        return True
    return before.frozen != after.frozen or stages(before) != stages(after)


def rows(consignment: Consignment) -> Iterator[DwellRow]:
    """A row for the consignment, whose spans end with its last box, and one for each box."""
    state = consignment.state
    for box in (WHOLE, *state.boxes):
        counted = [state.boxes[box]] if box else list(state.boxes.values())
        yield DwellRow(
            consignment=state.registration.tracking_no,
            box=box,
            mode=state.mode,
            discharged_at=_at(state, EventType.DISCHARGED),
            port_seconds=_span(state, [each.gated_out for each in counted]),
            to_site_seconds=_span(state, [_on_site(state, each) for each in counted]),
            to_use_seconds=_span(state, [_at(state, EventType.RELEASED_FOR_USE)]),
            stays=stays(consignment, box),
        )


def stays(consignment: Consignment, box: str) -> tuple[Stay, ...]:
    """The stages in their order; a late report cannot make one end before it began."""
    entered: list[tuple[Stage, datetime]] = []
    for note in consignment.notes:
        stage, at = note.stages.get(box, note.stages[WHOLE]), note.event.occurred_at
        if not entered or entered[-1][0] is not stage:
            entered.append((stage, max(at, entered[-1][1]) if entered else at))
    left = [at for _, at in entered[1:]]
    frozen = _frozen(consignment.notes, consignment.updated_at)
    return tuple(
        Stay(
            stage=stage,
            entered_at=at,
            left_at=end,
            frozen_seconds=_seconds(_common(frozen, at, end or consignment.updated_at)),
        )
        for (stage, at), end in zip(entered, [*left, None], strict=True)
    )


def _frozen(notes: Sequence[RememberedEvent], until: datetime) -> list[tuple[datetime, datetime]]:
    """When the ordinary deadlines stood still; the last time may last until now."""
    spans: list[tuple[datetime, datetime]] = []
    since: datetime | None = None
    for note in notes:
        at = note.event.occurred_at
        if note.frozen:
            since = since or at
        elif since is not None:
            spans.append((since, at))
            since = None
    return [*spans, (since, until)] if since else spans


def _common(
    spans: Sequence[tuple[datetime, datetime]], start: datetime, end: datetime
) -> timedelta:
    zero = timedelta(0)
    return sum((max(min(end, to) - max(start, since), zero) for since, to in spans), zero)


def _on_site(state: State, box: Box) -> datetime | None:
    """Nobody follows a box after its pick-up: in the traditional mode that is the least it took."""
    return box.arrived or (box.gated_out if state.mode is Mode.TRADITIONAL else None)


def _at(state: State, event_type: str) -> datetime | None:
    mark = state.marks.get(event_type)
    return mark.at if mark else None


def _span(state: State, ends: Sequence[datetime | None]) -> int | None:
    """From the discharge to the last of these; None as long as one is missing."""
    start, known = _at(state, EventType.DISCHARGED), [end for end in ends if end is not None]
    if start is None or len(known) < len(ends) or not known:
        return None
    return _seconds(max(known) - start)


def _seconds(span: timedelta) -> int:
    return span // timedelta(seconds=1)


DWELL = Projection(name="dwell", table="read_v1.dwell", rows=rows, keeps=keeps)
