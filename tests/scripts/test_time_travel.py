"""`show` and `list` of another moment: what was true then, and what was known then."""

import json

import pytest

from models.arrival.events import VesselArrived
from models.kernel.terms import System
from tests.projections.stories import SHIP_ARRIVES, approved
from tests.scripts.conftest import FakeRecords, Guomen

NUMBER = "NB25-000001"
BEFORE_THE_SHIP = "2025-10-10T10:00"


def stages(guomen_command: Guomen, *moment: str) -> dict[str, str]:
    found = json.loads(guomen_command("list", "--json", *moment).out)
    return {each["consignment"]: each["stage"] for each in found}


def test_the_state_as_of_a_time_is_folded_from_what_had_happened(
    guomen_command: Guomen, stack: FakeRecords
) -> None:
    now = json.loads(guomen_command("show", NUMBER, "--json").out)
    then = json.loads(guomen_command("show", NUMBER, "--json", "--as-of", BEFORE_THE_SHIP).out)
    assert (now["stage"], now["when"]) == ("FACTORY", "now")
    assert (then["stage"], then["when"]) == ("INBOUND", "as of 2025-10-10 10:00:00")
    assert then["last_events"][-1]["event_type"] == "pre-shipment-approved"
    assert stack.histories[NUMBER].state.version > then["state"]["version"]


def test_a_page_of_the_past_says_so(guomen_command: Guomen, stack: FakeRecords) -> None:
    del stack
    said = guomen_command("show", NUMBER, "--known-at", f"{BEFORE_THE_SHIP}:30+00:00")
    assert said.code == 0
    assert "as known at 2025-10-10 18:00:30" in said.out


def test_a_time_without_a_zone_is_chinese(guomen_command: Guomen, stack: FakeRecords) -> None:
    arrival = stack.histories[NUMBER].at(SHIP_ARRIVES)
    shown = [
        json.loads(guomen_command("show", NUMBER, "--json", "--as-of", text).out)["state"]
        for text in (f"{arrival:%Y-%m-%dT%H:%M}Z", f"{arrival:%Y-%m-%dT%H:%M}")
    ]
    assert "vessel-arrived" in shown[0]["marks"]
    assert "vessel-arrived" not in shown[1]["marks"]


def test_before_its_registration_there_is_nothing(
    guomen_command: Guomen, stack: FakeRecords
) -> None:
    del stack
    said = guomen_command("show", NUMBER, "--as-of", "2025-09-01")
    assert said.code == 1
    assert said.err == (
        "guomen: NB25-000001没有2025-09-01 00:00:00时的情况：请选更晚的时间 "
        "there was nothing of NB25-000001 as of 2025-09-01 00:00:00: ask for a later time\n"
    )


@pytest.mark.parametrize("verb", [("show", NUMBER), ("list",)], ids=["show", "list"])
def test_what_is_no_time_is_a_misuse(
    guomen_command: Guomen, stack: FakeRecords, verb: tuple[str, ...]
) -> None:
    del stack
    said = guomen_command(*verb, "--as-of", "yesterday")
    assert said.code == 2
    assert "'yesterday' is no time" in said.err


def test_a_late_report_is_true_before_it_is_known(
    guomen_command: Guomen, stack: FakeRecords
) -> None:
    late = approved(2).hears(VesselArrived(vessel="EVER LUCID"), 600, System.CLEARANCE)
    stack.histories[late.tracking_no] = late
    stack.heard_late(late.tracking_no, hours=48)
    noon = f"{late.at(601).isoformat()}"
    true = json.loads(guomen_command("show", late.tracking_no, "--json", "--as-of", noon).out)
    known = json.loads(guomen_command("show", late.tracking_no, "--json", "--known-at", noon).out)
    assert "vessel-arrived" in true["state"]["marks"]
    assert "vessel-arrived" not in known["state"]["marks"]


def test_the_list_of_another_moment(guomen_command: Guomen, stack: FakeRecords) -> None:
    stack.histories["NB25-000002"] = approved(2)
    assert stages(guomen_command) == {NUMBER: "FACTORY", "NB25-000002": "INBOUND"}
    then = stages(guomen_command, "--as-of", "2025-09-15T10:30")
    assert then == {NUMBER: "AUDIT", "NB25-000002": "AUDIT"}
    assert stages(guomen_command, "--known-at", "2025-09-01") == {}
    assert stages(guomen_command, "--as-of", "2025-09-16", "--stage", "audit") == {}


def test_the_table_of_another_moment_says_so(guomen_command: Guomen, stack: FakeRecords) -> None:
    del stack
    said = guomen_command("list", "--as-of", "2025-09-16")
    assert "1 consignments, 2 boxes, 0 overdue, as of 2025-09-16 00:00:00" in said.out
