"""The data folder is closed to everybody else, and nothing but ours is touched."""

import os
import stat
from pathlib import Path

import pytest

from workers.errors import StackTaken
from workers.stack import data_folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in which a stack has been that closed nothing."""
    data = tmp_path / "above" / "data"
    for name in ("logs", "run", "systems/deeper", "pg/base", "draw"):
        (data / name).mkdir(parents=True)
    for name in (
        *("stack.lock", "secrets.json", "stack.json", "seal.key", "temporal.db", "temporal.db-wal"),
        *("notifications.jsonl", "notifications.jsonl.1", "logs/tracker.log", "logs/tracker.log.1"),
        *(
            "run/tracker.ready",
            "systems/clearance.db",
            "systems/deeper/x",
            "pg/base/1",
            "draw/2025Q4.key",
        ),
    ):
        (data / name).write_text("x")
    for path in (data.parent, data, *data.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    return data


def test_what_was_open_is_closed_and_what_lies_above_stays_as_it_was(data: Path) -> None:
    data_folder.prepare(data)

    assert mode(data) == 0o700
    for path in data.rglob("*"):
        assert mode(path) == (0o700 if path.is_dir() else 0o600), path
    assert mode(data.parent) == 0o777


def test_a_new_folder_is_closed_and_so_is_everything_in_it(tmp_path: Path) -> None:
    data_folder.prepare(tmp_path / "above" / "data")

    assert mode(tmp_path / "above" / "data") == 0o700
    assert {path.name for path in (tmp_path / "above" / "data").iterdir()} == set(
        data_folder.FOLDERS
    )
    assert all(mode(path) == 0o700 for path in (tmp_path / "above" / "data").iterdir())


def test_no_link_is_followed_out_of_the_folder(data: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "logs").mkdir(parents=True)
    (outside / "file").write_text("x")
    for path in (outside, outside / "logs", outside / "file"):
        path.chmod(0o777)
    (data / "seal.key").unlink()
    (data / "seal.key").symlink_to(outside / "file")
    (data / "logs" / "link.log").symlink_to(outside / "file")
    (data / "logs" / "folder").symlink_to(outside)
    (data / "run" / "tracker.ready").unlink()
    (data / "run").rmdir()
    (data / "run").symlink_to(outside / "logs")
    os.mkfifo(data / "logs" / "pipe")

    data_folder.prepare(data)

    for path in (outside, outside / "logs", outside / "file"):
        assert mode(path) == 0o777


def test_what_is_not_ours_stays_as_it_is(data: Path) -> None:
    (data / "report.xlsx").write_text("x")
    (data / "report.xlsx").chmod(0o644)

    data_folder.prepare(data)

    assert mode(data / "report.xlsx") == 0o644


def test_a_folder_of_somebody_else_is_not_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "thesis.txt").write_text("x")

    with pytest.raises(StackTaken, match="choose another one with --data"):
        data_folder.prepare(tmp_path)

    assert mode(tmp_path) == 0o755
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_of_another_user_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(StackTaken, match="chown -R"):
        data_folder.prepare(tmp_path)
    assert list(tmp_path.iterdir()) == []
