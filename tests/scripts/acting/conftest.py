"""An officer at the keyboard, and a Temporal that keeps what it is told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from temporalio.client import WorkflowExecutionStatus, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from models.execution.workflow_io import Receipt
from models.kernel.errors import Refused
from models.kernel.message import Command
from models.officers.roles import require_role
from models.process.decide import decide_command
from models.process.derived_status import must_act, next_due, stage
from scripts import temporal_connection
from scripts.acting import prompts
from tests.scripts.conftest import FakeRecords
from workers.settings import Settings

SAMPLE = Path(__file__).parents[3] / "samples" / "officers.toml"
Keyboard = Callable[..., None]


class FakeTemporal:
    """Workflows that obey as the real ones do; `silent` ones do not answer."""

    def __init__(self, records: FakeRecords) -> None:
        self.records = records
        self.told: list[tuple[str, str, Command]] = []
        self.queries: list[str] = []
        self.silent: set[str] = set()

    async def list_workflows(self, query: str) -> AsyncIterator[SimpleNamespace]:
        self.queries.append(query)
        if "Stagee" in query:
            message = "invalid query: Stagee is not a valid search attribute"
            raise RPCError(message, RPCStatusCode.INVALID_ARGUMENT, b"")
        for number in self.records.histories:
            yield SimpleNamespace(
                id=f"consignment/{number}",
                workflow_type="Consignment",
                status=WorkflowExecutionStatus.RUNNING,
            )
        # What no filter asks for, should a server misread it.
        yield SimpleNamespace(id="import/1", workflow_type="ImportManifest", status=None)

    def get_workflow_handle_for(self, _: object, workflow_id: str) -> SimpleNamespace:
        number = workflow_id.removeprefix("consignment/")

        async def execute_update(verb: str, command: Command, **more: object) -> Receipt:
            assert verb == command.verb
            return await self._obey(number, str(more.get("id", len(self.told))), command)

        return SimpleNamespace(execute_update=execute_update)

    async def _obey(self, number: str, id_: str, command: Command) -> Receipt:
        if number in self.silent:
            await asyncio.Event().wait()
        history = self.records.histories[number]
        try:
            require_role(command)
            now = history.events[-1].occurred_at
            decided = decide_command(history.state, command, id_, now)
        except Refused as refusal:
            cause = ApplicationError(str(refusal), type="Refused")
            raise WorkflowUpdateFailedError(cause) from refusal
        self.told.append((number, id_, command))
        history.events += decided
        history.state = decided.state
        return Receipt(
            recorded=tuple(event.body.type for event in decided),
            stage=stage(history.state),
            must_act=must_act(history.state),
            next_due=next_due(history.state),
        )


@pytest.fixture
def temporal(stack: FakeRecords, monkeypatch: pytest.MonkeyPatch) -> FakeTemporal:
    fake = FakeTemporal(stack)

    async def connect(_: Settings) -> FakeTemporal:
        return fake

    monkeypatch.setattr(temporal_connection, "opened", connect)
    return fake


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Keyboard:
    """Somebody types these lines, each with Enter; then they leave."""

    def types(*lines: str | int) -> None:
        monkeypatch.setattr(prompts, "possible", lambda: True)
        monkeypatch.setattr("sys.stdin", StringIO("".join(f"{line}\n" for line in lines)))

    return types


@pytest.fixture
def officers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The people of the sample are on duty."""
    monkeypatch.setenv("GUOMEN_OFFICERS", str(SAMPLE))
