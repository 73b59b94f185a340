"""The register as people read it, and that no projection stumbles over the other's streams."""

from datetime import timedelta

import asyncpg
import pytest

from ledger import Ledger
from models.arrival.events import Shipped
from models.enterprise import messages as m
from models.kernel.enterprise_terms import AuditVerdict, EnterpriseStatus
from models.kernel.identity import enterprise_workflow_id
from projections import queries
from projections.catalogue import PROJECTIONS
from projections.consignment_fold import CONSIGNMENT
from projections.enterprise_fold import ENTERPRISE, follow
from projections.enterprises import ENTERPRISES, rows
from projections.errors import BadEvent
from tests.enterprises import CODE, ENROLLED, LIN, SUSPENDED, Enterprise, breach, enterprise
from tests.history import append_to, record, sample_history
from tests.models.process.test_events import event_of
from tests.projections.running import kept_up, rows_of

STREAM = enterprise_workflow_id(CODE)


async def recorded(ledger: Ledger, page: Enterprise) -> int:
    await append_to(ledger, STREAM, page.events)
    return await ledger.last_position()


async def test_the_register_says_how_each_enterprise_stands(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    page = enterprise(
        *ENROLLED, m.RecordDrill(officer=LIN, subject="fire", verdict=AuditVerdict.ADEQUATE)
    )
    page.tell(m.Warn(officer=LIN, reason="late"))
    page.tell(m.AdmitSupplier(officer=LIN, supplier="Kobe Metals", country="JP"))
    await record(ledger, sample_history(1, enterprise=CODE), sample_history(2, enterprise="other"))
    last = await recorded(ledger, page)
    async with kept_up(database_url, *PROJECTIONS):
        for each in PROJECTIONS:
            await queries.wait_for(pool, each.name, last)
    (line,) = await queries.enterprises(pool)
    assert (line.enterprise, line.standing) == (CODE, EnterpriseStatus.WARNED)
    assert (line.institutions, line.institutions_needed) == (15, 15)
    assert line.last_audit == page.state.enrolled_at
    assert line.last_drill == page.state.last_drill
    assert (line.warnings, line.suppliers, line.open_consignments) == (1, 1, 1)
    assert line.valid_to == page.state.valid_to
    assert await queries.enterprises(pool, "nobody") == []


async def test_only_what_was_breached_lately_is_counted(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    now = await pool.fetchval("select now()")
    page = enterprise(*ENROLLED, breach("SV-02", 1, now - timedelta(days=91)))
    page.tell(breach("SV-02", 2, now - timedelta(days=89)))
    last = await recorded(ledger, page)
    async with kept_up(database_url, ENTERPRISES):
        await queries.wait_for(pool, "enterprises", last)
    (line,) = await queries.enterprises(pool, CODE)
    assert len(line.violated_at) == 2
    assert line.violations_90_days == 1


async def test_nobody_follows_the_streams_of_the_others(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    await recorded(ledger, enterprise(*SUSPENDED))
    last = await record(ledger, sample_history(1))
    async with kept_up(database_url, *PROJECTIONS):
        for each in PROJECTIONS:
            await queries.wait_for(pool, each.name, last)
    assert len(await rows_of(pool, ENTERPRISES)) == 1
    assert [row.consignment for row in await queries.statuses(pool)] == ["NB25-000001"]


def test_a_stream_belongs_to_one_subject_or_to_none() -> None:
    for stream, owners in (
        ("consignment/NB25-000001", [CONSIGNMENT]),
        (STREAM, [ENTERPRISE]),
        ("seal/1", []),
    ):
        assert [each for each in (CONSIGNMENT, ENTERPRISE) if each.owns(stream)] == owners


async def test_what_a_page_cannot_begin_with_stops_the_projection(ledger: Ledger) -> None:
    await append_to(ledger, STREAM, [event_of(Shipped(vessel="EVER LUCID"))])
    (line,) = await ledger.read_after(0)
    with pytest.raises(BadEvent, match="begins with enterprise-registered"):
        follow(None, line)


async def test_the_row_of_a_suspended_enterprise_names_the_day(ledger: Ledger) -> None:
    page = enterprise(*SUSPENDED)
    await recorded(ledger, page)
    known = None
    for line in await ledger.read_after(0):
        known = follow(known, line)
    assert known is not None
    (row,) = rows(known)
    assert row.suspended_since == page.now
    assert row.standing is EnterpriseStatus.SUSPENDED
