"""What was found: by whom, where, of whose goods; a cleared suspicion does not count."""

from typing import Any

import asyncpg
import pytest

from ledger import Ledger
from models.inspection.messages import InspectionFinding, RecordInspection, SettleSuspicion
from models.kernel.terms import Stage, Suspicion
from models.risk.beta import exact_bound
from models.risk.figures import bound_bp
from models.transport.events import LockAlarmed
from projections import queries, reports
from projections.group_by import By
from projections.reasons import REASONS, ReasonRow, keeps, rows
from projections.risk_batches import RISK_BATCHES
from projections.status import STATUS
from tests.history import History, record, sample_history
from tests.projections.decided import failed as found_in
from tests.projections.decided import released, returned
from tests.projections.running import kept_up
from tests.projections.stories import OFFICER, SHIP_ARRIVES, consignment, hauled, unloaded

READ = (STATUS, REASONS, RISK_BATCHES)
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
async def counted(database_url: str, pool: asyncpg.Pool, ledger: Ledger) -> asyncpg.Pool:
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
    async with kept_up(database_url, *READ):
        for projection in READ:
            await queries.wait_for(pool, projection.name, last)
    return pool


async def test_a_batch_counts_once_and_a_cleared_suspicion_never(counted: asyncpg.Pool) -> None:
    found = {line.code: line for line in await reports.reasons(counted, By.REASON)}
    assert "NC-15" not in found
    assert (found["NC-12"].findings, found["NC-12"].batches, found["NC-12"].n) == (3, 2, 4)


async def test_what_is_found_of_an_origin_is_of_the_batches_of_that_origin(
    counted: asyncpg.Pool,
) -> None:
    lines = await reports.reasons(counted, By.ORIGIN)
    found = {line.value: (line.batches, line.n) for line in lines if line.code == "NC-12"}
    assert found == {"JP": (1, 3), "DE": (1, 1)}


@pytest.mark.parametrize("by", By)
async def test_reasons_are_counted_by_every_column(counted: asyncpg.Pool, by: By) -> None:
    lines = await reports.reasons(counted, by)
    assert sum(line.findings for line in lines if line.code == "NC-12") == 3


async def test_what_nobody_has_decided_on_is_found_and_in_no_rate(counted: asyncpg.Pool) -> None:
    found = {line.code: line for line in await reports.reasons(counted, By.KIND)}
    assert found["NC-12"].batches == 2
    assert found["NC-12"].rate is None


@pytest.fixture
async def decided(database_url: str, pool: asyncpg.Pool, ledger: Ledger) -> asyncpg.Pool:
    """Two batches went back, with an inclusion and with a suspicion of one; eleven are clean."""
    suspected = InspectionFinding(reason="NC-09", status=Suspicion.SUSPECTED)
    histories = [
        returned(found_in(1, InspectionFinding(reason="NC-09"))),
        returned(found_in(2, suspected, InspectionFinding(reason="NC-13"))),
        *(released(n) for n in range(3, 14)),
    ]
    last = await record(ledger, *histories)
    async with kept_up(database_url, *READ):
        for projection in READ:
            await queries.wait_for(pool, projection.name, last)
    return pool


async def test_a_rate_divides_by_what_was_looked_at_and_not_by_all_batches(
    decided: asyncpg.Pool,
) -> None:
    (line,) = (x for x in await reports.reasons(decided, By.KIND) if x.code == "NC-09")
    assert (line.findings, line.open, line.batches, line.n) == (2, 1, 1, 13)
    assert line.rate is not None
    assert (line.rate.decided, line.rate.found, line.rate.pending) == (13, 1, 1)
    # Emptying finds 95 %; the batch that is suspected was not looked at for this reason.
    assert line.rate.exposure == 12 * 950
    assert line.rate.rate == round(10_000 / 11.4)
    assert not line.rate.few


@pytest.mark.parametrize("by", By)
async def test_every_column_has_its_rates(decided: asyncpg.Pool, by: By) -> None:
    """Names are written in one way where rates are reckoned, and as they came where they stand."""
    lines = [line for line in await reports.reasons(decided, by) if line.code == "NC-09"]
    assert [line.rate.found if line.rate else None for line in lines] == [1]


async def test_a_bound_stands_beside_every_rate(decided: asyncpg.Pool) -> None:
    (line,) = (x for x in await reports.reasons(decided, By.KIND) if x.code == "NC-09")
    assert line.rate is not None
    assert line.rate.alone == bound_bp(exact_bound(1, 11))
    assert line.rate.rate is not None
    assert line.rate.rate < line.rate.upper <= 10_000


async def test_what_hardly_anybody_looked_for_is_no_percentage(decided: asyncpg.Pool) -> None:
    await decided.execute("delete from read_v1.risk_batches where consignment > 'NB25-000010'")
    (line,) = (x for x in await reports.reasons(decided, By.ORIGIN) if x.code == "NC-09")
    assert line.rate is not None
    assert (line.rate.few, line.rate.exposure) == (True, 9 * 950)


async def test_without_a_consignment_that_cannot_be_read_there_is_no_rate(
    decided: asyncpg.Pool,
) -> None:
    await decided.execute(
        "insert into projections.unreadable (projection, stream_id, position, why)"
        " values ('risk_batches', 'consignment/NB25-000099', 1, 'unknown event')"
    )
    (line,) = (x for x in await reports.reasons(decided, By.KIND) if x.code == "NC-09")
    assert (line.batches, line.rate) == (1, None)
