"""The register answers for the moment that it is asked about, from the ledger alone."""

from datetime import timedelta

import pytest

from activities.register import Register
from ledger import Ledger
from models.enterprise import messages as m
from models.enterprise.terms import Supplier
from models.identity import enterprise_workflow_id
from tests.enterprises import CODE, ENROLLED, LIN, REINSTATE, REMOVE, SUSPEND, breach, enterprise
from tests.given import later
from tests.history import RULEBOOK, START, append_to

DAY = timedelta(days=1)
SUPPLIER = "Kobe Metals"
ADMIT = m.AdmitSupplier(officer=LIN, supplier=SUPPLIER, country="JP")
STRIKE = m.StrikeSupplier(officer=LIN, supplier=SUPPLIER, reason="NC-08")


async def standing(register: Register, code: str, days: int) -> str | None:
    return (await register.standings(code, SUPPLIER, START + days * DAY)).enterprise


async def test_a_supplier_stands_as_it_did_at_that_moment(ledger: Ledger) -> None:
    page = enterprise(*ENROLLED, later(ADMIT, days=10), later(STRIKE, days=10))
    await append_to(ledger, enterprise_workflow_id(CODE), page.events)
    register = Register(ledger)
    asked = [await register.standings(CODE, SUPPLIER, START + n * DAY) for n in (1, 12, 22)]
    assert [told.supplier for told in asked] == [None, Supplier.ADMITTED, Supplier.STRUCK]
    assert {told.enterprise for told in asked} == {"ENROLLED"}
    assert (await register.standings(CODE, None, START + 22 * DAY)).supplier is None
    for days, expected in ((1, None), (12, Supplier.UNLISTED), (22, Supplier.UNLISTED)):
        other = await register.standings(CODE, "KOBE METALS", START + days * DAY)
        assert other.supplier is expected


async def test_a_consignment_is_judged_by_the_standing_of_its_own_time(ledger: Ledger) -> None:
    page = enterprise(*ENROLLED, later(SUSPEND, days=10), later(REINSTATE, days=10))
    await append_to(ledger, enterprise_workflow_id(CODE), page.events)
    register = Register(ledger)
    asked = {days: await standing(register, CODE, days) for days in (1, 12, 22)}
    assert asked == {1: "ENROLLED", 12: "SUSPENDED", 22: "ENROLLED"}
    assert await standing(register, CODE, 400) == "EXPIRED"


async def test_before_it_applied_and_without_a_page_the_register_knows_nothing(
    ledger: Ledger,
) -> None:
    page = enterprise(later(breach("SV-05"), days=3))
    await append_to(ledger, enterprise_workflow_id(CODE), page.events)
    register = Register(ledger)
    assert await standing(register, CODE, 9) is None
    assert await standing(register, "nobody", 0) is None


async def test_a_page_goes_on_from_the_ledger_or_begins_empty(ledger: Ledger) -> None:
    page = enterprise(*ENROLLED)
    await append_to(ledger, enterprise_workflow_id(CODE), page.events)
    register = Register(ledger)
    known = await register.start(CODE, START)
    assert known.snapshot is not None
    assert known.snapshot.state == page.state
    assert known.snapshot.state.alarms_raised == len(page.state.alarms)
    fresh = await register.start("nobody", START)
    assert (fresh.snapshot, fresh.rulebook, fresh.registered_at) == (None, RULEBOOK, START)


@pytest.mark.parametrize("code", ["Ningbo Metals Ltd", "甬铜 100%"])
async def test_a_name_with_blanks_has_a_page_as_well(ledger: Ledger, code: str) -> None:
    register = Register(ledger)
    await append_to(ledger, enterprise_workflow_id(code), enterprise(*ENROLLED).events)
    assert await standing(register, code, 1) == "ENROLLED"


async def test_every_order_that_consignments_ever_had_to_hear_is_in_the_stream(
    ledger: Ledger,
) -> None:
    page = enterprise(*ENROLLED, SUSPEND, REINSTATE, REMOVE)
    await append_to(ledger, enterprise_workflow_id(CODE), page.events)
    orders = await Register(ledger).orders(CODE)
    assert [(one.suspended, one.for_good) for one in orders] == [
        (True, False),
        (False, False),
        (True, True),
    ]
    assert {one.id for one in orders} <= {str(event.id) for event in page.events}
    assert await Register(ledger).orders("nobody") == []
