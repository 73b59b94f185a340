"""The register at work: one row for each deadline of each consignment or box."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from models.consignment.deadline import Deadline, Escalation
from models.kernel.terms import EscalationLevel
from projections.consignment_fold import Consignment
from projections.projection import Projection, ViewRow


class DeadlineStatus(StrEnum):
    """How a deadline stands: the first three still run, the others are over."""

    OPEN = "OPEN"
    ESCALATED = "ESCALATED"
    FROZEN = "FROZEN"
    MET = "MET"
    BREACHED = "BREACHED"
    MOOT = "MOOT"


class DeadlineRow(ViewRow):
    """A row of `read.deadlines`; `box` and `danger` are empty when it concerns all of it."""

    deadline: str
    box: str
    opened_at: datetime
    closed_at: datetime | None
    status: DeadlineStatus
    next_due: datetime | None
    level: EscalationLevel | None
    withdrawn: int
    acknowledged_by: str | None
    escalations: tuple[Escalation, ...]
    danger: str


def rows(consignment: Consignment) -> Iterator[DeadlineRow]:
    """A row for each deadline that was ever opened; one that reopened shows its last run."""
    for deadline in consignment.state.deadlines.values():
        yield DeadlineRow(
            consignment=consignment.state.registration.tracking_no,
            deadline=deadline.id,
            box=deadline.box or "",
            danger=deadline.danger or "",
            opened_at=deadline.opened_at,
            closed_at=deadline.closed_at,
            status=standing(deadline),
            next_due=deadline.next.due if deadline.next else None,
            level=deadline.level,
            withdrawn=sum(escalation.withdrawn for escalation in deadline.escalations),
            acknowledged_by=deadline.acknowledged_by,
            escalations=deadline.escalations,
        )


def standing(deadline: Deadline) -> DeadlineStatus:
    """How a deadline stands; what is over is judged by when it happened, not by when we heard."""
    if deadline.moot:
        return DeadlineStatus.MOOT
    if deadline.closed_at is not None:
        return (
            DeadlineStatus.BREACHED if _late(deadline, deadline.closed_at) else DeadlineStatus.MET
        )
    if deadline.frozen_since is not None:
        return DeadlineStatus.FROZEN
    return DeadlineStatus.OPEN if deadline.level is None else DeadlineStatus.ESCALATED


def _late(deadline: Deadline, closed_at: datetime) -> bool:
    """Whether the deadline itself had passed; while it was frozen, it did not."""
    return deadline.limit_due < min(closed_at, deadline.frozen_since or closed_at)


DEADLINES = Projection(name="deadlines", table="read_v1.deadlines", rows=rows)
