"""Consignments and enterprises are terminated and deleted in bulk, in whatever state they are."""

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

import pytest

from ledger import Recorded
from models.kernel.identity import consignment_workflow_id
from scripts.demonstration.outcome_check import reviews
from tests.end_to_end.bulk import HELD, RESUMED, Bulk, bulk
from tests.postgres import locked_ledger
from workers.stack.db_logins import DatabaseLogin
from workers.stream_kinds import CONSIGNMENTS, PAGES

pytestmark = [pytest.mark.drill, pytest.mark.process, pytest.mark.timeout(600)]

OURS = 'WorkflowType IN ("Consignment", "PilotEnterprise")'
RUNNING = f'{OURS} AND ExecutionStatus = "Running"'

# Of each round: to which parts of their scripts the consignments have come, side by side.
ROUNDS = ((0.0, 0.2, 0.4, 1.0), (0.3, 0.5, 0.7, 1.0), (0.6, 0.8, 0.9, 1.0))


async def terminated(on: Bulk) -> set[str]:
    """With orders that were accepted and are recorded nowhere; who has taken them."""
    async with locked_ledger(on.stack.databases[DatabaseLogin.MIGRATE]):
        taken = await on.hold()
        await on.terminate(RUNNING)
    return set(taken)


async def deleted(on: Bulk) -> set[str]:
    """With everything that Temporal knew of it, whether it had ended or not."""
    await on.delete(OURS)
    return set()


async def terminated_and_deleted(on: Bulk) -> set[str]:
    """Some of them so, some of them so: a server takes one batch operation at a time."""
    numbers = sorted(role.tracking_no for role in on.cast)
    some = ", ".join(f'"{consignment_workflow_id(number)}"' for number in numbers[::2])
    await on.terminate(f"{RUNNING} AND NOT WorkflowId IN ({some})")
    await on.delete(f"{OURS} AND WorkflowId IN ({some})")
    return set()


ENDS: Sequence[Callable[[Bulk], Awaitable[set[str]]]] = (
    terminated,
    deleted,
    terminated_and_deleted,
)


def open_in(rows: Mapping[str, Sequence[Recorded]]) -> set[str]:
    """The numbers of what somebody must go on with."""
    found = set[str]()
    for stream, events in rows.items():
        # A stream of no workflow, such as that of the portfolio, goes on by itself.
        kind = next(
            (each for each in (PAGES, CONSIGNMENTS) if stream.startswith(each.stream(""))), None
        )
        if kind is not None and not any(row.event_type == kind.closed for row in events):
            found.add(kind.number(stream))
    return found


async def named(on: Bulk) -> dict[str, str]:
    """What `guomen reconcile` finds unsound, and the command that it names for each."""
    told = json.loads((await on.guomen("reconcile", "--json")).out)
    judged = [*told["consignments"], *told["enterprises"]]
    return {one["number"]: one["why"].split(": ")[-1] for one in judged if not one["sound"]}


async def done_as_named(on: Bulk) -> None:
    """Whatever `guomen reconcile` names is done, until it names nothing more."""
    while wrong := await named(on):
        for command in {*wrong.values()}:
            program, *arguments = command.split()
            assert program == "guomen", wrong
            spoken = await on.guomen(*arguments)
            assert spoken.code == 0, spoken.out + spoken.err


def twice(rows: Sequence[Recorded]) -> list[tuple[str, object]]:
    """What a stream holds more than once: of one cause, and with the same content."""
    found = Counter((row.event_type, row.metadata["cause"], json.dumps(row.data)) for row in rows)
    return [(kind, cause) for (kind, cause, _), number in found.items() if number > 1]


async def test_what_is_ended_in_bulk_is_named_and_brought_back_by_the_command_that_is_named(
    tmp_path: Path,
) -> None:
    async with bulk(tmp_path / "data") as on:
        taken: set[str] = set()
        for parts, end in zip(ROUNDS, ENDS, strict=True):
            await on.play(*parts)
            await done_as_named(on)
            before, told, asked = await on.rows(), on.told(), on.asked()
            taken |= await end(on)
            while not {*await named(on)} >= open_in(before):
                # A deletion is carried out after it was asked for.
                await asyncio.sleep(0.5)
            await done_as_named(on)
            after = await on.rows()
            for stream, there in before.items():
                assert after[stream][: len(there)] == there, f"{end.__name__}: {stream}"
            assert not told - on.told(), end.__name__
            assert on.asked() == asked, end.__name__
        await on.play(1)
        found = await reviews(on.stage.pool, on.cast, {})
        wrong = [f"{one.role.tracking_no}: {one.differences}" for one in found if one.differences]
        await done_as_named(on)
        proof = await on.guomen("reconcile", "--level", "3")
        rows, told = await on.rows(), on.told()
    assert wrong == []
    assert proof.code == 0, proof.out + proof.err
    assert {stream: twice(each) for stream, each in rows.items() if twice(each)} == {}
    assert taken
    for number in taken:
        causes = Counter(row.metadata["cause"] for row in rows[consignment_workflow_id(number)])
        assert (causes[HELD], causes[RESUMED]) == (1, 1), number
    assert asked
    assert max(told.values()) == 1
