"""The mode and its inputs, what is drawn for the inspection, and every way out of the pilot."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from models import events
from models import messages as m
from models.eligibility import Inputs, decide
from models.rulebook import rulebook
from models.selection import draw
from models.terms import Cause, Check, Course, Disposal, Mode, PreShipment, RiskLevel, Triage
from tests.given import Told, given, later
from tests.models.stories import (
    ALARMED,
    APPROVED,
    ASHORE,
    BOX,
    BOX_2,
    CONFORM,
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
    pre_shipment=PreShipment.APPROVED,
    approved_until=NOW + timedelta(days=3),
    in_scope=True,
    net_weight_kg=Decimal(43000),
    storage_kg=Decimal(43000),
    transport_available=True,
)

# Domain 3.3: all must hold.
OBSTACLES: list[tuple[dict[str, object], Cause]] = [
    ({"risk_level": RiskLevel.R2}, Cause.RISK_LEVEL),
    ({"risk_level": RiskLevel.R4}, Cause.RISK_LEVEL),
    ({"standing": "SUSPENDED"}, Cause.ENTERPRISE_SUSPENDED),
    ({"standing": "REMOVED"}, Cause.ENTERPRISE_SUSPENDED),
    ({"pre_shipment": PreShipment.SUBMITTED}, Cause.NOT_APPROVED),
    ({"approved_until": NOW - timedelta(hours=1)}, Cause.APPROVAL_EXPIRED),
    ({"in_scope": False}, Cause.CODE_OUT_OF_SCOPE),
    ({"grade_one": ("SV-09",)}, Cause.GRADE_ONE_VIOLATION),
    ({"port_inspection": True}, Cause.PORT_INSPECTION),
    ({"transport_available": False}, Cause.NO_TRANSPORT),
    ({"storage_kg": Decimal(42999)}, Cause.OVER_CAPACITY),
    ({"supplier_standing": "STRUCK"}, Cause.SUPPLIER_STRUCK),
    ({"supplier_standing": "UNLISTED"}, Cause.SUPPLIER_NOT_ADMITTED),
    ({"notices": ("JP",)}, Cause.ACTIVE_NOTICE),
    ({"left_for": (Cause.PORTAL_OFFLINE,)}, Cause.PORTAL_OFFLINE),
]


def test_goods_that_meet_every_condition_take_the_pilot() -> None:
    assert decide(ELIGIBLE, RULES.pilot_levels, NOW) == (Mode.PILOT, ())


@pytest.mark.parametrize("changed, cause", OBSTACLES)
def test_each_condition_that_fails_is_a_cause_of_its_own(
    changed: dict[str, object], cause: Cause
) -> None:
    inputs = ELIGIBLE.model_copy(update=changed)
    assert decide(inputs, RULES.pilot_levels, NOW) == (Mode.TRADITIONAL, (cause,))


def test_the_goods_of_an_admitted_supplier_take_the_pilot() -> None:
    admitted = ELIGIBLE.model_copy(update={"supplier_standing": "ADMITTED"})
    assert decide(admitted, RULES.pilot_levels, NOW) == (Mode.PILOT, ())


def test_what_nobody_told_stands_in_nobodys_way() -> None:
    silent = ELIGIBLE.model_copy(
        update={"storage_kg": None, "transport_available": None, "approved_until": None}
    )
    assert decide(silent, RULES.pilot_levels, NOW)[0] is Mode.PILOT


TOLD: list[tuple[dict[str, object], Cause]] = [
    ({"open_violations": ("SV-01",)}, Cause.GRADE_ONE_VIOLATION),
    ({"notices": ("Kobe Metals",)}, Cause.ACTIVE_NOTICE),
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
    assert isinstance(body, events.ModeDecided)
    assert body.causes == (cause,)
    assert Inputs.model_validate_json(body.inputs.model_dump_json()) == body.inputs


def test_a_breach_of_the_second_grade_and_the_notice_of_others_stand_in_nobodys_way() -> None:
    answer = INSTRUCTED.model_copy(update={"open_violations": ("SV-05",), "notices": ("KR",)})
    assert given(*ASHORE, answer).state.mode is Mode.PILOT


def test_an_approval_that_ran_out_on_the_voyage_counts_no_more() -> None:
    story = (*APPROVED, later(m.VesselArrival(vessel="A"), days=61), *ASHORE[-2:])
    assert given(*story, INSTRUCTED).state.causes == (Cause.APPROVAL_EXPIRED,)


def boxes(count: int) -> list[str]:
    return [f"CSQU{number:07}" for number in range(count)]


def test_the_same_batch_draws_the_same_boxes_and_another_rulebook_may_draw_others() -> None:
    shares = RULES.proportions[RiskLevel.R2]
    first = draw("NB25-000001", "2025-09", boxes(20), shares, Decimal(0))
    assert draw("NB25-000001", "2025-09", list(reversed(boxes(20))), shares, Decimal(0)) == first
    other = draw("NB25-000001", "2026-04", boxes(20), shares, Decimal(0))
    assert other.emptied != first.emptied
    assert set(first.emptied) <= set(first.opened)


@pytest.mark.parametrize("level", RiskLevel)
def test_over_many_batches_the_shares_are_met(level: RiskLevel) -> None:
    shares, batches = RULES.proportions[level], 1500
    drawn = [
        draw(f"NB25-{number:06}", "2025-09", boxes(2), shares, Decimal(0))
        for number in range(batches)
    ]
    assert all(each.opened for each in drawn)
    emptied = sum(len(each.emptied) for each in drawn) / (2 * batches)
    sampled = sum(len(each.sampled) for each in drawn) / batches
    assert emptied == pytest.approx(float(shares.emptied), abs=0.03)
    assert sampled == pytest.approx(float(shares.sampled), abs=0.03)


def test_one_in_twenty_of_the_lowest_risk_is_unpacked_whole() -> None:
    drawn = [
        draw(
            f"NB25-{number:06}",
            "2025-09",
            boxes(3),
            RULES.proportions[RiskLevel.R1],
            RULES.full_unpack_share,
        )
        for number in range(3000)
    ]
    whole = [each for each in drawn if each.full_unpack]
    assert len(whole) / len(drawn) == pytest.approx(0.05, abs=0.012)
    assert all(len(each.opened) == len(each.emptied) == 3 for each in whole)


def test_what_was_drawn_is_recorded_once_and_stays_through_a_fallback() -> None:
    told = given(*PERMITTED)
    drawn = told.state.selection
    assert drawn is not None
    told.when(m.FallBack(officer=LIN, reason="no lock"))
    assert told.state.selection == drawn
    assert told.types().count("selection-drawn") == 1


def test_a_box_that_was_drawn_and_not_opened_is_named_until_it_is() -> None:
    told = given(*UNLOADED)
    drawn = told.state.selection
    assert drawn is not None
    assert told.state.unopened == ()
    told.when(failing())
    assert told.state.unopened == drawn.opened
    told.when(disposal(Disposal.RECTIFY)).when(m.RectificationReport(note="dried"))
    told.when(CONFORM.model_copy(update={"opened": drawn.opened}))
    assert told.state.unopened == ()


FALL_BACK_NO_LOCK = m.FallBack(officer=LIN, reason="no lock")

# Domain 1.6 and the causes of the traditional mode: what happens in the port, and the cause.
FALLBACKS: dict[str, tuple[tuple[Told, ...], Told, Cause]] = {
    "radiation excess": (ALARMED, triage(Triage.SOURCE), Cause.RADIATION),
    "suspected solid waste": (PILOT, scan(result=Check.ALARM), Cause.SOLID_WASTE_SUSPECTED),
    "goods and documents differ": (PILOT, scan(result=Check.ALARM), Cause.DOCUMENTS_DIFFER),
    "foreign matter seen": (PILOT, scan(result=Check.ALARM), Cause.FOREIGN_MATTER),
    "ammunition seen": (PILOT, scan(result=Check.ALARM), Cause.FOREIGN_MATTER),
    "portal offline": (PILOT, m.PortalOutage(box=BOX, portal_id="R"), Cause.PORTAL_OFFLINE),
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
    assert told.state.course is Course.PILOT


@pytest.mark.parametrize("reason", ["NC-08", "NC-15", "NC-07"])
def test_a_suspicion_on_the_road_is_no_way_back_to_the_port(reason: str) -> None:
    told = given(*ON_THE_ROAD)
    told.when(scan(result=Check.ALARM).model_copy(update={"suspects": reason}))
    assert told.types()[-1] == "nonconformance-raised"


def test_no_permit_outlives_the_pilot() -> None:
    told = given(*permitted(BOX, BOX_2), boxes=2).when(FALL_BACK_NO_LOCK)
    state = told.then("fell-back", "removal-permit-withdrawn", "removal-permit-withdrawn")
    assert all(box.permit_no is None for box in state.boxes.values())
    assert not any(box.withheld for box in state.boxes.values())
