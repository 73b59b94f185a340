"""The promise that readers build on: positions are 1..N and become visible in that order."""

import asyncio
from random import Random

import asyncpg
import pytest

from ledger import (
    Append,
    Appended,
    AppendVerdict,
    CoalescingWriter,
    Conflict,
    Head,
    Ledger,
    LedgerUnavailable,
    Recorded,
    connect,
)
from tests.ledger.offers import events, offer
from tests.ledger.proving import proof_of

CONTESTED = ["consignment/NB25-000001", "consignment/NB25-000002"]
TURNS = 20


def seeded(*parts: int) -> Random:
    return Random(str(parts))  # noqa: S311 - a repeatable choice, not a secret


async def until_answered(door: Ledger | CoalescingWriter, request: Append) -> Appended:
    """As an activity does it: unavailable means the same request again."""
    while True:
        try:
            return await door.append(request)
        except LedgerUnavailable:
            await asyncio.sleep(0)


async def head_of_stream(ledger: Ledger, stream: str) -> Head:
    while True:
        try:
            return await ledger.head(stream)
        except LedgerUnavailable:
            await asyncio.sleep(0)


async def write_own_stream(door: Ledger | CoalescingWriter, name: str, random: Random) -> list[str]:
    """One stream, one writer: batches are sent, sent again, and sent again grown."""
    stream, head, written = f"own/{name}", Head.start(f"own/{name}"), list[str]()
    for turn in range(TURNS):
        names = [f"{name}/{turn}/{number}" for number in range(random.randint(1, 4))]
        sent = random.randint(1, len(names))
        await until_answered(door, offer(events(*names[:sent]), after=head, stream=stream))
        whole = offer(events(*names), after=head, stream=stream)
        answer = await until_answered(door, whole)
        again = await until_answered(door, whole)
        assert again == answer.model_copy(update={"verdict": AppendVerdict.DUPLICATE})
        head, written = answer.head, written + names
    return written


async def write_contested_streams(
    door: Ledger | CoalescingWriter, ledger: Ledger, name: str, random: Random
) -> list[str]:
    """Streams of many writers: who loses a race reads the head and tries again."""
    written = []
    for turn in range(TURNS):
        stream, event = random.choice(CONTESTED), f"{name}/contested/{turn}"
        while True:
            head = await head_of_stream(ledger, stream)
            try:
                await until_answered(door, offer(events(event), after=head, stream=stream))
            except Conflict:
                continue
            written.append(event)
            break
    return written


async def follow(ledger: Ledger, finished: asyncio.Event) -> list[Recorded]:
    """The plainest possible reader: `position > cursor`, and never looks back."""
    seen: list[Recorded] = []
    while True:
        was_finished = finished.is_set()
        try:
            page = await ledger.read_after(len(seen), limit=7)
        except LedgerUnavailable:
            continue
        seen += page
        if was_finished and not page:
            return seen


async def write_all(doors: list[Ledger | CoalescingWriter], ledger: Ledger, seed: int) -> list[str]:
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(writing)
            for number, door in enumerate(doors)
            for writing in (
                write_own_stream(door, f"w{number}", seeded(seed, number)),
                write_contested_streams(door, ledger, f"w{number}", seeded(seed, -number)),
            )
        ]
    return [name for task in tasks for name in task.result()]


def assert_followed_in_order(seen: list[Recorded], written: list[str]) -> None:
    assert [event.position for event in seen] == list(range(1, len(written) + 1))
    assert sorted(str(event.data["name"]) for event in seen) == sorted(written)
    assert [event.recorded_at for event in seen] == sorted(event.recorded_at for event in seen)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_reader_beside_many_writers_sees_every_position_once_and_in_order(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger, seed: int
) -> None:
    finished = asyncio.Event()
    async with (
        await connect(database_url) as other,
        CoalescingWriter(ledger) as first,
        CoalescingWriter(Ledger(other)) as second,
        asyncio.TaskGroup() as group,
    ):
        readers = [group.create_task(follow(Ledger(other), finished)) for _ in range(2)]
        written = await write_all([ledger, Ledger(other), first, second], ledger, seed)
        finished.set()

    for reader in readers:
        assert_followed_in_order(reader.result(), written)
    assert (await proof_of(pool)).sound


async def kill_connections(database_url: str, finished: asyncio.Event) -> int:
    """Cut other connections, in whatever they are doing, as long as someone writes."""
    killer, killed = await asyncpg.connect(database_url), 0
    try:
        while not finished.is_set():
            killed += await killer.fetchval(
                """
                select count(pg_terminate_backend(pid))
                from (
                  select pid from pg_stat_activity
                  where datname = current_database() and application_name = 'guomen'
                    and state = 'active' and random() < $1
                ) victims
                """,
                0.1 if killed else 1.0,
            )
            await asyncio.sleep(0.002)
    finally:
        await killer.close()
    return killed


async def test_writers_whose_connections_are_cut_record_everything_exactly_once(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    finished = asyncio.Event()
    async with CoalescingWriter(ledger) as writer, asyncio.TaskGroup() as group:
        killing = group.create_task(kill_connections(database_url, finished))
        reader = group.create_task(follow(ledger, finished))
        written = await write_all([ledger, writer, ledger], ledger, seed=4)
        finished.set()

    assert killing.result() > 0
    assert_followed_in_order(reader.result(), written)
    assert (await proof_of(pool)).sound
