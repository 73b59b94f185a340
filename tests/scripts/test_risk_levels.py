"""`guomen risk approve, override, review` on a real ledger: who may, what is recorded."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import asyncpg
import pytest

from activities.portfolio import PortfolioStream
from activities.supplier_stream import SupplierStreams
from ledger import Ledger
from models.health.findings import Fault
from models.kernel.risk_terms import Why
from models.kernel.terms import RiskLevel
from models.risk.events import ReviewScheduled
from models.risk.records import pair_of
from models.risk.standing import Standing
from models.risk.supplier_events import PairAssessed
from models.risk.telling import recorded
from tests.models.catalogue import examples
from tests.models.risk.samples import NOW, PAIR, RULES
from tests.scripts.conftest import Guomen, Spoken
from workers.health_checks.risk_levels import reviews_due, suspensions_proposed

Command = Callable[..., Awaitable[Spoken]]
R1, R2, R3, R4 = RiskLevel
TIDY = pair_of(*PAIR)
DIGEST = sha256(b"minutes").hexdigest()
QUARTER = "2026Q1"


@pytest.fixture
def command(
    tmp_path: Path, database_url: str, guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch
) -> Command:
    """The command on the database of the test."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    monkeypatch.setenv("GUOMEN_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: asyncio.to_thread(guomen_command, "risk", *arguments)


@pytest.fixture
def streams(ledger: Ledger) -> SupplierStreams:
    return SupplierStreams(ledger, ledger)


async def level(streams: SupplierStreams) -> tuple[RiskLevel, Why]:
    said = await streams.level(TIDY, datetime.now(UTC), RULES)
    return said.level, said.why


async def approve(command: Command, role: str = "C3", digest: str = DIGEST) -> Spoken:
    document = ("--level", "R1", "--document", "GACC 12", "--sha256", digest)
    return await command("approve", *PAIR, *document, "--as", "Wang Li", "--role", role)


async def override(command: Command, level: str, role: str, days: int = 30) -> Spoken:
    said = ("--level", level, "--reason", "seals", "--days", str(days))
    return await command("override", *PAIR, *said, "--as", "Lin", "--role", role)


async def test_the_division_approves_a_level_once_and_nobody_else(
    command: Command, streams: SupplierStreams
) -> None:
    refused = await approve(command, "C2")
    assert refused.code != 0
    assert "C2 may not decide this: C3 or C3_LEAD does" in refused.err
    assert (await approve(command)).code == 0
    assert (await approve(command)).code == 0
    assert await level(streams) == (R1, Why.COLD_START)
    (event,) = (await streams.read(TIDY.supplier)).events
    assert (event.actor, event.role) == ("Wang Li", "C3")
    other = await approve(command, digest=64 * "b")
    assert f"was approved by the document {DIGEST}" in other.err


async def test_what_is_no_digest_is_refused_before_anything_happens(
    command: Command, streams: SupplierStreams
) -> None:
    refused = await approve(command, digest="abc")
    assert "abc is no SHA-256" in refused.err
    assert (await streams.read(TIDY.supplier)).events == ()


@pytest.mark.parametrize(
    "wanted, role, days, why",
    [
        ("R4", "C1", 30, "C1 may not make a level worse"),
        ("R4", "C2", 91, "for 90 days at the most"),
        ("R1", "C2", 30, "C2 may not decide this"),
        ("R1", "C3", 31, "for 30 days at the most"),
        ("R2", "C3", 30, "is at R2 already"),
    ],
)
async def test_an_officers_level_has_its_bounds(  # noqa: PLR0913, PLR0917 - a case of the table
    command: Command, streams: SupplierStreams, wanted: str, role: str, days: int, why: str
) -> None:
    refused = await override(command, wanted, role, days)
    assert refused.code != 0
    assert why in refused.err
    assert (await streams.read(TIDY.supplier)).events == ()


