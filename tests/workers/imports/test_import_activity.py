"""The rate of an import: even, and never more than was asked for."""

from collections.abc import Sequence
from typing import Any

import pytest
from temporalio.testing import ActivityEnvironment

from models.execution.manifest_import import ImportPage, Tally
from tests.history import sample_registration
from workers.imports import import_activity, import_store
from workers.imports.import_activity import MOST_AT_ONCE, Importer
from workers.imports.import_store import StartOutcome, WaitingConsignment


@pytest.mark.parametrize("rate, size", [(1, 1), (4, 1), (50, 10), (1000, MOST_AT_ONCE)])
def test_the_slices_are_small_enough_for_an_even_rate(rate: int, size: int) -> None:
    waiting = [WaitingConsignment(n, sample_registration(n), None) for n in range(1, 41)]
    slices = list(import_activity._slices(waiting, rate))
    assert [each.number for _, some in slices for each in some] == list(range(1, 41))
    assert max(len(some) for _, some in slices) == size
    assert [begun for begun, _ in slices] == list(range(0, 40, size))


class Paper:
    """Batches without a database, and a clock that stands still but for sleeping."""

    def __init__(self, waiting: list[WaitingConsignment]) -> None:
        self.waiting = waiting
        self.slept: list[float] = []
        self.noted: list[tuple[Sequence[int], StartOutcome]] = []

    async def page(self, *_: object) -> list[WaitingConsignment]:
        return self.waiting

    async def note(
        self, _: object, __: str, numbers: Sequence[int], outcome: StartOutcome
    ) -> frozenset[int]:
        self.noted.append((numbers, outcome))
        return frozenset(numbers)

    async def tally(self, *_: object) -> Tally:
        return Tally(started=len(self.waiting))

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


async def nothing(*_: object, **__: object) -> dict[str, Any]:
    return {}


async def fresh(*_: object, **__: object) -> bool:
    return True


async def test_each_slice_waits_until_the_rate_allows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = Paper([WaitingConsignment(n, sample_registration(n), None) for n in range(1, 31)])
    for name in ("page", "note", "tally"):
        monkeypatch.setattr(import_store, name, getattr(paper, name))
    monkeypatch.setattr(import_activity, "registrations", nothing)
    monkeypatch.setattr(import_activity, "start_consignment", fresh)
    monkeypatch.setattr(import_activity, "monotonic", lambda: 100.0)
    monkeypatch.setattr(import_activity, "sleep", paper.sleep)
    one: Any = Importer(None, None, task_queue="any", rate=50)  # type: ignore[arg-type]
    page = ImportPage(batch="b", first=1, last=30)
    assert await ActivityEnvironment().run(one.start_consignments, page) == Tally(started=30)
    assert paper.slept == pytest.approx([0.0, 0.2, 0.4])
    started = [
        number for numbers, outcome in paper.noted if outcome == "started" for number in numbers
    ]
    assert started == list(range(1, 31))
