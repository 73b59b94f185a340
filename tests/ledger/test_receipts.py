"""What came in from outside has a receipt, and is what it was."""

from pathlib import Path

import asyncpg
import pytest

from ledger import AttestedRecord, verify
from ledger.attestation import read_seals
from tests.ledger.incoming import come_in
from tests.ledger.tampering import new_sealer, seal_all, tamper


@pytest.fixture
async def messages(pool: asyncpg.Pool) -> None:
    for number in range(1, 5):
        await come_in(pool, f"checkpoint-{number}", f'{{"number": {number}}}')


@pytest.mark.usefixtures("messages")
async def test_messages_as_they_came_are_sound(database_url: str) -> None:
    proof = await verify(database_url)

    assert proof.sound
    assert proof.messages == 4


@pytest.mark.usefixtures("messages")
async def test_receipts_are_sealed_like_events(
    database_url: str, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    seals = await seal_all(new_sealer(pool, tmp_path), pool)

    ranges = [(seal.record, seal.first_position, seal.last_position) for seal in seals]
    assert ranges == [(AttestedRecord.RECEIPTS, 1, 2), (AttestedRecord.RECEIPTS, 3, 4)]
    proof = await verify(database_url, kept=seals)
    assert (proof.sound, proof.seals) == (True, 2)


CHANGES = [
    "update gateway.messages set raw = '{}'",
    "update gateway.messages set message_id = 'another'",
    "update gateway.messages set received_at = now()",
    "delete from gateway.messages",
    "truncate gateway.messages",
    "delete from ledger.receipts",
    "update ledger.receipts set received_at = now()",
]


@pytest.mark.usefixtures("messages")
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("replication_role", ["origin", "replica"])
async def test_what_came_in_cannot_be_changed_by_the_owner(
    pool: asyncpg.Pool, change: str, replication_role: str
) -> None:
    async with pool.acquire() as connection:
        await connection.execute(f"set session_replication_role = {replication_role}")
        with pytest.raises(asyncpg.PostgresError, match="is append-only") as refusal:
            await connection.execute(change)

    assert refusal.value.sqlstate == "LG001"


@pytest.mark.usefixtures("messages")
async def test_the_gateway_notes_what_became_of_a_message_and_changes_nothing_else(
    pool: asyncpg.Pool,
) -> None:
    async with pool.acquire() as connection:
        await connection.execute("set role gateway")
        await connection.execute("update gateway.messages set attempts = 1")
        with pytest.raises(asyncpg.PostgresError, match="is append-only"):
            await connection.execute(CHANGES[0])
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("insert into ledger.receipts values (9)")


async def test_a_message_with_another_digest_than_its_own_does_not_come_in(
    pool: asyncpg.Pool,
) -> None:
    with pytest.raises(asyncpg.PostgresError, match="is not that of its content") as refusal:
        await pool.execute(
            "insert into gateway.messages "
            "(system, message_id, digest, type, occurred_at, raw, aliases, next_try_at) "
            "values ('checkpoint', '1', 'made up', 't', now(), '{}', '{}', now())"
        )
    assert refusal.value.sqlstate == "LG002"


GONE = "message checkpoint-2 of checkpoint, received"
TAMPERED = {
    "its content": ("update gateway.messages set raw = '{}' where number = 2", 2, GONE),
    "its content and digest": (
        """
        update gateway.messages set raw = '{}', digest = encode(sha256('{}'), 'hex')
        where number = 2
        """,
        2,
        GONE,
    ),
    "its id": ("update gateway.messages set message_id = 'x' where number = 2", 2, GONE),
    "deleted": ("delete from gateway.messages where number = 2", 2, GONE),
    "deleted with its receipt": (
        """
        delete from gateway.messages where number = 2;
        delete from ledger.receipts where number = 2
        """,
        2,
        "receipt 2 is missing; the next is 3",
    ),
    "its receipt": (
        "update ledger.receipts set received_at = '2020-01-01' where number = 2",
        2,
        "receipt 2 does not match its own hash",
    ),
    "its receipt, at the end of time": (
        "update ledger.receipts set received_at = 'infinity' where number = 2",
        2,
        "receipt 2 does not match its own hash",
    ),
    "put in": (
        """
        insert into gateway.messages
          (system, message_id, digest, type, occurred_at, raw, aliases, next_try_at)
        values ('enterprise', '9', 'x', 't', now(), '[]', '{}', now())
        """,
        5,
        "message 9 of enterprise lies there as no receipt says it came in",
    ),
}


@pytest.mark.usefixtures("messages")
@pytest.mark.parametrize("way", TAMPERED)
async def test_a_message_that_is_not_what_came_in_is_named(
    database_url: str, pool: asyncpg.Pool, way: str
) -> None:
    statement, number, why = TAMPERED[way]
    await tamper(pool, statement)

    faults = (await verify(database_url)).faults

    assert any(
        (each.record, each.position) == (AttestedRecord.RECEIPTS, number)
        and each.why.startswith(why)
        for each in faults
    ), faults


@pytest.mark.usefixtures("messages")
async def test_the_last_messages_gone_with_their_receipts_are_missed_by_the_seals(
    database_url: str, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    await seal_all(new_sealer(pool, tmp_path), pool)
    await tamper(
        pool,
        "delete from gateway.messages where number = 4",
        "delete from ledger.receipts where number = 4",
    )

    (fault,) = (await verify(database_url)).faults

    assert (fault.record, fault.position) == (AttestedRecord.RECEIPTS, 4)
    assert fault.why.startswith("the tail is cut off: seal 2 of")


@pytest.mark.usefixtures("messages")
async def test_a_bad_receipt_is_left_out_and_the_rest_is_sealed(
    pool: asyncpg.Pool, tmp_path: Path
) -> None:
    await tamper(pool, "update ledger.receipts set received_at = '2020-01-01' where number = 2")

    done = await new_sealer(pool, tmp_path, 9).seal()

    assert [flaw.position for flaw in done.unsound] == [2]
    ranges = [(seal.first_position, seal.last_position) for seal in await read_seals(pool)]
    assert ranges == [(1, 1), (3, 4)]


async def test_a_message_sent_twice_has_one_receipt(pool: asyncpg.Pool) -> None:
    await come_in(pool, "checkpoint-1")
    with pytest.raises(asyncpg.UniqueViolationError):
        await come_in(pool, "checkpoint-1")
    await come_in(pool, "checkpoint-2")

    assert [row["number"] for row in await pool.fetch("select number from ledger.receipts")] == [
        1,
        2,
    ]
