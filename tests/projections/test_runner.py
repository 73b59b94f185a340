"""Rows follow the ledger: exactly once, together with the checkpoint, past every interruption."""

from collections.abc import Iterator
from uuid import uuid4

import asyncpg
import pytest
from structlog.testing import capture_logs

from ledger import Append, Envelope, Ledger, connect
from models.arrival.events import Shipped
from models.kernel.base_types import replace
from models.kernel.event import to_entry
from models.kernel.terms import Stage, System
from models.process import event_registry
from models.supervision.events import ConsignmentRegistered
from projections import queries, runner
from projections.checkpoints import Checkpoint
from projections.consignment_fold import Consignment
from projections.deadlines import DEADLINES
from projections.errors import CheckpointMoved
from projections.horizon import NOW
from projections.projection import Projection, ViewRow
from projections.rebuild import rebuild
from projections.status import STATUS
from projections.time_travel import statuses_at
from tests.history import append_events, record, sample_history
from tests.projections.running import eventually, kept_up, rows_of, stop
from tests.projections.stories import approved, arrived, consignment, hauled

BOTH = pytest.mark.parametrize("projection", [STATUS, DEADLINES], ids=lambda each: each.name)
SHIPPED = Shipped(vessel="EVER LUCID")


async def forget(pool: asyncpg.Pool, projection: Projection) -> None:
    await pool.execute(f"truncate {projection.table}")
    await pool.execute("delete from projections.checkpoints where name = $1", projection.name)


