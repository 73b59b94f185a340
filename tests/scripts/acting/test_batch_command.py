"""`guomen act --query`: one command to many, shown before, answered one by one, done once."""

import json

import pytest

from scripts import command_io
from tests.projections.stories import hauled
from tests.scripts.acting.conftest import FakeTemporal, Keyboard
from tests.scripts.conftest import FakeRecords, Guomen

HOLD = ("--query", "Enterprise = '甬东再生铜业'", "hold", '{"reason": "notice"}')
NUMBERS = [f"NB25-00000{n}" for n in (1, 2, 3)]


@pytest.fixture
def three(temporal: FakeTemporal, stack: FakeRecords) -> FakeTemporal:
    """Three consignments, the second of them on hold already."""
    for n in (2, 3):
        stack.histories[NUMBERS[n - 1]] = hauled(n)
    from models.supervision.messages import Hold  # noqa: PLC0415

    second = stack.histories[NUMBERS[1]]
    second.obeys(Hold(officer="Lin", reason="earlier"), 800)
    return temporal


@pytest.mark.usefixtures("columns")
def test_a_preview_says_what_would_happen_to_each_and_sends_nothing(
    guomen_command: Guomen, three: FakeTemporal
) -> None:
    said = guomen_command("act", *HOLD, "--dry-run")
    assert said.code == 1
    assert "the consignment is on hold already" in " ".join(said.out.split())
    assert "2 recorded, 0 done before, 1 refused, 0 failed" in " ".join(said.out.split())
    assert three.told == []
    (query,) = three.queries
    assert query.startswith("(Enterprise = '甬东再生铜业') AND ")
    assert "ExecutionStatus = 'Running'" in query


def test_each_answers_for_itself(guomen_command: Guomen, three: FakeTemporal) -> None:
    said = guomen_command("act", *HOLD, "--yes", "--json")
    found = json.loads(said.out)
    assert said.code == 1
    assert [(c["consignment"], c["outcome"]) for c in found["consignments"]] == [
        (NUMBERS[0], "recorded"),
        (NUMBERS[1], "refused"),
        (NUMBERS[2], "recorded"),
    ]
    assert found["batch"] in said.err
    assert {id_ for _, id_, _ in three.told} == {f"{found['batch']}:hold"}


def test_a_batch_that_is_run_again_does_nothing_twice(
    guomen_command: Guomen, three: FakeTemporal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_io, "PATIENCE_S", 0.01)
    three.silent = {NUMBERS[2]}
    first = json.loads(guomen_command("act", *HOLD, "--yes", "--json").out)
    assert first["consignments"][2]["outcome"] == "failed"
    three.silent = set()
    before = [len(history.events) for history in three.records.histories.values()]
    again = guomen_command("act", *HOLD, "--yes", "--json", "--batch", first["batch"])
    outcomes = [each["outcome"] for each in json.loads(again.out)["consignments"]]
    assert outcomes == ["done_before", "refused", "recorded"]
    after = [len(history.events) for history in three.records.histories.values()]
    assert [now - then for then, now in zip(before, after, strict=True)] == [0, 0, 1]


def test_somebody_must_say_yes(
    guomen_command: Guomen, three: FakeTemporal, keyboard: Keyboard
) -> None:
    said = guomen_command("act", *HOLD)
    assert said.code == 2
    assert "say --yes" in said.err
    keyboard("n")
    assert guomen_command("act", *HOLD).code == 1
    assert three.told == []
    keyboard("y")
    guomen_command("act", *HOLD)
    assert [number for number, _, _ in three.told] == [NUMBERS[0], NUMBERS[2]]


def test_when_all_obey_the_exit_code_is_zero(
    guomen_command: Guomen, temporal: FakeTemporal
) -> None:
    assert guomen_command("act", *HOLD, "--yes").code == 0
    assert len(temporal.told) == 1


@pytest.mark.parametrize(
    "words, wrong",
    [
        (("--query", "Stagee = 1", "hold", '{"reason": "a"}', "--yes"), "Stagee is not a valid"),
        (("--query", "Stage = 'PORT'"), "say the verb"),
        (("NB25-000001", "hold", "--query", "x"), "this is not JSON"),
        (("--query", "x", "hold", "{}", "more"), "no ID"),
        (("--batch", "b", "NB25-000001", "hold"), "--batch goes with --query"),
        (("--query", "x) OR (y", "hold", '{"reason": "a"}', "--yes"), "parentheses do not match"),
        (("--query", "Stage = 'P", "hold", '{"reason": "a"}', "--yes"), "is not closed"),
        ((), "name a consignment"),
    ],
)
@pytest.mark.usefixtures("temporal")
def test_a_misuse_is_said_before_anything_is_sent(
    guomen_command: Guomen, words: tuple[str, ...], wrong: str
) -> None:
    said = guomen_command("act", *words)
    assert said.code == 2
    assert wrong in said.err


def test_nobody_found_is_no_success(
    guomen_command: Guomen, temporal: FakeTemporal, stack: FakeRecords
) -> None:
    stack.histories.clear()
    said = guomen_command("act", *HOLD, "--yes")
    assert said.code == 1
    assert "no running consignment matches" in said.err
    assert temporal.told == []
