"""Consignments travel while the parts that carry them are killed at random.

The long form is `python -m tools.chaos --seed N`: 60 consignments, twice.
"""

import os
import subprocess
import sys

import pytest

from tests.end_to_end.stack import ROOT

pytestmark = [pytest.mark.drill, pytest.mark.process, pytest.mark.timeout(300)]

SEED = 3
KILLED = ("tracker", "projector", "postgres", "temporal")


def test_whatever_is_killed_all_sides_agree_and_every_consignment_ends_as_scripted() -> None:
    plan = ("--once", "--seed", str(SEED), "--consignments", "12", "--kills", str(len(KILLED)))
    foreign = ("GUOMEN_", "TEMPORAL_", "DATABASE_URL")
    done = subprocess.run(
        [sys.executable, "-m", "tools.chaos", *plan],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if not key.startswith(foreign)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for name in KILLED:
        assert f"{name} was ended by SIGKILL: starting it again" in done.stdout
    assert "12 agree" in done.stdout
