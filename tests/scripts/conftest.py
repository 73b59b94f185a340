"""The command with a fake stack behind it: consignments told as stories, no process running."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from ledger import Recorded
from models.consignment.registration import Registration
from models.kernel.errors import NotFound
from models.kernel.terms import Stage
from projections.consignment_fold import Consignment, follow
from projections.errors import UnreadableStream
from projections.horizon import Horizon, before
from projections.status import StatusRow, rows
from projections.time_travel import Past
from scripts import console, guomen, stack_records
from scripts.texts.errors import NO_NUMBER
from tests.history import History
from tests.projections.stories import hauled, recorded
from workers.settings import Settings


class FakeRecords:
    """Answers like `stack_records.StackRecords`, from stories."""

    def __init__(self, *histories: History) -> None:
        self.histories = {history.tracking_no: history for history in histories}
        self._late: dict[str, timedelta] = {}
        self.passed_over: list[UnreadableStream] = []

    def heard_late(self, tracking_no: str, *, hours: int) -> None:
        """All of a consignment was recorded so long after it happened."""
        self._late[tracking_no] = timedelta(hours=hours)

    async def find(self, alias: str) -> str:
        for history in self.histories.values():
            if alias in (history.tracking_no, *history.state.boxes):
                return history.tracking_no
        raise NotFound(NO_NUMBER, number=alias)

    async def statuses(
        self, stage: Stage | None, *, overdue: bool | None, degraded: bool | None, limit: int
    ) -> Sequence[StatusRow]:
        found = [row for history in self.histories.values() for row in _rows(history)]
        kept = [row for row in found if stage in (None, row.stage)]
        kept = [row for row in kept if degraded in (None, bool(row.degraded))]
        return [row for row in kept if overdue in (None, row.overdue)][:limit]

    async def unreadable(self, _projection: str) -> Sequence[UnreadableStream]:
        return self.passed_over

    async def statuses_at(self, horizon: Horizon) -> Past:
        streams = (before(recorded(each), horizon) for each in self.histories.values())
        return Past([row for stream in streams if stream for row in _rows_of(stream)], [])

    async def registrations(self, tracking_nos: Sequence[str]) -> dict[str, Registration]:
        return {
            number: history.state.registration
            for number, history in self.histories.items()
            if number in tracking_nos
        }

    async def events(self, tracking_no: str) -> Sequence[Recorded]:
        late = self._late.get(tracking_no, timedelta(0))
        return [
            event.model_copy(update={"recorded_at": event.recorded_at + late})
            for event in recorded(self.histories[tracking_no])
        ]


def _rows(history: History) -> Iterator[StatusRow]:
    return _rows_of(recorded(history))


def _rows_of(stream: Sequence[Recorded]) -> Iterator[StatusRow]:
    known: Consignment | None = None
    for event in stream:
        known = follow(known, event)
    assert known is not None
    return rows(known)


@dataclass
class Spoken:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


Guomen = Callable[..., Spoken]


@pytest.fixture
def guomen_command(capsys: pytest.CaptureFixture[str]) -> Guomen:
    """Runs a command line in this process, as `main` does before it leaves."""

    def run(*arguments: str) -> Spoken:
        code = console.run(guomen.build(), arguments)
        said = capsys.readouterr()
        return Spoken(code, said.out, said.err)

    return run


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeRecords:
    """A stack that holds one consignment of two boxes, both at the enterprise."""
    fake = FakeRecords(hauled(1, boxes=2))

    @asynccontextmanager
    async def records(_: Settings) -> AsyncIterator[FakeRecords]:
        yield fake

    monkeypatch.setattr(stack_records, "opened", records)
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    return fake


@pytest.fixture(params=["80", "160"])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """The width of the terminal."""
    monkeypatch.setenv("COLUMNS", request.param)
    return int(request.param)


@pytest.fixture
def nothing_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A data folder on which no stack runs."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    return tmp_path
