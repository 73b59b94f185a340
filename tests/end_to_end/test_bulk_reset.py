"""Everything in the Temporal UI is reset at once, in mid-life, with messages not recorded yet."""

import asyncio
import json
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from google.protobuf.empty_pb2 import Empty
from temporalio.api.batch.v1 import BatchOperationReset
from temporalio.api.common.v1 import ResetOptions
from temporalio.api.enums.v1 import BatchOperationState, ResetReapplyExcludeType
from temporalio.api.workflowservice.v1 import (
    DescribeBatchOperationRequest,
    StartBatchOperationRequest,
)
from temporalio.client import WorkflowUpdateFailedError
from temporalio.service import RPCError

from ledger import Ledger, Recorded
from models.identity import consignment_workflow_id
from models.messages import Hold, Resume
from models.reconciliation import Judgement
from models.state import State
from scripts.checks.chaos import cast_of, stack_for
from scripts.demonstration.performance import OfficersDesk, Stage, register
from scripts.demonstration.review import reviews
from scripts.demonstration.roles import Role
from scripts.reconciling.levels import Databases
from scripts.reconciling.review import Reconciliation
from systems.world import play
from tests.postgres import locked_ledger
from workers.crowd import each
from workers.logins import Login
from workers.pages import Pages
from workers.resurrection import Resurrection
from workers.stack import EmbeddedStack
from workers.starting import consignment

pytestmark = [pytest.mark.drill, pytest.mark.process, pytest.mark.timeout(600)]

SIZE = 16
HELD, RESUMED = "bulk-hold", "bulk-resume"

TO_THE_FIRST = ResetOptions(first_workflow_task=Empty())
TO_THE_LAST = ResetOptions(last_workflow_task=Empty())
TO_THE_FIRST_BARE = ResetOptions(
    first_workflow_task=Empty(),
    reset_reapply_exclude_types=[ResetReapplyExcludeType.RESET_REAPPLY_EXCLUDE_TYPE_UPDATE],
)
RESETS = {"first": TO_THE_FIRST, "last": TO_THE_LAST, "first, nothing reapplied": TO_THE_FIRST_BARE}


@dataclass(frozen=True)
class Bulk:
    """Consignments that have all come part of their way."""

    stage: Stage
    stack: EmbeddedStack
    cast: Sequence[Role]
    folder: Path

    async def play(self, first: float, last: float) -> None:
        """Every script from one part of it to another."""

        async def one(role: Role) -> None:
            steps = role.script.steps
            now = steps[int(len(steps) * first) : int(len(steps) * last)]
            desk = OfficersDesk(self.stage.lapse.client)
            await play(now, role.shipment, self.stage.messenger, self.stage.lapse, desk)

        await each(self.cast, one)

    async def hold(self) -> list[str]:
        """Put on hold and let go again; the numbers of those that took both orders."""

        async def one(role: Role) -> str:
            handle = consignment(self.stage.client, role.tracking_no)
            hold = Hold(officer="Lin", reason="papers")
            resume = Resume(officer="Lin", reason="in order")
            try:
                await handle.execute_update("hold", hold, id=HELD)
                await handle.execute_update("resume", resume, id=RESUMED)
            except (RPCError, WorkflowUpdateFailedError):
                # It has ended by now, or its script has put it on hold.
                return ""
            return role.tracking_no

        return [number for number in await each(self.cast, one) if number]

    async def reset(self, how: ResetOptions) -> None:
        """As *Reset* on everything that runs, in the list of the Temporal UI."""
        client, job = self.stage.client, str(uuid4())
        await client.workflow_service.start_batch_operation(
            StartBatchOperationRequest(
                namespace=client.namespace,
                visibility_query='ExecutionStatus = "Running" AND WorkflowType != "Notice"',
                job_id=job,
                reason="a drill",
                reset_operation=BatchOperationReset(identity="drill", options=how),
            )
        )
        asked = DescribeBatchOperationRequest(namespace=client.namespace, job_id=job)
        while True:
            seen = await client.workflow_service.describe_batch_operation(asked)
            if seen.state != BatchOperationState.BATCH_OPERATION_STATE_RUNNING:
                assert seen.complete_operation_count, seen
                return
            await asyncio.sleep(0.1)

    async def unsound(self, level: int = 2) -> list[Judgement]:
        """What `guomen reconcile` names."""
        logins = self.stack.databases
        databases = Databases(logins[Login.READER], logins[Login.PROJECTOR])
        whole = (databases, Ledger(self.stage.pool), self.stage.pool, self.stage.client)
        review = await Reconciliation(*whole, level=level).run()
        assert not review.faults, review.faults
        return [one for one in review.judgements if not one.sound]

    async def mended(self) -> None:
        """What `guomen reconcile` names is done until it names nothing more."""
        while unsound := await self.unsound():
            assert all("guomen resurrect" in one.why for one in unsound), unsound
            await self.resurrected()

    async def resurrected(self) -> None:
        """`guomen resurrect`."""
        where = (self.stage.client, self.stage.pool, self.stage.task_queue)

        async def freed(_: State) -> bool:
            return True

        await Pages(*where).run()
        await Resurrection(*where, freed).run()

    async def rows(self) -> dict[str, list[Recorded]]:
        """The ledger, stream by stream."""
        found: dict[str, list[Recorded]] = {}
        for row in await Ledger(self.stage.pool).read_after(0, limit=100_000):
            found.setdefault(row.stream_id, []).append(row)
        return found

    def asked(self) -> Counter[str]:
        """How many trips, permits, lots … each system knows."""
        found = Counter[str]()
        for file in (self.folder / "systems").glob("*.db"):
            with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as store:
                kinds = store.execute("select kind, count(*) from record group by kind")
                found.update({f"{file.stem} {kind}": number for kind, number in kinds})
        return found

    def told(self) -> Counter[str]:
        """What hangs at the noticeboard, by its key."""
        lines = (self.folder / "notifications.jsonl").read_text().splitlines()
        return Counter(json.loads(line)["key"] for line in lines)


@asynccontextmanager
async def bulk(folder: Path) -> AsyncIterator[Bulk]:
    async with stack_for(folder) as (stack, stage):
        cast = cast_of(SIZE, datetime.now(UTC))
        for role in cast:
            await register(stage, role)
        yield Bulk(stage, stack, cast, folder)


async def test_after_each_bulk_reset_nothing_is_lost_and_every_script_ends_as_it_should(
    tmp_path: Path,
) -> None:
    async with bulk(tmp_path / "data") as on:
        await on.play(0, 0.5)
        await on.mended()
        taken: set[str] = set()
        for name, how in RESETS.items():
            before, told = await on.rows(), on.told()
            async with locked_ledger(on.stack.databases[Login.MIGRATE]):
                taken |= {*await on.hold()} if not taken else set()
                await on.reset(how)
            await on.mended()
            after = await on.rows()
            for stream, rows in before.items():
                assert after[stream][: len(rows)] == rows, f"{name}: {stream}"
            assert not told - on.told(), name
        for number in taken:
            causes = Counter(
                row.metadata["cause"] for row in after[consignment_workflow_id(number)]
            )
            assert (causes[HELD], causes[RESUMED]) == (1, 1), number
        asked = on.asked()
        await on.play(0.5, 1)
        found = await reviews(on.stage.pool, on.cast, {})
        wrong = [f"{one.role.tracking_no}: {one.differences}" for one in found if one.differences]
        proof = await on.unsound(4)
        told = on.told()
    assert taken
    assert asked
    assert wrong == []
    assert proof == []
    assert max(told.values()) == 1
