"""`guomen act`: fields are checked before anything is sent; receipts and refusals are readable."""

import asyncio
import getpass
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from models.execution.workflow_io import Receipt
from models.kernel.message import Command
from models.kernel.terms import Party, Stage
from models.process.messages import COMMANDS
from scripts import command_io, temporal_connection
from tests.scripts.conftest import FakeRecords, Guomen
from workers.settings import Settings

NUMBER = "NB25-000001"
RECEIPT = Receipt(
    recorded=("hold-placed",),
    stage=Stage.FACTORY,
    must_act=Party.INSPECTION_OFFICER,
    next_due=datetime(2026, 12, 3, 2, tzinfo=UTC),
)


class FakeTemporal:
    """A client and a handle in one: keeps what it is told, answers or fails as it should."""

    def __init__(self) -> None:
        self.told: list[Command] = []
        self.failure: Exception | None = None
        self.silent = False

    def get_workflow_handle_for(self, _: object, workflow_id: str) -> "FakeTemporal":
        assert workflow_id == f"consignment/{NUMBER}"
        return self

    async def execute_update(self, verb: str, command: Command, **_: object) -> Receipt:
        assert verb == command.verb
        self.told.append(command)
        if self.silent:
            await asyncio.Event().wait()
        if self.failure is not None:
            raise self.failure
        return RECEIPT


@pytest.fixture
def temporal(stack: FakeRecords, monkeypatch: pytest.MonkeyPatch) -> FakeTemporal:
    del stack
    fake = FakeTemporal()

    async def connect(_: Settings) -> FakeTemporal:
        return fake

    monkeypatch.setattr(temporal_connection, "opened", connect)
    return fake


def test_a_command_is_sent_in_the_name_of_the_user(
    guomen_command: Guomen, temporal: FakeTemporal
) -> None:
    said = guomen_command("act", NUMBER, "hold", '{"reason": "papers"}')
    assert said.code == 0
    (command,) = temporal.told
    assert command == COMMANDS["hold"].model_validate(
        {"officer": getpass.getuser(), "reason": "papers"}
    )
    assert "hold-placed" in said.out
    assert "inspection officer" in said.out
    assert "2026-12-03 10:00" in said.out


def test_the_officer_may_be_named_and_a_time_without_zone_is_chinese(
    guomen_command: Guomen, temporal: FakeTemporal
) -> None:
    given = {"officer": "Lin", "reason": "papers", "at": "2026-12-01T10:00"}
    assert guomen_command("act", NUMBER, "hold", json.dumps(given)).code == 0
    (command,) = temporal.told
    assert command.officer == "Lin"
    assert command.at is not None
    assert command.at.utcoffset() == timedelta(hours=8)


def test_the_fields_may_come_from_a_file(
    guomen_command: Guomen, temporal: FakeTemporal, tmp_path: Path
) -> None:
    file = tmp_path / "hold.json"
    file.write_text('{"reason": "单证"}', encoding="utf-8")
    assert guomen_command("act", NUMBER, "hold", f"@{file}").code == 0
    assert temporal.told[0].model_dump()["reason"] == "单证"


def test_a_verb_may_be_written_with_dashes(guomen_command: Guomen, temporal: FakeTemporal) -> None:
    assert guomen_command("act", NUMBER, "start-inspection").code == 0
    assert temporal.told[0].verb == "start_inspection"


def test_an_unknown_verb_lists_the_verbs(guomen_command: Guomen) -> None:
    said = guomen_command("act", NUMBER, "bless")
    assert said.code == 2
    assert all(verb in said.err for verb in COMMANDS)


@pytest.mark.parametrize("verb", sorted(COMMANDS))
def test_a_misused_verb_shows_its_fields_and_an_example(guomen_command: Guomen, verb: str) -> None:
    said = guomen_command("act", NUMBER, verb, '{"no_such_field": 1}')
    assert said.code == 2
    assert "guomen: no_such_field: 没有此项 no such field" in said.err
    assert f"guomen act ID {verb} '{{" in said.err
    assert all(name in said.err for name in COMMANDS[verb].model_fields)


def test_a_missing_field_is_named(guomen_command: Guomen) -> None:
    said = guomen_command("act", NUMBER, "decide_disposal")
    assert said.code == 2
    assert "guomen: disposal: 缺少 missing" in said.err
    assert "RECTIFY, RETURN, DESTROY" in said.err


@pytest.mark.parametrize("given", ["{reason: papers}", '["papers"]', "@/nowhere/at.json"])
def test_fields_that_are_not_a_json_object_are_a_misuse(guomen_command: Guomen, given: str) -> None:
    assert guomen_command("act", NUMBER, "hold", given).code == 2


def test_a_refusal_is_one_line_with_the_reason(
    guomen_command: Guomen, temporal: FakeTemporal
) -> None:
    refusal = ApplicationError("it is on hold already", type="Refused")
    temporal.failure = WorkflowUpdateFailedError(refusal)
    said = guomen_command("act", NUMBER, "hold", '{"reason": "papers"}')
    assert (said.code, said.out) == (1, "")
    assert said.err == f"guomen: {NUMBER} 不予办理 refuses hold: it is on hold already\n"


def test_a_closed_consignment_does_not_run(guomen_command: Guomen, temporal: FakeTemporal) -> None:
    temporal.failure = RPCError("workflow completed", RPCStatusCode.NOT_FOUND, b"")
    said = guomen_command("act", NUMBER, "hold", '{"reason": "papers"}')
    assert said.code == 1
    assert "it is closed, or was not imported" in said.err


def test_silence_is_reported_with_where_to_look(
    guomen_command: Guomen, temporal: FakeTemporal, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporal.silent = True
    monkeypatch.setattr(command_io, "PATIENCE_S", 0.01)
    said = guomen_command("act", NUMBER, "hold", '{"reason": "papers"}')
    assert said.code == 1
    assert f"guomen timeline {NUMBER}" in said.err
