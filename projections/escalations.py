"""Who was called: each escalation with its due time, and whether anybody answered."""

from collections.abc import Iterator
from datetime import datetime

from models.consignment.state import State
from models.deadlines.events import EscalationAcknowledged, EscalationRaised, EscalationWithdrawn
from models.kernel.event import Event
from models.kernel.event_body import DeadlineBody
from models.kernel.terms import Effect, EscalationLevel, Party
from projections.consignment_fold import Consignment
from projections.projection import Projection, ViewRow


class EscalationRow(ViewRow):
    """A row of `read.escalations`; `due_at` is when it was due, `recorded_at` when we knew."""

    number: int
    deadline: str
    box: str
    level: EscalationLevel
    party: Party
    effect: Effect | None
    due_at: datetime
    recorded_at: datetime
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None
    withdrawn_at: datetime | None = None
    danger: str = ""

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
                        danger=body.danger or "",
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
    named = (body.deadline, body.box or "", body.danger or "")
    return (row.deadline, row.box, row.danger) == named


ESCALATIONS = Projection(name="escalations", table="read_v1.escalations", rows=rows, keeps=keeps)
