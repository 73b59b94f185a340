"""What is asked of the read models; each statement stands here once."""

from __future__ import annotations

import asyncio
from datetime import datetime
from difflib import get_close_matches

import asyncpg
from pydantic import BaseModel, ConfigDict

from models.kernel.identity import tidy_name
from models.kernel.spelling import key
from models.kernel.terms import Party, Stage
from projections.deadlines import DeadlineRow
from projections.enterprises import EnterpriseRow
from projections.errors import NotReached, UnreadableStream
from projections.status import StatusRow

POLL_SECONDS = 0.02

# A plate or a box serves many consignments: the one under way is meant, else the latest. A second
# row says that there are more.
FIND = """
    select consignment
    from read.status
    where aliases @> array[$1::text]
    order by closed, registered_at desc, consignment desc
    limit 2
"""

OPEN = """
    select consignment
    from read.status
    where aliases @> array[$1::text] and not closed
    order by registered_at desc, consignment desc
    limit 5
"""

# What shares its beginning or its end with a number; Python says which of them are near.
NEAR = """
    select distinct alias, consignment
    from read.status, unnest(aliases) as alias
    where not closed and length(alias) between length($1) - 2 and length($1) + 2
      and (left(alias, 5) = left($1, 5) or right(alias, 5) = right($1, 5))
    order by consignment, alias
    limit 500
"""

STATUSES = f"""
    select {", ".join(StatusRow.model_fields)}
    from read.status
    where ($1::text is null or stage = $1)
      and ($2::boolean is null or overdue = $2)
      and ($3::text is null or must_act = $3)
      and ($4::text is null or enterprise = $4)
      and ($5::boolean is null or closed = $5)
      and ($6::boolean is null or (cardinality(degraded) > 0) = $6)
    order by escalation_level desc nulls last, next_due, consignment
    limit $7
"""  # noqa: S608 - our own column names

CLOSED = "select consignment from read.status where closed"

# As FIND prefers them: of the consignments that share a number the last one in this order is meant.
NUMBERS = """
    select alias, consignment
    from read.status, unnest(aliases) as alias
    order by closed desc, registered_at, consignment
"""

UNREADABLE = """
    select stream_id, position, why
    from projections.unreadable
    where projection = $1
    order by position
"""

STATUS = f"""
    select {", ".join(StatusRow.model_fields)}
    from read.status
    where consignment = $1
"""  # noqa: S608 - our own column names

DEADLINES = f"""
    select {", ".join(DeadlineRow.model_fields)}
    from read.deadlines
    where consignment = $1
    order by opened_at, deadline, box, danger
"""  # noqa: S608 - our own column names

ENTERPRISES = f"""
    select {", ".join(f"e.{name}" for name in EnterpriseRow.model_fields)},
      (
        select count(*) from unnest(e.violated_at) as violated
        where violated > clock_timestamp() - interval '90 days'
      ) as violations_90_days,
      (
        select count(*) from read.status s where s.enterprise = e.enterprise and not s.closed
      ) as open_consignments
    from read.enterprises e
    where $1::text is null or e.enterprise = $1
    order by e.escalation_level desc nulls last, e.next_due, e.enterprise
"""  # noqa: S608 - our own column names

PROGRESS = """
    select name, position, head - position as lag, updated_at, error
    from projections.checkpoints, (select coalesce(max(position), 0) as head from ledger.events)
    order by name
"""


# The last word on a call says whether its answer is still waited for.
SILENCES = """
    select last.reason, count(*) as calls, min(last.since) as since
    from read.status s, lateral (
      select distinct on (e.data ->> 'call')
        e.event_type, e.data ->> 'reason' as reason, (e.data ->> 'since')::timestamptz as since
      from ledger.events e
      where e.stream_id = s.stream_id and starts_with(e.event_type, 'call-')
      order by e.data ->> 'call', e.version desc
    ) last
    where s.must_act = $1 and last.event_type = 'call-unanswered'
    group by last.reason
    order by since
"""

HEAD = "select position, recorded_at from ledger.events order by position desc limit 1"


class RegisterLine(EnterpriseRow):
    """A row of the register with what is counted when it is asked for."""

    violations_90_days: int
    open_consignments: int


class ProjectionProgress(BaseModel):
    """How far a projection has come: `lag` events are recorded that its rows do not show yet."""

    model_config = ConfigDict(frozen=True)

    name: str
    position: int
    lag: int
    updated_at: datetime
    error: str | None


class UnansweredCalls(BaseModel):
    """Calls that get no answer for the same reason, and since when the first of them waits."""

    model_config = ConfigDict(frozen=True)

    reason: str
    calls: int
    since: datetime


async def find(pool: asyncpg.Pool, alias: str) -> str | None:
    """The tracking number behind any number of a consignment; open ones first, then the latest."""
    return next(iter(await known_as(pool, alias)), None)


