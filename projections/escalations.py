"""Who was called: each escalation with its due time, and whether anybody answered."""

from collections.abc import Iterator
from datetime import datetime

from models.events import (
    DeadlineBody,
    EscalationAcknowledged,
    EscalationRaised,
    EscalationWithdrawn,
)
from models.record import Event
from models.state import State
from models.terms import Effect, Level, Party
from projections.consignments import Consignment
from projections.projection import Projection, Row


class EscalationRow(Row):
    """A row of `read.escalations`; `due_at` is when it was due, `recorded_at` when we knew."""

    number: int
    deadline: str
    box: str
    level: Level
    party: Party
    effect: Effect | None
    due_at: datetime
    recorded_at: datetime
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Nobody has answered it, and it has not proved unfounded."""
        return self.acknowledged_at is None and self.withdrawn_at is None


def keeps(_before: State | None, _after: State, event: Event) -> bool:
    """What begins and what ends an escalation."""
    return isinstance(event.body, EscalationRaised | EscalationAcknowledged | EscalationWithdrawn)


def rows(consignment: Consignment) -> Iterator[EscalationRow]:
    """A row for each escalation, in the order in which they were recorded."""
    raised: list[EscalationRow] = []
    for note in consignment.notes:
        body, at = note.event.body, note.event.occurred_at
        match body:
            case EscalationRaised():
                raised.append(
                    EscalationRow(
                        consignment=consignment.state.registration.tracking_no,
                        number=len(raised) + 1,
                        deadline=body.deadline,
                        box=body.box or "",
                        level=body.level,
                        party=body.party,
                        effect=body.effect,
                        due_at=body.due,
                        recorded_at=note.recorded_at,
                    )
                )
            case EscalationAcknowledged():
                answer = {"acknowledged_by": body.officer, "acknowledged_at": at}
                raised = [_answered(row, body, answer) for row in raised]
            case EscalationWithdrawn():
                raised = [_withdrawn(row, body, at) for row in raised]
            case _:
                pass
    yield from raised


def _answered(
    row: EscalationRow, body: EscalationAcknowledged, answer: dict[str, object]
) -> EscalationRow:
    meant = row.waits and _of(row, body) and row.level <= body.level
    return row.model_copy(update=answer) if meant else row


def _withdrawn(row: EscalationRow, body: EscalationWithdrawn, at: datetime) -> EscalationRow:
    meant = _of(row, body) and row.level == body.level and row.withdrawn_at is None
    return row.model_copy(update={"withdrawn_at": at}) if meant else row


def _of(row: EscalationRow, body: DeadlineBody) -> bool:
    return (row.deadline, row.box) == (body.deadline, body.box or "")


ESCALATIONS = Projection(name="escalations", table="read_v1.escalations", rows=rows, keeps=keeps)
