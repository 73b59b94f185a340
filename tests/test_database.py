"""The database is what its migrations add up to, and open to nobody who need not see it.

`make schema` writes the documents anew after a migration was added.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from tests import database
from tests.postgres import execute, fresh_database, run

ROOT = Path(__file__).parent.parent
PERMISSIONS = ROOT / "docs" / "database-permissions.md"
BEGIN, END = "<!-- objects -->\n", "<!-- end of objects -->\n"
# Each component with the schemas that its migrations make.
SCHEMAS = {
    "ledger": ("ledger",),
    "projections": ("projections", "read", "read_v*"),
    "workers": ("gateway", "audit", "imports", "notices"),
}


def require_same(file: Path, text: str) -> None:
    if os.environ.get("GUOMEN_WRITE_DOCUMENTS"):
        file.write_text(text)
    assert file.read_text() == text, f"{file.name} is out of date: run `make schema`"


@pytest.fixture
def migrated(postgres_dsn: str, template_database: str) -> Iterator[str]:
    with fresh_database(postgres_dsn, template_database) as dsn:
        yield dsn


@pytest.mark.parametrize("component", SCHEMAS)
def test_the_schema_is_the_sum_of_all_migrations(migrated: str, component: str) -> None:
    dumped = database.schema(migrated, *SCHEMAS[component])

    require_same(ROOT / component / "schema.sql", dumped)


def test_a_database_made_from_the_schema_equals_a_migrated_one(
    postgres_dsn: str, migrated: str
) -> None:
    statements = [(ROOT / name / "schema.sql").read_text() for name in SCHEMAS]
    with fresh_database(postgres_dsn) as other:
        run(execute(other, *statements))
        for schemas in SCHEMAS.values():
            assert database.schema(other, *schemas) == database.schema(migrated, *schemas)
        assert run(database.permissions(other)) == run(database.permissions(migrated))


async def test_every_schema_belongs_to_a_component(pool: asyncpg.Pool) -> None:
    known = [name.replace("*", "%") for names in SCHEMAS.values() for name in names]
    strays = await pool.fetch(
        """
        select nspname from pg_namespace
        where nspname !~ '^(pg_|information_schema$|public$)' and not nspname like any($1)
        """,
        known,
    )
    assert strays == []


def test_the_permissions_are_documented_object_by_object(migrated: str) -> None:
    before, _, rest = PERMISSIONS.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    table = run(database.permissions(migrated))

    require_same(PERMISSIONS, f"{before}{BEGIN}{table}{END}{after}")


async def test_every_function_carries_a_version_so_that_old_processes_find_theirs(
    pool: asyncpg.Pool,
) -> None:
    nameless = await pool.fetch(
        """
        select proname from pg_proc
        where pronamespace::regnamespace::text !~ '^(pg_|information_schema$|public$)'
          and proname !~ '_v[0-9]+$'
        """
    )
    assert nameless == []


async def test_no_group_is_a_superuser_or_can_log_in(pool: asyncpg.Pool) -> None:
    wrong = await pool.fetch(
        """
        select rolname from pg_roles
        where rolname = any($1) and (rolsuper or rolcanlogin or rolcreaterole or rolbypassrls)
        """,
        list(database.ROLES),
    )
    assert wrong == []