async def test_an_officer_makes_it_worse_and_it_is_ended_by_the_division(
    command: Command, streams: SupplierStreams
) -> None:
    assert (await override(command, "R4", "C2")).code == 0
    assert await level(streams) == (R4, Why.OFFICER)
    assert (await override(command, "R4", "C2", 0)).code != 0
    assert (await override(command, "R4", "C3", 0)).code == 0
    assert await level(streams) == (R2, Why.UNKNOWN)


async def proposed(streams: SupplierStreams, ledger: Ledger) -> None:
    """A pair at R3 of which R2 is proposed, and a review that is due."""
    sample = next(each for kind, each in examples().items() if kind is PairAssessed)
    assert isinstance(sample, PairAssessed)
    standing = Standing(pair=TIDY, level=R3, since=NOW, why=(Why.MAJOR_FOUND,))
    said = sample.assessed.model_copy(update={"pair": TIDY, "level": R3, "proposed": R2})
    body = sample.model_copy(update={**TIDY._asdict(), "assessed": said, "standing": standing})
    events = recorded(TIDY.supplier, [body], NOW, "assessment:test", "guomen")
    await streams.record(TIDY.supplier, lambda there: () if there else events)
    due = ReviewScheduled(quarter=QUARTER, due=datetime(2026, 1, 19, tzinfo=UTC))
    await PortfolioStream(ledger, ledger).record(lambda known: None if known.reviews else due, NOW)


def decisions(folder: Path, decision: str, reason: str = "ten clean batches") -> str:
    file = folder / "decisions.json"
    row = TIDY._asdict() | {"decision": decision, "reason": reason}
    file.write_text(json.dumps([row]))
    return str(file)


async def hold(command: Command, file: str, role: str = "C3") -> Spoken:
    held = ("--decisions", file, "--minutes-sha256", DIGEST)
    return await command("review", *held, "--as", "Wang Li", "--role", role)


async def test_a_review_improves_by_one_step_and_is_over(
    command: Command, streams: SupplierStreams, ledger: Ledger, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    await proposed(streams, ledger)
    (due,) = await reviews_due(pool)
    assert (due.fault, due.subject) == (Fault.RISK_REVIEW_DUE, QUARTER)
    listed = json.loads((await command("review", "--json")).out)
    assert [row["assessed"]["proposed"] for row in listed] == ["R2"]
    assert "may not decide this" in (await hold(command, decisions(tmp_path, "keep"), "C2")).err
    file = decisions(tmp_path, "improve")
    assert (await hold(command, file)).code == 0
    assert await level(streams) == (R2, Why.REVIEW)
    # The same minutes again add nothing.
    assert (await hold(command, file)).code == 0
    assert len((await streams.read(TIDY.supplier)).events) == 2
    assert await reviews_due(pool) == []


async def test_every_proposal_is_decided_on_with_a_reason(
    command: Command, streams: SupplierStreams, ledger: Ledger, tmp_path: Path
) -> None:
    await proposed(streams, ledger)
    empty = tmp_path / "none.json"
    empty.write_text("[]")
    assert "nothing is decided of" in (await hold(command, str(empty))).err
    assert "0.reason" in (await hold(command, decisions(tmp_path, "improve", " "))).err
    assert (await hold(command, decisions(tmp_path, "keep"))).code == 0
    assert await level(streams) == (R3, Why.MAJOR_FOUND)


async def test_three_pairs_at_r4_propose_to_suspend_and_suspend_nothing(
    command: Command, pool: asyncpg.Pool
) -> None:
    for supplier in ("Alpha", "Beta", "Gamma"):
        assert await suspensions_proposed(pool) == []
        said = ("--level", "R4", "--reason", "seals", "--days", "30")
        pair = (PAIR.enterprise, supplier, PAIR.kind)
        await command("override", *pair, *said, "--as", "Lin", "--role", "C2")
    (finding,) = await suspensions_proposed(pool)
    assert (finding.fault, finding.subject) == (Fault.SUSPENSION_PROPOSED, TIDY.enterprise)
    assert finding.why == "3 pairs at R4"
