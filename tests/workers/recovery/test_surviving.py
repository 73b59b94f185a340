"""Whatever is done to a workflow, its consignment goes on: nothing lost, nothing recorded twice."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest
from temporalio.client import Client

from activities.ledger_append import to_append
from ledger import Append, Appended, CoalescingWriter, Ledger, LedgerUnavailable, Recorded
from models.execution.activity_io import EventBatch
from models.execution.reconciliation import ReconciliationVerdict
from models.kernel.event import to_entry
from models.kernel.message import Command
from models.kernel.terms import Outcome
from models.process.decide import decide_command
from models.supervision.messages import Hold, Resume
from projections.stream_reader import snapshot_of
from systems.scenario import SystemFault
from tests.workers.recovery.befallen import (
    EVERYTHING,
    Befall,
    before_the_last_message,
    before_the_messages,
    cancelled,
    delete,
    over_a_message,
    pause,
    pending,
    terminated,
    to_the_first_task,
    unpause,
    without_its_messages,
)
from tests.workers.recovery.recovery_fixtures import Lived, begun, lived
from tests.workers.recovery.test_workflow_recovery import called, resurrected
from workers.consignment_client import consignment
from workers.recovery import reconciliation_store
from workers.recovery.workflow_recovery import RecoveryOutcome

pytestmark = pytest.mark.timeout(120)

HOLD = Hold(officer="Lin", reason="papers")
RESUME = Resume(officer="Lin", reason="in order")
APPEND = CoalescingWriter.append


async def ordered(one: Lived, command: Command, name: str) -> None:
    """An officer orders something under an id of its own."""
    await consignment(one.on.client, one.number).execute_update(command.verb, command, id=name)


async def rows(one: Lived) -> Sequence[Recorded]:
    return await Ledger(one.pool).read_stream(one.stream)


async def settled(one: Lived, cause: str = "") -> None:
    """What a message led to is recorded, and the workflow knows it."""
    while True:
        causes = [row.metadata["cause"] for row in await rows(one)]
        if (not cause or cause in causes) and (
            await one.judged()
        ).verdict is ReconciliationVerdict.AGREE:
            return
        await asyncio.sleep(0.05)


def told(folder: Path) -> Counter[str]:
    """What hangs at the noticeboard, line by line."""
    file = folder / "notifications.jsonl"
    return Counter(file.read_text().splitlines() if file.exists() else ())


def lines(folder: Path) -> list[dict[str, str]]:
    """The same, read."""
    return [json.loads(line) for line in told(folder)]


@pytest.mark.parametrize("befall", EVERYTHING)
async def test_a_consignment_goes_on_or_is_brought_back_by_the_command_that_is_named(
    temporal: Client,
    pool: asyncpg.Pool,
    ledger: Ledger,
    tmp_path: Path,
    befall: Befall,
) -> None:
    async with lived(temporal, pool, tmp_path, until="manifest.discharged") as one:
        await ordered(one, HOLD, "hold-1")
        await ordered(one, RESUME, "resume-1")
        await settled(one, "resume-1")
        before, heard = await rows(one), told(tmp_path)
        await befall(temporal, one.stream)
        judged = await one.judged()
        if not judged.sound:
            assert "guomen resurrect" in judged.why
            (revival,) = await resurrected(one)
            assert revival.why == ""
        await ordered(one, HOLD, "hold-2")
        await settled(one, "hold-2")
        await ordered(one, RESUME, "resume-2")
        after = await rows(one)
        await one.go_on()
        ending = await consignment(temporal, one.number).result()
        proof = await one.judged(3)
    assert after[: len(before)] == before
    assert not heard - told(tmp_path)
    assert max(told(tmp_path).values(), default=1) == 1
    assert ending.outcome is Outcome.RELEASED
    assert ending.head.version == len(await ledger.read_stream(one.stream))
    assert (proof.verdict, proof.why) == (ReconciliationVerdict.AGREE, "")


@contextmanager
def ledger_away() -> Iterator[None]:
    """Nothing can be recorded meanwhile."""

    async def append(_: CoalescingWriter, __: Append) -> Appended:
        raise LedgerUnavailable("away")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CoalescingWriter, "append", append)
        yield


@pytest.mark.parametrize("befall", [over_a_message, cancelled])
async def test_what_was_accepted_and_not_recorded_is_recorded_by_the_run_that_goes_on(
    temporal: Client,
    pool: asyncpg.Pool,
    tmp_path: Path,
    befall: Befall,
) -> None:
    async with lived(temporal, pool, tmp_path, until="manifest.discharged") as one:
        await settled(one)
        with ledger_away():
            await ordered(one, HOLD, "hold-1")
            await ordered(one, RESUME, "resume-1")
            await befall(temporal, one.stream)
        await settled(one, "resume-1")
        causes = Counter(row.metadata["cause"] for row in await rows(one))
    assert (causes["hold-1"], causes["resume-1"]) == (1, 1)


@pytest.mark.parametrize("befall", [before_the_messages, terminated])
async def test_what_was_accepted_and_lies_in_an_ended_run_alone_is_found_and_brought_back(
    temporal: Client,
    pool: asyncpg.Pool,
    tmp_path: Path,
    befall: Befall,
) -> None:
    async with lived(temporal, pool, tmp_path, until="manifest.discharged") as one:
        await settled(one)
        with ledger_away():
            await ordered(one, HOLD, "hold-1")
            await ordered(one, RESUME, "resume-1")
            await befall(temporal, one.stream)
        while (judged := await one.judged()).sound:
            # The lists of Temporal follow what happens.
            await asyncio.sleep(0.05)
        (revival,) = await resurrected(one)
        await settled(one, "resume-1")
        causes = Counter(row.metadata["cause"] for row in await rows(one))
        nothing = await resurrected(one)
        await one.go_on()
        ending = await consignment(temporal, one.number).result()
    assert (judged.verdict, revival.messages) == (ReconciliationVerdict.WORKFLOW_AHEAD, 2)
    assert "guomen resurrect" in judged.why
    assert (causes["hold-1"], causes["resume-1"]) == (1, 1)
    assert [each.fate for each in nothing] == [RecoveryOutcome.RUNS]
    assert ending.outcome is Outcome.RELEASED


async def test_an_order_that_does_not_hold_where_the_ledger_stands_must_be_given_again(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="manifest.discharged") as one:
        await ordered(one, HOLD, "hold-1")
        await settled(one, "hold-1")
        await before_the_last_message(temporal, one.stream)
        await ordered(one, HOLD, "hold-2")
        await settled(one, "step:lapsed:hold-2")
        (lapsed,) = [row for row in await rows(one) if row.event_type == "command-lapsed"]
        state = await one.state()
    said = lines(tmp_path)
    assert (lapsed.data["verb"], lapsed.data["officer"]) == ("hold", "Lin")
    assert json.loads(str(lapsed.data["command"]))["reason"] == "papers"
    assert "on hold already" in str(lapsed.data["refusal"])
    assert "OPS" in {line["party"] for line in said if line["kind"] == "command-lapsed"}
    assert state.overlays == ("HOLD",)


async def test_a_request_to_cancel_is_put_on_record_and_people_hear_of_it_once(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="manifest.discharged") as one:
        await cancelled(temporal, one.stream)
        while "cancellation-requested" not in [row.event_type for row in await rows(one)]:
            await asyncio.sleep(0.05)
        await settled(one)
        # What is asked again of the same run, and what a reset brings back, is the same request.
        await to_the_first_task(temporal, one.stream)
        await ordered(one, HOLD, "hold-1")
        await settled(one, "hold-1")
        await ordered(one, RESUME, "resume-1")
        await one.go_on()
        ending = await consignment(temporal, one.number).result()
        types = Counter(row.event_type for row in await rows(one))
    parties = Counter(
        line["party"] for line in lines(tmp_path) if line["kind"] == "cancellation-requested"
    )
    assert types["cancellation-requested"] == 1
    assert parties == {"OPS": 1, "C2_LEAD": 1}
    assert ending.outcome is Outcome.RELEASED


async def test_a_paused_activity_is_named_and_loses_nothing(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="manifest.discharged") as one:
        await settled(one)
        with ledger_away():
            await ordered(one, HOLD, "hold-1")
            paused = await pending(temporal, one.stream, "record")
            await pause(temporal, one.stream, paused)
            judged = await one.judged()
        await ordered(one, RESUME, "resume-1")
        await unpause(temporal, one.stream, paused)
        await settled(one, "resume-1")
        causes = Counter(row.metadata["cause"] for row in await rows(one))
    assert judged.verdict is ReconciliationVerdict.PAUSED
    assert "temporal activity unpause" in judged.why
    assert not judged.sound
    assert (causes["hold-1"], causes["resume-1"]) == (1, 1)


@pytest.mark.parametrize("befall", [to_the_first_task, without_its_messages])
async def test_a_closed_consignment_that_is_reset_stays_closed(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, befall: Befall
) -> None:
    async with lived(temporal, pool, tmp_path) as one:
        await consignment(temporal, one.number).result()
        await one.on.lapse.rest(one.number)
        before, heard = await rows(one), told(tmp_path)
        await befall(temporal, one.stream)
        while not (judged := await one.judged()).sound or await running(one):
            if "guomen resurrect" in judged.why:
                await resurrected(one)
        after = await rows(one)
    assert after == before
    assert told(tmp_path) == heard


async def running(one: Lived) -> bool:
    return (await consignment(one.on.client, one.number).describe()).close_time is None


async def written_elsewhere(one: Lived, command: Command, name: str) -> None:
    """The ledger has an order that the workflow does not know, as after a restored backup."""
    snapshot = await snapshot_of(Ledger(one.pool), one.number)
    assert snapshot is not None
    now = max(datetime.now(UTC), snapshot.state.marks["discharged"].at)
    decided = decide_command(snapshot.state, command, name, now)
    batch = EventBatch(
        stream_id=one.stream, after=snapshot.head, entries=tuple(map(to_entry, decided))
    )
    await Ledger(one.pool).append(to_append(batch))


async def test_a_run_that_is_behind_goes_on_from_the_ledger_as_soon_as_it_meets_it(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="manifest.discharged") as one:
        await settled(one)
        await written_elsewhere(one, HOLD, "hold-1")
        # As far as the workflow knows, nothing is on hold.
        await ordered(one, HOLD, "hold-2")
        await settled(one, "step:lapsed:hold-2")
        await ordered(one, RESUME, "resume-1")
        await settled(one, "resume-1")
        await one.go_on()
        ending = await consignment(temporal, one.number).result()
        causes = Counter(row.metadata["cause"] for row in await rows(one))
    assert (causes["hold-1"], causes["hold-2"]) == (1, 0)
    assert ending.outcome is Outcome.RELEASED


async def test_a_run_that_is_behind_and_hears_nothing_is_named_and_brought_to_the_ledger(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="manifest.discharged") as one:
        await settled(one)
        await written_elsewhere(one, HOLD, "hold-1")
        judged = await one.judged()
        (would,) = await resurrected(one, dry_run=True)
        (did,) = await resurrected(one)
        await settled(one)
        state = await one.state()
    assert judged.verdict is ReconciliationVerdict.LEDGER_AHEAD
    assert "guomen resurrect" in judged.why
    assert would.fate is did.fate is RecoveryOutcome.CAUGHT_UP
    assert state.overlays == ("HOLD",)


@pytest.mark.parametrize("befall", [to_the_first_task, without_its_messages, terminated])
async def test_a_consignment_of_which_nothing_was_recorded_begins_again(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, befall: Befall
) -> None:
    with ledger_away():
        async with begun(temporal, pool, tmp_path, recorded=False) as one:
            await ordered(one, HOLD, "hold-1")
            await befall(temporal, one.stream)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(CoalescingWriter, "append", APPEND)
                while "hold-1" not in [row.metadata["cause"] for row in await rows(one)]:
                    judged = await one.judged()
                    if "guomen resurrect" in judged.why:
                        await resurrected(one)
                    await asyncio.sleep(0.05)
                await settled(one, "hold-1")
                types = [row.event_type for row in await rows(one)]
    assert types == ["consignment-registered", "held"]


@pytest.mark.parametrize("befall", [terminated, delete])
async def test_who_is_ended_before_the_last_call_was_made_is_named_and_makes_it(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, befall: Befall
) -> None:
    async with lived(temporal, pool, tmp_path, until="unloading.completed") as one:
        *most, last = one.steps
        one.steps = tuple(most)
        await one.go_on()
        one.steps = (SystemFault(last.due, "enterprise", {"fail_next": 1_000}), last)
        playing = asyncio.create_task(one.go_on())
        while "consignment-closed" not in [row.event_type for row in await rows(one)]:
            await asyncio.sleep(0.05)
        before, alive = await rows(one), await one.judged()
        await reconciliation_store.keep(pool, [alive])
        await befall(temporal, one.stream)
        (judged,) = await reconciliation_store.remembered(pool, [await one.judged()])
        await asyncio.gather(playing, return_exceptions=True)
        await one.on.messenger.disturb(SystemFault(last.due, "enterprise", {}))
        (revival,) = await resurrected(one, freed=False)
        await consignment(temporal, one.number).result()
        asked = await called(one)
        after, proof, nothing = await rows(one), await one.judged(3), await resurrected(one)
    # Not `agree`, which would prove for ever that all is done.
    assert alive.verdict is ReconciliationVerdict.IN_FLIGHT
    assert not judged.sound
    assert "guomen resurrect" in judged.why
    assert revival.fate is RecoveryOutcome.RESURRECTED
    assert asked == Counter({"tag_stock": 1})
    assert after == before
    assert (proof.verdict, nothing) == (ReconciliationVerdict.AGREE, [])
