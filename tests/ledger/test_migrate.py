import asyncio
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import asyncpg
import pytest

from ledger import (
    Component,
    LedgerUnavailable,
    MigrationChanged,
    MigrationError,
    MigrationMissing,
    MigrationSkipped,
    migrate,
)
from ledger.migrate import LEDGER
from tests.postgres import execute, fresh_database

OF_THE_LEDGER = [f"ledger/{path.name}" for path in sorted(LEDGER.folder.glob("*.sql"))]


@pytest.fixture
def empty_database(postgres_dsn: str) -> Iterator[str]:
    with fresh_database(postgres_dsn) as dsn:
        yield dsn


@pytest.fixture
def boards(tmp_path: Path) -> Component:
    (tmp_path / "0001_pre_boards.sql").write_text("create schema yard create table boards (id int)")
    (tmp_path / "0002_pre_rows.sql").write_text("insert into yard.boards values (1), (2)")
    return Component("projections", tmp_path)


async def count_boards(dsn: str) -> int:
    connection = await asyncpg.connect(dsn)
    try:
        counted: int = await connection.fetchval("select count(*) from yard.boards")
    finally:
        await connection.close()
    return counted


async def test_an_empty_database_gets_every_file_once(
    empty_database: str, boards: Component
) -> None:
    of_the_boards = ["projections/0001_pre_boards.sql", "projections/0002_pre_rows.sql"]

    assert await migrate(empty_database) == OF_THE_LEDGER
    assert await migrate(empty_database, boards) == of_the_boards
    assert await migrate(empty_database, boards) == []
    assert await count_boards(empty_database) == 2


async def test_several_processes_may_migrate_at_once(
    empty_database: str, boards: Component
) -> None:
    applied = await asyncio.gather(*(migrate(empty_database, boards) for _ in range(4)))

    of_the_boards = ["projections/0001_pre_boards.sql", "projections/0002_pre_rows.sql"]
    assert sorted(chain.from_iterable(applied)) == sorted([*OF_THE_LEDGER, *of_the_boards])


async def test_a_second_database_of_the_cluster_finds_the_roles_in_place(
    postgres_dsn: str,
) -> None:
    with fresh_database(postgres_dsn) as first, fresh_database(postgres_dsn) as second:
        one, other = await asyncio.gather(migrate(first), migrate(second))

    assert one == other == OF_THE_LEDGER


async def test_a_new_file_at_the_end_is_applied(empty_database: str, boards: Component) -> None:
    await migrate(empty_database, boards)
    (boards.folder / "0003_pre_more.sql").write_text("insert into yard.boards values (3)")

    assert await migrate(empty_database, boards) == ["projections/0003_pre_more.sql"]


async def test_an_edited_file_is_refused(empty_database: str, boards: Component) -> None:
    await migrate(empty_database, boards)
    (boards.folder / "0002_pre_rows.sql").write_text("insert into yard.boards values (7)")

    with pytest.raises(
        MigrationChanged, match=r"projections/0002_pre_rows.sql is not what was appl"
    ):
        await migrate(empty_database, boards)


async def test_a_renamed_file_is_refused(empty_database: str, boards: Component) -> None:
    await migrate(empty_database, boards)
    (boards.folder / "0002_pre_rows.sql").rename(boards.folder / "0002_pre_lines.sql")

    with pytest.raises(MigrationChanged, match=r"was applied as 0002_pre_rows.sql"):
        await migrate(empty_database, boards)


@pytest.mark.parametrize("name", ["0004_pre_later.sql", "0002_pre_again.sql"])
async def test_a_gap_and_a_number_given_twice_are_refused(
    empty_database: str, boards: Component, name: str
) -> None:
    (boards.folder / name).write_text("select 1")

    with pytest.raises(MigrationSkipped, match=r"should have number 0003"):
        await migrate(empty_database, boards)


async def test_a_file_without_a_number_is_refused(empty_database: str, boards: Component) -> None:
    (boards.folder / "boards.sql").write_text("select 1")

    with pytest.raises(MigrationError, match=r"boards.sql has no number"):
        await migrate(empty_database, boards)


async def test_a_database_ahead_of_its_files_is_refused(
    empty_database: str, boards: Component
) -> None:
    await migrate(empty_database, boards)
    (boards.folder / "0002_pre_rows.sql").unlink()

    with pytest.raises(MigrationMissing, match=r"projections/0002_pre_rows.sql is applied, but"):
        await migrate(empty_database, boards)


async def test_a_file_that_fails_leaves_nothing_of_itself(
    empty_database: str, boards: Component
) -> None:
    await migrate(empty_database, boards)
    broken = boards.folder / "0003_pre_broken.sql"
    broken.write_text("insert into yard.boards values (3); select nonsense")
    with pytest.raises(asyncpg.UndefinedColumnError):
        await migrate(empty_database, boards)

    broken.write_text("insert into yard.boards values (3)")

    assert await migrate(empty_database, boards) == ["projections/0003_pre_broken.sql"]
    assert await count_boards(empty_database) == 3


async def test_line_ends_of_another_system_are_no_change(
    empty_database: str, boards: Component
) -> None:
    file = boards.folder / "0001_pre_boards.sql"
    file.write_bytes(b"create schema yard\ncreate table boards (id int)")
    await migrate(empty_database, boards)
    file.write_bytes(b"create schema yard\r\ncreate table boards (id int)")

    assert await migrate(empty_database, boards) == []


async def test_a_server_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnavailable):
        await migrate(f"postgresql:///postgres?host={tmp_path}")


async def test_the_template_of_all_tests_has_every_migration(database_url: str) -> None:
    assert await migrate(database_url) == []
    await execute(database_url, "select * from ledger.events")


async def test_what_must_wait_for_the_release_before_to_be_gone_waits(
    empty_database: str, boards: Component
) -> None:
    (boards.folder / "0003_post_tidy.sql").write_text("delete from yard.boards where id = 1")

    assert len(await migrate(empty_database, boards, only_pre=True)) == len(OF_THE_LEDGER) + 2
    assert await count_boards(empty_database) == 2
    assert await migrate(empty_database, boards, only_pre=True) == []
    assert await migrate(empty_database, boards) == ["projections/0003_post_tidy.sql"]
    assert await count_boards(empty_database) == 1


async def test_a_deployment_that_was_not_finished_is_finished_before_the_next(
    empty_database: str, boards: Component
) -> None:
    await migrate(empty_database, boards)
    (boards.folder / "0003_post_tidy.sql").write_text("delete from yard.boards where id = 1")
    (boards.folder / "0004_pre_more.sql").write_text("insert into yard.boards values (3)")

    with pytest.raises(MigrationSkipped, match=r"0004_pre_more.sql waits for .*0003_post_tidy.sql"):
        await migrate(empty_database, boards, only_pre=True)

    assert len(await migrate(empty_database, boards)) == 2


@pytest.mark.parametrize("name", ["0003_more.sql", "0003_late_more.sql", "3_pre_more.sql"])
async def test_a_file_without_a_phase_is_refused(
    empty_database: str, boards: Component, name: str
) -> None:
    (boards.folder / name).write_text("select 1")

    with pytest.raises(MigrationError, match=r"name it like 0001_pre_events\.sql"):
        await migrate(empty_database, boards)
