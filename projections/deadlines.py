"""The register at work: one row for each deadline of each consignment or box."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from models.ladder import Deadline, Milestone
from models.terms import Level
from projections.consignments import Consignment
from projections.projection import Projection, Row


class Standing(StrEnum):
    """How a deadline stands: the first three still run, the others are over."""

    OPEN = "OPEN"
    ESCALATED = "ESCALATED"
    FROZEN = "FROZEN"
    MET = "MET"
    BREACHED = "BREACHED"
    MOOT = "MOOT"


class DeadlineRow(Row):
    """A row of `read.deadlines`; `box` is empty when it concerns the whole consignment."""

    deadline: str
    box: str
    opened_at: datetime
    closed_at: datetime | None
    status: Standing
    next_due: datetime | None
    level: Level | None
    withdrawn: int
    acknowledged_by: str | None
    milestones: tuple[Milestone, ...]


def rows(consignment: Consignment) -> Iterator[DeadlineRow]:
    """A row for each deadline that was ever opened; one that reopened shows its last run."""
    for deadline in consignment.state.deadlines.values():
        yield DeadlineRow(
            consignment=consignment.state.registration.tracking_no,
            deadline=deadline.id,
            box=deadline.box or "",
            opened_at=deadline.opened_at,
            closed_at=deadline.closed_at,
            status=standing(deadline),
            next_due=deadline.next.due if deadline.next else None,
            level=deadline.level,
            withdrawn=sum(rung.withdrawn for rung in deadline.milestones),
            acknowledged_by=deadline.acknowledged_by,
            milestones=deadline.milestones,
        )


def standing(deadline: Deadline) -> Standing:
    """How a deadline stands; what is over is judged by when it happened, not by when we heard."""
    if deadline.moot:
        return Standing.MOOT
    if deadline.closed_at is not None:
        return Standing.BREACHED if _late(deadline, deadline.closed_at) else Standing.MET
    if deadline.frozen_since is not None:
        return Standing.FROZEN
    return Standing.OPEN if deadline.level is None else Standing.ESCALATED


def _late(deadline: Deadline, closed_at: datetime) -> bool:
    """Whether the deadline itself had passed; while it was frozen, it did not."""
    return deadline.limit_due < min(closed_at, deadline.frozen_since or closed_at)


DEADLINES = Projection(name="deadlines", table="read_v1.deadlines", rows=rows)
