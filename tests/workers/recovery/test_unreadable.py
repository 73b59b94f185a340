"""One stream that cannot be read among good ones: it is named, the others are worked through."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import ActivityEnvironment

from ledger import Ledger, LedgerUnavailable
from models.consignment.state import State
from models.execution.reconciliation import ReconciliationVerdict
from models.kernel.identity import consignment_workflow_id
from tests.workers.recovery.poisoned import poisoned
from tests.workers.recovery.recovery_fixtures import cut_off, lived
from workers.consignment_client import consignment
from workers.recovery.history_reader import Histories
from workers.recovery.ledger_recovery import Refill
from workers.recovery.reconciler import Auditor
from workers.recovery.scheduled_reconciliation import Sweeper
from workers.recovery.unreadable_streams import each_apart
from workers.recovery.workflow_recovery import RecoveryOutcome, Resurrection

pytestmark = pytest.mark.timeout(120)


def only(client: Client, *numbers: str) -> Histories:
    """Of these alone; the session's server knows others, too."""

    class Only(Histories):
        async def known(self) -> AsyncIterator[str]:
            for number in numbers:
                yield consignment_workflow_id(number)

    return Only(client)


async def free(_: State) -> bool:
    return True


@pytest.mark.parametrize("level", [2, 3])
async def test_reconciliation_names_what_it_cannot_read_and_judges_the_rest(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path, level: int
) -> None:
    async with (
        lived(temporal, pool, tmp_path, until="gate.passage") as good,
        poisoned(temporal, ledger) as bad,
    ):
        auditor = Auditor(Histories(temporal), ledger, pool)
        found = {
            n: await auditor.judge(n, level) for n in (bad["history"], bad["batch"], good.number)
        }
    assert found[good.number].verdict is ReconciliationVerdict.AGREE
    for number in (bad["history"], bad["batch"]):
        assert found[number].verdict is ReconciliationVerdict.UNREADABLE
        assert not found[number].sound
        assert f"look at consignment/{number} in the Temporal UI" in found[number].why


async def test_a_sweep_names_them_and_goes_on(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path
) -> None:
    async with (
        lived(temporal, pool, tmp_path, until="gate.passage") as good,
        poisoned(temporal, ledger) as bad,
    ):
        swept = await ActivityEnvironment().run(Sweeper(temporal, pool).reconcile_changed)
        again = await ActivityEnvironment().run(Sweeper(temporal, pool).reconcile_changed)
    assert good.number not in swept.unsound
    assert {bad["history"], bad["batch"]} <= set(swept.unsound) == set(again.unsound)


async def test_a_refill_brings_back_the_tails_of_the_others(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path, database_url: str
) -> None:
    async with poisoned(temporal, ledger) as bad:
        async with lived(temporal, pool, tmp_path) as good:
            await consignment(temporal, good.number).result()
            before = await ledger.read_stream(good.stream)
            await cut_off(database_url, 3)
            histories = only(temporal, bad["history"], bad["batch"], good.number)
            done = {one.consignment: one for one in await Refill(histories, ledger).run()}
        after = await ledger.read_stream(good.stream)
    assert (done[good.number].events, done[good.number].why) == (3, "")
    assert [row.hash for row in after] == [row.hash for row in before]
    for number in (bad["history"], bad["batch"]):
        assert "cannot be read" in done[number].why


async def test_a_resurrection_brings_back_the_others(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path
) -> None:
    async with (
        lived(temporal, pool, tmp_path, until="gate.passage") as good,
        poisoned(temporal, ledger) as bad,
    ):
        await consignment(temporal, good.number).terminate("lost")
        await good.forgotten()
        revived = await Resurrection(temporal, pool, good.on.task_queue, free).run()
        fates = {one.consignment: one for one in revived}
    assert fates[good.number].fate is RecoveryOutcome.RESURRECTED
    for number in bad.values():
        assert fates[number].fate is RecoveryOutcome.REFUSED
        assert "cannot be read" in fates[number].why


async def test_what_temporal_finds_too_large_concerns_one_stream_alone() -> None:
    error = RPCError(
        "grpc: received message after decompression larger than max 4194304",
        RPCStatusCode.RESOURCE_EXHAUSTED,
        b"",
    )

    async def work(number: str) -> str:
        if number == "NB26-1":
            raise error
        return "read"

    assert await each_apart(["NB26-1", "NB26-2"], work, lambda *_: "unreadable") == [
        "unreadable",
        "read",
    ]


@pytest.mark.parametrize(
    "error", [LedgerUnavailable("away"), RPCError("away", RPCStatusCode.UNAVAILABLE, b"")]
)
async def test_nobody_is_called_unreadable_because_the_database_or_temporal_is_away(
    error: Exception,
) -> None:
    async def work(_: str) -> str:
        raise error

    with pytest.raises(ExceptionGroup) as raised:
        await each_apart(["NB26-1"], work, lambda *_: "unreadable")
    assert raised.value.exceptions == (error,)
