"""SIGTERM and SIGINT, as service managers and terminals send them."""

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.cargo import consignment, manifest
from tests.end_to_end.stack import Stack, processes_on
from workers.stack.process_table import COMMANDS

pytestmark = [pytest.mark.process, pytest.mark.timeout(300)]


def test_a_stopped_stack_leaves_no_process_and_forgets_nothing(
    stack: Stack, tmp_path: Path
) -> None:
    cargo = consignment(boxes=3)
    assert stack.guomen("import", str(manifest(tmp_path, cargo))).code == 0
    stack.until(lambda: cargo.tracking_no in listed(stack))
    before = listed(stack)[cargo.tracking_no]
    assert stack.stop(signal.SIGTERM) == 0
    assert processes_on(stack.folder) == []
    assert stack.guomen("list").code == 1
    stack.up()
    assert listed(stack)[cargo.tracking_no] == before
    held = stack.guomen("act", cargo.tracking_no, "hold", json.dumps({"reason": "papers"}))
    assert held.code == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_every_process_ends_well_when_it_is_asked_to_and_what_it_had_to_do_is_done(
    number: signal.Signals, stack: Stack, tmp_path: Path
) -> None:
    cargo = [consignment() for _ in range(8)]
    said = len(stack.out)
    assert stack.guomen("import", str(manifest(tmp_path, *cargo))).code == 0
    before = stack.file.children
    for name in COMMANDS:
        os.kill(before[name], number)
    ends = {f"{name} ended with status 0: starting it again" for name in COMMANDS}
    stack.until(lambda: ends <= set(stack.out[said:].splitlines()))
    stack.until(lambda: all(stack.file.children.get(n, before[n]) != before[n] for n in COMMANDS))
    stack.until(lambda: {each.tracking_no for each in cargo} <= listed(stack).keys())
    stack.until(lambda: tracks(stack))


def tracks(stack: Stack) -> bool:
    ready = (stack.folder / "run" / "tracker.ready").read_text()
    return ready == str(stack.file.children.get("tracker"))


def listed(stack: Stack) -> dict[str, Any]:
    rows = json.loads(stack.guomen("list", "--json").out)
    return {row["consignment"]: row for row in rows}
