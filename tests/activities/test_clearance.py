"""What clearance answers on checks and standing, with the rulebook in force on that day."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast
from urllib.parse import unquote

import pytest

from activities.clearance import ClearanceActivities
from activities.enterprise_repository import EnterpriseRepository, Standings
from activities.ledger_append import Recorder
from activities.system_http import SystemClient
from models.arrival.eligibility import Inputs, decide, worst
from models.execution.activity_io import (
    BoxRequest,
    Call,
    CallSubject,
    ControlInstruction,
    InstructionRequest,
)
from models.execution.control_instruction import control_instruction
from models.kernel.enterprise_terms import EnterpriseStatus, Supplier
from models.kernel.risk_terms import Why
from models.kernel.terms import Cause, MetalKind, Mode, PreShipment, RiskLevel
from models.risk.supplier_stream import PinnedLevel
from models.rules.rulebook import rulebook
from tests.draws import FixedDrawing, chances_of
from tests.levels import FixedLevels, pinned
from tests.systems.gateway import FakeGateway
from tests.systems.outside import ENTRY_ID, Caller, running

NUMBER = "I20260000000000001"
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
SUBJECT = CallSubject(tracking_no="NB26-000001", seq_no=NUMBER, registered_no=NUMBER)


class _NothingToRecord:
    async def record(self, _: object) -> None:
        return None


class _Answers:
    def __init__(self, credit: str, port: object) -> None:
        self.credit, self.checks = credit, {"port": port, "destination": ("MANUAL",)}

    async def get(self, path: str) -> dict[str, Any]:
        standing = {"risk_level": "R2", "pilot": "ENROLLED", "credit_level": self.credit}
        return standing if "credit" in path else {"checks": self.checks}


class _Fleet:
    def __init__(self, trucks: int, locks: int) -> None:
        self._free = {"trucks_free": trucks, "locks_free": locks}

    async def get(self, path: str) -> dict[str, int]:
        assert unquote(path) == "/fleets/甬铜"
        return self._free


class _Register:
    """Says one thing of every enterprise and supplier."""

    def __init__(self, said: Standings) -> None:
        self.said = said

    async def standings(self, code: str, supplier: str, at: datetime) -> Standings:
        assert (code, supplier, at.tzinfo) == ("甬铜", "Kobe Metals", UTC)
        return self.said


ENROLLED = Standings(EnterpriseStatus.ENROLLED, Supplier.ADMITTED)
UNKNOWN = Standings(EnterpriseStatus.UNREGISTERED, Supplier.UNLISTED)
ACCEPTED = {"SeqNo": SUBJECT.seq_no, "EntryId": ENTRY_ID, "Status": "L", "IEFlag": "I"}


class _NoPage:
    async def standings(self, _: str, __: str, ___: datetime) -> Standings:
        return UNKNOWN


async def told(  # noqa: PLR0913 - each of the answers has a default
    at: datetime,
    risk_level: str = "R1",
    *,
    standings: Standings = ENROLLED,
    credit: str = "ADVANCED_CERTIFIED",
    fleet: tuple[int, int] = (1, 2),
    port: object = ("RADIATION", "MACHINE"),
) -> ControlInstruction:
    clearance = ClearanceActivities(
        cast("Recorder", _NothingToRecord()),
        cast("SystemClient", _Answers(credit, port)),
        cast("SystemClient", _Fleet(*fleet)),
        cast("EnterpriseRepository", _Register(standings)),
        FixedDrawing(),
        FixedLevels(),
    )
    request = InstructionRequest(
        subject=SUBJECT,
        enterprise="甬铜",
        supplier="Kobe Metals",
        kind=MetalKind.COPPER,
        risk_level=risk_level,
        boxes=("A", "B"),
        at=at,
    )
    reply = await clearance.fetch_instruction(Call(batch=None, key="instruction", request=request))
    return reply.answer


async def asked(customs: Caller, port: Caller, enterprise: str) -> ControlInstruction:
    """What the systems in process answer, of an enterprise that has no page."""
    clearance = ClearanceActivities(
        cast("Recorder", _NothingToRecord()),
        SystemClient("clearance", customs.http),
        SystemClient("checkpoint", port.http),
        cast("EnterpriseRepository", _NoPage()),
        FixedDrawing(),
        FixedLevels(),
    )
    request = InstructionRequest(
        subject=SUBJECT,
        enterprise=enterprise,
        supplier="Kobe Metals",
        kind=MetalKind.COPPER,
        risk_level="R1",
        boxes=("A",),
        at=datetime.now(UTC),
    )
    reply = await clearance.fetch_instruction(Call(batch=None, key="instruction", request=request))
    return reply.answer


@pytest.mark.parametrize(
    "at, version",
    [
        (datetime(2026, 3, 31, 15, 59, tzinfo=UTC), "2025-09"),
        (datetime(2026, 3, 31, 16, 0, tzinfo=UTC), "2026-04"),
    ],
)
async def test_the_rulebook_is_that_of_the_day_in_china(at: datetime, version: str) -> None:
    assert (await told(at)).rulebook == version


@pytest.mark.parametrize("own, worse", [("R1", "R2"), ("R3", "R3")])
async def test_of_two_risk_levels_the_worse_one_counts(own: str, worse: str) -> None:
    assert (await told(datetime(2026, 1, 1, tzinfo=UTC), own)).risk_level == worse


@pytest.mark.parametrize(
    "day, credit, level",
    [
        (datetime(2026, 3, 1, tzinfo=UTC), "REGULAR", "R2"),
        (datetime(2026, 3, 1, tzinfo=UTC), "DISHONEST", "R4"),
        (datetime(2026, 3, 1, tzinfo=UTC), "CERTIFIED", "R4"),
        (datetime(2026, 4, 1, tzinfo=UTC), "CERTIFIED", "R2"),
        (datetime(2026, 4, 1, tzinfo=UTC), "SERIOUSLY_DISHONEST", "R4"),
    ],
)
async def test_a_dishonest_enterprise_is_the_highest_risk_and_so_is_a_level_nobody_knows(
    day: datetime, credit: str, level: str
) -> None:
    assert (await told(day, credit=credit)).risk_level == level


@pytest.mark.parametrize("standing", EnterpriseStatus)
@pytest.mark.parametrize("supplier", Supplier)
async def test_our_registry_alone_says_how_enterprise_and_supplier_stand(
    standing: EnterpriseStatus, supplier: Supplier
) -> None:
    answer = await told(datetime(2026, 1, 1, tzinfo=UTC), standings=Standings(standing, supplier))
    assert (answer.standing, answer.supplier_standing) == (standing, supplier)
    assert answer.confirmed == "ENROLLED"


@pytest.mark.parametrize(
    "trucks, locks, available", [(1, 2, True), (20, 40, True), (0, 40, False), (20, 1, False)]
)
async def test_two_boxes_need_a_truck_and_a_lock_each(
    trucks: int, locks: int, *, available: bool
) -> None:
    answer = await told(datetime(2025, 10, 1, tzinfo=UTC), fleet=(trucks, locks))
    assert answer.transport_available is available


@pytest.mark.parametrize(
    "port, opened",
    [
        (("RADIATION", "MACHINE"), False),
        ((), False),
        (("RADIATION", "MANUAL"), True),
        (("manual",), True),
        (("FUMIGATION",), True),
        ("MANUAL", True),
        (None, True),
    ],
)
async def test_an_inspection_in_the_port_is_one_that_opens_the_boxes(
    port: object, *, opened: bool
) -> None:
    answer = await told(datetime(2025, 10, 1, tzinfo=UTC), port=port)
    assert answer.port_inspection is opened


@pytest.mark.parametrize("code", ["甬铜/二厂", "a?b", "a#b", "50%2F", "a;b", "甬铜 二厂"])
async def test_systems_are_asked_of_an_enterprise_whatever_its_code_is_made_of(code: str) -> None:
    gateway = FakeGateway()
    async with running("clearance", gateway) as customs, running("checkpoint", gateway) as port:
        await customs.happen("declaration.status", ACCEPTED)
        await customs.http.put("/world/standing", json={"enterprise": code, "pilot": "SUSPENDED"})
        await port.http.put("/world/fleets", json={"enterprise": code, "trucks_free": 0})
        answer = await asked(customs, port, code)
    assert (answer.standing, answer.confirmed) == ("UNREGISTERED", "SUSPENDED")
    assert answer.transport_available is False


async def test_the_shares_and_the_place_are_those_that_the_instruction_names() -> None:
    silent = await told(datetime(2025, 10, 1, tzinfo=UTC))
    assert (silent.opened_share, silent.emptied_share, silent.place) == (None, None, "")
    gateway = FakeGateway()
    async with running("clearance", gateway) as customs, running("checkpoint", gateway) as port:
        issued = {"SeqNo": SUBJECT.seq_no, "open_share": "1", "empty_share": "0.50", "place": "B2"}
        await customs.happen("declaration.status", ACCEPTED)
        await customs.happen("instruction.issued", issued)
        answer = await asked(customs, port, "甬铜")
    named = (answer.opened_share, answer.emptied_share, answer.place)
    assert named == (Decimal(1), Decimal("0.5"), "B2")


@pytest.mark.parametrize("enterprise", ["nobody has enrolled it", "甬铜"])
async def test_of_an_enterprise_that_nobody_has_heard_of_nothing_speaks_for_the_pilot(
    enterprise: str,
) -> None:
    gateway = FakeGateway()
    async with running("clearance", gateway) as customs, running("checkpoint", gateway) as port:
        await customs.happen("declaration.status", ACCEPTED)
        answer = await asked(customs, port, enterprise)
    inputs = (answer.risk_level, answer.standing, answer.confirmed, answer.supplier_standing)
    assert inputs == ("R4", "UNREGISTERED", "NOT_ENROLLED", "UNLISTED")
    assert (answer.storage_kg, answer.transport_available) == (None, False)
    assert answer.port_inspection


ASKED = InstructionRequest(
    subject=SUBJECT,
    enterprise="甬铜",
    supplier="Kobe Metals",
    kind=MetalKind.COPPER,
    risk_level="R1",
    boxes=("A",),
    at=datetime(2026, 1, 1, tzinfo=UTC),
)
GOOD: dict[str, dict[str, object]] = {
    "ordered": {"checks": {"port": ["RADIATION", "MACHINE"], "destination": ["MANUAL"]}},
    "credit": {
        "credit_level": "ADVANCED_CERTIFIED",
        "pilot": "ENROLLED",
        "risk_level": "R1",
        "notices": [],
        "open_violations": [],
        "storage_kg": "5000000",
    },
    "fleet": {"trucks_free": 1, "locks_free": 1},
}
NEEDED = [
    *(("ordered", name) for name in ("checks",)),
    *(("credit", name) for name in ("credit_level", "pilot", "risk_level", "storage_kg")),
    *(("fleet", name) for name in ("trucks_free", "locks_free")),
]
ODD: tuple[object, ...] = (None, "", " ", [], {}, "?", True, float("nan"))


def decided(answers: dict[str, dict[str, object]]) -> tuple[Mode, tuple[Cause, ...]]:
    """The mode that follows for goods which nothing else stands against."""
    rules = rulebook("2025-09")
    said = control_instruction(
        ASKED,
        rules,
        EnterpriseStatus.ENROLLED,
        Supplier.ADMITTED,
        ordered=answers["ordered"],
        credit=answers["credit"],
        fleet=answers["fleet"],
        assessed=pinned(),
    )
    inputs = Inputs(
        risk_level=worst(said.risk_level),
        standing=said.standing,
        confirmed=said.confirmed,
        pre_shipment=PreShipment.APPROVED,
        approved_until=ASKED.at,
        in_scope=True,
        net_weight_kg=Decimal(40_000),
        storage_kg=said.storage_kg,
        transport_available=said.transport_available,
        supplier_standing=said.supplier_standing,
        port_inspection=said.port_inspection,
    )
    return decide(inputs, rules, ASKED.at)


def test_answers_that_say_everything_lead_to_the_pilot() -> None:
    assert decided(GOOD) == (Mode.PILOT, ())


@pytest.mark.parametrize("whose, name", NEEDED)
@pytest.mark.parametrize("said", ODD, ids=repr)
def test_a_field_that_is_blank_or_odd_is_no_permission(whose: str, name: str, said: object) -> None:
    assert decided({**GOOD, whose: {**GOOD[whose], name: said}})[0] is Mode.TRADITIONAL


@pytest.mark.parametrize("whose, name", NEEDED)
def test_a_field_that_is_missing_is_no_permission(whose: str, name: str) -> None:
    left = {key: value for key, value in GOOD[whose].items() if key != name}
    assert decided({**GOOD, whose: left})[0] is Mode.TRADITIONAL


@pytest.mark.parametrize(
    "answer",
    [
        {"status": "PENDING", "permission_no": "PR1"},
        {"status": "permitted", "permission_no": "PR1"},
        {"status": "ENDED", "permission_no": "PR1", "reason": "lapsed"},
        {"status": "PERMITTED", "permission_no": " "},
        {"status": "PERMITTED"},
        {},
        [],
    ],
)
async def test_only_what_is_said_to_be_permitted_under_a_number_is_a_permit(answer: object) -> None:
    class _Says:
        async def post(self, *_: object) -> object:
            return answer

    clearance = ClearanceActivities(
        cast("Recorder", _NothingToRecord()),
        cast("SystemClient", _Says()),
        cast("SystemClient", _Says()),
        cast("EnterpriseRepository", _NoPage()),
        FixedDrawing(),
        FixedLevels(),
    )
    request = BoxRequest(subject=SUBJECT, box="CSQU3054383")
    reply = await clearance.permit_removal(Call(batch=None, key="removal", request=request))
    assert not reply.answer.permit_no
    assert reply.answer.refusal


@pytest.mark.parametrize(
    "supplier, level",
    [(Supplier.ADMITTED, "R1"), (Supplier.STRUCK, "R2"), (Supplier.UNLISTED, "R2")],
)
def test_a_supplier_without_a_record_of_ours_is_not_of_the_lowest_risk(
    supplier: Supplier, level: str
) -> None:
    request = InstructionRequest(
        subject=SUBJECT,
        enterprise="甬铜",
        supplier="S",
        kind=MetalKind.COPPER,
        risk_level="R1",
        boxes=("A",),
        at=NEW_YEAR,
    )
    answer = control_instruction(
        *(request, rulebook("2025-09"), EnterpriseStatus.ENROLLED, supplier),
        ordered={},
        credit={"risk_level": "R1", "credit_level": "ADVANCED_CERTIFIED"},
        fleet={},
        assessed=pinned(),
    )
    assert answer.risk_level == level


async def test_the_chances_of_the_draw_come_with_the_instruction() -> None:
    answer = await told(NEW_YEAR)
    assert answer.chances == chances_of(SUBJECT.tracking_no, ("A", "B"), NEW_YEAR)


@pytest.mark.parametrize(
    "assessed, declared, credit, level, why",
    [
        (pinned(RiskLevel.R3, Why.MAJOR_FOUND), "R1", "R1", "R3", Why.MAJOR_FOUND),
        (pinned(RiskLevel.R2, Why.UNKNOWN), "R1", "R1", "R2", Why.UNKNOWN),
        (pinned(), "R2", "R1", "R2", Why.DECLARED),
        (pinned(), "R1", "R3", "R3", Why.CLEARANCE),
        (pinned(RiskLevel.R3, Why.OFFICER), "R3", "R3", "R3", Why.OFFICER),
        (pinned(), "", "R1", "R4", Why.DECLARED),
    ],
)
def test_the_worst_level_counts_and_says_why(
    assessed: PinnedLevel, declared: str, credit: str, level: str, why: Why
) -> None:
    answer = control_instruction(
        ASKED.model_copy(update={"risk_level": declared}),
        *(rulebook("2025-09"), EnterpriseStatus.ENROLLED, Supplier.ADMITTED),
        ordered=GOOD["ordered"],
        credit=GOOD["credit"] | {"risk_level": credit},
        fleet=GOOD["fleet"],
        assessed=assessed,
    )
    assert (answer.risk_level, answer.risk_why, answer.assessment) == (level, why, assessed)
