"""Every way to change the record behind its back, and where the proof says it was done."""

# ruff: noqa: S608 - statements that tamper are put together on purpose

import sys
from pathlib import Path

import asyncpg
import pytest

from ledger import Ledger, Proof, ProofFault, verify
from ledger.attestation import read_seals
from tests.ledger.offers import OTHER, STREAM, event_id, events, offer
from tests.ledger.tampering import new_sealer, seal_all, tamper, tamper_and_rewrite


@pytest.fixture
async def recorded(ledger: Ledger) -> Ledger:
    first = await ledger.append(offer(events("a", "b")))
    await ledger.append(offer(events("x"), stream=OTHER))
    await ledger.append(offer(events("c"), after=first.head))
    return ledger


async def test_an_empty_ledger_is_sound(database_url: str) -> None:
    assert await verify(database_url) == Proof(events=0, streams=0)


@pytest.mark.usefixtures("recorded")
async def test_an_untouched_ledger_is_sound(database_url: str) -> None:
    proof = await verify(database_url)

    assert proof == Proof(events=4, streams=2)
    assert proof.sound


def moved(position: int, to: int) -> str:
    return f"update ledger.events set position = {to} where position = {position};"


def copied(position: int, to: int, stream: str = STREAM, version: int = 4) -> str:
    return f"""
        insert into ledger.events
        select {to}, '{stream}', {version}, '{event_id("forged")}', event_type, schema_version,
          occurred_at, recorded_at, data, metadata, prev_hash, hash
        from ledger.events where position = {position}
    """


ALTERED = {
    "data": (
        'update ledger.events set data = data || \'{"name": "z"}\' where position = 2',
        2,
        f"{STREAM} version 2 does not match its own hash",
    ),
    "when it happened": (
        "update ledger.events set occurred_at = '2025-02-28' where position = 3",
        3,
        f"{OTHER} version 1 does not match its own hash",
    ),
    "who said it": (
        "update ledger.events set metadata = '{}' where position = 1",
        1,
        f"{STREAM} version 1 does not match its own hash",
    ),
    "its type": (
        "update ledger.events set event_type = 'box.found' where position = 4",
        4,
        f"{STREAM} version 3 does not match its own hash",
    ),
    "its schema": (
        "update ledger.events set schema_version = 2 where position = 4",
        4,
        f"{STREAM} version 3 does not match its own hash",
    ),
    "its id": (
        f"update ledger.events set event_id = '{event_id('forged')}' where position = 1",
        1,
        f"{STREAM} version 1 does not match its own hash",
    ),
    "a float": (
        "update ledger.events set data = '{\"mass\": 1.5}' where position = 2",
        2,
        f"{STREAM} version 2: holds the float 1.5: only a decimal string is exact",
    ),
    "a number too large": (
        f"update ledger.events set data = '{{\"mass\": {2**53}}}' where position = 2",
        2,
        f"{STREAM} version 2: holds {2**53}, beyond ±(2^53-1)",
    ),
    "its link": (
        "update ledger.events set prev_hash = sha256('') where position = 4",
        4,
        f"{STREAM} version 3 is not linked to the event before it",
    ),
    "the link of the first": (
        "update ledger.events set prev_hash = sha256('') where position = 3",
        3,
        f"{OTHER} version 1 is not linked to the event before it",
    ),
    "its hash": (
        "update ledger.events set hash = sha256('') where position = 1",
        1,
        f"{STREAM} version 1 does not match its own hash",
    ),
    "its version": (
        "update ledger.events set version = 7 where position = 4",
        4,
        f"{STREAM} has version 7 after version 2",
    ),
    "its stream": (
        "update ledger.events set stream_id = 'consignment/other' where position = 3",
        3,
        "consignment/other version 1 is not linked to the event before it",
    ),
    "dropped in the middle": (
        "delete from ledger.events where position = 2",
        2,
        "position 2 is missing; the next is 3",
    ),
    "dropped, and the gap closed": (
        f"delete from ledger.events where position = 2; {moved(3, 2)} {moved(4, 3)}",
        3,
        f"{STREAM} has version 3 after version 1",
    ),
    "a whole stream dropped": (
        f"delete from ledger.events where stream_id = '{OTHER}'",
        3,
        "position 3 is missing; the next is 4",
    ),
    "inserted at the end": (
        copied(4, 5),
        5,
        f"{STREAM} version 4 is not linked to the event before it",
    ),
    "inserted as a stream": (
        copied(3, 5, "consignment/forged", 1),
        5,
        "consignment/forged version 1 is not linked to the event before it",
    ),
    "inserted in between": (
        f"{moved(4, 5)} {copied(1, 4, OTHER, 2)}",
        4,
        f"{OTHER} version 2 is not linked to the event before it",
    ),
    "inserted before the first": (
        "alter table ledger.events drop constraint events_position_check;" + copied(3, 0, OTHER, 2),
        1,
        "position 0 stands where position 1 should",
    ),
    "reordered in its stream": (
        f"{moved(1, 9)} {moved(2, 1)} {moved(9, 2)}",
        1,
        f"{STREAM} has version 2 after version 0",
    ),
}


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("statement, position, why", ALTERED.values(), ids=ALTERED)
async def test_the_first_place_that_was_tampered_with_is_named(
    database_url: str, pool: asyncpg.Pool, statement: str, position: int, why: str
) -> None:
    await tamper(pool, statement)

    proof = await verify(database_url)

    assert proof.fault == ProofFault(position=position, why=why)
    assert not proof.sound


