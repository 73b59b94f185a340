"""Who was called: due, recorded, told, answered, withdrawn."""

import asyncpg

from ledger import Ledger
from models.deadlines.messages import AcknowledgeEscalation, Tick
from models.inspection.events import InspectionBooked
from models.kernel.terms import EscalationLevel, System
from projections import queries, reports
from projections.escalations import ESCALATIONS, EscalationRow, keeps, rows
from tests.history import History, record
from tests.projections.running import kept_up
from tests.projections.stories import OFFICER, SHIP_ARRIVES, consignment, hauled

INSPECT_BY = SHIP_ARRIVES + 6 + 1 + 25


def escalations(history: History, deadline: str) -> list[EscalationRow]:
    return [row for row in rows(consignment(history, keeps)) if row.deadline == deadline]


def overdue(n: int) -> History:
    """At the enterprise, and nobody has begun to inspect."""
    history = hauled(n)
    for _ in range(12):
        history.takes(Tick(), INSPECT_BY)
    return history


def test_each_level_has_its_row_in_order() -> None:
    found = escalations(overdue(1), "D12")
    assert [row.level for row in found] == [EscalationLevel.L1, EscalationLevel.L2]
    assert found[0].due_at < found[1].due_at
    assert all(row.waits for row in found)


def test_an_answer_is_written_to_all_that_wait() -> None:
    history = overdue(1)
    answer = AcknowledgeEscalation(officer=OFFICER, deadline="D12")
    found = escalations(history.obeys(answer, INSPECT_BY + 1), "D12")
    assert {row.acknowledged_by for row in found} == {OFFICER}
    assert {row.acknowledged_at for row in found} == {history.at(INSPECT_BY + 1)}
    assert all(row.waits for row in escalations(history, "D11"))


def test_an_unfounded_one_is_withdrawn_and_stays_visible() -> None:
    history = overdue(1)
    slot = InspectionBooked(slot=history.at(INSPECT_BY))
    history.hears(slot, SHIP_ARRIVES + 8, System.ENTERPRISE)
    found = escalations(history, "D11")
    assert found
    assert all(row.withdrawn_at is not None and not row.waits for row in found)
    assert all(row.waits for row in escalations(history, "D12"))


async def test_the_report_shows_what_waits(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    history = overdue(1)
    history.obeys(AcknowledgeEscalation(officer=OFFICER, deadline="D12"), INSPECT_BY + 1)
    async with kept_up(database_url, ESCALATIONS):
        await queries.wait_for(pool, "escalations", await record(ledger, history))
    every = await reports.escalations(pool)
    waiting = await reports.escalations(pool, waiting=True)
    assert {row.deadline for row in every} - {row.deadline for row in waiting} == {"D12"}
    assert [row.number for row in every] == sorted((row.number for row in every), reverse=True)
