"""The mode and its inputs, what is drawn for the inspection, and every way out of the pilot."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

import pytest

from models.arrival.eligibility import Inputs, decide, worst
from models.arrival.events import ModeDecided, VesselArrived
from models.arrival.messages import ApprovePilot
from models.disposal.events import RectificationCompleted
from models.inspection.requirements import standing
from models.kernel.terms import (
    Cause,
    CheckResult,
    Disposal,
    Mode,
    PreShipment,
    ProcessPhase,
    RiskLevel,
    Triage,
)
from models.port.events import PortalWentOffline
from models.rules.rulebook import rulebook
from models.supervision.messages import FallBack
from tests.given import Told, given, later, refused
from tests.models.stories import (
    ALARMED,
    APPROVED,
    ASHORE,
    BOX,
    BOX_2,
    CONFORM,
    DRIED,
    FILE,
    INSTRUCTED,
    LIN,
    ON_THE_ROAD,
    PERMITTED,
    PILOT,
    TICK,
    UNLOADED,
    disposal,
    failing,
    on_the_road,
    permitted,
    scan,
    triage,
)

NOW = datetime(2025, 10, 15, tzinfo=UTC)
RULES = rulebook("2025-09")
ELIGIBLE = Inputs(
    risk_level=RiskLevel.R1,
    standing="ENROLLED",
    confirmed="ENROLLED",
    supplier_standing="ADMITTED",
    port_inspection=False,
    pre_shipment=PreShipment.APPROVED,
    approved_until=NOW + timedelta(days=3),
    in_scope=True,
    net_weight_kg=Decimal(43000),
    storage_kg=Decimal(43000),
    transport_available=True,
)

Change: TypeAlias = dict[str, object]


def each_of(name: str, cause: Cause, *values: object) -> list[tuple[Change, Cause]]:
    """Every one of the values of an input is that obstacle."""
    return [({name: value}, cause) for value in values]


_ENROLLED_NOT = ("UNREGISTERED", "KNOWN", "APPLIED", "SITE_CHECK", "REFUSED", "REMOVED")

# Domain 3.3: all must hold.
OBSTACLES: list[tuple[Change, Cause]] = [
    ({"risk_level": RiskLevel.R2}, Cause.RISK_LEVEL),
    ({"risk_level": RiskLevel.R4}, Cause.RISK_LEVEL),
    ({"standing": "SUSPENDED"}, Cause.ENTERPRISE_SUSPENDED),
    ({"standing": "EXPIRED"}, Cause.ENROLMENT_EXPIRED),
    *each_of("standing", Cause.ENTERPRISE_NOT_ENROLLED, *_ENROLLED_NOT),
    *each_of("standing", Cause.ENTERPRISE_NOT_ENROLLED, "", " ", "enrolled", "OK", "真"),
    ({"confirmed": "SUSPENDED"}, Cause.ENTERPRISE_SUSPENDED),
    *each_of("confirmed", Cause.ENROLMENT_UNCONFIRMED, "", "NOT_ENROLLED", "enrolled", "UNKNOWN"),
    ({"pre_shipment": PreShipment.SUBMITTED}, Cause.NOT_APPROVED),
    ({"approved_until": NOW - timedelta(hours=1)}, Cause.APPROVAL_EXPIRED),
    ({"in_scope": False}, Cause.CODE_OUT_OF_SCOPE),
    ({"grade_one": ("SV-09",)}, Cause.GRADE_ONE_VIOLATION),
    ({"port_inspection": True}, Cause.PORT_INSPECTION),
    ({"transport_available": False}, Cause.NO_TRANSPORT),
    ({"storage_kg": Decimal(42999)}, Cause.OVER_CAPACITY),
    ({"supplier_standing": "STRUCK"}, Cause.SUPPLIER_STRUCK),
    *each_of("supplier_standing", Cause.SUPPLIER_NOT_ADMITTED, "UNLISTED", None, "", "admitted"),
    ({"approved_until": None}, Cause.APPROVAL_EXPIRED),
    ({"storage_kg": None}, Cause.CAPACITY_UNKNOWN),
    ({"transport_available": None}, Cause.NO_TRANSPORT),
    ({"notices": ("JP",)}, Cause.ACTIVE_NOTICE),
    ({"left_for": (Cause.PORTAL_OFFLINE,)}, Cause.PORTAL_OFFLINE),
]


APPROVAL = ApprovePilot(officer=LIN, document="甬关检〔2026〕17号", approver="Wang", reason="clean")


@pytest.mark.parametrize(
    "level, approved, mode",
    [
        ("R1", False, Mode.PILOT),
        ("R2", False, Mode.TRADITIONAL),
        ("R2", True, Mode.PILOT),
        ("R3", True, Mode.TRADITIONAL),
        ("R4", True, Mode.TRADITIONAL),
        ("nobody knows", True, Mode.TRADITIONAL),
    ],
)
def test_watched_goods_take_the_pilot_by_written_approval_and_riskier_ones_never(
    level: str, mode: Mode, *, approved: bool
) -> None:
    told = given(*ASHORE, *((APPROVAL,) if approved else ()))
    told.when(INSTRUCTED.model_copy(update={"risk_level": level}))
    decided = told.last[0].body
    assert isinstance(decided, ModeDecided)
    assert (decided.mode, Cause.RISK_LEVEL in decided.causes) == (mode, mode is Mode.TRADITIONAL)
    assert decided.inputs.written_approval == ("甬关检〔2026〕17号" if approved else "")


def test_an_approval_has_a_number_and_a_name_and_comes_before_the_decision() -> None:
    for blank, why in (({"document": " "}, "name the number"), ({"approver": ""}, "takes two")):
        given(*ASHORE).when(APPROVAL.model_copy(update=blank)).then(refused(why))
    given(*PILOT).when(APPROVAL).then(refused("the mode is decided already"))


def test_goods_that_meet_every_condition_take_the_pilot() -> None:
    assert decide(ELIGIBLE, RULES, NOW) == (Mode.PILOT, ())


@pytest.mark.parametrize("changed, cause", OBSTACLES)
def test_each_condition_that_fails_is_a_cause_of_its_own(
    changed: dict[str, object], cause: Cause
) -> None:
    inputs = ELIGIBLE.model_copy(update=changed)
    assert decide(inputs, RULES, NOW) == (Mode.TRADITIONAL, (cause,))


def test_a_warning_keeps_nobody_out() -> None:
    warned = ELIGIBLE.model_copy(update={"standing": "WARNED"})
    assert decide(warned, RULES, NOW) == (Mode.PILOT, ())


def test_what_nobody_told_is_an_obstacle_and_never_a_permission() -> None:
    """Only what must be known is given: every other input says nothing."""
    silent = Inputs(
        risk_level=RiskLevel.R1,
        standing="",
        pre_shipment=PreShipment.APPROVED,
        in_scope=True,
        net_weight_kg=Decimal(1),
    )
    mode, causes = decide(silent, RULES, NOW)
    assert mode is Mode.TRADITIONAL
    assert set(causes) == {
        Cause.APPROVAL_EXPIRED,
        Cause.ENTERPRISE_NOT_ENROLLED,
        Cause.SUPPLIER_NOT_ADMITTED,
        Cause.PORT_INSPECTION,
        Cause.NO_TRANSPORT,
        Cause.CAPACITY_UNKNOWN,
    }


@pytest.mark.parametrize(
    "levels, level",
    [
        (("R1",), "R1"),
        (("R1", "R2"), "R2"),
        (("R1", ""), "R4"),
        (("R1", " "), "R4"),
        (("R1", "r1"), "R4"),
        (("R1", "A"), "R4"),
        (("R0",), "R4"),
        ((), "R4"),
    ],
)
def test_a_risk_level_that_is_blank_or_unknown_is_the_highest(
    levels: tuple[str, ...], level: str
) -> None:
    assert worst(*levels) is RiskLevel(level)


TOLD: list[tuple[dict[str, object], Cause]] = [
    ({"open_violations": ("SV-01",)}, Cause.GRADE_ONE_VIOLATION),
    ({"open_violations": ("SV-99",)}, Cause.GRADE_ONE_VIOLATION),
    ({"notices": ("Kobe Metals",)}, Cause.ACTIVE_NOTICE),
    ({"notices": (" ｋｏｂｅ  METALS",)}, Cause.ACTIVE_NOTICE),
    ({"risk_level": ""}, Cause.RISK_LEVEL),
    ({"notices": ("JP",)}, Cause.ACTIVE_NOTICE),
    ({"storage_kg": Decimal(1000)}, Cause.OVER_CAPACITY),
    ({"port_inspection": True}, Cause.PORT_INSPECTION),
    ({"transport_available": False}, Cause.NO_TRANSPORT),
    ({"supplier_standing": "STRUCK"}, Cause.SUPPLIER_STRUCK),
]


@pytest.mark.parametrize("changed, cause", TOLD)
def test_what_clearance_tells_is_recorded_with_the_decision(
    changed: dict[str, object], cause: Cause
) -> None:
    told = given(*ASHORE).when(INSTRUCTED.model_copy(update=changed))
    body = told.last[0].body
    assert isinstance(body, ModeDecided)
    assert body.causes == (cause,)
    assert Inputs.model_validate_json(body.inputs.model_dump_json()) == body.inputs


def test_a_breach_of_the_second_grade_and_the_notice_of_others_stand_in_nobodys_way() -> None:
    answer = INSTRUCTED.model_copy(update={"open_violations": ("SV-05",), "notices": ("KR",)})
    assert given(*ASHORE, answer).state.mode is Mode.PILOT


def test_an_approval_that_ran_out_on_the_voyage_counts_no_more() -> None:
    story = (*APPROVED, later(VesselArrived(vessel="A"), days=61), *ASHORE[-2:])
    assert given(*story, INSTRUCTED).state.causes == (Cause.APPROVAL_EXPIRED,)


def test_what_was_drawn_is_recorded_once_and_stays_through_a_fallback() -> None:
    told = given(*PERMITTED)
    drawn = told.state.selection
    assert drawn is not None
    told.when(FallBack(officer=LIN, reason="no lock"))
    assert told.state.selection == drawn
    assert told.types().count("selection-drawn") == 1


def test_a_box_that_was_drawn_and_not_opened_is_named_until_it_is() -> None:
    told = given(*UNLOADED, failing())
    assert f"OPEN/{BOX}" in [each.code for each in standing(told.state)]
    told.when(disposal(Disposal.RECTIFY), DRIED, RectificationCompleted(note="dried"), CONFORM)
    assert told.state.conforms
    assert standing(told.state) == ()


FALL_BACK_NO_LOCK = FallBack(officer=LIN, reason="no lock")

# Domain 1.6 and the causes of the traditional mode: what happens in the port, and the cause.
FALLBACKS: dict[str, tuple[tuple[Told, ...], Told, Cause]] = {
    "radiation excess": (ALARMED, triage(Triage.SOURCE), Cause.RADIATION),
    "suspected solid waste": (PILOT, scan(result=CheckResult.ALARM), Cause.SOLID_WASTE_SUSPECTED),
    "goods and documents differ": (PILOT, scan(result=CheckResult.ALARM), Cause.DOCUMENTS_DIFFER),
    "foreign matter seen": (PILOT, scan(result=CheckResult.ALARM), Cause.FOREIGN_MATTER),
    "ammunition seen": (PILOT, scan(result=CheckResult.ALARM), Cause.FOREIGN_MATTER),
    "portal offline": (PILOT, PortalWentOffline(box=BOX, portal_id="R"), Cause.PORTAL_OFFLINE),
    "not approved in time": ((FILE,), later(TICK, days=29), Cause.PRE_SHIPMENT_TOO_LATE),
    "pick-up too late": (PERMITTED, later(TICK, hours=73), Cause.PICK_UP_TOO_LATE),
    "an officer's decision": (PILOT, FALL_BACK_NO_LOCK, Cause.OFFICER),
}
SEEN = {
    "suspected solid waste": "NC-08",
    "goods and documents differ": "NC-15",
    "foreign matter seen": "NC-07",
    "ammunition seen": "NC-04",
}


def happening(name: str) -> Told:
    told = FALLBACKS[name][1]
    return told.model_copy(update={"suspects": SEEN[name]}) if name in SEEN else told


@pytest.mark.parametrize("name", FALLBACKS)
def test_before_gate_out_the_pilot_is_left(name: str) -> None:
    before, _, cause = FALLBACKS[name]
    told = given(*before).when(happening(name))
    while told.state.mode is not Mode.TRADITIONAL and told.last:
        told.when(TICK)
    assert told.types().count("fell-back") == 1
    assert told.state.mode is Mode.TRADITIONAL
    assert cause in told.state.causes


@pytest.mark.parametrize("name", [n for n in FALLBACKS if n != "not approved in time"])
def test_after_gate_out_none_of_them_falls_back(name: str) -> None:
    """The box in question is still there, the other one is on the road."""
    alarm = (ALARMED[-1],) if name == "radiation excess" else ()
    told = given(*on_the_road(BOX_2), *alarm, boxes=2)
    if name == "pick-up too late":
        told = given(*permitted(BOX, BOX_2), *on_the_road(BOX_2)[-1:], boxes=2)
    told.when(happening(name))
    while told.last and name == "pick-up too late":
        told.when(TICK)
    assert "fell-back" not in told.types()
    assert told.state.course is ProcessPhase.PILOT


@pytest.mark.parametrize("reason", ["NC-08", "NC-15", "NC-07"])
def test_a_suspicion_on_the_road_is_no_way_back_to_the_port(reason: str) -> None:
    told = given(*ON_THE_ROAD)
    told.when(scan(result=CheckResult.ALARM).model_copy(update={"suspects": reason}))
    assert told.types()[-1] == "nonconformance-raised"


def test_no_permit_outlives_the_pilot() -> None:
    told = given(*permitted(BOX, BOX_2), boxes=2).when(FALL_BACK_NO_LOCK)
    state = told.then("fell-back", *["removal-permit-withdrawn", "gate-barred"] * 2)
    assert all(box.permit_no is None for box in state.boxes.values())
    assert not any(box.withheld for box in state.boxes.values())
