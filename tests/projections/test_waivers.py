"""What was gone without is counted: by whom, of what, and why."""

import asyncpg

from ledger import Ledger
from models.inspection.messages import WaiveRequirements
from models.kernel.terms import Party, Requirement
from projections import queries, reports
from projections.status import STATUS
from projections.waivers import WAIVERS, keeps, rows
from tests.history import History, record, sample_box
from tests.projections.running import kept_up
from tests.projections.stories import OFFICER, SHIP_ARRIVES, consignment, hauled


def gone_without(n: int) -> History:
    """A box that is not opened, and a section that nobody looks at any more."""
    waived = WaiveRequirements(
        officer=OFFICER,
        role=Party.INSPECTION_LEAD,
        requirements=(f"OPEN/{sample_box(n)}", "SECTION/-/4.4"),
        reason="doors jammed",
    )
    return hauled(n).obeys(waived, SHIP_ARRIVES + 40)


def test_each_thing_has_its_row() -> None:
    found = [
        (row.number, row.requirement, row.box, row.subject, row.officer, row.role)
        for row in rows(consignment(gone_without(1), keeps))
    ]
    assert found == [
        (1, Requirement.OPEN, sample_box(1), "", OFFICER, Party.INSPECTION_LEAD),
        (2, Requirement.SECTION, "", "4.4", OFFICER, Party.INSPECTION_LEAD),
    ]


async def test_the_report_counts_them(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    async with kept_up(database_url, STATUS, WAIVERS):
        last = await record(ledger, gone_without(1), gone_without(2), hauled(3))
        await queries.wait_for(pool, "waivers", last)
        await queries.wait_for(pool, "status", last)
    found = await reports.waivers(pool)
    assert [(line.requirement, line.waived, line.batches, line.n) for line in found] == [
        ("OPEN", 2, 2, 3),
        ("SECTION", 2, 2, 3),
    ]
    assert found[0].officers == [OFFICER]
