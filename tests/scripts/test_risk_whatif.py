"""`guomen risk whatif` on a real ledger and its read models."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
import pytest

from activities.portfolio import PortfolioStream
from ledger import Ledger
from models.inspection.messages import InspectionFinding
from models.kernel.terms import RiskLevel
from models.risk.draw import fingerprint, quarter_of
from models.risk.events import DrawKeyCommitted, DrawKeyRevealed
from models.rules.rulebook import newest
from projections.played_batches import played_batches
from scripts import console
from tests.draws import KEY
from tests.history import START, sample_box
from tests.projections.decided import RELEASED, failed, released, returned
from tests.projections.running import shown
from tests.scripts.conftest import Guomen, Spoken

Command = Callable[..., Awaitable[Spoken]]
BOXES = [sample_box(1, nth) for nth in (1, 2)]
GOOD = released(2, boxes=2)
QUARTER = quarter_of(GOOD.at(RELEASED))
LOOSE = {
    "plan": {
        level: {"opened": 0, "emptied": 0, "sampled": 0, "at_least": 0} for level in RiskLevel
    },
    "floor": {"steps": [], "least": 1},
}


@pytest.fixture
def command(
    tmp_path: Path, database_url: str, guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch
) -> Command:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    monkeypatch.setenv("GUOMEN_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: asyncio.to_thread(
        guomen_command, "risk", "whatif", "--quarter", QUARTER, *arguments
    )


@pytest.fixture
async def past(database_url: str) -> list[str]:
    """A clean batch, and one with a defect in each of its boxes."""
    found = [InspectionFinding(reason="NC-09", box=box) for box in BOXES]
    bad = returned(failed(1, *found, boxes=2))
    await shown(database_url, GOOD, bad)
    return [GOOD.tracking_no, bad.tracking_no]


def rules(folder: Path, said: object) -> str:
    file = folder / "rules.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    return str(file)


@pytest.mark.usefixtures("past")
async def test_a_finding_in_a_drawn_box_is_missed_and_one_beyond_the_draw_may_be(
    command: Command, tmp_path: Path, pool: asyncpg.Pool
) -> None:
    said = await command("--rules", rules(tmp_path, LOOSE), "--trial", "--json")
    assert said.code == 0, said.err
    found = json.loads(said.out)
    (bad,) = [
        each for each in await played_batches(pool, GOOD.at(RELEASED + 10_000)) if each.places
    ]
    assert bad.drawn is not None
    emptied = set(bad.drawn.order[: bad.drawn.emptied])
    assert len(emptied) == 1
    lost = {bad.places[each["finding"]].box for each in found["escaped"]}
    assert lost == emptied
    open_ = {bad.places[each["finding"]].box for each in found["unknown"]}
    assert open_ == set(BOXES) - emptied
    assert found["batches"] == 2
    assert found["was"]["emptied"] == {"least": 4, "most": 4}
    assert found["would_be"]["emptied"] == {"least": 0, "most": 0}
    assert found["weaker"]
    assert found["verified"] == 0


@pytest.mark.usefixtures("past")
async def test_weaker_rules_are_refused_by_their_fields_unless_it_is_a_trial(
    command: Command, tmp_path: Path
) -> None:
    file = rules(tmp_path, {"plan": {"R2": {"emptied": 4000}}})
    said = await command("--rules", file)
    assert said.code == console.FAILED
    assert "plan.R2.emptied: 5000 -> 4000" in said.err
    said = await command("--rules", file, "--trial")
    assert said.code == 0
    first = " ".join(said.out.split())
    version = newest().version
    assert first.startswith(f"TRIAL ONLY: these rules are weaker than released in {version}: plan")


@pytest.mark.parametrize(
    "said, words",
    [
        ('{"plan": {"R2": {"emptied": "many"}}}', "plan.R2.emptied: Input should be a valid"),
        ('{"plan": {"R2": {"unpacked": 1}}}', "plan.R2.unpacked: Extra inputs are not permitted"),
        ("{", "rules.json are wrong: Expecting property name"),
        ("[]", "rules.json are wrong: list"),
    ],
)
async def test_a_bad_file_of_rules_is_named_by_its_fields(
    command: Command, tmp_path: Path, said: str, words: str
) -> None:
    file = tmp_path / "rules.json"
    file.write_text(said, encoding="utf-8")
    told = await command("--rules", str(file))
    assert told.code == console.FAILED
    assert words in told.err


async def test_other_models_and_quarters_are_refused(command: Command) -> None:
    assert "there is no model beta/2: known is beta/1" in (await command("--model", "beta/2")).err
    assert "'2025Q5' is no quarter" in (await command("--quarter", "2025Q5")).err


@pytest.mark.usefixtures("past")
async def test_a_quarter_without_draws_says_so(command: Command) -> None:
    said = await command("--quarter", "2031Q1")
    assert (said.code, "no batch was drawn in 2031Q1" in said.err) == (console.FAILED, True)


async def test_public_keys_make_the_draws_again(
    command: Command, past: list[str], ledger: Ledger
) -> None:
    stream = PortfolioStream(ledger, ledger)
    committed = DrawKeyCommitted(quarter=QUARTER, sha256=fingerprint(KEY))
    await stream.record(lambda known: None if known.committed else committed, START)
    public = DrawKeyRevealed(quarter=QUARTER, key=KEY.hex())
    await stream.record(lambda known: None if known.revealed else public, START)
    found = json.loads((await command("--json")).out)
    assert found["verified"] == len(past)


async def test_a_draw_that_a_public_key_does_not_give_is_refused(
    command: Command, past: list[str], ledger: Ledger
) -> None:
    other = DrawKeyRevealed(quarter=QUARTER, key=64 * "0")
    await PortfolioStream(ledger, ledger).record(
        lambda known: None if known.revealed else other, START
    )
    said = await command()
    assert said.code == console.FAILED
    assert f"the draw of {min(past)} is not what the public key gives" in said.err
