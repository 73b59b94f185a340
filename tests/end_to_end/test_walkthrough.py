"""The walk-throughs of docs/operations.md, as a reader types them."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.stack import ROOT, processes_on

pytestmark = [pytest.mark.drill, pytest.mark.process, pytest.mark.timeout(400)]

DOCUMENT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"(?ms)^## Walk-through: (.+?)\n(.*?)(?=^## |\Z)", DOCUMENT))
PATIENCE_S = 350


def commands(section: str) -> str:
    """All of them; `! command` must fail, which `set -e` alone does not see."""
    written = "".join(re.findall(r"(?ms)^```sh\n(.*?)^```", section))
    return re.sub(r"(?m)^! (.+)$", r"if \1; then exit 99; fi", written)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where `mktemp` makes its folders; nothing that works on them outlives the test."""
    yield tmp_path
    for pid in processes_on(tmp_path):
        os.kill(pid, 9)


@pytest.mark.parametrize("title", SECTIONS)
def test_every_command_of_a_walk_through_does_what_it_says(title: str, folder: Path) -> None:
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("GUOMEN_", "DATABASE_URL"))},
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "TMPDIR": str(folder),
    }
    with (folder / "said").open("w+") as said:
        # Not by pipes: what runs in the background would keep them open.
        done = subprocess.run(
            ["/usr/bin/env", "bash", "-eux", "-o", "pipefail", "-c", commands(SECTIONS[title])],
            stdout=said,
            stderr=subprocess.STDOUT,
            check=False,
            cwd=ROOT,
            env=environment,
            timeout=PATIENCE_S,
        )
        said.seek(0)
        assert done.returncode == 0, said.read()


def test_there_are_walk_throughs() -> None:
    assert all(map(commands, SECTIONS.values()))
    assert SECTIONS
