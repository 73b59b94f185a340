"""The embedded stack with real PostgreSQL and Temporal, and tiny stand-ins for our processes."""

import asyncio
import json
import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import asyncpg
import pytest

from workers import settings
from workers.errors import NotConfigured, StackTaken
from workers.stack import embedded_temporal, process_table, stack_file
from workers.stack.db_logins import GROUPS, DatabaseLogin
from workers.stack.port_allocation import Ports
from workers.stack.process_table import Service
from workers.stack.stack import EmbeddedStack

pytestmark = pytest.mark.process

STAND_IN = "tests.workers.fake_service"


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    for table in (process_table.SYSTEMS, process_table.OURS, process_table.COMMANDS):
        for name, service in table.items():
            monkeypatch.setitem(table, name, Service(STAND_IN, service.port))


@asynccontextmanager
async def stack(data: Path) -> AsyncIterator[tuple[EmbeddedStack, list[str]]]:
    said: list[str] = []
    async with EmbeddedStack(data, log=said.append) as running:
        yield running, said


async def remember(dsn: str, word: str) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute("insert into projections.checkpoints (name) values ($1)", word)
    await connection.close()


async def remembered(dsn: str) -> list[str]:
    connection = await asyncpg.connect(dsn)
    rows = await connection.fetch("select name from projections.checkpoints")
    await connection.close()
    return [row["name"] for row in rows]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_what_was_committed_survives_kills_and_restarts(tmp_path: Path) -> None:
    async with stack(tmp_path) as (running, said):
        await remember(running.databases[DatabaseLogin.PROJECTOR], "copper")
        await running.kill("postgres")
        assert await remembered(running.addresses.database_url) == ["copper"]
        assert "postgres was ended by SIGKILL: starting it again" in said
    async with stack(tmp_path) as (running, said):
        assert await remembered(running.addresses.database_url) == ["copper"]
        assert "created the database" not in said


async def test_every_part_may_be_killed_and_none_is_left_behind(tmp_path: Path) -> None:
    async with stack(tmp_path) as (running, _):
        for name in list(running.children):
            await running.kill(name)
        pids = [child.pid for child in running.children.values()]
    assert [pid for pid in pids if pid is None or alive(pid)] == []


async def test_closed_workflows_are_kept_for_a_year(tmp_path: Path) -> None:
    async with stack(tmp_path) as (running, _):
        await running.kill("temporal")
        shown = await asyncio.to_thread(
            subprocess.run,
            [
                *(embedded_temporal._binary(), "operator", "namespace", "describe", "default"),
                *("--address", running.addresses.temporal_address),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
    assert "8760h0m0s" in shown.stdout


async def test_another_shell_finds_the_running_stack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    async with stack(tmp_path) as (running, _):
        found = settings.read()
        assert found.database_url == running.addresses.database_url
        assert found.temporal_address == running.addresses.temporal_address
        assert found.gateway_url == running.addresses.gateway_url
        shown = json.loads((tmp_path / "stack.json").read_text())
        assert shown["children"].keys() == running.children.keys()
    assert stack_file.running(tmp_path) is None
    with pytest.raises(NotConfigured, match="DATABASE_URL is not set"):
        settings.read()


def database_of(process: int) -> str:
    environment = Path(f"/proc/{process}/environ").read_bytes().decode().split("\0")
    return dict(line.split("=", 1) for line in environment if line)["DATABASE_URL"]


async def test_every_process_has_a_login_of_its_own_and_none_is_a_superuser(
    tmp_path: Path,
) -> None:
    async with stack(tmp_path) as (running, _):
        for name in process_table.OURS:
            process = running.children[name].pid
            assert process is not None
            connection = await asyncpg.connect(database_of(process))
            found = await connection.fetchrow(
                "select current_user, rolsuper, pg_has_role(current_user, $1, 'member') "
                "from pg_roles where rolname = current_user",
                GROUPS[DatabaseLogin[name.upper()]],
            )
            assert tuple(found or ()) == (f"guomen_{name}", False, True)
            await connection.close()
        connection = await asyncpg.connect(running.addresses.database_url)
        assert await connection.fetchval("select current_user") == "guomen_reader"
        await connection.close()


async def test_a_second_stack_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    async with stack(tmp_path):
        with pytest.raises(StackTaken, match=str(tmp_path)):
            async with stack(tmp_path):
                pass


async def test_a_taken_port_is_replaced_and_said_so(tmp_path: Path) -> None:
    with closing(Ports()) as others:
        port = others.choose(8700)
    async with (
        await asyncio.start_server(lambda *_: None, "127.0.0.1", port),
        stack(tmp_path) as (running, said),
    ):
        assert not running.addresses.gateway_url.endswith(":8700")
    assert any(line.startswith("port 8700 is taken: gateway listens on") for line in said)
