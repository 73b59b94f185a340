"""Seals: given over what is sound, kept in a file, and never taken for what they are not."""

from pathlib import Path

import asyncpg
import pytest

from ledger import BadKey, BadSeals, Fault, Ledger, NotSound, Seal, signing, verify
from ledger.seals import NOTHING_BEFORE, load_seals, read_seals, write_seals
from tests.ledger.offers import STREAM, events, offer
from tests.ledger.tampering import new_sealer, seal_all, tamper


@pytest.fixture
async def recorded(ledger: Ledger) -> Ledger:
    await ledger.append(offer(events("a", "b", "c", "d", "e")))
    return ledger


@pytest.fixture
async def seals(recorded: Ledger, pool: asyncpg.Pool, tmp_path: Path) -> list[Seal]:
    del recorded
    return list(await seal_all(new_sealer(pool, tmp_path), pool))


async def test_nothing_recorded_is_nothing_sealed(pool: asyncpg.Pool, tmp_path: Path) -> None:
    assert await new_sealer(pool, tmp_path).seal() is None


async def test_seals_follow_each_other_without_a_gap(seals: list[Seal]) -> None:
    ranges = [(seal.first_position, seal.last_position) for seal in seals]

    assert ranges == [(1, 2), (3, 4), (5, 5)]
    assert [seal.number for seal in seals] == [1, 2, 3]
    assert [seal.previous for seal in seals] == [
        NOTHING_BEFORE,
        *(seal.digest for seal in seals[:-1]),
    ]
    assert all(seal.is_genuine for seal in seals)


@pytest.mark.usefixtures("seals")
async def test_a_sealed_ledger_is_sound_and_says_how_far(database_url: str) -> None:
    proof = await verify(database_url)

    assert proof.sound
    assert (proof.seals, proof.sealed_to) == (3, 5)


@pytest.mark.usefixtures("recorded")
async def test_of_two_sealers_at_once_one_gives_the_seal(
    pool: asyncpg.Pool, tmp_path: Path
) -> None:
    first, second = new_sealer(pool, tmp_path), new_sealer(pool, tmp_path)
    early = await first._look(1, 2)
    await second.seal()
    before = await read_seals(pool)

    await first._keep(before[0].model_copy(update=early.model_dump()))

    assert await read_seals(pool) == before
    assert await first.seal() is not None


@pytest.mark.usefixtures("recorded")
async def test_what_was_tampered_with_is_not_sealed(pool: asyncpg.Pool, tmp_path: Path) -> None:
    await tamper(pool, "update ledger.events set metadata = '{}' where position = 2")

    with pytest.raises(NotSound, match=f"position 2 is not sealed: {STREAM} version 2 does not"):
        await new_sealer(pool, tmp_path).seal()

    assert await read_seals(pool) == []


@pytest.mark.usefixtures("seals")
@pytest.mark.parametrize(
    "change", ["update ledger.seals set number = 9", "delete from ledger.seals"]
)
@pytest.mark.parametrize("replication_role", ["origin", "replica"])
async def test_a_seal_cannot_be_changed_by_the_owner(
    pool: asyncpg.Pool, change: str, replication_role: str
) -> None:
    async with pool.acquire() as connection:
        await connection.execute(f"set session_replication_role = {replication_role}")
        with pytest.raises(asyncpg.PostgresError, match=r"ledger.seals is append-only") as refusal:
            await connection.execute(change)

    assert refusal.value.sqlstate == "LG001"


FORGED = {
    "another hash": ("set events_hash = sha256('') where number = 2", 3, "the signature of seal 2"),
    "another time": ("set sealed_at = now() where number = 1", 1, "the signature of seal 1"),
    "another link": ("set previous = sha256('') where number = 3", 5, "seal 3 is not linked"),
    "a longer range": ("set last_position = 6 where number = 3", 5, "the signature of seal 3"),
    "another start": ("set first_position = 4 where number = 2", 3, "seal 2 begins at 4 instead"),
    "another key": ("set public_key = sha256('') where number = 1", 1, "the signature of seal 1"),
}


@pytest.mark.usefixtures("seals")
@pytest.mark.parametrize("way", FORGED)
async def test_a_forged_seal_is_named(database_url: str, pool: asyncpg.Pool, way: str) -> None:
    change, position, why = FORGED[way]
    await tamper(pool, f"update ledger.seals {change}")

    fault = (await verify(database_url)).fault

    assert fault is not None
    assert fault.position == position
    assert fault.why.startswith(why)


async def test_a_seal_taken_out_of_the_ledger_is_missed(
    database_url: str, pool: asyncpg.Pool, seals: list[Seal]
) -> None:
    await tamper(pool, "delete from ledger.seals where number = 3")
    gone = await verify(database_url, kept=seals)
    await tamper(pool, "delete from ledger.seals where number = 1")
    hole = await verify(database_url)

    assert gone.fault == Fault(position=5, why="seal 3 was exported and is no longer in the ledger")
    assert hole.fault == Fault(position=1, why="seal 1 is missing; the next is 2")


async def test_a_new_key_is_accepted_from_who_trusts_it(
    database_url: str, recorded: Ledger, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    old = await seal_all(new_sealer(pool, tmp_path, 9), pool)
    await recorded.append(offer(events("f"), after=await recorded.head(STREAM)))
    (tmp_path / "seal.key").unlink()
    both = await seal_all(new_sealer(pool, tmp_path), pool)

    keys = {seal.public_key for seal in both}
    assert (await verify(database_url, kept=old, trusted=keys)).sound
    assert not (await verify(database_url, trusted={old[0].public_key})).sound


async def test_an_export_is_read_back_as_it_was(seals: list[Seal], tmp_path: Path) -> None:
    write_seals(tmp_path / "seals.jsonl", seals)

    assert load_seals(tmp_path / "seals.jsonl") == seals


@pytest.mark.parametrize("content", ["{}", "not JSON", '{"number": 1}'])
def test_a_file_that_holds_no_seals_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "seals.jsonl").write_text(content)

    with pytest.raises(BadSeals, match="line 1: not a seal"):
        load_seals(tmp_path / "seals.jsonl")
    with pytest.raises(BadSeals, match="cannot be read"):
        load_seals(tmp_path / "none")


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "seal.key"
    signing.make(file)
    public = signing.public_bytes(signing.load(file))
    (tmp_path / "seal.pub").write_text(signing.public_pem(public))

    assert file.stat().st_mode & 0o077 == 0
    assert signing.load_public(file) == signing.load_public(tmp_path / "seal.pub") == public


def test_a_file_without_a_key_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "seal.key").write_text("nothing")

    with pytest.raises(BadKey, match="openssl genpkey"):
        signing.load(tmp_path / "seal.key")
    with pytest.raises(BadKey, match="cannot be read"):
        signing.load(tmp_path / "none")
    with pytest.raises(BadKey, match="no public key"):
        signing.load_public(tmp_path / "seal.key")
