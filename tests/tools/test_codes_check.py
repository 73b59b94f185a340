"""The codes of manifests are those that libraries keep."""

from pathlib import Path

import pytest

from tools.checks import codes


def test_the_codes_are_those_of_the_libraries() -> None:
    assert codes.main([]) == 0


def test_codes_that_differ_are_said_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "codes.json"
    file.write_text("{}")
    kept = codes.FILE.read_text(encoding="utf-8")
    monkeypatch.setattr(codes, "FILE", file)
    assert codes.main([]) == 1
    assert "run with --write" in capsys.readouterr().out
    assert codes.main(["--write"]) == 0
    assert file.read_text(encoding="utf-8") == kept
