"""Requests that are looked at all at once and requests that are judged one by one: the same."""

from typing import Any

import asyncpg
import pytest

from ledger import Append, Ledger
from ledger.store import APPEND, _rows
from tests.ledger.offers import OTHER, STREAM, events, head_of, offer

JUDGED = """
    select *
    from ledger.append_judged_v1(
      (select coalesce(max(position), 0) from ledger.events), now(),
      $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
    )
"""
WRITTEN = "select position, stream_id, version, event_id, data, prev_hash, hash from ledger.events"
KNOWN = offer(events("a", "b"))
THIRD = "consignment/NB25-000003"

Rows = list[tuple[Any, ...]]


async def told(pool: asyncpg.Pool, statement: str, requests: list[Append]) -> tuple[Rows, Rows]:
    """Answers and rows after these requests, which then never happened."""
    columns = zip(*(row for request in requests for row in _rows(request)), strict=True)
    async with pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        answers = await connection.fetch(statement, *map(list, columns))
        rows = await connection.fetch(f"{WRITTEN} order by position")
        await transaction.rollback()
    return sorted(map(tuple, answers)), list(map(tuple, rows))


@pytest.mark.parametrize(
    "requests",
    [
        [offer(events("c"), after=head_of(KNOWN))],
        [offer(events("c", "d"), after=head_of(KNOWN)), offer(events("e", "f", "g"), stream=OTHER)],
        [offer(events(f"{n}"), stream=f"s/{n}") for n in range(40)],
    ],
    ids=["it goes on", "several of several streams", "many begin"],
)
async def test_what_is_new_and_follows_is_written_the_same_either_way(
    pool: asyncpg.Pool, ledger: Ledger, requests: list[Append]
) -> None:
    await ledger.append(KNOWN)
    at_once = await told(pool, APPEND, requests)
    assert at_once == await told(pool, JUDGED, requests)
    assert "appended" in str(at_once)


@pytest.mark.parametrize(
    "odd",
    [
        KNOWN,
        offer(events("a", "b", "c")),
        offer(events("c"), after=head_of(offer(events("a")))),
        offer(events("c"), stream=STREAM),
        offer(events("b"), stream=THIRD),
    ],
    ids=["known", "partly known", "an old head", "begun again", "an id of another stream"],
)
async def test_one_request_that_does_not_follow_changes_nothing_for_the_others(
    pool: asyncpg.Pool, ledger: Ledger, odd: Append
) -> None:
    await ledger.append(KNOWN)
    requests = [offer(events("x"), stream=OTHER), odd]
    at_once = await told(pool, APPEND, requests)
    assert at_once == await told(pool, JUDGED, requests)
    assert (OTHER, "appended") in {answer[:2] for answer in at_once[0]}