@pytest.mark.usefixtures("recorded")
async def test_one_fault_hides_no_other(database_url: str, pool: asyncpg.Pool) -> None:
    await tamper(
        pool,
        "update ledger.events set metadata = '{}' where position = 1",
        "delete from ledger.events where position = 3",
        "update ledger.events set occurred_at = '2025-02-28' where position = 4",
    )

    proof = await verify(database_url)

    assert [(fault.position, fault.why) for fault in proof.faults] == [
        (1, f"{STREAM} version 1 does not match its own hash"),
        (3, "position 3 is missing; the next is 4"),
        (4, f"{STREAM} version 3 does not match its own hash"),
    ]
    assert proof.events == 3


DEEP = "[" * 5000 + "]" * 5000
ENDLESS = {
    "a value without a bottom": (
        f"update ledger.events set data = '{{\"a\": {DEEP}}}' where position = 2",
        2,
        "holds what nobody can have recorded",
    ),
    "a number of five thousand digits": (
        f"update ledger.events set data = '{{\"a\": {'9' * 5000}}}' where position = 2",
        2,
        "holds what nobody can have recorded",
    ),
    "a hash of no length": (
        """
        alter table ledger.events drop constraint events_hash_check;
        update ledger.events set hash = '' where position = 2
        """,
        2,
        "does not match its own hash",
    ),
    "recorded at the end of time": (
        "update ledger.events set recorded_at = 'infinity' where position = 2",
        2,
        "its hash or its time of recording is none",
    ),
    "happened at the end of time": (
        "update ledger.events set occurred_at = 'infinity' where position = 2",
        2,
        "does not match its own hash",
    ),
    "a position beyond all ranges": (moved(4, 2**62), 4, "position 4 is missing"),
}


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("way", ENDLESS)
async def test_nothing_that_was_put_there_ends_proof_or_sealing(
    tmp_path: Path, database_url: str, pool: asyncpg.Pool, way: str
) -> None:
    statement, position, why = ENDLESS[way]
    await tamper(pool, statement)

    proof = await verify(database_url)
    done = await new_sealer(pool, tmp_path).seal()

    assert any(fault.position == position and why in fault.why for fault in proof.faults)
    assert proof.events >= 3
    assert position in {flaw.position for flaw in done.unsound}
    assert {1, 3} <= {seal.first_position for seal in await read_seals(pool)}