async def test_the_rows_follow_the_ledger(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    history = approved(1)
    async with kept_up(database_url, STATUS, DEADLINES):
        await queries.wait_for(pool, "status", await record(ledger, history))
        shown = await queries.status(pool, history.tracking_no)
        assert shown is not None
        assert (shown.stage, shown.version) == (Stage.INBOUND, len(history.events))

        history.hears(SHIPPED, 100, System.CLEARANCE)
        last = await record(ledger, history)
        await queries.wait_for(pool, "status", last)
        await queries.wait_for(pool, "deadlines", last)

    assert [await queries.status(pool, history.tracking_no)] == [*STATUS.rows(consignment(history))]
    shown_deadlines = await queries.deadlines(pool, history.tracking_no)
    assert {row.deadline for row in shown_deadlines} == {"D03", "D04", "P02", "P03"}


@BOTH
async def test_running_twice_changes_nothing(
    projection: Projection, database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    last = await record(ledger, approved(1), hauled(2))
    written = f"select xmin::text, * from {projection.table} order by 2, 3, 4"  # noqa: S608 - ours
    async with kept_up(database_url, projection):
        await queries.wait_for(pool, projection.name, last)
    first = await pool.fetch(written)

    async with kept_up(database_url, projection):
        last = await record(ledger, approved(3))
        await queries.wait_for(pool, projection.name, last)

    again = await pool.fetch(written)
    assert [row for row in again if row["consignment"] != "NB25-000003"] == first


@BOTH
async def test_folding_from_the_beginning_gives_the_rows_of_running_along(
    projection: Projection,
    database_url: str,
    pool: asyncpg.Pool,
    ledger: Ledger,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runner, "BATCH", 3)
    histories = [hauled(1, boxes=2), approved(2), sample_history(3)]
    async with kept_up(database_url, projection):
        for history in histories:
            await queries.wait_for(pool, projection.name, await record(ledger, history))
        histories[0].hears(SHIPPED, 100, System.CLEARANCE)
        await queries.wait_for(pool, projection.name, await record(ledger, *histories))
    along = await rows_of(pool, projection)

    monkeypatch.undo()
    await forget(pool, projection)
    async with kept_up(database_url, projection):
        await queries.wait_for(pool, projection.name, await ledger.last_position())

    assert along
    assert await rows_of(pool, projection) == along


WRITERS = """
    from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like 'delete from%'
"""
KILL_THE_WRITER = f"select count(pg_terminate_backend(pid)) {WRITERS}"
CUT_ALL_OTHERS = """
    select count(pg_terminate_backend(pid)) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
"""


@BOTH
async def test_killed_in_the_middle_neither_rows_nor_checkpoint_have_moved(
    projection: Projection, database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    last = await record(ledger, approved(1))

    async def is_writing() -> bool:
        return bool(await pool.fetchval(f"select count(*) {WRITERS}"))

    async def is_gone() -> bool:
        return not await is_writing()

    async with kept_up(database_url, projection):
        async with pool.acquire() as obstacle, obstacle.transaction():
            await obstacle.execute(f"lock table {projection.table} in share mode")
            await eventually(is_writing)
            assert await pool.fetchval(KILL_THE_WRITER) == 1
            await eventually(is_gone)
            assert [each.position for each in await queries.progress(pool)] == [0]
            assert await rows_of(pool, projection) == []
        await queries.wait_for(pool, projection.name, last)
    assert await rows_of(pool, projection) != []


@BOTH
async def test_two_runners_write_what_one_would(
    projection: Projection, database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    async with kept_up(database_url, projection, projection) as runners:
        for n in range(1, 6):
            last = await record(ledger, arrived(n))
        await queries.wait_for(pool, projection.name, last)
        for each in runners:
            assert not each.done()
    assert await rows_of(pool, projection) != []
    together = await rows_of(pool, projection)

    await forget(pool, projection)
    async with kept_up(database_url, projection):
        await queries.wait_for(pool, projection.name, last)
    assert await rows_of(pool, projection) == together


async def test_when_the_leading_runner_ends_the_waiting_one_goes_on(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    async with kept_up(database_url, STATUS) as (leader,):
        await queries.wait_for(pool, "status", await record(ledger, approved(1)))
        async with kept_up(database_url, STATUS):
            await stop(leader)
            await queries.wait_for(pool, "status", await record(ledger, approved(2)))


async def record_unknown(ledger: Ledger, n: int) -> int:
    """Record a consignment of one event whose type this release does not know."""
    (first,) = sample_history(n).events
    entry = to_entry(first).model_dump() | {"event_type": "box-eaten"}
    stream = f"consignment/NB25-{n:06}"
    request = Append(
        stream_id=stream,
        after=await ledger.head(stream),
        events=(Envelope.model_validate(entry),),
    )
    return (await ledger.append(request)).last_position


async def test_a_stream_with_a_bad_event_is_passed_over_and_read_again_when_it_can_be(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "READ_AGAIN", 0.05)
    await record(ledger, approved(1))
    bad = await record_unknown(ledger, 2)
    last = await record(ledger, approved(3))

    with capture_logs() as logs:
        async with kept_up(database_url, STATUS):
            await queries.wait_for(pool, "status", last)
            (shown,) = await queries.progress(pool)
            assert (shown.lag, shown.position) == (0, last)
            assert f"passed over: position {bad}, consignment/NB25-000002" in str(shown.error)
            rows = await rows_of(pool, STATUS)
            assert [row["consignment"] for row in rows] == ["NB25-000001", "NB25-000003"]
            (unread,) = await queries.unreadable(pool, "status")
            assert (unread.stream_id, unread.position) == ("consignment/NB25-000002", bad)

            monkeypatch.setitem(event_registry.BY_TYPE, "box-eaten", ConsignmentRegistered)
            await eventually(lambda: _all_read(pool))

    told = [(log["event"], log["log_level"]) for log in logs]
    assert told == [("passes a stream over", "error"), ("reads a stream again", "info")]
    (shown,) = await queries.progress(pool)
    assert (shown.lag, shown.error) == (0, None)
    assert len(await rows_of(pool, STATUS)) == 3


async def _all_read(pool: asyncpg.Pool) -> bool:
    return not await queries.unreadable(pool, "status")


async def test_what_comes_after_a_bad_event_of_a_stream_is_passed_over_too(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    """Also by a runner that starts later: half a life is nobody's."""
    await record_unknown(ledger, 2)
    async with kept_up(database_url, STATUS):
        await queries.wait_for(pool, "status", 1)
    (first,) = sample_history(2).events
    await append_events(ledger, "NB25-000002", [replace(first, id=uuid4())])
    last = await record(ledger, approved(3))
    async with kept_up(database_url, STATUS):
        await queries.wait_for(pool, "status", last)
    (unread,) = await queries.unreadable(pool, "status")
    assert unread.position == 1
    assert [row["consignment"] for row in await rows_of(pool, STATUS)] == ["NB25-000003"]


async def test_a_rebuild_and_a_look_at_the_past_name_it_and_go_on(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    await record(ledger, approved(1))
    bad = await record_unknown(ledger, 2)
    last = await record(ledger, approved(3))
    async with kept_up(database_url, STATUS):
        await queries.wait_for(pool, "status", last)
    done = await rebuild(database_url, "status")
    then = await statuses_at(database_url, NOW)
    assert done.equal
    assert [row.consignment for row in then.rows] == ["NB25-000001", "NB25-000003"]
    for unread in (done.unreadable, then.unreadable, await queries.unreadable(pool, "status")):
        assert [(one.stream_id, one.position) for one in unread] == [
            ("consignment/NB25-000002", bad)
        ]


async def stopped(pool: asyncpg.Pool) -> queries.ProjectionProgress:
    """The progress of the only projection, once something stops it."""

    async def stands_still() -> bool:
        return any(each.error for each in await queries.progress(pool))

    await eventually(stands_still)
    (shown,) = await queries.progress(pool)
    return shown


async def test_rows_that_cannot_be_made_stop_the_projection_too(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    def broken(_: Consignment) -> Iterator[ViewRow]:
        raise ArithmeticError("no such sum")

    await record(ledger, approved(1))
    async with kept_up(database_url, Projection("status", "read_v1.status", broken)):
        shown = await stopped(pool)
    assert (shown.position, shown.error) == (0, "ArithmeticError: no such sum")


async def test_a_checkpoint_moved_by_another_is_not_overwritten(
    database_url: str, pool: asyncpg.Pool
) -> None:
    async with pool.acquire() as first, await connect(database_url) as others:
        checkpoint = Checkpoint(first, "status")
        assert await checkpoint.lead()
        async with others.acquire() as second:
            late = Checkpoint(second, "status")
            assert not await late.lead()
            await checkpoint.advance(0, 5)
            with pytest.raises(CheckpointMoved, match="no longer at 0"):
                await late.advance(0, 3)
        assert await checkpoint.position() == 5


async def test_a_checkpoint_that_was_put_back_is_followed_from_there(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    last = await record(ledger, approved(1), hauled(2))
    async with kept_up(database_url, STATUS):
        await queries.wait_for(pool, "status", last)
        rows = await rows_of(pool, STATUS)
        await pool.execute("update projections.checkpoints set position = 4")
        await queries.wait_for(pool, "status", last)
    assert await rows_of(pool, STATUS) == rows


async def test_it_goes_on_after_its_connections_were_cut(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    async with kept_up(database_url, STATUS) as (running,):
        await queries.wait_for(pool, "status", await record(ledger, approved(1)))
        assert await pool.fetchval(CUT_ALL_OTHERS) > 0
        await queries.wait_for(pool, "status", await record(ledger, approved(2)))
        assert not running.done()
