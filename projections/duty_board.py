"""What a watcher wants to see at one glance; each statement stands here once."""

from __future__ import annotations

from datetime import datetime

import asyncpg
from pydantic import BaseModel, ConfigDict

from ledger.connection import unavailable
from models.kernel.terms import Assumption, Danger, EscalationLevel, Party, Stage
from projections.queries import HEAD, PROGRESS, ProjectionProgress

STAGES = """
    select stage, count(*) as count, count(*) filter (where overdue) as overdue,
      count(*) filter (where cardinality(degraded) > 0) as degraded
    from read.status
    group by stage
"""

OVERDUE = """
    select s.consignment, s.stage, s.must_act, s.next_deadline, s.next_due, s.degraded,
      s.escalation_level as level,
      array(
        select distinct d.deadline
        from read.deadlines d
        where d.consignment = s.consignment
          and d.closed_at is null and d.level = s.escalation_level
        order by d.deadline
      ) as escalated
    from read.status s
    where s.overdue
    order by s.escalation_level desc nulls last, s.next_due, s.consignment
    limit $1
"""

# The danger is not a column of the board: it is read from the events, of the few that are open.
# What was closed since it was raised, or joined, is over; each was acknowledged by itself.
EMERGENCIES = """
    select s.consignment, s.stage, begun.occurred_at, begun.danger, begun.box, begun.reason,
      exists (
        select from ledger.events e
        where e.stream_id = s.stream_id and e.event_type = 'emergency-acknowledged'
          and e.version > begun.version and e.data ->> 'danger' = begun.danger
          and e.data ->> 'box' is not distinct from begun.box
      ) as acknowledged
    from read.status s
    cross join lateral (
      select e.version, e.occurred_at, e.data ->> 'danger' as danger, e.data ->> 'box' as box,
        e.data ->> 'reason' as reason
      from ledger.events e
      where e.stream_id = s.stream_id
        and e.event_type in ('emergency-raised', 'danger-joined')
        and not exists (
          select from ledger.events later
          where later.stream_id = e.stream_id and later.version > e.version
            and (
              later.event_type = 'emergency-lifted'
              or later.event_type = 'danger-closed'
                and later.data ->> 'danger' = e.data ->> 'danger'
                and later.data ->> 'box' is not distinct from e.data ->> 'box'
            )
        )
    ) begun
    where s.overlay like '%EMERGENCY%' and not s.closed
    order by acknowledged, begun.occurred_at, begun.version
    limit $1
"""

LAST_EVENTS = """
    select position, stream_id, event_type, occurred_at, data ->> 'box' as box,
      metadata ->> 'actor' as actor
    from ledger.events
    order by position desc
    limit $1
"""


class _Seen(BaseModel):
    model_config = ConfigDict(frozen=True)


class StageCount(_Seen):
    """How many consignments stand there, how many of them late, how many on assumptions."""

    stage: Stage
    count: int
    overdue: int
    degraded: int = 0


class Late(_Seen):
    """A consignment with an escalation: the deadlines at the highest level, and what comes next."""

    consignment: str
    stage: Stage
    must_act: Party | None
    next_deadline: str | None
    next_due: datetime | None
    level: EscalationLevel | None
    escalated: tuple[str, ...]
    degraded: tuple[Assumption, ...] = ()


class OpenEmergency(_Seen):
    """A danger that nobody has closed."""

    consignment: str
    stage: Stage
    occurred_at: datetime
    danger: Danger
    box: str | None
    reason: str
    acknowledged: bool


class LastEvent(_Seen):
    """Something that was recorded."""

    position: int
    stream_id: str
    event_type: str
    occurred_at: datetime
    box: str | None
    actor: str | None


class Board(_Seen):
    """Everything at one moment: of one snapshot, so that its parts agree."""

    head: int
    recorded_at: datetime | None
    stages: tuple[StageCount, ...]
    emergencies: tuple[OpenEmergency, ...]
    late: tuple[Late, ...]
    last: tuple[LastEvent, ...]
    progress: tuple[ProjectionProgress, ...]

    @property
    def overdue(self) -> int:
        """How many are late altogether."""
        return sum(each.overdue for each in self.stages)

    @property
    def degraded(self) -> int:
        """How many run on assumptions."""
        return sum(each.degraded for each in self.stages)

    @property
    def lag(self) -> int:
        """So many recorded events the slowest read model does not show yet."""
        return max((each.lag for each in self.progress), default=0)

    @property
    def stuck(self) -> tuple[str, ...]:
        """The read models that stand still because of an event."""
        return tuple(each.name for each in self.progress if each.error)


async def board(pool: asyncpg.Pool, most: int) -> Board:
    """The board, with at most so many rows a list.

    Raises:
        LedgerUnavailable: the database does not answer.
    """
    with unavailable():
        async with (
            pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            head = await connection.fetchrow(HEAD)
            found = {
                "stages": await connection.fetch(STAGES),
                "emergencies": await connection.fetch(EMERGENCIES, most),
                "late": await connection.fetch(OVERDUE, most),
                "last": await connection.fetch(LAST_EVENTS, most),
                "progress": await connection.fetch(PROGRESS),
            }
    rows = {name: [dict(row) for row in each] for name, each in found.items()}
    position, recorded_at = (head["position"], head["recorded_at"]) if head else (0, None)
    return Board.model_validate({"head": position, "recorded_at": recorded_at, **rows})
