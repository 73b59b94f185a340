"""The record of notices in the database: each statement stands here once."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from ledger.connection import unavailable
from models.kernel.event_types import EventType
from models.kernel.terms import EscalationLevel, Party
from models.notifications.notice import EMERGENCIES, Attempt, NoticeStatus
from workers.recovery.stream_heads import HeadsDatabase

KEEP = """
    insert into notices.attempts
    select *
    from jsonb_to_recordset($1) as told (
      alarm text, target text, attempt integer, status text, why text, at timestamptz,
      until timestamptz, stream text, number text, kind text, party text, level smallint,
      subject text, box text, deadline text, stage text, raised_at timestamptz, danger text
    )
    on conflict do nothing
"""

# An answer reaches the escalations up to its level; one to a danger all that was told of it.
_ANSWERS = """
      e.stream_id = told.stream and e.occurred_at >= told.raised_at
        and case e.event_type
          when 'escalation-acknowledged' then
            e.data ->> 'deadline' = told.deadline
            and e.data ->> 'box' is not distinct from told.box
            and e.data ->> 'danger' is not distinct from told.danger
            and (e.data ->> 'level')::integer >= told.level
          when 'enterprise-escalation-answered' then e.data ->> 'deadline' = told.deadline
          when 'emergency-acknowledged' then
            told.kind = any($1)
            and e.data ->> 'box' is not distinct from told.box
            and coalesce(told.danger, e.data ->> 'danger') = e.data ->> 'danger'
          else false
        end
"""

LISTED = f"""
    select told.alarm, told.target, told.attempt, told.status, told.why, told.at, told.until,
      told.number, told.kind, told.party, told.level, told.subject, told.box, told.stage,
      answer.officer as acknowledged_by, answer.occurred_at as acknowledged_at
    from notices.attempts told
    left join lateral (
      select e.data ->> 'officer' as officer, e.occurred_at
      from ledger.events e
      where {_ANSWERS}
      order by e.version
      limit 1
    ) answer on true
    where ($2::text is null or told.number = $2) and (not $3 or told.status = 'failed')
    order by told.at desc, told.alarm, told.target, told.attempt desc
    limit $4
"""  # noqa: S608 - a constant

# What is tried still: the last try of an alarm at a target failed, and nobody has answered it.
SILENT_TARGETS = f"""
    select told.target, count(*) as notices, min(told.raised_at) as since,
      (array_agg(told.why order by told.at desc))[1] as why
    from (
      select distinct on (alarm, target) *
      from notices.attempts
      order by alarm, target, attempt desc
    ) told
    where told.status = 'failed' and not exists (
      select from ledger.events e where {_ANSWERS}
    )
    group by told.target
    order by since
"""  # noqa: S608 - a constant

_ANSWERED_BY_ESCALATION = frozenset(
    {EventType.ESCALATION_RAISED, EventType.ESCALATION_UNANSWERED, EventType.ENTERPRISE_ESCALATED}
)


class AttemptRow(BaseModel):
    """A line of the record, and who has answered the alarm since."""

    model_config = ConfigDict(frozen=True)

    alarm: str
    target: str
    attempt: int
    status: NoticeStatus
    why: str
    at: datetime
    until: datetime | None
    number: str
    kind: str
    party: Party
    level: EscalationLevel
    subject: str
    box: str | None
    stage: str
    acknowledged_by: str | None
    acknowledged_at: datetime | None


class SilentTarget(BaseModel):
    """A target that has not taken so many notices: since when, and why it says no."""

    model_config = ConfigDict(frozen=True)

    target: str
    notices: int
    since: datetime
    why: str


async def keep(database: HeadsDatabase, attempts: Sequence[Attempt]) -> None:
    """Record these lines; those that are there already stay as they are.

    Raises:
        LedgerUnavailable: the database cannot answer now.
    """
    with unavailable():
        await database.fetch(KEEP, [_row(attempt) for attempt in attempts])


async def listed(
    database: HeadsDatabase, number: str | None = None, *, failed: bool = False, limit: int = 1000
) -> list[AttemptRow]:
    """The record, the latest first; of one consignment or enterprise if a number is named."""
    with unavailable():
        rows = await database.fetch(LISTED, sorted(EMERGENCIES), number, failed, limit)
    return [AttemptRow.model_validate(dict(row)) for row in rows]


async def silent_targets(database: HeadsDatabase) -> list[SilentTarget]:
    """The targets with notices that nobody has taken yet; they are tried on and on."""
    with unavailable():
        rows = await database.fetch(SILENT_TARGETS, sorted(EMERGENCIES))
    return [SilentTarget.model_validate(dict(row)) for row in rows]


def _row(attempt: Attempt) -> dict[str, object]:
    notice, alarm = attempt.notice, attempt.notice.alarm
    return {
        "alarm": alarm.key,
        "target": attempt.target,
        "attempt": attempt.number,
        "status": attempt.status.value,
        "why": attempt.why,
        "at": attempt.at.isoformat(),
        "until": attempt.until.isoformat() if attempt.until else None,
        "stream": notice.workflow_id,
        "number": notice.number,
        "kind": alarm.kind,
        "party": alarm.party.value,
        "level": int(alarm.level),
        "subject": alarm.subject,
        "box": alarm.box,
        "deadline": alarm.said.get("deadline") if alarm.kind in _ANSWERED_BY_ESCALATION else None,
        "stage": notice.stage,
        "raised_at": alarm.at.isoformat(),
        "danger": alarm.said.get("danger"),
    }
