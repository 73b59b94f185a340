"""How full enterprises and laboratories are; each statement stands here once."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import asyncpg
from pydantic import BaseModel, ConfigDict

from ledger.connection import unavailable
from models.execution.activity_io import CapacityTaken
from models.kernel.capacity import EnterpriseCapacity
from models.kernel.clock import CHINA
from models.kernel.enterprise_terms import Resource
from models.kernel.spelling import key
from models.process.capacity_questions import CapacityQuestion
from models.rules.capacity import CapacityRules

BEHIND = timedelta(minutes=1)
"""What is not shown after this time is not known."""

_DAY = timedelta(days=1) - timedelta(microseconds=1)

# What others take in a span of time; the consignment that asks leaves out itself, or its own box.
TAKEN = """
    select
      (
        select coalesce(sum(amount), 0)::integer from read.occupancy o
        where o.resource = $1 and o.holder_key = $2
          and o.since <= $4 and (o.until is null or o.until >= $3)
          and not (o.consignment = $5 and ($6::text is null or o.subject = $6))
      ) as taken,
      e.bays, e.boxes_a_day,
      (
        select count(*) = 2 from projections.checkpoints c
        where c.name in ('occupancy', 'enterprises') and c.error is null and not exists (
          select from ledger.events l
          where l.position > c.position and l.recorded_at < clock_timestamp() - $8::interval
        )
      ) as shown
    from (select 1) as once left join read.enterprises e on e.enterprise = $7
"""

# Whoever takes something of it now; of days, those that have not passed.
FULLEST = """
    select o.resource, min(o.holder) as holder, e.bays, e.boxes_a_day,
      case o.resource when 'BOXES_A_DAY' then (o.since at time zone 'Asia/Shanghai')::date end
        as day,
      sum(o.amount)::integer as taken
    from read.occupancy o
    left join read.enterprises e on e.enterprise = o.holder
    where case o.resource
      when 'BOXES_A_DAY' then o.since >= $1
      else o.since <= $2 and (o.until is null or o.until > $2)
    end
    group by o.resource, o.holder_key, e.bays, e.boxes_a_day, day
    order by o.resource, holder, day
"""


class FullPlace(BaseModel):
    """An enterprise, a day of one, or a laboratory with no room: `over` are those that wait.

    `queue_days` are the working days for which the next lot waits in a laboratory.
    """

    model_config = ConfigDict(frozen=True)

    resource: Resource
    holder: str
    day: str | None
    taken: int
    holds: int
    over: int
    queue_days: int


async def taken(pool: asyncpg.Pool, asked: CapacityQuestion) -> CapacityTaken | None:
    """What others have taken; None while the read models do not show what is recorded.

    Raises:
        LedgerUnavailable: the database does not answer.
    """
    since, until = _span(asked.resource, asked.at)
    whose = (asked.consignment, asked.box, asked.holder)
    with unavailable():
        row = await pool.fetchrow(
            TAKEN, asked.resource.value, key(asked.holder), since, until, *whose, BEHIND
        )
    if row is None or not row["shown"]:
        return None
    return CapacityTaken(taken=row["taken"], own=_own(row))


async def full(pool: asyncpg.Pool, rules: CapacityRules, now: datetime) -> list[FullPlace]:
    """Where there is no room: now, or on a day to come."""
    today, _ = _span(Resource.BOXES_A_DAY, now)
    found = []
    for row in await pool.fetch(FULLEST, today, now):
        resource = Resource(row["resource"])
        holds = rules.holds(resource, row["holder"], _own(row))
        if row["taken"] < holds:
            continue
        lots = row["taken"] + 1 if resource is Resource.LABORATORY else 0
        queue = rules.of_laboratory(row["holder"]).queue_days(lots)
        said = {name: row[name] for name in ("holder", "taken")}
        day = row["day"].isoformat() if row["day"] else None
        over = row["taken"] - holds
        found.append(
            FullPlace(resource=resource, day=day, holds=holds, over=over, queue_days=queue, **said)
        )
    return found


def _span(resource: Resource, at: datetime) -> tuple[datetime, datetime]:
    """The instant, or its whole day in China."""
    if resource is not Resource.BOXES_A_DAY:
        return at, at
    midnight = datetime.combine(at.astimezone(CHINA).date(), time(0), CHINA)
    return midnight, midnight + _DAY


def _own(row: asyncpg.Record) -> EnterpriseCapacity | None:
    if row["bays"] is None:
        return None
    return EnterpriseCapacity(bays=row["bays"], boxes_a_day=row["boxes_a_day"])
