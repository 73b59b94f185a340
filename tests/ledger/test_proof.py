import asyncpg
import pytest

from ledger import Fault, Ledger, Proof, check
from tests.ledger.offers import OTHER, STREAM, events, offer


@pytest.fixture
async def recorded(ledger: Ledger) -> Ledger:
    first = await ledger.append(offer(events("a", "b")))
    await ledger.append(offer(events("x"), stream=OTHER))
    await ledger.append(offer(events("c"), after=first.head))
    return ledger


async def tamper(pool: asyncpg.Pool, statement: str) -> None:
    """What only the owner can do, and only on purpose."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("alter table ledger.events disable trigger all")
        await connection.execute(statement)
        await connection.execute(
            "alter table ledger.events enable always trigger events_are_append_only"
        )


async def test_an_empty_ledger_is_sound(ledger: Ledger) -> None:
    assert await check(ledger) == Proof(events=0, streams=0)


async def test_an_untouched_ledger_is_sound(recorded: Ledger) -> None:
    proof = await check(recorded)

    assert proof == Proof(events=4, streams=2)
    assert proof.sound


@pytest.mark.parametrize(
    "statement, position, why",
    [
        (
            'update ledger.events set data = data || \'{"name": "z"}\' where position = 2',
            2,
            f"{STREAM} version 2 does not match its own hash",
        ),
        (
            "update ledger.events set occurred_at = '2025-02-28' where position = 3",
            3,
            f"{OTHER} version 1 does not match its own hash",
        ),
        (
            "update ledger.events set metadata = '{}' where position = 1",
            1,
            f"{STREAM} version 1 does not match its own hash",
        ),
        (
            "update ledger.events set data = '{\"mass\": 1.5}' where position = 2",
            2,
            f"{STREAM} version 2: event.data.mass is the float 1.5: write a decimal string instead",
        ),
        (
            "update ledger.events set prev_hash = sha256('') where position = 4",
            4,
            f"{STREAM} version 3 is not linked to the event before it",
        ),
        (
            "update ledger.events set hash = sha256('') where position = 1",
            1,
            f"{STREAM} version 1 does not match its own hash",
        ),
        (
            "delete from ledger.events where position = 2",
            2,
            "position 2 is missing; the next is 3",
        ),
        (
            "update ledger.events set version = 7 where position = 4",
            4,
            f"{STREAM} has version 7 after version 2",
        ),
        (
            "update ledger.events set stream_id = 'consignment/other' where position = 3",
            3,
            "consignment/other version 1 is not linked to the event before it",
        ),
    ],
)
async def test_the_first_place_that_was_tampered_with_is_named(
    recorded: Ledger, pool: asyncpg.Pool, statement: str, position: int, why: str
) -> None:
    await tamper(pool, statement)

    proof = await check(recorded)

    assert proof.fault == Fault(position=position, why=why)
    assert proof.events == position - 1
    assert not proof.sound


async def test_an_event_moved_to_another_position_of_its_stream_is_seen(
    recorded: Ledger, pool: asyncpg.Pool
) -> None:
    await tamper(
        pool,
        "update ledger.events set position = 9 where position = 1;"
        "update ledger.events set position = 1 where position = 2;"
        "update ledger.events set position = 2 where position = 9",
    )

    fault = (await check(recorded)).fault

    assert fault == Fault(position=1, why=f"{STREAM} has version 2 after version 0")


async def test_a_tail_cut_off_is_not_seen_from_inside(recorded: Ledger, pool: asyncpg.Pool) -> None:
    await tamper(pool, "delete from ledger.events where position = 4")

    assert await check(recorded) == Proof(events=3, streams=2)
