"""What was found: by whom, where, of whose goods; a cleared suspicion does not count."""

from typing import Any

import asyncpg
import pytest

from ledger import Ledger
from models.inspection.messages import InspectionFinding, RecordInspection, SettleSuspicion
from models.kernel.terms import Stage, Suspicion
from models.transport.events import LockAlarmed
from projections import queries, reports
from projections.group_by import By
from projections.reasons import REASONS, ReasonRow, keeps, rows
from projections.status import STATUS
from tests.history import History, record, sample_history
from tests.projections.running import kept_up
from tests.projections.stories import OFFICER, SHIP_ARRIVES, consignment, hauled, unloaded

OTHER = InspectionFinding(reason="NC-13")
LATER = SHIP_ARRIVES + 30


def failed(n: int, *found: InspectionFinding, **registered: Any) -> History:
    history = unloaded(n, **registered)
    command = RecordInspection(officer=OFFICER, conform=False, findings=found)
    return history.obeys(command, LATER)


def reasons(history: History) -> list[ReasonRow]:
    return list(rows(consignment(history, keeps)))


def statuses(history: History) -> dict[str, Suspicion]:
    return {row.code: row.status for row in reasons(history) if row.code.startswith("NC-")}


def test_a_finding_has_the_stage_and_the_parties_of_its_consignment() -> None:
    (row,) = (
        each
        for each in reasons(failed(1, InspectionFinding(reason="NC-12")))
        if each.code == "NC-12"
    )
    assert (row.status, row.stage, row.box) == (Suspicion.CONFIRMED, Stage.FACTORY, "")
    assert (row.enterprise, row.supplier, row.origin) == ("甬东再生铜业", "Kobe Metals", "JP")


def test_what_became_of_a_suspicion_is_in_its_own_row() -> None:
    suspected = InspectionFinding(reason="NC-15", status=Suspicion.SUSPECTED)
    history = failed(1, suspected, InspectionFinding(reason="NC-12"))
    assert statuses(history) == {"NC-15": Suspicion.SUSPECTED, "NC-12": Suspicion.CONFIRMED}
    cleared = SettleSuspicion(
        officer=OFFICER, reason="NC-15", verdict=Suspicion.CLEARED, note="looked at again"
    )
    history.obeys(cleared, LATER + 1)
    assert statuses(history) == {"NC-15": Suspicion.CLEARED, "NC-12": Suspicion.CONFIRMED}


def test_a_breach_of_supervision_counts_as_found() -> None:
    history = hauled(1)
    box = next(iter(history.state.boxes))
    history.hears(LockAlarmed(box=box, lock_no="LK-2", alarms=("ROPE_CUT",)), LATER)
    found = [row for row in reasons(history) if row.code.startswith("SV-")]
    assert [row.number for row in found] == list(range(1, len(found) + 1))
    assert {row.status for row in found} == {Suspicion.CONFIRMED}


@pytest.fixture
async def reported(database_url: str, pool: asyncpg.Pool, ledger: Ledger) -> asyncpg.Pool:
    twice = failed(
        1, InspectionFinding(reason="NC-12"), InspectionFinding(reason="NC-12", note="again")
    )
    cleared = failed(2, InspectionFinding(reason="NC-15", status=Suspicion.SUSPECTED), OTHER)
    verdict = SettleSuspicion(
        officer=OFFICER, reason="NC-15", verdict=Suspicion.CLEARED, note="looked at again"
    )
    other = failed(3, InspectionFinding(reason="NC-12"), origin="DE", enterprise="浙东")
    good = sample_history(4)
    last = await record(ledger, twice, cleared.obeys(verdict, LATER + 1), other, good)
    async with kept_up(database_url, STATUS, REASONS):
        for projection in (STATUS, REASONS):
            await queries.wait_for(pool, projection.name, last)
    return pool


async def test_a_batch_counts_once_and_a_cleared_suspicion_never(reported: asyncpg.Pool) -> None:
    found = {line.code: line for line in await reports.reasons(reported, By.REASON)}
    assert "NC-15" not in found
    assert (found["NC-12"].findings, found["NC-12"].batches, found["NC-12"].n) == (3, 2, 4)
    assert found["NC-12"].rate == 0.5


async def test_the_rate_of_an_origin_is_of_the_batches_of_that_origin(
    reported: asyncpg.Pool,
) -> None:
    lines = await reports.reasons(reported, By.ORIGIN)
    found = {line.value: (line.batches, line.n) for line in lines if line.code == "NC-12"}
    assert found == {"JP": (1, 3), "DE": (1, 1)}


@pytest.mark.parametrize("by", By)
async def test_reasons_are_counted_by_every_column(reported: asyncpg.Pool, by: By) -> None:
    lines = await reports.reasons(reported, by)
    assert sum(line.findings for line in lines if line.code == "NC-12") == 3
