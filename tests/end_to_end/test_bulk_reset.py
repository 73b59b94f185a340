"""Everything in the Temporal UI is reset at once, in mid-life, with messages not recorded yet."""

from collections import Counter
from pathlib import Path

import pytest
from google.protobuf.empty_pb2 import Empty
from temporalio.api.common.v1 import ResetOptions
from temporalio.api.enums.v1 import ResetReapplyExcludeType

from models.kernel.identity import consignment_workflow_id
from scripts.demonstration.outcome_check import reviews
from tests.end_to_end.bulk import HELD, RESUMED, bulk
from tests.postgres import locked_ledger
from workers.stack.db_logins import DatabaseLogin

pytestmark = [pytest.mark.drill, pytest.mark.process, pytest.mark.timeout(600)]

TO_THE_FIRST = ResetOptions(first_workflow_task=Empty())
TO_THE_LAST = ResetOptions(last_workflow_task=Empty())
TO_THE_FIRST_BARE = ResetOptions(
    first_workflow_task=Empty(),
    reset_reapply_exclude_types=[ResetReapplyExcludeType.RESET_REAPPLY_EXCLUDE_TYPE_UPDATE],
)
RESETS = {"first": TO_THE_FIRST, "last": TO_THE_LAST, "first, nothing reapplied": TO_THE_FIRST_BARE}


async def test_after_each_bulk_reset_nothing_is_lost_and_every_script_ends_as_it_should(
    tmp_path: Path,
) -> None:
    async with bulk(tmp_path / "data") as on:
        await on.play(0.5)
        await on.mended()
        taken: set[str] = set()
        for name, how in RESETS.items():
            before, told = await on.rows(), on.told()
            async with locked_ledger(on.stack.databases[DatabaseLogin.MIGRATE]):
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
        await on.play(1)
        found = await reviews(on.stage.pool, on.cast, {})
        wrong = [f"{one.role.tracking_no}: {one.differences}" for one in found if one.differences]
        proof = await on.unsound(4)
        told = on.told()
    assert taken
    assert asked
    assert wrong == []
    assert proof == []
    assert max(told.values()) == 1
