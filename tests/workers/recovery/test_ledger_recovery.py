"""The ledger lost its tail: the histories supply it, and it must fit."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
from temporalio.client import Client

from ledger import Ledger
from models.execution.reconciliation import ReconciliationVerdict
from tests.workers.recovery.recovery_fixtures import Lived, cut_off, lived
from workers.consignment_client import consignment
from workers.recovery.history_reader import Histories
from workers.recovery.ledger_recovery import Refill, Refilled


async def refilled(one: Lived, *, dry_run: bool = False) -> list[Refilled]:
    """Of this consignment; the session's server knows others, too."""

    class Only(Histories):
        async def known(self) -> AsyncIterator[str]:
            yield one.stream

    return await Refill(Only(one.on.client), Ledger(one.pool), dry_run=dry_run).run()


async def test_a_lost_tail_comes_back_as_it_was(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path, database_url: str
) -> None:
    async with lived(temporal, pool, tmp_path) as one:
        await consignment(temporal, one.number).result()
        before = await ledger.read_stream(one.stream)
        await cut_off(database_url, 9)
        (would,) = await refilled(one, dry_run=True)
        still = await ledger.head(one.stream)
        (did,) = await refilled(one)
        judged = await one.judged(3)
        nothing = await refilled(one)
    after = await ledger.read_stream(one.stream)
    assert would == did
    assert (did.after, did.events, did.why) == (len(before) - 9, 9, "")
    assert still.version == len(before) - 9
    assert [row.hash for row in after] == [row.hash for row in before]
    assert judged.verdict is ReconciliationVerdict.AGREE
    assert nothing == []


async def test_a_whole_stream_comes_back_while_the_consignment_is_under_way(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path, database_url: str
) -> None:
    async with lived(temporal, pool, tmp_path, until="gate.passage") as one:
        before = await ledger.read_stream(one.stream)
        await cut_off(database_url, len(before))
        (did,) = await refilled(one)
        await one.go_on()
        await consignment(temporal, one.number).result()
        judged = await one.judged(3)
    assert did.events == len(before)
    assert judged.verdict is ReconciliationVerdict.AGREE


async def test_a_consignment_that_meets_a_ledger_without_its_tail_waits_and_then_goes_on(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, database_url: str
) -> None:
    async with lived(temporal, pool, tmp_path, until="gate.passage") as one:
        await cut_off(database_url, 3)
        # Records nothing: what the ledger had acknowledged is not there.
        told, one.steps = one.steps[:1], one.steps[1:]
        await one.on.messenger.tell(told[0])  # type: ignore[arg-type]
        await refilled(one)
        await one.go_on()
        ending = await consignment(temporal, one.number).result()
        judged = await one.judged(3)
    assert ending.outcome == "RELEASED"
    assert judged.verdict is ReconciliationVerdict.AGREE


async def test_a_suffix_that_does_not_continue_the_chain_is_refused(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path, database_url: str
) -> None:
    async with lived(temporal, pool, tmp_path, until="gate.passage") as one:
        await cut_off(database_url, 3)
        last = (await ledger.read_stream(one.stream))[-1]
        await rewrite(pool, one, last.version)
        (refused,) = await refilled(one)
        head = await ledger.head(one.stream)
    assert refused.events == 0
    assert "is not the one that the history goes on from" in refused.why
    assert head.version == last.version


async def rewrite(pool: asyncpg.Pool, one: Lived, version: int) -> None:
    async with pool.acquire() as connection:
        await connection.execute("alter table ledger.events disable trigger all")
        await connection.execute(
            "update ledger.events set hash = sha256(hash) where stream_id = $1 and version = $2",
            *(one.stream, version),
        )
