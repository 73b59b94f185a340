"""The questions asked all day find their rows by index, however many consignments there are."""

import json
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
from pydantic import BaseModel

from projections import duty_board, queries
from projections.catalogue import PROJECTIONS
from projections.deadlines import DEADLINES, DeadlineRow
from projections.dwell import DwellRow
from projections.enterprises import EnterpriseRow
from projections.escalations import EscalationRow
from projections.occupancy import OccupancyRow
from projections.projection import Projection
from projections.reasons import ReasonRow
from projections.risk_batch_row import RiskBatchRow
from projections.risk_cells import RiskCellRow
from projections.risk_levels import RiskLevelRow, RiskPairRow
from projections.status import STATUS, StatusRow
from projections.waivers import WaiverRow

FILL_STATUS = """
    insert into read_v1.status
    select
      'NB25-' || lpad(n::text, 6, '0'), 'consignment/' || n, 'AUDIT', 'UNDECIDED', 'R1',
      'E' || n % 50, 'S', 'COPPER', 'JP', '', null, 1, 20000, 'E', now(), 'D04',
      n % 500 = 0, case when n % 500 = 0 then 1 + n % 4 end, null, null,
      '{}', '{}', array['BOX' || n, 'SEAL' || n], n % 10 > 0, now(), now(), 1, n
    from generate_series(1, 20000) n
"""
FILL_DEADLINES = """
    insert into read_v1.deadlines
    select 'NB25-' || lpad((n / 4)::text, 6, '0'), 'D0' || n % 4, '', now(), null,
      'OPEN', now(), null, 0, null, '[]', ''
    from generate_series(1, 20000) n
"""


# The planner counts pages itself, and believes this about the rows in them.
PRETEND = """
    update pg_class set reltuples = $1
    where oid in ('read_v1.status'::regclass, 'read_v1.deadlines'::regclass)
"""


@pytest.fixture(params=[20_000, 1_000_000], ids=lambda rows: f"{rows} rows")
async def filled(pool: asyncpg.Pool, request: pytest.FixtureRequest) -> asyncpg.Pool:
    await pool.execute(FILL_STATUS)
    await pool.execute(FILL_DEADLINES)
    await pool.execute("vacuum analyze read_v1.status")
    await pool.execute("vacuum analyze read_v1.deadlines")
    await pool.execute(PRETEND, float(request.param))
    return pool


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


async def indexes(pool: asyncpg.Pool, statement: str, *arguments: object) -> set[str]:
    """The indexes that a statement uses; a scan without one counts by its own name."""
    told: str = await pool.fetchval(f"explain (format json) {statement}", *arguments)
    (explained,) = json.loads(told)
    scans = [node for node in nodes(explained["Plan"]) if "Scan" in node["Node Type"]]
    return {
        node.get("Index Name", node["Node Type"])
        for node in scans
        if node["Node Type"] != "Bitmap Heap Scan"
    }


BOARD_OF_OVERDUE = [None, True, None, None, None, None, 1000]


@pytest.mark.parametrize(
    "statement, arguments, used",
    [
        (queries.FIND, ["BOX77"], "status_aliases"),
        (queries.STATUSES, BOARD_OF_OVERDUE, "status_overdue"),
        (duty_board.OVERDUE, [20], "status_overdue deadlines_pkey"),
        (queries.STATUS, ["NB25-000077"], "status_pkey"),
        (queries.DEADLINES, ["NB25-000077"], "deadlines_pkey"),
        (STATUS.delete, [["NB25-000077"]], "status_pkey"),
        (DEADLINES.delete, [["NB25-000077"]], "deadlines_pkey"),
    ],
    ids=[
        "alias",
        "overdue",
        "what is late",
        "status",
        "deadlines",
        "rewrite status",
        "rewrite deadlines",
    ],
)
async def test_a_question_uses_its_index(
    filled: asyncpg.Pool, statement: str, arguments: list[object], used: str
) -> None:
    assert await indexes(filled, statement, *arguments) == set(used.split())


async def test_the_overdue_board_keeps_its_index_when_its_plan_is_kept(
    filled: asyncpg.Pool,
) -> None:
    async with filled.acquire() as connection:
        for _ in range(8):
            await connection.fetch(queries.STATUSES, *BOARD_OF_OVERDUE)
        kept = await connection.fetchval(
            "select generic_plans from pg_prepared_statements where statement = $1",
            queries.STATUSES,
        )
    assert kept == 0


SHAPES: dict[str, type[BaseModel]] = {
    "status": StatusRow,
    "deadlines": DeadlineRow,
    "dwell": DwellRow,
    "reasons": ReasonRow,
    "escalations": EscalationRow,
    "waivers": WaiverRow,
    "occupancy": OccupancyRow,
    "enterprises": EnterpriseRow,
    "risk_batches": RiskBatchRow,
    "risk_levels": RiskLevelRow,
    "risk_pairs": RiskPairRow,
    "risk_cells": RiskCellRow,
}


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda each: each.name)
async def test_a_row_has_the_columns_of_its_table(
    pool: asyncpg.Pool, projection: Projection
) -> None:
    row = SHAPES[projection.name]
    schema, _, table = projection.table.partition(".")
    columns = await pool.fetch(
        "select column_name from information_schema.columns"
        " where table_schema = $1 and table_name = $2 order by ordinal_position",
        schema,
        table,
    )
    assert [column["column_name"] for column in columns] == list(row.model_fields)
