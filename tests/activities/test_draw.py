"""Draws by the key of the quarter: committed to before, kept secret, revealed at last."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.draw import Drawer
from activities.draw_keeping import AFTER, NEVER, DrawKeeping
from activities.draw_keys import DrawKeys
from activities.portfolio import PortfolioStream
from ledger import Ledger
from models.execution.maintenance import DrawKeysKept
from models.kernel.errors import KeyMissing
from models.kernel.terms import Outcome
from models.risk.draw import chances, end_of, fingerprint
from models.risk.portfolio import STREAM
from models.supervision.messages import Close
from tests.history import record
from tests.projections.stories import arrived
from workers.health_checks.draw_keys import unkept_keys

LAST = datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC)
"""The last second of the fourth quarter in China."""
BOXES = ("CSQU3054383",)


@pytest.fixture
def keys(tmp_path: Path) -> DrawKeys:
    return DrawKeys(tmp_path / "draw")


@pytest.fixture
def drawer(keys: DrawKeys, ledger: Ledger) -> Drawer:
    return Drawer(keys, PortfolioStream(ledger, ledger))


@pytest.fixture
def keeping(keys: DrawKeys, ledger: Ledger, pool: asyncpg.Pool) -> DrawKeeping:
    return DrawKeeping(keys, PortfolioStream(ledger, ledger), pool)


async def kept(keeping: DrawKeeping, now: datetime) -> DrawKeysKept:
    return await ActivityEnvironment().run(keeping.keep_draw_keys, now)


async def told(ledger: Ledger) -> list[tuple[str, dict[str, Any]]]:
    return [(row.event_type, row.data) for row in await ledger.read_stream(STREAM)]


async def test_the_first_use_commits_before_it_draws(
    drawer: Drawer, keys: DrawKeys, ledger: Ledger
) -> None:
    drawn = await drawer.chances("NB25-000001", BOXES, LAST)
    key = keys.load("2025Q4")
    assert drawn == chances(key, "2025Q4", "NB25-000001", BOXES)
    ((kind, data),) = await told(ledger)
    assert (kind, data["quarter"], data["sha256"]) == (
        *("draw-key-committed", "2025Q4"),
        fingerprint(key),
    )
    assert key.hex() not in str(data)
    again = await drawer.chances("NB25-000001", BOXES, LAST)
    assert again == drawn
    assert len(await told(ledger)) == 1


async def test_the_edge_of_the_quarter_is_midnight_in_china(drawer: Drawer, keys: DrawKeys) -> None:
    before = await drawer.chances("NB25-000001", BOXES, LAST)
    after = await drawer.chances("NB25-000001", BOXES, LAST + timedelta(seconds=1))
    assert (before.quarter, after.quarter) == ("2025Q4", "2026Q1")
    assert keys.load("2025Q4") != keys.load("2026Q1")
    assert before.sampled != after.sampled


async def test_a_key_is_readable_by_its_owner_only_and_never_replaced(keys: DrawKeys) -> None:
    first = keys.make("2025Q4")
    assert keys.make("2025Q4") == first
    path = keys.path("2025Q4")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["2025Q4.key"]


@pytest.mark.parametrize("spoilt", ["gone", "empty", "other", "no hex"])
async def test_without_its_key_nothing_is_drawn_and_it_is_said_who_must_act(
    spoilt: str, drawer: Drawer, keys: DrawKeys, ledger: Ledger, pool: asyncpg.Pool
) -> None:
    await drawer.chances("NB25-000001", BOXES, LAST)
    path = keys.path("2025Q4")
    path.unlink()
    if spoilt != "gone":
        content = {"empty": "", "other": "00" * 32, "no hex": "secret"}[spoilt]
        path.write_text(content)
    with pytest.raises(ApplicationError, match="guomen risk draw keys") as lost:
        await drawer.chances("NB25-000002", BOXES, LAST)
    assert (lost.value.type, lost.value.non_retryable) == ("DrawKeyLost", False)
    assert len(await told(ledger)) == 1
    (finding,) = await unkept_keys(pool, path.parent)
    assert (finding.fault, finding.subject) == ("draw-key-lost", "2025Q4")


async def test_without_a_folder_nothing_is_drawn(ledger: Ledger) -> None:
    nobody = Drawer(DrawKeys(None), PortfolioStream(ledger, ledger))
    with pytest.raises(ApplicationError, match="GUOMEN_DRAW_KEYS"):
        await nobody.chances("NB25-000001", BOXES, LAST)
    assert await told(ledger) == []


async def test_a_tracker_with_another_folder_does_not_draw_by_its_own_key(
    drawer: Drawer, ledger: Ledger, tmp_path: Path
) -> None:
    await drawer.chances("NB25-000001", BOXES, LAST)
    other = Drawer(DrawKeys(tmp_path / "elsewhere"), PortfolioStream(ledger, ledger))
    with pytest.raises(ApplicationError, match="cannot be read"):
        await other.chances("NB25-000001", BOXES, LAST)


async def test_all_keys_that_are_kept_are_no_finding(
    drawer: Drawer, keys: DrawKeys, pool: asyncpg.Pool
) -> None:
    await drawer.chances("NB25-000001", BOXES, LAST)
    assert await unkept_keys(pool, keys.path("2025Q4").parent) == []


async def test_the_errand_commits_to_the_next_quarter_before_it_begins(
    keeping: DrawKeeping, ledger: Ledger
) -> None:
    first = await kept(keeping, LAST)
    assert first.committed == ("2025Q4", "2026Q1")
    assert (await kept(keeping, LAST)).committed == ()
    assert [data["quarter"] for _, data in await told(ledger)] == ["2025Q4", "2026Q1"]


async def test_a_key_is_revealed_a_fortnight_after_its_quarter_and_then_no_longer_used(
    keeping: DrawKeeping, drawer: Drawer, keys: DrawKeys, ledger: Ledger
) -> None:
    await kept(keeping, LAST)
    ripe = end_of("2025Q4") + AFTER
    assert (await kept(keeping, ripe - timedelta(seconds=1))).revealed == ()
    assert (await kept(keeping, ripe)).revealed == ("2025Q4",)
    assert ("draw-key-revealed", {"quarter": "2025Q4", "key": keys.load("2025Q4").hex()}) in (
        await told(ledger)
    )
    assert (await kept(keeping, ripe)).revealed == ()
    # A call that has waited since then is not answered by a key that everybody knows.
    assert (await drawer.chances("NB25-000001", BOXES, LAST)).quarter == "2026Q1"


async def test_no_key_is_revealed_while_a_consignment_that_it_drew_is_open(
    keeping: DrawKeeping, ledger: Ledger
) -> None:
    life = arrived(1)
    drawn = life.state.selection
    assert drawn is not None
    assert drawn.grounds is not None
    quarter = drawn.grounds.chances.quarter
    await record(ledger, life)
    assert await keeping.due(quarter) == NEVER
    life.takes(Close(outcome=Outcome.RELEASED), 24 * 200)
    await record(ledger, life)
    closed = life.events[-1]
    assert closed.body.type == "consignment-closed"
    assert await keeping.due(quarter) == closed.occurred_at + AFTER


async def test_a_lost_key_is_replaced_in_the_open(
    keeping: DrawKeeping, drawer: Drawer, keys: DrawKeys, ledger: Ledger
) -> None:
    before = await drawer.chances("NB25-000001", BOXES, LAST)
    keys.path("2025Q4").write_text("spoilt")
    await keeping.replace("2025Q4", "the disk died", LAST)
    after = await drawer.chances("NB25-000002", BOXES, LAST)
    _, (_, data) = await told(ledger)
    assert (data["replaces"], data["reason"]) == (before.key_sha256, "the disk died")
    assert data["sha256"] == after.key_sha256 != before.key_sha256
    assert len(list(keys.path("2025Q4").parent.iterdir())) == 2


async def test_a_key_that_is_not_the_committed_one_is_not_revealed(
    keeping: DrawKeeping, keys: DrawKeys, ledger: Ledger
) -> None:
    await kept(keeping, LAST)
    keys.path("2025Q4").write_text("00" * 32)
    with pytest.raises(ApplicationError, match="not the key"):
        await kept(keeping, end_of("2025Q4") + AFTER)
    stream = PortfolioStream(ledger, ledger)
    with pytest.raises(KeyMissing):
        await keeping.reveal("2025Q4", await stream.known(), LAST)
