"""What sets a level whatever the rates say, and what an officer may and may not do about it."""

from datetime import timedelta
from typing import Any

import pytest

from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Why
from models.kernel.terms import MetalKind, Party, RiskLevel
from models.risk.overrides import (
    Floor,
    cold_start,
    grave,
    of_circumstances,
    of_supplier,
    officers,
)
from models.risk.records import Pair
from models.risk.standing import Circumstances, ColdStart, OfficerLevel
from tests.models.risk.samples import GOOD, NOW, PAIR, RULES, batch, finding

NC = ReasonCode
R1, R2, R3, R4 = RiskLevel
OTHER = Pair("另一企业", PAIR.supplier, MetalKind.COPPER)


def found(reason: ReasonCode, number: int = 1, pair: Pair = PAIR) -> Any:
    at = NOW - timedelta(days=number)
    return batch(number, pair, findings=(finding(reason, id=f"F{number}", occurred_at=at),))


def floors(*batches: Any, pair: Pair = PAIR, clean: int = 0) -> list[tuple[RiskLevel, Why]]:
    rows = grave(batches, RULES)
    return [(f.level, f.why) for f in of_supplier(pair, rows, clean, RULES, NOW)]


def test_the_safety_reasons_are_those_of_the_design() -> None:
    """O1 names NC-01 to 04, 06, 08; 07 was added."""
    said = [NC("NC-01"), NC("NC-02"), NC("NC-03"), NC("NC-04"), NC("NC-06"), NC("NC-07")]
    assert RULES.overrides.safety == (*said, NC("NC-08"))


def test_o1_a_safety_finding_sets_the_pair_and_its_suppliers_others() -> None:
    assert floors(found(NC.EXPLOSIVE)) == [(R4, Why.SAFETY_FOUND)]
    assert floors(found(NC.EXPLOSIVE), pair=OTHER) == [(R3, Why.SAME_SUPPLIER)]
    two = (found(NC.EXPLOSIVE), found(NC.SOLID_WASTE, 2))
    assert floors(*two, pair=OTHER) == [(R4, Why.SAME_SUPPLIER)]
    assert floors(found(NC.INCLUSION)) == []


def test_o5_three_in_a_year_set_r4_until_time_and_clean_batches_are_served() -> None:
    three = [found(NC.INCLUSION, 181), found(NC.DOC_MISMATCH, 190), found(NC.MIXED_LOADING, 200)]
    assert floors(*three) == [(R4, Why.THREE_IN_A_YEAR)]
    assert floors(*three, clean=19) == [(R4, Why.THREE_IN_A_YEAR)]
    assert floors(*three, clean=20) == []
    recent = [*three[1:], found(NC.INCLUSION, 179)]
    assert floors(*recent, clean=20) == [(R4, Why.THREE_IN_A_YEAR)]
    assert floors(*three[1:]) == []
    assert floors(*three[1:], found(NC.VOLATILES, 3)) == []


@pytest.mark.parametrize(
    "fields, floor",
    [
        ({"credit_floor": R4}, (R4, Why.CREDIT)),
        ({"new_ground": True}, (R2, Why.NEW_GROUND)),
        ({"grade_one_open": True}, (R3, Why.STANDING)),
        ({"suspended": True}, (R3, Why.STANDING)),
        ({"returned_again": True}, (R4, Why.RETURNED_AGAIN)),
        ({"notice": R1}, (R3, Why.NOTICE)),
        ({"notice": R4}, (R4, Why.NOTICE)),
        ({"chart_alarm": True}, (R3, Why.CHART)),
    ],
)
def test_what_is_known_beside_the_goods_sets_a_level(
    fields: dict[str, Any], floor: tuple[RiskLevel, Why]
) -> None:
    told = GOOD.model_copy(update=fields)
    assert [(f.level, f.why) for f in of_circumstances(told)] == [floor]
    assert list(of_circumstances(GOOD)) == []


def test_what_nobody_has_told_of_the_credit_is_the_worst() -> None:
    assert [f.level for f in of_circumstances(Circumstances())] == [R4]


def officer(level: RiskLevel, party: Party, days: int, **fields: Any) -> OfficerLevel:
    told: dict[str, Any] = {
        "reason": "seen on site",
        "since": NOW,
        "until": NOW + timedelta(days=days),
    }
    return OfficerLevel(level=level, party=party, **(told | fields))


def set_by(given: OfficerLevel | None, *before: Floor) -> RiskLevel:
    kept = officers(before, given, RULES.overrides, NOW)
    return max((floor.level for floor in kept), default=R1)


C1, C2, C3 = Party.CHECKPOINT_OFFICER, Party.INSPECTION_OFFICER, Party.DIVISION
BOUND = Floor(R3, Why.BOUND)


@pytest.mark.parametrize(
    "given, level",
    [
        (None, R3),
        (officer(R4, C2, 90), R4),
        (officer(R4, C2, 91), R3),
        (officer(R4, C1, 90), R3),
        (officer(R2, C3, 30), R2),
        (officer(R2, C3, 31), R3),
        (officer(R2, C2, 30), R3),
        (officer(R1, C3, 30), R3),
        (officer(R2, C3, 30, since=NOW - timedelta(30), until=NOW), R3),
    ],
)
def test_o9_an_officer_may_make_it_worse_and_the_division_better_by_one_step(
    given: OfficerLevel | None, level: RiskLevel
) -> None:
    assert set_by(given, BOUND) is level


@pytest.mark.parametrize(
    "why", [Why.SAFETY_FOUND, Why.CREDIT, Why.THREE_IN_A_YEAR, Why.RETURNED_AGAIN]
)
def test_o9_nobody_betters_what_a_grave_fact_has_set(why: Why) -> None:
    assert set_by(officer(R3, C3, 30), Floor(R4, why)) is R4
    assert set_by(officer(R3, C3, 30), Floor(R4, Why.NOTICE)) is R3


def test_o10_an_approval_stands_for_what_cannot_have_been_shown_for_two_quarters() -> None:
    cold = ColdStart(level=R1, sha256="a" * 64, since=NOW - timedelta(days=100))
    told = GOOD.model_copy(update={"cold": cold})
    short = (Floor(R3, Why.BOUND), Floor(R2, Why.FEW_BATCHES))
    kept = cold_start(short, told, RULES.overrides, NOW)
    assert [(f.level, f.why) for f in kept] == [(R1, Why.COLD_START)]
    assert cold_start(short, told, RULES.overrides, NOW + timedelta(days=84)) == short
    firm = Floor(R4, Why.SAFETY_FOUND)
    assert firm in cold_start((*short, firm), told, RULES.overrides, NOW)
    assert cold_start(short, GOOD, RULES.overrides, NOW) == short
