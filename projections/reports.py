"""What is counted over many consignments: times, reasons, escalations. Each statement stands once.

A batch with three findings of one reason is one bad batch; a suspicion is none, open or cleared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from projections.escalations import EscalationRow
from projections.group_by import By
from projections.reason_rates import ReasonRate, rates
from projections.risk_window import window_if_any

if TYPE_CHECKING:
    import asyncpg

DWELLS = """
    with spans as (
      select mode, 'discharge to gate-out' as span, 1 as nth, port_seconds as seconds
      from read.dwell where box <> ''
      union all
      select mode, 'discharge to goods on site', 2, to_site_seconds
      from read.dwell where box <> ''
      union all
      select mode, 'discharge to permission to use', 3, to_use_seconds
      from read.dwell where box = ''
    ),
    stays as (
      select
        d.mode, s.stage, 4 as nth,
        extract(epoch from (s.left_at - s.entered_at))::bigint as seconds,
        s.frozen_seconds
      from read.dwell d,
        jsonb_to_recordset(d.stays)
          as s (stage text, entered_at timestamptz, left_at timestamptz, frozen_seconds bigint)
      where d.box = '' and s.left_at is not null
    ),
    everything as (
      select mode, span, nth, seconds, null::bigint as frozen from spans
      union all
      select mode, 'stage ' || stage, nth, seconds, frozen_seconds from stays
    )
    select
      span, mode, count(seconds)::int as n,
      percentile_disc(0.5) within group (order by seconds) as median_seconds,
      percentile_disc(0.9) within group (order by seconds) as p90_seconds,
      max(seconds) as longest_seconds,
      sum(frozen)::bigint as frozen_seconds
    from everything
    where seconds is not null
    group by span, mode, nth
    order by nth, span, mode
"""


class DwellLine(BaseModel):
    """How long something took: boxes for the first two spans, else consignments."""

    model_config = ConfigDict(frozen=True)

    span: str
    mode: str
    n: int
    median_seconds: int
    p90_seconds: int
    longest_seconds: int
    frozen_seconds: int | None


class WaiverLine(BaseModel):
    """What was gone without: how often, in how many of the batches, and who decided that."""

    model_config = ConfigDict(frozen=True)

    requirement: str
    waived: int
    batches: int
    n: int
    officers: list[str]


class ReasonLine(BaseModel):
    """Findings of one value: how many, in how many batches; `open` of them are suspicions.

    `batches` are those in which one is confirmed, of `n` of the same value. Of a defect `rate` says
    how often it is found where it is looked for; None of a breach, which any batch can have, and
    as long as nothing of that value was decided on.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    value: str
    findings: int
    open: int
    batches: int
    n: int
    rate: ReasonRate | None = None


async def dwells(pool: asyncpg.Pool) -> list[DwellLine]:
    """How long the three spans and each stage took, by mode."""
    return [DwellLine.model_validate(dict(row)) for row in await pool.fetch(DWELLS)]


async def reasons(pool: asyncpg.Pool, by: By) -> list[ReasonLine]:
    """What was found, the most frequent first, with its rates where they can be reckoned."""
    lines = [ReasonLine.model_validate(dict(row)) for row in await pool.fetch(_reasons(by))]
    asked = [(line.code, line.value) for line in lines]
    known = rates(await window_if_any(pool), by, asked)
    return [
        line.model_copy(update={"rate": known.get(which)})
        for line, which in zip(lines, asked, strict=True)
    ]


async def escalations(pool: asyncpg.Pool, *, waiting: bool = False) -> list[EscalationRow]:
    """Every escalation, the newest first; `waiting` leaves out what was answered or withdrawn."""
    rows = await pool.fetch(ESCALATIONS, waiting)
    return [EscalationRow.model_validate(dict(row)) for row in rows]


async def waivers(pool: asyncpg.Pool) -> list[WaiverLine]:
    """What was gone without, the most frequent first; `n` are all batches."""
    return [WaiverLine.model_validate(dict(row)) for row in await pool.fetch(WAIVERS)]


WAIVERS = """
    select
      requirement,
      count(*)::int as waived,
      count(distinct consignment)::int as batches,
      (select count(*)::int from read.status) as n,
      array_agg(distinct officer order by officer) as officers
    from read.waivers
    group by requirement
    order by waived desc, requirement
"""


ESCALATIONS = f"""
    select {", ".join(EscalationRow.model_fields)}
    from read.escalations
    where not $1 or (acknowledged_at is null and withdrawn_at is null)
    order by recorded_at desc, consignment, number desc
"""  # noqa: S608 - our own column names


def _reasons(by: By) -> str:
    """Of a value that a batch has from the start, `n` counts its batches; else all of them."""
    of_batch = by in (By.ENTERPRISE, By.SUPPLIER, By.KIND, By.ORIGIN)
    value = "''" if by is By.REASON else f"r.{by}"
    all_of = f"where s.{by} = f.value" if of_batch else ""
    return f"""
        with f as (
          select
            r.code, {value} as value,
            count(*)::int as findings,
            (count(*) filter (where r.status = 'SUSPECTED'))::int as open,
            (count(distinct r.consignment) filter (where r.status = 'CONFIRMED'))::int as batches
          from read.reasons r
          where r.status <> 'CLEARED'
          group by 1, 2
        )
        select f.*, (select count(*)::int from read.status s {all_of}) as n
        from f
        order by batches desc, findings desc, code, value
    """  # noqa: S608 - the members of an enumeration
