"""Whether each consignment ended as its script says: read from the ledger and the read model."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from ledger import Ledger
from models.deadlines.events import EscalationRaised, EscalationWithdrawn
from models.kernel.event import Event
from models.kernel.identity import consignment_workflow_id
from models.kernel.terms import Outcome
from models.process.stored_events import to_event
from models.supervision.events import ViolationExcused, ViolationRecorded
from projections import queries
from projections.deadlines import DEADLINES
from projections.status import STATUS, StatusRow
from scripts.demonstration.scenario_assignment import Role
from scripts.retry import retry_until

_CATCH_UP_S = 60.0


@dataclass(frozen=True)
class OutcomeReview:
    """How a consignment ended, beside how it should have."""

    role: Role
    outcome: Outcome | None
    raised: tuple[str, ...]
    withdrawn: tuple[str, ...]
    violations: tuple[str, ...]
    excused: tuple[str, ...]
    took: timedelta
    events: int
    failure: str = ""

    @property
    def differences(self) -> list[str]:
        """What is not as scripted, in words."""
        expect = self.role.script.expect
        found = [self.failure] if self.failure else []
        if self.outcome != expect.outcome:
            found.append(f"{self.outcome or 'still open'} instead of {expect.outcome}")
        found += _compared("escalations", self.raised, expect.escalations)
        found += _compared("withdrawals", self.withdrawn, expect.withdrawn)
        found += _compared("violations", self.violations, expect.violations)
        found += _compared("excuses", self.excused, expect.excused)
        return found


def _compared(what: str, found: Iterable[str], expected: Iterable[str]) -> list[str]:
    counted, wanted = Counter(found), Counter(expected)
    more, less = sorted((counted - wanted).elements()), sorted((wanted - counted).elements())
    return [
        *([f"{what} too many: {', '.join(more)}"] if more else []),
        *([f"{what} missing: {', '.join(less)}"] if less else []),
    ]


async def reviews(
    pool: Any,  # noqa: ANN401 - a pool of asyncpg, which only the wiring imports
    cast: Sequence[Role],
    failures: Mapping[str, str],
) -> list[OutcomeReview]:
    """A review of each role, once the read models show all that is recorded."""
    ledger = Ledger(pool)
    position = await retry_until(ledger.last_position)
    for projection in (STATUS, DEADLINES):
        await queries.wait_for(pool, projection.name, position, _CATCH_UP_S)
    rows = {row.consignment: row for row in await queries.statuses(pool)}
    return [await _review(ledger, role, rows.get(role.tracking_no), failures) for role in cast]


async def _review(
    ledger: Ledger, role: Role, row: StatusRow | None, failures: Mapping[str, str]
) -> OutcomeReview:
    stream = await ledger.read_stream(consignment_workflow_id(role.tracking_no))
    events = [to_event(each) for each in stream]
    return OutcomeReview(
        role=role,
        outcome=row.outcome if row else None,
        raised=escalations(events, EscalationRaised),
        withdrawn=escalations(events, EscalationWithdrawn),
        violations=violations(events, ViolationRecorded),
        excused=violations(events, ViolationExcused),
        took=events[-1].occurred_at - events[0].occurred_at if events else timedelta(0),
        events=len(events),
        failure=failures.get(role.tracking_no, ""),
    )


def escalations(
    events: Iterable[Event], kind: type[EscalationRaised | EscalationWithdrawn]
) -> tuple[str, ...]:
    """The escalations that were raised or withdrawn, as an expectation names them."""
    bodies = [event.body for event in events]
    return tuple(f"{b.deadline} L{b.level}" for b in bodies if isinstance(b, kind))


def violations(
    events: Iterable[Event], kind: type[ViolationRecorded | ViolationExcused]
) -> tuple[str, ...]:
    """The codes of the violations that were recorded or excused."""
    return tuple(event.body.code for event in events if isinstance(event.body, kind))


def shortened(escalations: Iterable[str]) -> str:
    """Escalations by deadline, as in `D08 L1-4, D12 L1`."""
    split = sorted({(name, int(level)) for name, level in (r.split(" L") for r in escalations)})
    by_deadline = ((name, [level for _, level in found]) for name, found in _by_name(split))
    return ", ".join(
        f"{name} L{levels[0]}" + (f"-{levels[-1]}" if levels[1:] else "")
        for name, levels in by_deadline
    )


def _by_name(escalations: list[tuple[str, int]]) -> Iterable[tuple[str, list[tuple[str, int]]]]:
    return ((name, list(found)) for name, found in groupby(escalations, lambda each: each[0]))


def summary(found: Sequence[OutcomeReview], seconds: float) -> dict[str, object]:
    """The whole demo in one JSON object."""
    ends = Counter(review.outcome for review in found)
    return {
        "consignments": len(found),
        "as_scripted": sum(not review.differences for review in found),
        "outcomes": {outcome.lower(): ends[outcome] for outcome in Outcome},
        "escalations": sum(len(review.raised) for review in found),
        "events": sum(review.events for review in found),
        "seconds": round(seconds, 1),
    }
