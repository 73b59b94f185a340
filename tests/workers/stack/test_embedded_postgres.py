"""PostgreSQL runs as a user of its own without any folder being opened to it."""

import os
import stat
from pathlib import Path

import pytest

from workers.errors import DidNotStart
from workers.stack.embedded_postgres import EmbeddedPostgres
from workers.stack.postgres_programs import open_to_everybody

PASSWORD = "a-password-that-nobody-else-has"


def modes(path: Path) -> list[int]:
    return [stat.S_IMODE(folder.stat().st_mode) for folder in (path, *path.parents)]


def test_a_database_is_made_below_folders_that_are_closed_and_stay_so(tmp_path: Path) -> None:
    data = tmp_path / "above" / "data"
    data.mkdir(parents=True)
    for folder in (data, data.parent, tmp_path):
        folder.chmod(0o700)
    before = modes(data)

    assert EmbeddedPostgres(data, 1, PASSWORD).initialise()

    assert modes(data) == before
    assert [path.name for path in data.iterdir()] == ["pg"]
    assert stat.S_IMODE((data / "pg").stat().st_mode) == 0o700
    if os.geteuid() == 0:
        assert (data / "pg").stat().st_uid != 0


def test_the_password_of_the_superuser_is_in_no_command_line(tmp_path: Path) -> None:
    postgres = EmbeddedPostgres(tmp_path, 1, PASSWORD)

    assert PASSWORD not in " ".join(postgres.plan().argv)
    assert PASSWORD not in repr(postgres.plan())


def test_what_fails_is_not_logged_with_its_statement_and_its_values(tmp_path: Path) -> None:
    settings = EmbeddedPostgres(tmp_path, 1, PASSWORD).plan().argv

    silent = {"log_min_messages=log", "log_error_verbosity=terse", "log_statement=none"}
    assert silent <= set(settings)


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Programs as an installation for its owner alone leaves them."""
    source = tmp_path / "pginstall"
    (source / "bin").mkdir(parents=True)
    (source / "share").mkdir()
    (source / "bin" / "postgres").write_text("#!/bin/sh\n")
    (source / "bin" / "postgres").chmod(0o700)
    (source / "share" / "postgres.bki").write_text("x")
    (source / "share" / "postgres.bki").chmod(0o600)
    return source


def test_programs_in_a_closed_folder_are_copied_and_the_folder_stays_closed(
    programs: Path, tmp_path: Path
) -> None:
    before = modes(programs)
    copies = tmp_path / "copies"

    copy = open_to_everybody(programs, copies)

    assert copy.parent == copies
    assert modes(programs) == before
    assert stat.S_IMODE((copy / "bin" / "postgres").stat().st_mode) == 0o755
    assert stat.S_IMODE((copy / "share" / "postgres.bki").stat().st_mode) == 0o644
    assert open_to_everybody(programs, copies) == copy, "one copy is enough"


def test_programs_that_cannot_be_copied_are_complained_of(programs: Path, tmp_path: Path) -> None:
    (tmp_path / "copies").write_text("a file")

    with pytest.raises(DidNotStart, match="cannot be copied"):
        open_to_everybody(programs, tmp_path / "copies")


def test_a_database_of_another_user_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a copied folder is: PostgreSQL would refuse it in a log that nobody reads."""
    (tmp_path / "pg").mkdir()
    stranger = (tmp_path / "pg").stat().st_uid + 1
    monkeypatch.setattr(EmbeddedPostgres, "_uid", lambda _: stranger)
    with pytest.raises(DidNotStart, match="chown -R") as refused:
        EmbeddedPostgres(tmp_path, 1, PASSWORD).initialise()
    assert f"{tmp_path / 'pg'} belongs to" in str(refused.value)


def test_a_database_of_ones_own_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pg").mkdir()
    owner = (tmp_path / "pg").stat().st_uid
    monkeypatch.setattr(EmbeddedPostgres, "_uid", lambda _: owner)
    assert not EmbeddedPostgres(tmp_path, 1, PASSWORD).initialise()
