"""The register answers for the moment that it is asked about, from the ledger alone."""

from datetime import timedelta

import pytest

from activities.register import Register
from ledger import Ledger
from models.identity import enterprise_workflow_id
from tests.enterprises import CODE, ENROLLED, REINSTATE, SUSPEND, breach, enterprise
from tests.given import later
from tests.history import RULEBOOK, START, append_to

DAY = timedelta(days=1)


async def test_a_consignment_is_judged_by_the_standing_of_its_own_time(ledger: Ledger) -> None:
    page = enterprise(*ENROLLED, later(SUSPEND, days=10), later(REINSTATE, days=10))
    await append_to(ledger, enterprise_workflow_id(CODE), page.events)
    register = Register(ledger)
    asked = {days: await register.pilot_standing(CODE, START + days * DAY) for days in (1, 12, 22)}
    assert asked == {1: "ENROLLED", 12: "SUSPENDED", 22: "ENROLLED"}
    assert await register.pilot_standing(CODE, START + 400 * DAY) == "EXPIRED"


async def test_before_it_applied_and_without_a_page_the_register_knows_nothing(
    ledger: Ledger,
) -> None:
    page = enterprise(later(breach("SV-05"), days=3))
    await append_to(ledger, enterprise_workflow_id(CODE), page.events)
    register = Register(ledger)
    assert await register.pilot_standing(CODE, START + 9 * DAY) is None
    assert await register.pilot_standing("nobody", START) is None


async def test_a_page_goes_on_from_the_ledger_or_begins_empty(ledger: Ledger) -> None:
    page = enterprise(*ENROLLED)
    await append_to(ledger, enterprise_workflow_id(CODE), page.events)
    register = Register(ledger)
    known = await register.start(CODE, START)
    assert known.snapshot is not None
    assert known.snapshot.state == page.state
    assert known.snapshot.told == len(page.state.alarms)
    fresh = await register.start("nobody", START)
    assert (fresh.snapshot, fresh.rulebook, fresh.registered_at) == (None, RULEBOOK, START)


@pytest.mark.parametrize("code", ["Ningbo Metals Ltd", "甬铜 100%"])
async def test_a_name_with_blanks_has_a_page_as_well(ledger: Ledger, code: str) -> None:
    register = Register(ledger)
    await append_to(ledger, enterprise_workflow_id(code), enterprise(*ENROLLED).events)
    assert await register.pilot_standing(code, START + DAY) == "ENROLLED"
