"""What clearance answers on checks and standing, with the rulebook in force on that day."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast
from urllib.parse import unquote

import pytest

from activities.clearance import Clearance
from activities.recorder import Recorder
from activities.register import Register, Standings
from activities.remote import Remote
from models.calls import Call, Instruction, InstructionRequest, Subject
from models.enterprise.terms import Supplier
from tests.systems.gateway import FakeGateway
from tests.systems.outside import ENTRY_ID, Caller, running

NUMBER = "I20260000000000001"
SUBJECT = Subject(tracking_no="NB26-000001", seq_no=NUMBER, registered_no=NUMBER)


class _NothingToRecord:
    async def record(self, _: object) -> None:
        return None


class _Answers:
    def __init__(self, credit: str, port: tuple[str, ...]) -> None:
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


UNKNOWN = Standings(None, None)
ACCEPTED = {"SeqNo": SUBJECT.seq_no, "EntryId": ENTRY_ID, "Status": "L", "IEFlag": "I"}


class _NoPage:
    async def standings(self, _: str, __: str, ___: datetime) -> Standings:
        return UNKNOWN


async def told(  # noqa: PLR0913 - each of the answers has a default
    at: datetime,
    risk_level: str = "R1",
    *,
    standings: Standings = UNKNOWN,
    credit: str = "ADVANCED_CERTIFIED",
    fleet: tuple[int, int] = (1, 2),
    port: tuple[str, ...] = ("RADIATION", "MACHINE"),
) -> Instruction:
    clearance = Clearance(
        cast("Recorder", _NothingToRecord()),
        cast("Remote", _Answers(credit, port)),
        cast("Remote", _Fleet(*fleet)),
        cast("Register", _Register(standings)),
    )
    request = InstructionRequest(
        subject=SUBJECT,
        enterprise="甬铜",
        supplier="Kobe Metals",
        risk_level=risk_level,
        boxes=2,
        at=at,
    )
    reply = await clearance.fetch_instruction(Call(batch=None, key="instruction", request=request))
    return reply.answer


async def asked(customs: Caller, port: Caller, enterprise: str) -> Instruction:
    """What the systems in process answer, of an enterprise that has no page."""
    clearance = Clearance(
        cast("Recorder", _NothingToRecord()),
        Remote("clearance", customs.http),
        Remote("checkpoint", port.http),
        cast("Register", _NoPage()),
    )
    request = InstructionRequest(
        subject=SUBJECT, enterprise=enterprise, risk_level="R1", boxes=1, at=datetime.now(UTC)
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


@pytest.mark.parametrize("standing", ["SUSPENDED", "EXPIRED", "APPLIED"])
async def test_our_own_register_counts_more_than_what_clearance_says(standing: str) -> None:
    answer = await told(datetime(2026, 1, 1, tzinfo=UTC), standings=Standings(standing, None))
    assert answer.standing == standing


@pytest.mark.parametrize("supplier", [None, *Supplier])
async def test_the_register_says_how_the_supplier_stands(supplier: Supplier | None) -> None:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    answer = await told(day, standings=Standings("ENROLLED", supplier))
    assert answer.supplier_standing == supplier


async def test_of_an_enterprise_without_a_page_clearance_says_how_it_stands() -> None:
    assert (await told(datetime(2026, 1, 1, tzinfo=UTC))).standing == "ENROLLED"


@pytest.mark.parametrize(
    "trucks, locks, available", [(1, 2, True), (20, 40, True), (0, 40, False), (20, 1, False)]
)
async def test_two_boxes_need_a_truck_and_a_lock_each(
    trucks: int, locks: int, *, available: bool
) -> None:
    answer = await told(datetime(2025, 10, 1, tzinfo=UTC), fleet=(trucks, locks))
    assert answer.transport_available is available


@pytest.mark.parametrize(
    "port, opened", [(("RADIATION", "MACHINE"), False), (("RADIATION", "MANUAL"), True)]
)
async def test_an_inspection_in_the_port_is_one_that_opens_the_boxes(
    port: tuple[str, ...], *, opened: bool
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
    assert (answer.standing, answer.transport_available) == ("SUSPENDED", False)


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
