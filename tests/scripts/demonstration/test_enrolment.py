"""The enterprises of the demo: enrolled, and not suspended by what their consignments play."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from temporalio.client import WorkflowUpdateFailedError

from activities.supplier_stream import SupplierStreams
from ledger import Ledger
from models.enterprise.breaches import breaches_of
from models.enterprise.messages import EnterpriseCommand, ViolationNotice
from models.kernel.enterprise_terms import EnterpriseStatus
from models.kernel.language import Language
from models.kernel.terms import RiskLevel
from models.risk.supplier_events import LevelApproved
from models.rules.rulebook import in_force
from scripts.demonstration import enrolment
from scripts.demonstration.enrolment import REINSTATED, SUSPENDED, enrol
from scripts.demonstration.scenario_assignment import Role, days_to_shift, sample_of, shifted
from scripts.demonstration.scenario_player import DemoContext
from systems.scenario import acted_out
from tests.enterprises import CODE, ENROLLED, Enterprise, enterprise
from tests.history import sample_registration
from tests.systems.folded import FoldedTracker, outside_of

NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)


async def breaches(role: Role) -> list[ViolationNotice]:
    """What the register hears while a consignment plays its script."""
    tracker = FoldedTracker(role.registration, in_force(NOW.date()), NOW)
    if not role.enrolled:
        tracker.enterprise = EnterpriseStatus.UNREGISTERED
    async with outside_of(tracker) as outside:
        await acted_out(role.steps, role.shipment, outside, tracker, tracker, tracker.drawn)
    return breaches_of(role.tracking_no, tracker.events)


async def test_no_script_suspends_an_enterprise_whose_other_goods_travel_at_the_same_time() -> None:
    """Their clocks differ: whom a suspension met first would be a matter of chance."""
    sample = sample_of(())
    days = days_to_shift(sample, NOW)
    cast: dict[str, list[str]] = defaultdict(list)
    heard: dict[str, list[ViolationNotice]] = defaultdict(list)
    for registration in sample:
        role = Role(shifted(registration, days), NOW, None)
        cast[registration.enterprise].append(role.tracking_no)
        heard[registration.enterprise] += await breaches(role)
    suspended = [code for code in heard if _suspends(heard[code])]
    assert [cast[code] for code in suspended if len(cast[code]) > 1] == [], (
        "give the consignment that suspends its enterprise an enterprise of its own"
    )


def _suspends(notices: list[ViolationNotice]) -> bool:
    page = enterprise(*ENROLLED)
    for notice in sorted(notices, key=lambda each: each.occurred_at):
        page.tell(notice)
    return page.state.standing is EnterpriseStatus.SUSPENDED


async def test_each_enterprise_is_enrolled_and_two_more_are_shown(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: dict[str, Enterprise] = defaultdict(Enterprise)
    ids: list[str] = []

    async def act(
        _: object, __: object, code: str, command: EnterpriseCommand, **about: str
    ) -> None:
        ids.append(f"{code} {about['message_id']}")
        pages[code].now = datetime.now(UTC)
        pages[code].when(command)
        if pages[code].refusal:
            raise WorkflowUpdateFailedError(ValueError(pages[code].refusal))

    monkeypatch.setattr(enrolment, "open_and_act", act)
    stage = DemoContext.__new__(DemoContext)
    object.__setattr__(stage, "pool", ledger._pool)
    object.__setattr__(stage, "client", None)
    object.__setattr__(stage, "task_queue", "q")
    object.__setattr__(stage, "language", Language.BOTH)
    object.__setattr__(stage, "streams", SupplierStreams(ledger, ledger))
    registrations = [sample_registration(1, enterprise=CODE, etd=NOW + timedelta(days=9))]
    assert await enrol(stage, registrations) == [CODE, REINSTATED, SUSPENDED]
    assert {code: page.state.standing for code, page in pages.items()} == {
        CODE: EnterpriseStatus.ENROLLED,
        REINSTATED: EnterpriseStatus.WARNED,
        SUSPENDED: EnterpriseStatus.SUSPENDED,
    }
    assert len(set(ids)) == len(ids)
    # A second demo gives the same commands, and goes on where one is refused.
    await enrol(stage, registrations)
    (approved,) = (await stage.streams.read(registrations[0].supplier)).events
    assert isinstance(approved.body, LevelApproved)
    assert (approved.body.level, approved.body.synthetic) == (RiskLevel.R1, True)
    assert pages[CODE].state.standing is EnterpriseStatus.ENROLLED
