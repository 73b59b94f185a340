"""The command as people use it, beside a running stack."""

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from models.consignment.registration import Registration
from models.kernel.identity import consignment_workflow_id
from models.kernel.terms import Stage
from scripts import console
from tests.end_to_end.cargo import consignment, manifest
from tests.end_to_end.stack import Spoken, Stack

pytestmark = [pytest.mark.process, pytest.mark.timeout(300)]


def imported(stack: Stack, folder: Path, *consignments: Registration, **first: str) -> Spoken:
    return stack.guomen("import", str(manifest(folder, *consignments, **first)))


def listed(stack: Stack, *options: str) -> set[str]:
    said = stack.guomen("list", "--json", *options)
    assert said.code == 0
    return {row["consignment"] for row in json.loads(said.out)}


def events(stack: Stack, number: str) -> list[dict[str, Any]]:
    said = stack.guomen("timeline", number, "--json")
    assert said.code == 0
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


@pytest.fixture(scope="module")
def cargo(shared_stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Registration:
    """A consignment of two boxes, for the tests that only look."""
    found = consignment(boxes=2)
    assert imported(shared_stack, tmp_path_factory.mktemp("cargo"), found).code == 0
    shared_stack.until(lambda: found.tracking_no in listed(shared_stack))
    return found


def test_bad_rows_are_named_and_keep_only_their_own_consignment_out(
    stack: Stack, tmp_path: Path
) -> None:
    bad, good, also_good = consignment(), consignment(boxes=2), consignment()
    said = imported(stack, tmp_path, bad, good, also_good, origin="Japan")
    assert said.code == console.BAD_ROWS
    assert "2 consignments (3 boxes)" in said.out
    assert said.out.endswith("2 started, 0 known already\n")
    assert "Japan" in said.err
    stack.until(lambda: {good.tracking_no, also_good.tracking_no} <= listed(stack))
    assert stack.guomen("show", bad.tracking_no).code == console.FAILED


def test_a_manifest_imported_twice_starts_nothing_twice(
    stack: Stack, cargo: Registration, tmp_path: Path
) -> None:
    before = events(stack, cargo.tracking_no)
    said = imported(stack, tmp_path, cargo)
    assert said.code == 0
    assert "this manifest was imported on" in said.out
    assert events(stack, cargo.tracking_no) == before


def test_a_consignment_is_found_by_every_number_it_has(stack: Stack, cargo: Registration) -> None:
    box = cargo.boxes[1]
    numbers = (cargo.tracking_no.lower(), cargo.seq_no, cargo.bill_no, box.number, box.seal)
    for number in numbers:
        said = stack.guomen("show", number, "--json")
        assert said.code == 0
        assert json.loads(said.out)["consignment"] == cargo.tracking_no


def test_a_list_shows_one_stage_or_what_is_overdue(stack: Stack, tmp_path: Path) -> None:
    early = consignment()
    late = consignment(arrives_in=timedelta(hours=40))
    fallen = consignment(arrives_in=timedelta(hours=10))
    own = {each.tracking_no for each in (early, late, fallen)}
    assert imported(stack, tmp_path, early, late, fallen).code == 0
    stack.until(lambda: own & listed(stack, "--stage", Stage.INBOUND) == {fallen.tracking_no})
    stack.until(lambda: own & listed(stack, "--overdue") == {late.tracking_no})
    assert own - listed(stack, "--stage", Stage.AUDIT.lower()) == {fallen.tracking_no}
    drawn = stack.guomen("list", "--overdue")
    assert drawn.code == 0
    assert late.tracking_no in drawn.out


def test_a_timeline_has_every_event_in_order(stack: Stack, cargo: Registration) -> None:
    found = events(stack, cargo.boxes[0].number)
    assert {event["stream_id"] for event in found} == {consignment_workflow_id(cargo.tracking_no)}
    assert [event["version"] for event in found] == [*range(1, len(found) + 1)]
    assert found[0]["event_type"] == "consignment-registered"


def test_a_command_is_accepted_recorded_and_shown(stack: Stack, tmp_path: Path) -> None:
    cargo = consignment()
    assert imported(stack, tmp_path, cargo).code == 0
    reason = "documents under review"
    said = stack.guomen("act", cargo.tracking_no, "hold", json.dumps({"reason": reason}))
    assert said.code == 0
    assert "held" in said.out
    stack.until(lambda: events(stack, cargo.tracking_no)[-1]["event_type"] == "held")
    assert "暂停办理 hold" in stack.guomen("show", cargo.tracking_no).out
    assert events(stack, cargo.tracking_no)[-1]["data"]["reason"] == reason


def test_a_refusal_is_one_line_that_says_why(stack: Stack, cargo: Registration) -> None:
    said = stack.guomen("act", cargo.tracking_no, "resume", '{"reason": "nothing holds it"}')
    require_one_line(said, console.FAILED)
    assert f"{cargo.tracking_no} 不予办理 refuses resume: " in said.err


MISTAKES = {
    "an unknown number": (("show", "NOPE"), console.FAILED),
    "a number that nothing is recorded of": (("show", "NB25-000000"), console.FAILED),
    "a timeline of nothing": (("timeline", "NOPE"), console.FAILED),
    "a command to nobody": (("act", "NOPE", "start_inspection"), console.FAILED),
    "a command to what never started": (
        ("act", "NB25-000000", "start_inspection"),
        console.FAILED,
    ),
    "an unknown verb": (("act", "NOPE", "explode"), console.MISUSED),
    "fields that are not JSON": (("act", "NOPE", "hold", "{reason}"), console.MISUSED),
    "fields of a file that is not there": (("act", "NOPE", "hold", "@none"), console.MISUSED),
    "an unknown stage": (("list", "--stage", "MOON"), console.MISUSED),
    "an unknown option": (("list", "--late"), console.MISUSED),
    "a file that is not there": (("import", "none.csv"), console.FAILED),
    "a second stack on the folder": (("up",), console.FAILED),
    "a folder on which nothing runs": (("list", "--data", "/nowhere"), console.FAILED),
}


@pytest.mark.parametrize("arguments, code", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_readable_line(stack: Stack, arguments: Sequence[str], code: int) -> None:
    require_one_line(stack.guomen(*arguments), code)


def require_one_line(said: Spoken, code: int) -> None:
    assert said.code == code
    assert said.out == ""
    assert said.err.startswith("guomen: ")
    assert said.err.count("\n") == 1
