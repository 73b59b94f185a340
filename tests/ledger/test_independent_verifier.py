"""Who knows nothing but docs/verify.md finds what we find."""

import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
import pytest

from ledger import Ledger, receipts, signing
from ledger.attestation import read_seals, write_seals
from ledger.export import lines
from tests.ledger import independent_verifier
from tests.ledger.incoming import come_in
from tests.ledger.offers import OTHER, STREAM, event, events, offer
from tests.ledger.tampering import BOGUS, new_sealer, seal_all, tamper, tamper_and_rewrite

Check = Callable[[], Awaitable[str]]


@pytest.fixture
async def check(ledger: Ledger, pool: asyncpg.Pool, tmp_path: Path) -> Check:
    """Export what is there now, and let the stranger look; the seals are those of the start."""
    first = await ledger.append(offer((event("a", note='码头 "\\ \u001f\x7f'), *events("b"))))
    await ledger.append(offer(events("x"), stream=OTHER))
    await ledger.append(offer(events("c"), after=first.head))
    await come_in(pool, "checkpoint-1", '{"码头": 1}')
    await come_in(pool, "checkpoint-2", "{}")
    write_seals(tmp_path / "seals.jsonl", await seal_all(new_sealer(pool, tmp_path), pool))
    public = signing.load_public(tmp_path / "seal.key")
    (tmp_path / "seal.pub").write_text(signing.public_pem(public))

    async def look() -> str:
        exported = [line async for line in lines(pool)]
        (tmp_path / "events.jsonl").write_text("".join(f"{line}\n" for line in exported))
        came_in = [line async for line in receipts.lines(pool)]
        (tmp_path / "receipts.jsonl").write_text("".join(f"{line}\n" for line in came_in))
        names = ("events.jsonl", "receipts.jsonl", "seals.jsonl", "seal.pub")
        command = [
            sys.executable,
            independent_verifier.__file__,
            *(str(tmp_path / name) for name in names),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        (tmp_path / "said").write_text(done.stdout)
        assert (done.returncode == 0) == (done.stderr == "")
        return done.stderr

    return look


async def test_a_sound_ledger_is_sound_to_a_stranger(check: Check) -> None:
    assert await check() == ""


@pytest.mark.parametrize(
    "statement, found",
    [
        ("update ledger.events set data = '{}' where position = 2", "position 2: altered"),
        ("update ledger.events set version = 9 where position = 4", "not the next version"),
        ("update ledger.events set prev_hash = hash where position = 3", "position 3: not linked"),
        ("delete from ledger.events where position = 2", "position 2 is missing"),
        ("delete from ledger.events where position = 4", "seal 2: the events end at 3, before 4"),
        (
            "update ledger.events set recorded_at = '2025-01-01' where position = 1",
            "seal 1: other events were sealed",
        ),
        ("update gateway.messages set raw = '[]' where number = 1", "receipt 1: another message"),
        ("delete from gateway.messages where number = 2", "receipt 2: the message is gone"),
        (
            "update ledger.receipts set received_at = '2025-01-01' where number = 2",
            "receipt 2: altered",
        ),
        ("delete from ledger.receipts where number = 2", "the receipts end at 1, before 2"),
    ],
)
async def test_a_stranger_finds_what_was_tampered_with(
    check: Check, pool: asyncpg.Pool, statement: str, found: str
) -> None:
    await tamper(pool, statement)

    assert found in await check()


async def test_a_stranger_who_keeps_the_seals_sees_that_all_was_rewritten(
    check: Check, pool: asyncpg.Pool
) -> None:
    change = f"update ledger.events set event_type = 'other' where stream_id = '{STREAM}'"  # noqa: S608
    await tamper_and_rewrite(pool, change)

    assert "seal 1: other events were sealed" in await check()


async def test_a_stranger_passes_over_a_seal_that_nobody_gave(
    check: Check, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    await pool.execute(BOGUS)
    write_seals(tmp_path / "seals.jsonl", await read_seals(pool))

    assert await check() == ""
    assert "seal 4 is void" in (tmp_path / "said").read_text()


def test_the_stranger_needs_ninety_lines_and_nothing_of_ours() -> None:
    text = Path(independent_verifier.__file__).read_text()
    code = [line for line in text.splitlines() if line.strip()]

    assert len(code) <= 90
    assert "ledger" not in " ".join(line for line in code if "import" in line)
