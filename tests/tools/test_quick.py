"""`make quick` looks at what stands beside a changed file, and at nothing that needs a server."""

from pathlib import Path

import pytest

from tests.pure import is_pure
from tools import quick


@pytest.mark.parametrize(
    "file, tests",
    [
        (
            "models/transport/gate.py",
            ["tests/golden", "tests/models/process", "tests/models/transport"],
        ),
        ("models/kernel/units.py", ["tests/golden", "tests/models", "tests/models/process"]),
        ("workers/settings.py", ["tests/workers", "tests/workers/test_settings.py"]),
        ("tests/models/kernel/test_units.py", ["tests/models/kernel/test_units.py"]),
        ("tests/models/stories.py", ["tests/models"]),
        ("docs/nothing.py", []),
    ],
)
def test_the_tests_of_a_file_stand_beside_it(file: str, tests: list[str]) -> None:
    assert quick.tests_of([file]) == tests


def test_what_needs_a_server_is_not_pure(request: pytest.FixtureRequest) -> None:
    assert is_pure(request.node)


@pytest.mark.parametrize("needed", ["postgres_dsn", "temporal_address"])
def test_a_test_that_asks_for_a_server_is_left_out(
    needed: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request.node, "fixturenames", [needed])
    assert not is_pure(request.node)


def test_a_broken_file_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.py").write_text("import os\n")
    monkeypatch.setattr(quick, "ROOT", tmp_path)
    style = next(each for each in quick._checks(["broken.py"]) if each.name == "style")
    assert not quick._run(style)
