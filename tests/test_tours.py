"""The tours of docs/architecture.md: what a newcomer opens, in that order, without a turn back."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PROCESSES = {"workers/gateway/server.py", "workers/projector.py"}
"""Nobody imports these: a process begins there."""
TOURS = {"follow one message": 40, "follow one deadline": 28}
"""How many files at most, README.md and the document itself counted."""


def stops(tour: str) -> list[str]:
    _, _, rest = DOCUMENT.partition(f": {tour}\n")
    section, _, _ = rest.partition("\n## ")
    return re.findall(r"^\| +\d+ \| `([^`]+)`", section, re.MULTILINE)


def imported_by(file: str) -> set[str]:
    """The files of ours that a file imports, also through the door of their package."""
    found: set[str] = set()
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            found |= {f"{name.replace('.', '/')}.py" for name in names}
            door = f"{node.module.replace('.', '/')}/__init__.py"
            found |= imported_by(door) if (ROOT / door).is_file() and door != file else set()
    return found


def answers_to(file: str) -> set[str]:
    """The names by which Temporal finds the activities or the workflow of a file."""
    found: set[str] = set()
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.AsyncFunctionDef | ast.ClassDef):
            for decorator in map(ast.unparse, node.decorator_list):
                if decorator.startswith(("activity.defn", "workflow.defn")):
                    found |= {node.name, *re.findall(r"name='(\w+)'", decorator)}
    return found


def calls(file: str) -> set[str]:
    """The names that stand in a file as texts."""
    return {
        node.value
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _tree(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text(encoding="utf-8"))


@pytest.mark.parametrize("tour", TOURS)
def test_a_tour_is_short_and_opens_no_file_twice(tour: str) -> None:
    files = stops(tour)
    assert len(files) > 10
    assert len(files) + len(["README.md", "docs/architecture.md"]) <= TOURS[tour]
    assert len(set(files)) == len(files)


@pytest.mark.parametrize("tour", TOURS)
def test_every_file_of_a_tour_is_there(tour: str) -> None:
    assert [file for file in stops(tour) if not (ROOT / file).is_file()] == []


@pytest.mark.parametrize("tour", TOURS)
def test_every_stop_is_tied_to_one_before_it(tour: str) -> None:
    """One imports the other, or calls it by the name that Temporal knows."""
    files = stops(tour)
    links = {file: imported_by(file) for file in files}

    def tied(file: str, known: str) -> bool:
        return file in links[known] or known in links[file] or bool(answers_to(file) & calls(known))

    loose = [
        file
        for place, file in enumerate(files[1:], start=1)
        if file not in PROCESSES and not any(tied(file, known) for known in files[:place])
    ]
    assert loose == []
