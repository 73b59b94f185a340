"""What many played batches amount to: spans, escalations, inspections, outcomes, what is saved.

Spans count from the discharge (domain 5) to the last box: at the gate of the port, on site, and to
the permission to use. Percentiles are those of an actual batch (nearest rank).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from models.deadlines.events import EscalationRaised
from models.inspection.events import InspectionRecorded
from models.kernel.event_types import EventType
from models.kernel.terms import Mode, Outcome
from scripts.simulation.assumptions import ALL, LABEL, OURS, SAID, HoursBetween, ShareOf
from scripts.simulation.simulator import Life
from scripts.simulation.transport_world import drive

SPANS = ("port dwell", "time to site", "time to permission to use")
HOUR = timedelta(hours=1)
PLACES = {Mode.PILOT: "enterprise", Mode.TRADITIONAL: "port"}


class Ended(NamedTuple):
    """What is kept of a life; spans are hours, None where the goods never came so far."""

    batch: str
    ended_in: Mode
    outcome: Outcome
    spans: tuple[float | None, ...]
    escalations: tuple[str, ...]
    withdrawn: int
    answered: int
    inspections: tuple[str, ...]
    reasons: tuple[str, ...]
    causes: tuple[str, ...]
    violations: tuple[str, ...]
    events: int


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class Hours(_Value):
    """Hours of n batches; None when there is no batch."""

    span: str
    batches: str
    n: int
    mean: float | None
    p50: float | None
    p90: float | None


class Escalations(_Value):
    """Escalations raised, by level and by deadline."""

    raised: int
    withdrawn: int
    answered: int
    by_level: dict[str, int]
    by_deadline: dict[str, int]


class PlayedBatches(_Value):
    """All batches in one mode."""

    mode: Mode
    batches: int
    events: int
    ended_in: dict[str, int]
    outcomes: dict[str, int]
    hours: tuple[Hours, ...]
    escalations: Escalations
    inspections: dict[str, int]
    reasons: dict[str, int]
    causes: dict[str, int]
    violations: dict[str, int]


class Saved(_Value):
    """Hours that the pilot saves the same batch, and how many batches it does save any."""

    span: str
    n: int
    quicker: int
    mean: float | None
    p50: float | None
    p90: float | None


class Assumption(_Value):
    """One thing that is assumed and not known: a triangle of hours, or a share of what."""

    label: str = LABEL
    name: str
    value: str
    of: str = ""
    basis: str


class Simulation(_Value):
    """The whole result: the same for the same seed, byte for byte."""

    label: str = LABEL
    seed: int
    consignments: int
    rulebook: str
    modes: tuple[PlayedBatches, ...]
    saved: tuple[Saved, ...]
    assumptions: tuple[Assumption, ...]


def ended(life: Life) -> Ended:
    """What is kept of a life that was played to its end."""
    state = life.state
    if state.outcome is None:
        raise AssertionError
    bodies = [event.body for event in life.events]
    raised = [body for body in bodies if isinstance(body, EscalationRaised)]
    kinds = Counter(body.type for body in bodies)
    return Ended(
        batch=state.registration.tracking_no,
        ended_in=state.mode,
        outcome=state.outcome,
        spans=_spans(life),
        escalations=tuple(f"{body.deadline} L{body.level:d}" for body in raised),
        withdrawn=kinds[EventType.ESCALATION_WITHDRAWN],
        answered=kinds[EventType.ESCALATION_ACKNOWLEDGED],
        inspections=_places(life),
        reasons=tuple(f"{d.reason} {d.status}" for d in state.defects),
        causes=tuple(dict.fromkeys(state.causes)),
        violations=state.violations,
        events=len(bodies),
    )


def played(mode: Mode, lives: Sequence[Ended]) -> PlayedBatches:
    """The figures of one mode."""
    return PlayedBatches(
        mode=mode,
        batches=len(lives),
        events=sum(each.events for each in lives),
        ended_in=_counted(each.ended_in for each in lives),
        outcomes=_counted(each.outcome for each in lives),
        hours=tuple(_all_hours(mode, lives)),
        escalations=_escalations(lives),
        inspections=_counted(place for each in lives for place in each.inspections),
        reasons=_counted(reason for each in lives for reason in each.reasons),
        causes=_counted(cause for each in lives for cause in each.causes),
        violations=_counted(code for each in lives for code in each.violations),
    )


def saved(pilot: Sequence[Ended], traditional: Sequence[Ended]) -> tuple[Saved, ...]:
    """What the pilot saves each batch; the two sequences have the same batches in their order."""
    return tuple(_saved(nth, pilot, traditional) for nth in range(len(SPANS)))


def assumptions() -> tuple[Assumption, ...]:
    """Everything that is assumed, in words."""
    said = (Assumption(name=text, value="", basis=OURS) for text in SAID)
    return (*said, *(_assumption(each) for each in ALL))


def _saved(nth: int, pilot: Sequence[Ended], traditional: Sequence[Ended]) -> Saved:
    differences: list[float] = []
    for ours, theirs in zip(pilot, traditional, strict=True):
        if ours.batch != theirs.batch:
            raise AssertionError
        mine, other = ours.spans[nth], theirs.spans[nth]
        if mine is not None and other is not None:
            differences.append(other - mine)
    quicker = sum(hours > 0 for hours in differences)
    return Saved(span=SPANS[nth], n=len(differences), quicker=quicker, **_summary(differences))


def _all_hours(mode: Mode, lives: Sequence[Ended]) -> Iterable[Hours]:
    """Over all batches; those played in the pilot also by the mode that they ended in."""
    groups = {"all": lives}
    if mode is Mode.PILOT:
        groups["inspected at the enterprise"] = [e for e in lives if e.ended_in is Mode.PILOT]
        groups["fallen back"] = [e for e in lives if e.ended_in is not Mode.PILOT]
    for nth, span in enumerate(SPANS):
        for name, group in groups.items():
            known = [hours for each in group if (hours := each.spans[nth]) is not None]
            yield Hours(span=span, batches=name, n=len(known), **_summary(known))


def _summary(hours: Sequence[float]) -> dict[str, float | None]:
    if not hours:
        return {"mean": None, "p50": None, "p90": None}
    ranked = sorted(hours)
    named = {"p50": 0.5, "p90": 0.9}
    ranks = {name: ranked[ceil(share * len(ranked)) - 1] for name, share in named.items()}
    return {"mean": round(sum(ranked) / len(ranked), 2), **ranks}


def _escalations(lives: Sequence[Ended]) -> Escalations:
    raised = [name for each in lives for name in each.escalations]
    return Escalations(
        raised=len(raised),
        withdrawn=sum(each.withdrawn for each in lives),
        answered=sum(each.answered for each in lives),
        by_level=_counted(name.split()[1] for name in raised),
        by_deadline=_counted(name.split()[0] for name in raised),
    )


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(map(str, names)).items()))


def _places(life: Life) -> tuple[str, ...]:
    """Where each inspection was: the mode does not change once goods have left the port."""
    inspected = [e for e in life.events if isinstance(e.body, InspectionRecorded)]
    return (PLACES[life.state.mode],) * len(inspected)


def _spans(life: Life) -> tuple[float | None, ...]:
    boxes, released = life.state.boxes.values(), life.state.marks.get(EventType.RELEASED_FOR_USE)
    left = [box.gated_out for box in boxes]
    return (
        _hours(life, left),
        _hours(life, [box.arrived or _unseen(life, box.number, box.gated_out) for box in boxes]),
        _hours(life, [released.at if released else None]),
    )


def _unseen(life: Life, box: str, left: datetime | None) -> datetime | None:
    """Nobody follows a box after its pick-up in the port: it drives as it would in the pilot."""
    traditional = life.state.mode is Mode.TRADITIONAL
    return left + drive(life.chance, box) if traditional and left else None


def _hours(life: Life, ends: Sequence[datetime | None]) -> float | None:
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        return None
    return round((max(known) - life.state.marks[EventType.DISCHARGED].at) / HOUR, 2)


def _assumption(each: HoursBetween | ShareOf) -> Assumption:
    match each:
        case ShareOf(name, share, of, basis):
            return Assumption(name=name, value=f"{share:.1%}", of=of, basis=basis)
        case HoursBetween(name, low, mode, high, basis):
            return Assumption(name=name, value=f"{low:g} - {mode:g} - {high:g} h", basis=basis)
