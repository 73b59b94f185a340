"""Walk-throughs of the documents as commands, each with what it should say."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.end_to_end.stack import ROOT, Stack

OPERATIONS = ROOT / "docs" / "operations.md"
PATIENCE = 100
"""Seconds that a step may take: none takes more than a few when nothing is wrong."""
_UNTIL = re.compile(r"until (.*?)(?: > /dev/null)?; do ")
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """A command, and what it says; `…` stands for anything."""

    command: str
    says: str

    def fits(self, said: str) -> bool:
        """Whether the command said what the page says; blanks that end a line are not seen."""
        pattern = ".*".join(map(re.escape, self.says.strip().split("…")))
        seen = "\n".join(map(str.rstrip, said.strip().splitlines()))
        return re.fullmatch(pattern, seen, re.DOTALL) is not None


def steps(title: str, page: Path = OPERATIONS) -> Iterator[Step]:
    """The steps of one walk-through, in order."""
    section = page.read_text().split(f"\n### {title}\n")[1].split("\n## ")[0]
    for block in _BLOCK.findall(section.split("\n### ")[0]):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, says = part.partition("\n")
            yield Step(command, says)


def walk(title: str, stack: Stack, folder: Path, page: Path = OPERATIONS) -> None:
    """Do every step in a folder, beside a running stack."""
    if not (folder / "samples").exists():
        (folder / "samples").symlink_to(ROOT / "samples")
    programs = Path(sys.executable).parent
    environment = {
        **stack.environment,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "200",
        "GUOMEN_LANG": "en",
    }
    for step in steps(title, page):
        said = _run(step.command, folder, environment)
        assert step.fits(said), f"$ {step.command}\n{said}\ninstead of\n{step.says}"


def _run(command: str, folder: Path, environment: dict[str, str]) -> str:
    """What a command says; one that waits in vain is asked what it sees."""
    with subprocess.Popen(
        ["bash", "-c", command],  # noqa: S607 - the page is for people with a shell
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            return process.communicate(timeout=PATIENCE)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    condition = _UNTIL.match(command)
    seen = _run(condition[1], folder, environment) if condition else "it did not end"
    raise AssertionError(f"$ {command}\nafter {PATIENCE} s:\n{seen}")
