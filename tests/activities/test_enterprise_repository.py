"""The register answers for the moment that it is asked about, from the ledger alone."""

from datetime import timedelta

import pytest

from activities.enterprise_repository import EnterpriseRepository
from ledger import Ledger
from models.enterprise import messages as m
from models.kernel.enterprise_terms import Supplier
from models.kernel.identity import enterprise_workflow_id
from models.kernel.receiving import ReceivingHours
from tests.enterprises import CODE, ENROLLED, LIN, REINSTATE, REMOVE, SUSPEND, breach, enterprise
from tests.given import later
from tests.history import RULEBOOK, START, append_to

DAY = timedelta(days=1)
SUPPLIER = "Kobe Metals"
ADMIT = m.AdmitSupplier(officer=LIN, supplier=SUPPLIER, country="JP")
STRIKE = m.StrikeSupplier(officer=LIN, supplier=SUPPLIER, reason="NC-08")


async def standing(register: EnterpriseRepository, code: str, days: int) -> str:
    return (await register.standings(code, SUPPLIER, START + days * DAY)).enterprise


async def test_a_supplier_stands_as_it_did_at_that_moment(ledger: Ledger) -> None:
    page = enterprise(*ENROLLED, later(ADMIT, days=10), later(STRIKE, days=10))
    await append_to(ledger, enterprise_workflow_id(CODE), page.events)
    register = EnterpriseRepository(ledger)
    asked = [await register.standings(CODE, SUPPLIER, START + n * DAY) for n in (1, 12, 22)]
    stood = [Supplier.UNLISTED, Supplier.ADMITTED, Supplier.STRUCK]
    assert [told.supplier for told in asked] == stood
    assert {told.enterprise for told in asked} == {"ENROLLED"}
    for spelled in ("KOBE METALS", " Kobe  Metals", "Ｋobe Metals"):
        other = await register.standings(CODE, spelled, START + 22 * DAY)
        assert other.supplier is Supplier.STRUCK, spelled
    for days in (1, 12, 22):
        other = await register.standings(CODE, "Osaka Scrap", START + days * DAY)
        assert other.supplier is Supplier.UNLISTED


async def test_a_consignment_is_judged_by_the_standing_of_its_own_time(ledger: Ledger) -> None:
    page = enterprise(*ENROLLED, later(SUSPEND, days=10), later(REINSTATE, days=10))
    await append_to(ledger, enterprise_workflow_id(CODE), page.events)
    register = EnterpriseRepository(ledger)
    asked = {days: await standing(register, CODE, days) for days in (1, 12, 22)}
    assert asked == {1: "ENROLLED", 12: "SUSPENDED", 22: "ENROLLED"}
    assert await standing(register, CODE, 400) == "EXPIRED"


async def test_whoever_never_applied_is_not_enrolled_whatever_others_say(ledger: Ledger) -> None:
    page = enterprise(later(breach("SV-05"), days=3))
    await append_to(ledger, enterprise_workflow_id(CODE), page.events)
    register = EnterpriseRepository(ledger)
    assert await standing(register, CODE, 9) == "KNOWN"
    assert await standing(register, "nobody", 0) == "UNREGISTERED"
    assert (await register.standings("nobody", "", START)).supplier is Supplier.UNLISTED


async def test_a_page_goes_on_from_the_ledger_or_begins_empty(ledger: Ledger) -> None:
    page = enterprise(*ENROLLED)
    await append_to(ledger, enterprise_workflow_id(CODE), page.events)
    register = EnterpriseRepository(ledger)
    known = await register.start(CODE, START)
    assert known.snapshot is not None
    assert known.snapshot.state == page.state
    assert known.snapshot.state.notifications_raised == len(page.state.notifications)
    fresh = await register.start("nobody", START)
    assert (fresh.snapshot, fresh.rulebook, fresh.registered_at) == (None, RULEBOOK, START)


@pytest.mark.parametrize("code", ["Ningbo Metals Ltd", "甬铜 100%"])
async def test_a_name_with_blanks_has_a_page_as_well(ledger: Ledger, code: str) -> None:
    register = EnterpriseRepository(ledger)
    await append_to(ledger, enterprise_workflow_id(code), enterprise(*ENROLLED).events)
    assert await standing(register, code, 1) == "ENROLLED"


async def test_every_order_that_consignments_ever_had_to_hear_is_in_the_stream(
    ledger: Ledger,
) -> None:
    page = enterprise(*ENROLLED, SUSPEND, REINSTATE, REMOVE)
    await append_to(ledger, enterprise_workflow_id(CODE), page.events)
    orders = await EnterpriseRepository(ledger).orders(CODE)
    assert [(one.suspended, one.for_good) for one in orders] == [
        (True, False),
        (False, False),
        (True, True),
    ]
    assert {one.id for one in orders} <= {str(event.id) for event in page.events}
    assert await EnterpriseRepository(ledger).orders("nobody") == []


async def test_the_receiving_hours_are_those_of_the_moment(ledger: Ledger) -> None:
    hours = m.SetReceivingHours(officer=LIN, from_hour=8, to_hour=20)
    page = enterprise(*ENROLLED, later(hours, days=10))
    await append_to(ledger, enterprise_workflow_id(CODE), page.events)
    register = EnterpriseRepository(ledger)
    asked = [await register.standings(CODE, SUPPLIER, START + n * DAY) for n in (1, 12)]
    assert [told.receiving for told in asked] == [None, ReceivingHours(from_hour=8, to_hour=20)]
