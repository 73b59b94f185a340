"""A newcomer's own manifest lives beside `guomen up`: imported, played, ended."""

import json
from pathlib import Path

import pytest

from tests.end_to_end.cargo import consignment, manifest
from tests.end_to_end.stack import Stack

pytestmark = [pytest.mark.process, pytest.mark.timeout(300)]

AT_ONCE = ("--speed", "10000000")


def test_what_was_imported_travels_to_its_end(stack: Stack, tmp_path: Path) -> None:
    goods = consignment(boxes=2)
    number = goods.tracking_no
    said = stack.guomen("import", str(manifest(tmp_path, goods)))
    assert "guomen world play" in said.err
    played = stack.guomen("world", "play", goods.boxes[0].number.lower(), *AT_ONCE)
    assert (played.code, played.err) == (0, "")
    assert f"{number}  played to its end: released" in played.out
    shown = json.loads(stack.guomen("show", number, "--json").out)
    assert shown["stage"] == "CLOSED"
    again = stack.guomen("world", "play", number, *AT_ONCE)
    assert (again.code, f"{number} is closed" in again.err) == (1, True)


def test_a_scenario_brings_its_escalations(stack: Stack, tmp_path: Path) -> None:
    goods = consignment()
    stack.guomen("import", str(manifest(tmp_path, goods)))
    late = ("--scenario", "truck_late")
    assert stack.guomen("world", "play", goods.tracking_no, *late, *AT_ONCE).code == 0
    said = stack.guomen("timeline", goods.tracking_no)
    assert "escalation-raised" in said.out


def test_what_was_not_imported_is_not_played(stack: Stack) -> None:
    said = stack.guomen("world", "play", "NB99-999999")
    assert said.code == 1
    assert "NB99-999999" in said.err
