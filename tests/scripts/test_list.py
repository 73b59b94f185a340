"""`guomen list`: one line a consignment, filters, and JSON."""

import json
from datetime import timedelta

import pytest

from models.messages import Hold, RaiseEmergency, Tick
from projections.errors import Unreadable
from tests.projections.stories import approved, hauled
from tests.scripts.conftest import FakeRecords, Guomen

WEEKS = timedelta(weeks=8) / timedelta(hours=1)


def test_every_consignment_has_a_line_that_fits(
    guomen_command: Guomen, stack: FakeRecords, columns: int
) -> None:
    stack.histories["NB25-000002"] = approved(2)
    said = guomen_command("list")
    assert said.code == 0
    assert "NB25-000001" in said.out
    assert "INBOUND" in said.out
    assert "2 consignments, 3 boxes, 0 overdue" in said.out
    assert max(map(len, said.out.splitlines())) <= columns


def test_the_list_is_filtered_by_stage(guomen_command: Guomen, stack: FakeRecords) -> None:
    stack.histories["NB25-000002"] = approved(2)
    found = json.loads(guomen_command("list", "--stage", "inbound", "--json").out)
    assert [each["consignment"] for each in found] == ["NB25-000002"]


def test_the_list_of_the_overdue_has_only_those(guomen_command: Guomen, stack: FakeRecords) -> None:
    late = hauled(2).takes(Tick(), WEEKS)
    stack.histories[late.tracking_no] = late
    found = json.loads(guomen_command("list", "--overdue", "--json").out)
    assert [each["consignment"] for each in found] == [late.tracking_no]


def test_a_consignment_with_two_overlays_has_a_line(
    guomen_command: Guomen, stack: FakeRecords
) -> None:
    danger = RaiseEmergency.model_validate({"officer": "Li", "kind": "FIRE", "reason": "smoke"})
    stack.histories["NB25-000001"].obeys(Hold(officer="Li", reason="x"), 900).obeys(danger, 901)
    said = guomen_command("list")
    assert (said.code, said.err) == (0, "")
    (row,) = json.loads(guomen_command("list", "--json").out)
    assert row["overlay"] == "EMERGENCY, HOLD"


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_stream_that_cannot_be_read_is_named_beside_the_others(
    guomen_command: Guomen, stack: FakeRecords, more: tuple[str, ...]
) -> None:
    stack.passed_over = [Unreadable("consignment/NB25-000009", 7, "box-eaten is not known")]
    said = guomen_command("list", *more)
    assert said.code == 1
    assert "NB25-000001" in said.out
    assert "consignment/NB25-000009 cannot be read" in said.err
    assert "box-eaten is not known" in said.err


def test_an_unknown_stage_is_a_misuse_that_names_the_stages(guomen_command: Guomen) -> None:
    said = guomen_command("list", "--stage", "NOWHERE")
    assert said.code == 2
    assert "factory" in said.err


def test_json_is_one_document_and_nothing_else(guomen_command: Guomen, stack: FakeRecords) -> None:
    stack.histories.clear()
    said = guomen_command("list", "--json")
    assert (said.code, json.loads(said.out), said.err) == (0, [], "")
