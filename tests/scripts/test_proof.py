"""The verbs of proof over a real database: verify, seal, ledger export."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
import pytest

from ledger import Ledger, signing
from scripts import console
from tests.ledger.incoming import come_in
from tests.ledger.offers import STREAM, events, offer
from tests.ledger.tampering import new_sealer, seal_all, tamper
from tests.scripts.conftest import Guomen, Spoken

Command = Callable[..., Awaitable[Spoken]]


@pytest.fixture
async def sealed(pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path) -> None:
    """Four events, with two seals."""
    await ledger.append(offer(events("a", "b", "c", "d")))
    await seal_all(new_sealer(pool, tmp_path), pool)


@pytest.fixture
def command(
    sealed: None,
    tmp_path: Path,
    database_url: str,
    guomen_command: Guomen,
    monkeypatch: pytest.MonkeyPatch,
) -> Command:
    """The command beside them; a verb runs an event loop of its own."""
    del sealed
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    monkeypatch.setenv("GUOMEN_LANG", "en")
    monkeypatch.setenv("GUOMEN_SEAL_KEY", str(tmp_path / "seal.key"))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: asyncio.to_thread(guomen_command, *arguments)


async def test_a_sound_ledger_is_proved_with_its_seals(command: Command) -> None:
    said = await command("verify")

    assert (said.code, said.err) == (0, "")
    assert said.out == "sound: 4 events of 1 streams\n2 seals vouch for positions 1 to 4\n"


async def test_an_unsound_ledger_fails_and_names_the_place(
    command: Command, pool: asyncpg.Pool
) -> None:
    await tamper(pool, "update ledger.events set metadata = '{}' where position = 3")

    said, machine = await command("verify"), await command("verify", "--json")

    why = f"{STREAM} version 3 does not match its own hash"
    assert said.code == console.FAILED
    assert said.out == (
        f"NOT SOUND  position 3: {why}\nexamined: 4 events of 1 streams\n"
        "2 seals vouch for positions 1 to 4\n"
    )
    assert machine.code == console.FAILED
    found = json.loads(machine.out)
    assert (found["sound"], found["fault"]) == (
        False,
        {"position": 3, "why": why, "record": "events"},
    )


async def test_every_place_is_named_and_a_message_that_is_not_what_came_in_too(
    command: Command, pool: asyncpg.Pool
) -> None:
    await come_in(pool, "checkpoint-1")
    await come_in(pool, "checkpoint-2")
    sound = await command("verify")
    await tamper(
        pool,
        "update ledger.events set metadata = '{}' where position in (2, 4)",
        "delete from gateway.messages where number = 2",
    )

    said = await command("verify")

    held = "2 messages that came in, with their receipts"
    assert (sound.code, sound.out.splitlines()[1]) == (0, held)
    assert said.code == console.FAILED
    lines = said.out.splitlines()
    assert [line[:24] for line in lines[:2]] == [
        "NOT SOUND  position 2: c",
        "NOT SOUND  position 4: c",
    ]
    assert lines[2].startswith("NOT SOUND  receipt 2: message checkpoint-2 of checkpoint, received")
    assert lines[3:] == [
        "examined: 4 events of 1 streams",
        held,
        "2 seals vouch for positions 1 to 4",
    ]


async def test_receipts_are_exported_with_their_messages(
    command: Command, pool: asyncpg.Pool
) -> None:
    await come_in(pool, "checkpoint-1", '{"a": 1}')

    said = await command("ledger", "receipts", "receipts.jsonl")

    assert said.out == "1 receipts written to receipts.jsonl\n"
    (line,) = Path("receipts.jsonl").read_text().splitlines()
    assert json.loads(line)["raw"] == '{"a": 1}'


async def test_a_tail_that_was_cut_off_is_found_by_the_exported_seals(
    command: Command, pool: asyncpg.Pool
) -> None:
    exported = await command("seal", "export", "seals.jsonl")
    await tamper(pool, "delete from ledger.events where position = 4", "delete from ledger.seals")

    assert exported.out == "2 seals up to position 4 written to seals.jsonl\n"
    assert (await command("verify")).code == 0
    found = await command("verify", "--seals", "seals.jsonl")
    assert found.code == console.FAILED
    assert "position 4: the tail is cut off: seal 2 of" in found.out


async def test_a_seal_of_a_stranger_is_not_trusted_unless_his_key_is(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "seal.key").rename(tmp_path / "old.key")
    signing.make(tmp_path / "seal.key")

    found = await command("verify")

    assert found.code == console.FAILED
    assert "name its public key with --key" in found.out
    assert (await command("verify", "--key", "old.key")).code == 0


async def test_seals_are_listed_and_their_key_is_printed(command: Command, tmp_path: Path) -> None:
    listed, machine = await command("seal", "list"), await command("seal", "list", "--json")
    key = await command("seal", "key")

    (tmp_path / "seal.pub").write_text(key.out)
    assert "3-4" in listed.out
    assert [seal["number"] for seal in json.loads(machine.out)] == [1, 2]
    public = signing.load_public(tmp_path / "seal.pub").hex()
    assert json.loads(machine.out)[0]["public_key"] == public


async def test_the_ledger_is_exported_line_by_line(command: Command, tmp_path: Path) -> None:
    to_file, to_screen = (
        await command("ledger", "export", "out.jsonl"),
        await command("ledger", "export"),
    )

    assert to_file.out == "4 events written to out.jsonl\n"
    assert (tmp_path / "out.jsonl").read_text() == to_screen.out
    assert [json.loads(line)["position"] for line in to_screen.out.splitlines()] == [1, 2, 3, 4]


async def test_without_seals_there_is_nothing_to_export(
    command: Command, pool: asyncpg.Pool
) -> None:
    await tamper(pool, "delete from ledger.seals")

    refused = await command("seal", "export", "seals.jsonl")

    assert refused.code == console.FAILED
    assert refused.err == "guomen: nothing is sealed yet: run `guomen seal now`\n"
    assert "nothing is sealed yet" in (await command("verify")).out
