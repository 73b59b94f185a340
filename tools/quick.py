"""Checks what changed, in under a minute: style, types, imports, and the pure tests beside it.

`make quick` compares with the last commit, or looks at the last commit when nothing has changed
since; `make quick ARGS="--since main"` compares with a branch. It leaves out what needs a server or
a process: `make test` is the proof, this is the inner loop.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_CORE = ("tests/models/process", "tests/golden")
"""What joins the rooms of the models, and what the ledger holds of them."""
_UNDER_ALL = frozenset({"kernel", "rules", "consignment", "texts"})


@dataclass(frozen=True)
class Check:
    """One command, and how it ended."""

    name: str
    command: tuple[str, ...]


def changed(since: str | None) -> list[str]:
    """The Python files that differ from a revision, new ones as well."""
    if since is None:
        since = "HEAD" if _git("status", "--porcelain") else "HEAD~1"
    named = _git("diff", "--name-only", "--diff-filter=d", since)
    new = _git("ls-files", "--others", "--exclude-standard")
    return sorted({file for file in (*named, *new) if file.endswith(".py")})


def tests_of(files: Iterable[str]) -> list[str]:
    """The tests that stand beside changed files, as paths for pytest."""
    return sorted({path for file in files for path in _tests_of(file) if (ROOT / path).exists()})


def _tests_of(file: str) -> Iterator[str]:
    path = Path(file)
    if path.parts[0] == "tests":
        yield file if path.name.startswith("test_") else str(path.parent)
    elif path.parts[0] == "models":
        room = path.parts[1]
        yield "tests/models" if room in _UNDER_ALL else f"tests/models/{room}"
        yield from _CORE
    else:
        yield str("tests" / path.parent / f"test_{path.name}")
        yield str("tests" / path.parent)


def _git(*arguments: str) -> list[str]:
    done = subprocess.run(  # noqa: S603 - our own arguments
        ["git", *arguments],  # noqa: S607 - whichever git there is
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.splitlines()


def _checks(files: list[str]) -> Iterator[Check]:
    python = (sys.executable, "-m")
    if files:
        yield Check("format", (*python, "ruff", "format", "--check", *files))
        yield Check("style", (*python, "ruff", "check", *files))
    yield Check("types", (*python, "mypy"))
    yield Check("imports", (str(Path(sys.executable).with_name("lint-imports")),))
    if paths := tests_of(files):
        options = ("-q", "--pure", "-n", "2", "--dist", "load", "--no-header")
        yield Check("tests", (*python, "pytest", *options, *paths))


def _run(check: Check) -> bool:
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603 - our own commands
        check.command, cwd=ROOT, check=False, capture_output=True, text=True
    )
    passed = done.returncode in ((0, _NO_TESTS) if check.name == "tests" else (0,))
    print(f"{'ok  ' if passed else 'FAIL'} {check.name} ({time.monotonic() - began:.0f} s)")
    if not passed:
        print(done.stdout, done.stderr, sep="")
    return passed


_NO_TESTS = 5
"""How pytest ends when nothing pure stands beside what changed."""


def main(arguments: list[str]) -> int:
    """Run every check, several at once; 0 when all pass."""
    parser = argparse.ArgumentParser(description="check what changed")
    parser.add_argument("--since", help="a revision to compare with, such as main")
    files = changed(parser.parse_args(arguments).since)
    print(f"{len(files)} files changed; tests: {' '.join(tests_of(files)) or 'none beside them'}")
    with ThreadPoolExecutor(max_workers=2) as pool:
        return 0 if all(list(pool.map(_run, _checks(files)))) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
