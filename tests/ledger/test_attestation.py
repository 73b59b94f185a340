"""Seals: given over what is sound, kept in a file, and never taken for what they are not."""

from pathlib import Path

import asyncpg
import pytest

from ledger import Attestation, BadKey, BadSeals, Ledger, ProofFault, Sealing, signing, verify
from ledger.attestation import NOTHING_BEFORE, load_seals, read_seals, write_seals
from tests.ledger.offers import STREAM, events, offer
from tests.ledger.tampering import BOGUS, new_sealer, seal_all, tamper


@pytest.fixture
async def recorded(ledger: Ledger) -> Ledger:
    await ledger.append(offer(events("a", "b", "c", "d", "e")))
    return ledger


@pytest.fixture
async def seals(recorded: Ledger, pool: asyncpg.Pool, tmp_path: Path) -> list[Attestation]:
    del recorded
    return list(await seal_all(new_sealer(pool, tmp_path), pool))


async def test_nothing_recorded_is_nothing_sealed(pool: asyncpg.Pool, tmp_path: Path) -> None:
    assert await new_sealer(pool, tmp_path).seal() == Sealing(0, 0, [])


async def test_seals_follow_each_other_without_a_gap(seals: list[Attestation]) -> None:
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
async def test_seals_that_were_taken_away_are_given_again_by_a_sealer_that_gave_them(
    database_url: str, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    sealer = new_sealer(pool, tmp_path)
    await sealer.seal()
    await tamper(pool, "delete from ledger.seals")

    assert (await sealer.seal()).seals == 3
    assert (await verify(database_url)).sealed_to == 5


@pytest.mark.usefixtures("recorded")
async def test_of_two_sealers_at_once_one_gives_the_seal(
    pool: asyncpg.Pool, tmp_path: Path
) -> None:
    first, second = new_sealer(pool, tmp_path), new_sealer(pool, tmp_path)
    await first._look_up()
    await second.seal()
    late = (await read_seals(pool))[0]

    assert not await first._keep(late)
    assert await first.seal() == Sealing(0, 0, [])
    assert len(await read_seals(pool)) == 3


@pytest.mark.usefixtures("recorded")
async def test_what_was_tampered_with_is_named_and_the_rest_is_sealed(
    database_url: str, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    await tamper(pool, "update ledger.events set metadata = '{}' where position = 2")
    sealer = new_sealer(pool, tmp_path)

    done, again = await sealer.seal(), await new_sealer(pool, tmp_path).seal()

    why = f"{STREAM} version 2 does not match its own hash"
    assert [(flaw.position, flaw.why) for flaw in done.unsound] == [(2, why)]
    ranges = [(seal.first_position, seal.last_position) for seal in await read_seals(pool)]
    assert ranges == [(1, 1), (3, 4), (5, 5)]
    assert (again.seals, again.unsound) == (0, done.unsound), "said until it is settled"
    proof = await verify(database_url)
    left = "no seal that counts vouches for positions 2 to 2, though later ones are sealed"
    assert [fault.why for fault in proof.faults] == [why, left]
    assert (proof.events, proof.seals, proof.sealed_to) == (5, 3, 5)


async def test_what_was_left_out_is_sealed_once_it_is_settled(
    database_url: str, recorded: Ledger, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    del recorded
    keep = "create table public.kept as select metadata from ledger.events where position = 2"
    await pool.execute(keep)
    await tamper(pool, "update ledger.events set metadata = '{}' where position = 2")
    await new_sealer(pool, tmp_path).seal()
    back = "update ledger.events set metadata = (table public.kept) where position = 2"
    await tamper(pool, back)

    assert (await new_sealer(pool, tmp_path).seal()).seals == 1
    assert (await verify(database_url)).sound


@pytest.mark.usefixtures("seals")
async def test_a_seal_that_nobody_gave_ends_neither_sealing_nor_the_proof(
    database_url: str, recorded: Ledger, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    await recorded.append(offer(events("f"), after=await recorded.head(STREAM)))
    assert await pool.fetchval(BOGUS)

    done = await new_sealer(pool, tmp_path).seal()

    assert (done.seals, done.position) == (1, 6)
    proof = await verify(database_url)
    assert [fault.why for fault in proof.faults] == ["the signature of seal 4 is not genuine"]
    assert (proof.events, proof.seals, proof.sealed_to) == (6, 4, 6)


@pytest.mark.usefixtures("seals")
async def test_a_seal_of_a_stranger_s_key_vouches_for_nothing_of_ours(
    database_url: str, recorded: Ledger, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    (tmp_path / "stranger").mkdir()
    stranger = new_sealer(pool, tmp_path / "stranger", 9)
    await recorded.append(offer(events("f"), after=await recorded.head(STREAM)))
    await stranger.seal()

    assert (await new_sealer(pool, tmp_path).seal()).seals == 1
    ours = signing.load_public(tmp_path / "seal.key").hex()
    proof = await verify(database_url, trusted={ours})
    assert [fault.why[:28] for fault in proof.faults] == ["seal 4 is signed with the ke"]
    assert proof.sealed_to == 6


@pytest.mark.usefixtures("seals")
@pytest.mark.parametrize("sealed_at", ["infinity", "-infinity", "200000-01-01", "0044-01-01 BC"])
async def test_a_seal_of_an_impossible_time_is_named_like_any_other(
    database_url: str, pool: asyncpg.Pool, tmp_path: Path, sealed_at: str
) -> None:
    await tamper(
        pool,
        "alter table ledger.seals drop constraint seals_sealed_at_check",
        f"update ledger.seals set sealed_at = '{sealed_at}' where number = 2",  # noqa: S608
    )

    proof = await verify(database_url)

    assert proof.fault == ProofFault(position=3, why="the signature of seal 2 is not genuine")
    assert (await new_sealer(pool, tmp_path).seal()).seals == 1
    assert not (await verify(database_url)).sound


@pytest.mark.usefixtures("seals")
async def test_when_an_event_was_recorded_is_part_of_what_is_sealed(
    database_url: str, pool: asyncpg.Pool
) -> None:
    change = "update ledger.events set recorded_at = recorded_at - interval '1 us'"
    await tamper(pool, f"{change} where position = 4")

    proof = await verify(database_url)

    assert proof.fault is not None
    assert proof.fault.why.startswith("the events at positions 3 to 4 are not those that seal 2")
    assert proof.seals == 2, "the others vouch all the same"


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
    "another hash": (
        "set entries_hash = sha256('') where number = 2",
        3,
        "the signature of seal 2",
    ),
    "another time": ("set sealed_at = now() where number = 1", 1, "the signature of seal 1"),
    "another link": ("set previous = sha256('') where number = 3", 5, "the signature of seal 3"),
    "a longer range": ("set last_position = 6 where number = 3", 5, "the signature of seal 3"),
    "a range the wrong way": (
        "set first_position = 9 where number = 3",
        9,
        "seal 3 ends at 5, before it begins",
    ),
    "another start": ("set first_position = 4 where number = 2", 3, "no seal that counts vouches"),
    "another key": ("set public_key = sha256('') where number = 1", 1, "the signature of seal 1"),
}


@pytest.mark.usefixtures("seals")
@pytest.mark.parametrize("way", FORGED)
async def test_a_forged_seal_is_named(database_url: str, pool: asyncpg.Pool, way: str) -> None:
    change, position, why = FORGED[way]
    unchecked = "alter table ledger.seals drop constraint seals_check"
    await tamper(pool, unchecked, f"update ledger.seals {change}")

    fault = (await verify(database_url)).fault

    assert fault is not None
    assert fault.position == position
    assert fault.why.startswith(why)


async def test_a_seal_taken_out_of_the_ledger_is_missed(
    database_url: str, pool: asyncpg.Pool, seals: list[Attestation]
) -> None:
    await tamper(pool, "delete from ledger.seals where number = 3")
    gone = await verify(database_url, kept=seals)
    await tamper(pool, "delete from ledger.seals where number = 1")
    hole = await verify(database_url)

    assert gone.fault == ProofFault(
        position=5, why="seal 3 was exported and is no longer in the ledger"
    )
    assert [fault.why for fault in hole.faults] == [
        "no seal that counts vouches for positions 1 to 2, though later ones are sealed",
        "seal 1 is missing; the next is 2",
        "seal 2 is not linked to the seal before it",
    ]


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


async def test_an_export_is_read_back_as_it_was(seals: list[Attestation], tmp_path: Path) -> None:
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
