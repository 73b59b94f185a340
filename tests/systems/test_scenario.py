"""The world: its scripts, its cast, and how it insists on being heard."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import JsonValue

from systems.scenario import (
    Data,
    Lodging,
    NotRefused,
    OfficerOrder,
    Outcome,
    SystemFault,
    SystemName,
    WorldEvent,
    escalations,
    in_order,
    play,
)
from systems.scenarios import SCENARIOS, casting
from systems.scenarios.parts import enterprise, officer
from systems.scenarios.parts.clearance import head
from systems.wire.clearance import DecHead
from systems.world_client import NotTold, WorldClient
from tests.systems.shipments import shipment

START = datetime(2026, 11, 23, 1, 17, tzinfo=UTC)
SENT = shipment(START, 3)
HOUR = timedelta(hours=1)
URLS: dict[SystemName, str] = {"clearance": "http://c", "checkpoint": "http://k"}
URLS["enterprise"] = "http://e"
TOKENS: dict[SystemName, str] = {name: f"token of {name}" for name in URLS}
MANIFEST = Path(__file__).parents[2] / "samples" / "manifest.csv"


def manifest() -> dict[str, list[dict[str, str]]]:
    """The rows of each consignment of the sample manifest."""
    rows: dict[str, list[dict[str, str]]] = {}
    with MANIFEST.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            number = row["tracking_no"] or next(reversed(rows))
            rows.setdefault(number, []).append(row)
    return rows


@dataclass
class Diary:
    """Pacer, desk and outside at once: writes down what it is asked."""

    lines: list[tuple[str, object]] = field(default_factory=list)
    refusal: str | None = "not so"

    async def advance(self, tracking_no: str, to: datetime) -> None:
        self.lines.append((tracking_no, to))

    async def act(
        self, tracking_no: str, verb: str, payload: Mapping[str, JsonValue], at: datetime
    ) -> None:
        self.lines.append((f"{tracking_no} {verb} {payload['officer']}", at))

    async def act_in_vain(
        self, tracking_no: str, verb: str, payload: Mapping[str, JsonValue], at: datetime
    ) -> str | None:
        self.lines.append((f"{tracking_no} {verb} {payload['officer']} in vain", at))
        return self.refusal

    async def tell(self, happening: WorldEvent) -> None:
        self.lines.append((happening.type, happening.at))

    async def disturb(self, fault: SystemFault) -> None:
        self.lines.append((fault.system, fault.settings))

    async def declare(self, head: Data) -> None:
        self.lines.append(("head", head))


async def test_the_clock_is_brought_to_each_step_before_it_happens() -> None:
    diary = Diary()
    fault = SystemFault(START + HOUR, "checkpoint", {"fail_next": 1})
    told = enterprise.submitted(SENT, START)
    given = officer.approves(START + 2 * HOUR)
    lodged = Lodging(START - HOUR, {"OrigBoxFlag": "0"})
    await play(in_order((given, fault, told, lodged)), SENT, diary, diary, diary)
    assert diary.lines == [
        ("NB26-000001", START - HOUR),
        ("head", {"OrigBoxFlag": "0"}),
        ("NB26-000001", START),
        ("preshipment.submitted", START),
        ("NB26-000001", START + HOUR),
        ("checkpoint", {"fail_next": 1}),
        ("NB26-000001", START + 2 * HOUR),
        ("NB26-000001 decide_pre_shipment Zhou Min", START + 2 * HOUR),
        ("NB26-000001", START + 2 * HOUR),
    ]


async def test_an_order_that_must_be_refused_breaks_the_play_off_if_it_is_taken() -> None:
    given = officer.refused(officer.approves(START), "somebody else")
    diary = Diary()
    await play((given,), SENT, diary, diary, diary)
    assert ("NB26-000001 decide_pre_shipment Zhou Min in vain", START) in diary.lines
    careless = Diary(refusal=None)
    with pytest.raises(NotRefused, match=r"decide_pre_shipment was taken .* somebody else"):
        await play((given,), SENT, careless, careless, careless)


def test_what_is_heard_late_has_its_turn_late_and_keeps_its_time() -> None:
    late = SCENARIOS["message_late"](SENT, START)
    booked = [each for each in late.steps if isinstance(each, WorldEvent) and each.told_at]
    assert [each.due - each.at for each in booked] == [timedelta(days=2)]
    after = late.steps[late.steps.index(booked[0]) + 1 :]
    verbs = [step.verb if isinstance(step, OfficerOrder) else step for step in after]
    assert verbs == ["confirm_entry", "record_inspection"]


def test_an_escalation_policy_names_its_levels() -> None:
    assert escalations("D08", 2) == ("D08 L1", "D08 L2")


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_script_has_the_name_of_its_scenario(name: str) -> None:
    assert SCENARIOS[name](SENT, START).name == name


def test_the_scenarios_come_to_every_end() -> None:
    ends: set[Outcome] = {make(SENT, START).expect.outcome for make in SCENARIOS.values()}
    assert ends == {"RELEASED", "RETURNED", "REJECTED", "DESTROYED", "HANDED_OVER", "SEIZED"}


def test_every_consignment_of_the_sample_manifest_is_cast() -> None:
    assert list(casting()) == list(manifest())


def test_every_scenario_is_played() -> None:
    assert set(casting().values()) == set(SCENARIOS)


def test_the_consignments_of_a_higher_risk_level_play_that_scenario() -> None:
    risky = {number for number, rows in manifest().items() if rows[0]["risk_level"] != "R1"}
    assert risky == {number for number, name in casting().items() if name == "higher_risk"}


def test_three_trucks_are_sent_for_three_boxes() -> None:
    played = [number for number, name in casting().items() if name == "three_trucks"]
    assert [len(manifest()[number]) for number in played] == [3]


def test_a_declaration_head_is_one_that_clearance_takes() -> None:
    taken = DecHead.model_validate(head(SENT))
    assert (taken.SeqNo, taken.PackNo) == (SENT.seq_no, 3)


# --- the messenger -------------------------------------------------------------------------------


def answering(*answers: httpx2.Response | Exception) -> Callable[[httpx2.Request], Any]:
    """Answers in this order, each once; the last one for ever."""
    waiting = list(answers)

    def answer(_: httpx2.Request) -> httpx2.Response:
        given = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if isinstance(given, Exception):
            raise given
        return given

    return answer


def receipt(*, delivered: bool, reason: str | None = None, status: str = "") -> httpx2.Response:
    body = {
        "id": "e-1",
        "system": "enterprise",
        "type": "t",
        "time": START.isoformat(),
        "data": {},
        "delivered": delivered,
        "reason": reason,
        "answer": {"status": status},
    }
    return httpx2.Response(201, json=body)


TOLD = receipt(delivered=True, status="delivered")


async def tell(patience_s: float, *answers: httpx2.Response | Exception) -> None:
    transport = httpx2.MockTransport(answering(*answers))
    async with httpx2.AsyncClient(transport=transport) as http:
        await WorldClient(http, URLS, TOKENS, patience_s).tell(enterprise.submitted(SENT, START))


@pytest.mark.parametrize(
    "obstacle",
    [
        httpx2.ConnectError("nobody listens"),
        httpx2.Response(503, json={}),
        receipt(delivered=False, reason="the gateway cannot be reached"),
        receipt(delivered=True, status="parked"),
    ],
)
async def test_what_did_not_reach_the_tracker_is_told_again(
    obstacle: httpx2.Response | Exception,
) -> None:
    await tell(60, obstacle, obstacle, TOLD)


@pytest.mark.parametrize("reason", ["lost: it can only be pulled", "hidden: not entered yet"])
async def test_what_is_meant_to_get_lost_is_told_once(reason: str) -> None:
    await tell(0, receipt(delivered=False, reason=reason))


async def test_patience_ends_with_the_reason() -> None:
    with pytest.raises(NotTold, match="nobody listens"):
        await tell(0, httpx2.ConnectError("nobody listens"))


async def test_a_refusal_is_not_told_again() -> None:
    with pytest.raises(NotTold, match="no such type"):
        await tell(60, httpx2.Response(422, json={"error": "no such type"}))


async def test_each_system_is_shown_its_own_world_token() -> None:
    shown: dict[str, str] = {}

    def take(request: httpx2.Request) -> httpx2.Response:
        shown[str(request.url.host)] = request.headers["authorization"]
        return httpx2.Response(200, json={})

    async with httpx2.AsyncClient(transport=httpx2.MockTransport(take)) as http:
        for name in URLS:
            await WorldClient(http, URLS, TOKENS).disturb(SystemFault(START, name, {}))
    assert shown == {
        "c": "Bearer token of clearance",
        "k": "Bearer token of checkpoint",
        "e": "Bearer token of enterprise",
    }
