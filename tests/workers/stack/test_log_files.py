"""Logs of a stack stay short, and lose nothing of the last days."""

import stat
from pathlib import Path

from workers.stack.log_files import shorten


def fill(log: Path, what: str) -> None:
    with log.open("a") as out:
        out.write(what * 20)


def test_a_full_log_is_put_aside_and_its_writer_goes_on(tmp_path: Path) -> None:
    log = tmp_path / "tracker.log"
    with log.open("ab", buffering=0) as writer:
        writer.write(b"old " * 5)
        shorten([log], largest=10)
        writer.write(b"new")

    assert log.read_text() == "new"
    assert (tmp_path / "tracker.log.1").read_text() == "old " * 5
    assert stat.S_IMODE((tmp_path / "tracker.log.1").stat().st_mode) == 0o600


def test_so_many_old_ones_are_kept_and_no_more(tmp_path: Path) -> None:
    log = tmp_path / "tracker.log"
    for what in "abcdef":
        fill(log, what)
        shorten([log], largest=10, kept=3)

    assert log.read_text() == ""
    old = {path.name: path.read_text()[0] for path in tmp_path.glob("tracker.log.*")}
    assert old == {"tracker.log.1": "f", "tracker.log.2": "e", "tracker.log.3": "d"}


def test_a_short_log_is_left_alone(tmp_path: Path) -> None:
    fill(tmp_path / "tracker.log", "x")
    shorten(tmp_path.glob("*.log"), largest=1000)

    assert [path.name for path in tmp_path.iterdir()] == ["tracker.log"]


def test_a_log_that_is_a_link_is_not_emptied(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    fill(outside, "x")
    (tmp_path / "tracker.log").symlink_to(outside)
    shorten([tmp_path / "tracker.log"], largest=10)

    assert outside.read_text() == "x" * 20


def test_what_is_put_aside_never_goes_through_a_link(tmp_path: Path) -> None:
    log, outside = tmp_path / "tracker.log", tmp_path / "outside"
    outside.write_text("mine")
    fill(log, "x")
    (tmp_path / "tracker.log.1").symlink_to(outside)
    shorten([log], largest=10, kept=1)

    assert outside.read_text() == "mine"