async def known_as(pool: asyncpg.Pool, alias: str) -> list[str]:
    """The consignments that have a number, as `find` prefers them; two stand for more."""
    return [row["consignment"] for row in await pool.fetch(FIND, key(alias))]


async def open_as(pool: asyncpg.Pool, alias: str) -> list[str]:
    """Every open consignment that has a number, five at most."""
    return [row["consignment"] for row in await pool.fetch(OPEN, key(alias))]


async def nearest(pool: asyncpg.Pool, alias: str) -> list[str]:
    """The numbers of open consignments that are nearest to one that nobody has, three at most.

    Each with its consignment, as in `CSQU3054383 (NB26-000001)`.
    """
    rows = await pool.fetch(NEAR, key(alias))
    known = {row["alias"]: row["consignment"] for row in rows}
    return [f"{near} ({known[near]})" for near in get_close_matches(key(alias), known, 3, 0.75)]


async def numbers(pool: asyncpg.Pool) -> dict[str, str]:
    """Every number that is known, and the consignment that `find` would name for it."""
    return {row["alias"]: row["consignment"] for row in await pool.fetch(NUMBERS)}


async def statuses(  # noqa: PLR0913 - every filter has a default
    pool: asyncpg.Pool,
    *,
    stage: Stage | None = None,
    overdue: bool | None = None,
    must_act: Party | None = None,
    enterprise: str | None = None,
    closed: bool | None = None,
    degraded: bool | None = None,
    limit: int = 1000,
) -> list[StatusRow]:
    """The board, the most escalated first; None does not filter."""
    whose = enterprise and tidy_name(enterprise)
    filters = (stage, overdue, must_act, whose, closed, degraded)
    rows = await pool.fetch(STATUSES, *filters, limit)
    return [StatusRow.model_validate(dict(row)) for row in rows]


async def closed(pool: asyncpg.Pool) -> frozenset[str]:
    """The consignments that have ended; one that the read model does not know yet is not among."""
    return frozenset(row["consignment"] for row in await pool.fetch(CLOSED))


async def status(pool: asyncpg.Pool, tracking_no: str) -> StatusRow | None:
    """How one consignment stands; None when the read model does not know it (yet)."""
    row = await pool.fetchrow(STATUS, tracking_no)
    return StatusRow.model_validate(dict(row)) if row else None


async def deadlines(pool: asyncpg.Pool, tracking_no: str) -> list[DeadlineRow]:
    """The deadlines of one consignment, in the order in which they opened."""
    rows = await pool.fetch(DEADLINES, tracking_no)
    return [DeadlineRow.model_validate(dict(row)) for row in rows]


async def enterprises(pool: asyncpg.Pool, code: str | None = None) -> list[RegisterLine]:
    """The register, or the line of one enterprise."""
    rows = await pool.fetch(ENTERPRISES, code and tidy_name(code))
    return [RegisterLine.model_validate(dict(row)) for row in rows]


async def progress(pool: asyncpg.Pool) -> list[ProjectionProgress]:
    """How far every projection has come, and what stops it."""
    return [ProjectionProgress.model_validate(dict(row)) for row in await pool.fetch(PROGRESS)]


async def silences(pool: asyncpg.Pool) -> list[UnansweredCalls]:
    """Why consignments wait for the answer of a system, the longest wait first."""
    rows = await pool.fetch(SILENCES, Party.OPERATIONS)
    return [UnansweredCalls.model_validate(dict(row)) for row in rows]


async def head(pool: asyncpg.Pool) -> tuple[int, datetime | None]:
    """The position of the newest event and when it was recorded; 0 and None when there is none."""
    row = await pool.fetchrow(HEAD)
    return (row["position"], row["recorded_at"]) if row else (0, None)


async def wait_for(
    pool: asyncpg.Pool, projection: str, position: int, timeout: float = 10.0
) -> None:
    """Wait until a read model shows the event at a position, so that one reads one's own writes.

    Raises:
        NotReached: it did not within `timeout` seconds; the message says what stops it.
    """
    try:
        async with asyncio.timeout(timeout):
            while await _position(pool, projection) < position:  # noqa: ASYNC110 - elsewhere
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError:
        known = {each.name: each for each in await progress(pool)}.get(projection)
        where = f"stands at {known.position}: {known.error or 'no error'}" if known else "never ran"
        raise NotReached(
            f"the projection {projection} did not reach position {position} in {timeout:g} s, "
            f"it {where}; see that a projector runs (python -m workers.projector)"
        ) from None


async def _position(pool: asyncpg.Pool, projection: str) -> int:
    position: int | None = await pool.fetchval(
        "select position from projections.checkpoints where name = $1", projection
    )
    return position or 0


async def unreadable(pool: asyncpg.Pool, projection: str) -> list[UnreadableStream]:
    """The streams that a read model passes over: what it shows of them is what stood before."""
    return [UnreadableStream(*row) for row in await pool.fetch(UNREADABLE, projection)]
