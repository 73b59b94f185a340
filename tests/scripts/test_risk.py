"""`guomen risk draw`: keys by quarter, and the proof of every draw, on a real ledger."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from activities.draw_keeping import DrawKeeping
from activities.draw_keys import DrawKeys
from activities.portfolio import PortfolioStream
from ledger import Ledger
from models.risk.draw import fingerprint, quarter_of
from models.risk.events import DrawKeyCommitted
from scripts import console
from tests.draws import KEY
from tests.history import START, record
from tests.ledger.tampering import tamper
from tests.projections.stories import arrived
from tests.scripts.conftest import Guomen, Spoken

Command = Callable[..., Awaitable[Spoken]]
LIFE = arrived(1)
QUARTER = quarter_of(LIFE.events[-1].occurred_at)


@pytest.fixture
def keys(tmp_path: Path) -> DrawKeys:
    """The folder with the key of the tests."""
    folder = DrawKeys(tmp_path / "draw")
    folder.make(QUARTER)
    folder.path(QUARTER).write_text(KEY.hex())
    return folder


@pytest.fixture
async def drawn(keys: DrawKeys, ledger: Ledger) -> DrawKeys:
    """A key that was committed to, and a consignment that it has drawn."""
    stream = PortfolioStream(ledger, ledger)
    body = DrawKeyCommitted(quarter=QUARTER, sha256=fingerprint(KEY))
    await stream.record(lambda known: None if known.committed else body, START)
    await record(ledger, LIFE)
    return keys


@pytest.fixture
def command(
    drawn: DrawKeys,
    tmp_path: Path,
    database_url: str,
    guomen_command: Guomen,
    monkeypatch: pytest.MonkeyPatch,
) -> Command:
    """The command beside them; a verb runs an event loop of its own."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    monkeypatch.setenv("GUOMEN_LANG", "en")
    monkeypatch.setenv("GUOMEN_DRAW_KEYS", str(drawn.path(QUARTER).parent))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: asyncio.to_thread(guomen_command, "risk", "draw", *arguments)


async def revealed(keys: DrawKeys, ledger: Ledger, pool: asyncpg.Pool) -> None:
    keeping = DrawKeeping(keys, PortfolioStream(ledger, ledger), pool)
    await keeping.reveal(QUARTER, await PortfolioStream(ledger, ledger).known(), datetime.now(UTC))


async def test_a_draw_waits_for_its_key_and_is_then_made_again(
    command: Command, drawn: DrawKeys, ledger: Ledger, pool: asyncpg.Pool
) -> None:
    said = await command("verify")
    assert (said.code, said.out) == (
        *(0, "0 draws were recomputed; 1 wait for their key to be public\n"),
    )
    await revealed(drawn, ledger, pool)
    said = await command("verify", "--quarter", QUARTER)
    assert (said.code, said.out) == (
        *(0, "1 draws were recomputed; 0 wait for their key to be public\n"),
    )


async def test_a_forged_selection_fails_and_is_named(
    command: Command, drawn: DrawKeys, ledger: Ledger, pool: asyncpg.Pool
) -> None:
    await revealed(drawn, ledger, pool)
    forged = "update ledger.events set data = jsonb_set(data, '{selection,opened}', '[]')"
    await tamper(pool, f"{forged} where event_type = 'selection-drawn'")
    said = await command("verify", "--json")
    assert said.code == console.FAILED
    found = json.loads(said.out)
    assert [fault["why"] for fault in found["faults"]] == ["the chances give other boxes"]
    assert found["faults"][0]["stream"] == "consignment/NB25-000001"


async def test_the_keys_are_listed_and_a_lost_one_fails(command: Command, drawn: DrawKeys) -> None:
    said = await command("keys", "--json")
    (row,) = json.loads(said.out)
    assert (said.code, row["quarter"], row["state"]) == (0, QUARTER, "secret")
    drawn.path(QUARTER).unlink()
    said = await command("keys")
    assert said.code == console.FAILED
    assert "lost: put its file back" in said.out


async def test_no_key_is_made_public_while_a_consignment_is_open(command: Command) -> None:
    said = await command("reveal", QUARTER)
    assert said.code != 0
    assert "a consignment that was drawn in it is still open" in said.err
    said = await command("reveal", "2031Q1")
    assert "no key was committed to for 2031Q1" in said.err


async def test_only_a_lost_key_is_replaced_and_the_reason_is_recorded(
    command: Command, drawn: DrawKeys, ledger: Ledger
) -> None:
    said = await command("replace", QUARTER, "--reason", "the disk died")
    assert f"the key of {QUARTER} is not lost" in said.err
    drawn.path(QUARTER).unlink()
    assert (await command("replace", QUARTER, "--reason", "the disk died")).code == 0
    known = await PortfolioStream(ledger, ledger).known()
    assert known.replaced == (fingerprint(KEY),)
    assert known.committed[QUARTER] == fingerprint(drawn.load(QUARTER))
