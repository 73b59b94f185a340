"""The defects of a consignment as the risk counts them: what they came to, and by which events."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from models.disposal.events import BoxesReleased, ReinspectionOrdered
from models.inspection.events import NonconformanceRaised, NonconformanceSettled
from models.kernel.codes import ReasonCode
from models.kernel.terms import Danger, Mode, Stage, Suspicion
from models.supervision.events import ConsignmentClosed, FactAfterClosure, ReleasedForUse
from projections.consignment_fold import RememberedEvent
from projections.reasons import stage_of

KEPT = (
    NonconformanceRaised,
    NonconformanceSettled,
    ReinspectionOrdered,
    ReleasedForUse,
    BoxesReleased,
    ConsignmentClosed,
    FactAfterClosure,
)
"""The events that tell of defects, and of the moment from which one has escaped."""

_BY_CODE = {reason.value: reason for reason in ReasonCode}
_HEARD_LATE = {Danger.RADIATION: ReasonCode.RAD_DOSE_RATE, Danger.EXPLOSIVE: ReasonCode.EXPLOSIVE}
"""What a danger speaks for that was heard of after the end: nobody will settle that any more."""


class FoundDefect(BaseModel):
    """A defect: `event_id` made it what it is, at `position` of the ledger.

    `code` may be a sub-code; one that is none of the sixteen has no `reason`. `stage` is where the
    goods were when it was raised. A suspicion that was settled happened when it was settled: only
    then it counts, or not.
    """

    model_config = ConfigDict(frozen=True)

    event_id: UUID
    raised_by: UUID
    code: str
    reason: ReasonCode | None
    status: Suspicion
    stage: Stage
    box: str
    occurred_at: datetime
    position: int
    version: int
    abroad: bool
    escaped: bool

    @property
    def counts(self) -> bool:
        """It speaks of goods that came."""
        return self.status is Suspicion.CONFIRMED and not self.abroad


def defects(notes: Iterable[RememberedEvent], mode: Mode) -> tuple[FoundDefect, ...]:
    """What was found, in the order in which it was raised; other notes say nothing of it."""
    found: list[FoundDefect] = []
    free: set[str] | None = set()
    """The boxes that may be used; None once all may."""
    for note in notes:
        body = note.event.body
        match body:
            case NonconformanceRaised():
                gone = _gone(free, body.box)
                found.append(_raised(note, body.reason, body.status, mode, escaped=gone))
            case FactAfterClosure(danger=Danger() as danger) if danger in _HEARD_LATE:
                reason = _HEARD_LATE[danger]
                found.append(_raised(note, reason, Suspicion.SUSPECTED, mode, escaped=True))
            case NonconformanceSettled():
                gone = _gone(free, body.box)
                found = [_settled(each, note, body, escaped=gone) for each in found]
            case ReinspectionOrdered():
                found = [_reopened(each, note) for each in found]
            case ReleasedForUse() | ConsignmentClosed():
                free = None
            case BoxesReleased() if free is not None:
                free |= set(body.boxes)
            case _:
                pass
    return tuple(found)


def _gone(free: set[str] | None, box: str | None) -> bool:
    return free is None or box in free


def _raised(
    note: RememberedEvent, code: str, status: Suspicion, mode: Mode, *, escaped: bool
) -> FoundDefect:
    said = vars(note.event.body)
    return FoundDefect(
        event_id=note.event.id,
        raised_by=note.event.id,
        code=code,
        reason=_BY_CODE.get(code.partition(".")[0]),
        status=status,
        stage=stage_of(note, mode),
        box=note.event.box or "",
        occurred_at=note.event.occurred_at,
        position=note.position,
        version=note.version,
        abroad=bool(said.get("afloat", False)),
        escaped=escaped,
    )


def _settled(
    known: FoundDefect, note: RememberedEvent, body: NonconformanceSettled, *, escaped: bool
) -> FoundDefect:
    about = (body.reason, body.box or "", Suspicion.SUSPECTED)
    if (known.code, known.box, known.status) != about:
        return known
    return _moved(known, note, body.status, escaped=known.escaped or escaped)


def _reopened(known: FoundDefect, note: RememberedEvent) -> FoundDefect:
    confirmed = known.status is Suspicion.CONFIRMED
    return _moved(known, note, Suspicion.SUSPECTED, escaped=known.escaped) if confirmed else known


def _moved(
    known: FoundDefect, note: RememberedEvent, status: Suspicion, *, escaped: bool
) -> FoundDefect:
    moved = {
        "event_id": note.event.id,
        "status": status,
        "occurred_at": note.event.occurred_at,
        "position": note.position,
        "version": note.version,
        "escaped": escaped,
    }
    return known.model_copy(update=moved)
