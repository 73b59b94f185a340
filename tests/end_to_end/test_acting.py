"""Acting on many, in a role, and watching: beside a running stack."""

import json
import subprocess
from functools import partial

import pytest

from models.consignment.registration import Registration
from tests.end_to_end.cargo import consignment, manifest
from tests.end_to_end.stack import ROOT, Stack, guomen

pytestmark = [pytest.mark.process, pytest.mark.timeout(300)]
ENTERPRISE = "象山港再生金属有限公司"
QUERY = f"Enterprise = '{ENTERPRISE}'"
HOLD = ("hold", '{"reason": "notice 17"}')
AT_ALL = 5


@pytest.fixture(scope="module")
def cargo(
    shared_stack: Stack, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Registration, ...]:
    """Consignments of one enterprise, which the list of the Temporal UI can find."""
    found = tuple(consignment(enterprise=ENTERPRISE) for _ in range(AT_ALL))
    file = manifest(tmp_path_factory.mktemp("cargo"), *found)
    assert shared_stack.guomen("import", str(file)).code == 0
    look = ("act", "--query", QUERY, *HOLD, "--dry-run", "--json")

    def listed() -> bool:
        said = shared_stack.guomen(*look)
        return said.code == 0 and len(json.loads(said.out)["consignments"]) == AT_ALL

    shared_stack.until(listed)
    return found


def held(stack: Stack, number: str) -> list[dict[str, str]]:
    """Who put it on hold, and in which role."""
    events = json.loads(stack.guomen("timeline", number, "--json").out)
    return [event["metadata"] for event in events if event["event_type"] == "held"]


def test_a_command_outside_the_role_changes_nothing(
    stack: Stack, cargo: tuple[Registration, ...]
) -> None:
    number = cargo[0].tracking_no
    said = stack.guomen("act", number, *HOLD, "--as", "Chen Hao")
    assert said.code == 1
    assert "hold is given by C2 " in said.err
    assert held(stack, number) == []


@pytest.mark.drill
def test_a_batch_that_is_killed_and_run_again_holds_each_once(
    stack: Stack, cargo: tuple[Registration, ...]
) -> None:
    act = ("act", "--query", QUERY, *HOLD, "--yes", "--json", "--as", "Zhou Min", "--batch", "b-17")
    first = subprocess.Popen(
        guomen(*act),
        cwd=ROOT,
        env=stack.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stack.until(lambda: any(held(stack, each.tracking_no) for each in cargo))
    first.kill()
    first.wait()
    again = stack.guomen(*act)
    assert again.code == 0, again.err
    outcomes = {each["outcome"] for each in json.loads(again.out)["consignments"]}
    assert outcomes <= {"recorded", "done_before"}
    for each in cargo:
        stack.until(partial(held, stack, each.tracking_no))
        (once,) = held(stack, each.tracking_no)
        assert (once["actor"], once["role"]) == ("Zhou Min", "C2")


def test_a_board_is_printed_beside_the_stack(stack: Stack, cargo: tuple[Registration, ...]) -> None:
    del cargo
    said = stack.guomen("watch", "--json")
    found = json.loads(said.out)
    assert said.code == 0
    assert set(found["heard"]) == {"clearance", "checkpoint", "enterprise"}
    assert sum(each["count"] for each in found["stages"]) >= AT_ALL