async def test_of_very_many_faults_the_first_are_named_and_the_others_counted(
    database_url: str, ledger: Ledger, pool: asyncpg.Pool
) -> None:
    await ledger.append(offer(events(*map(str, range(300)))))
    await tamper(pool, "update ledger.events set metadata = '{}'")

    proof = await verify(database_url)

    assert (len(proof.faults), proof.more, proof.events) == (100, 200, 300)
    assert [fault.position for fault in proof.faults] == list(range(1, 101))


UNSEEN_FROM_INSIDE = {
    "the tail cut off": ("delete from ledger.events where position = 4", 4),
    "everything cut off": ("delete from ledger.events", 1),
    "streams reordered": (f"{moved(3, 9)} {moved(4, 3)} {moved(9, 4)}", 3),
}
WHY = {
    "the tail cut off": "the tail is cut off: seal 2 of",
    "everything cut off": "the tail is cut off: seal 1 of",
    "streams reordered": "the events at positions 3 to 4 are not those that seal 2 was given for",
}


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("way", UNSEEN_FROM_INSIDE)
async def test_what_the_chain_cannot_show_the_seals_do(
    tmp_path: Path, database_url: str, pool: asyncpg.Pool, way: str
) -> None:
    statement, position = UNSEEN_FROM_INSIDE[way]
    kept = await seal_all(new_sealer(pool, tmp_path), pool)
    await tamper(pool, statement, "delete from ledger.seals")
    assert (await verify(database_url)).sound

    faults = (await verify(database_url, kept=kept)).faults

    assert any(each.position == position and each.why.startswith(WHY[way]) for each in faults)


@pytest.mark.usefixtures("recorded")
async def test_a_ledger_rewritten_as_a_whole_contradicts_its_seals(
    tmp_path: Path, database_url: str, pool: asyncpg.Pool
) -> None:
    await seal_all(new_sealer(pool, tmp_path), pool)
    await tamper_and_rewrite(
        pool, 'update ledger.events set data = data || \'{"name": "z"}\' where position = 4'
    )

    proof = await verify(database_url)

    assert proof.fault is not None
    assert proof.fault.position == 3
    assert proof.fault.why.startswith("the events at positions 3 to 4 are not those that seal 2")
    assert (proof.seals, proof.sealed_to) == (1, 2)


@pytest.mark.usefixtures("recorded")
async def test_a_ledger_rewritten_and_sealed_anew_is_seen_by_who_kept_the_key_or_the_seals(
    tmp_path: Path, database_url: str, pool: asyncpg.Pool
) -> None:
    kept = await seal_all(new_sealer(pool, tmp_path), pool)
    (tmp_path / "seal.key").unlink()
    await tamper_and_rewrite(pool, "update ledger.events set occurred_at = now()")
    await tamper(pool, "delete from ledger.seals")
    await seal_all(new_sealer(pool, tmp_path), pool)
    assert (await verify(database_url)).sound

    by_seals = await verify(database_url, kept=kept)
    by_key = await verify(database_url, trusted={kept[0].public_key})

    why = "seal 1 in the ledger is not the one that was exported"
    assert by_seals.fault == ProofFault(position=1, why=why)
    assert by_key.fault is not None
    assert "which is not among those to be trusted" in by_key.fault.why


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("processes", [1, 2])
async def test_the_work_is_shared_and_its_parts_are_joined(
    database_url: str, pool: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    monkeypatch.setattr(sys.modules["ledger.verify"], "RANGE", 2)
    told: list[tuple[int, int]] = []
    proof = await verify(
        database_url, processes=processes, progress=lambda done, of: told.append((done, of))
    )
    await tamper(pool, "update ledger.events set version = 7 where position = 4")
    broken = await verify(database_url, processes=processes)

    assert proof == Proof(events=4, streams=2)
    assert told == [(2, 4), (4, 4)]
    assert broken.fault == ProofFault(position=4, why=f"{STREAM} has version 7 after version 2")
