"""All probes together: what they need, and what is said when it is not there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import Client

from ledger import connect
from models.health.findings import Fault, FindingSource
from tests.postgres import fresh_database
from workers.health_checks import machine, read_models
from workers.health_checks.suite import Reach, examined
from workers.health_checks.workflows import OURS
from workers.migrate import migrate_all
from workers.settings import Settings
from workers.stack import db_logins
from workers.stack.db_logins import DatabaseLogin, url_of
from workers.task_queue_workers import WORKFLOWS

DATABASE = {Fault.READ_MODEL_LEFT}
TEMPORAL = {Fault.NO_WORKER, Fault.SCHEDULE_MISSING}


@pytest.fixture
def provisioned(postgres_dsn: str) -> Iterator[str]:
    """A database as it is in production: logins with rights, and none without."""
    with fresh_database(postgres_dsn) as dsn:
        yield dsn


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (machine, read_models):
        monkeypatch.setattr(module, "_PAUSE_S", 0.01)


def settings(folder: Path) -> Settings:
    return Settings.model_validate(
        {
            "database_url": "postgresql://unused",
            "data": folder,
            "gateway_url": "http://127.0.0.1:1",
            "task_queue": "nobody-works-here",
        }
    )


def faults(found: Any) -> set[Fault]:
    return {each.fault for each in found}


def silent(found: Any) -> set[str]:
    return {each.subject for each in found if each.fault is Fault.NO_ANSWER}


@pytest.mark.parametrize("login", [DatabaseLogin.TRACKER, DatabaseLogin.READER])
async def test_who_looks_may_ask_everything_that_is_asked(
    client: Client, provisioned: str, tmp_path: Path, login: DatabaseLogin
) -> None:
    await db_logins.create(provisioned, {each: f"of {each}" for each in DatabaseLogin})
    await migrate_all(url_of(provisioned, DatabaseLogin.MIGRATE, f"of {DatabaseLogin.MIGRATE}"))
    async with await connect(url_of(provisioned, login, f"of {login}")) as pool:
        found = await examined(settings(tmp_path), Reach(client, pool))
    assert silent(found) == {FindingSource.GATEWAY}
    assert faults(found) == {Fault.NO_ANSWER, *DATABASE, *TEMPORAL}


async def test_without_a_database_the_rest_is_asked_all_the_same(
    client: Client, tmp_path: Path
) -> None:
    found = await examined(settings(tmp_path), Reach(client, None))
    assert faults(found) == {Fault.NO_ANSWER, *TEMPORAL}


def test_every_workflow_of_ours_is_looked_at() -> None:
    names = {vars(each)["__temporal_workflow_definition"].name for each in WORKFLOWS}
    assert names == set(OURS)
