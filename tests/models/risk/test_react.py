"""A confirmed finding reaches the pair at once, and the other pairs of its supplier."""

from datetime import timedelta
from typing import Any

import pytest

from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Why
from models.kernel.terms import MetalKind, RiskLevel, Suspicion
from models.risk.react import FoundBatch, SupplierRisk, react, reacted
from models.risk.records import Pair
from tests.models.risk.samples import NOW, PAIR, RULES, finding, standing

NC = ReasonCode
R1, R2, R3, R4 = RiskLevel
OTHER = Pair("另一企业", PAIR.supplier, MetalKind.COPPER)
THIRD = Pair("第三企业", PAIR.supplier, MetalKind.ALUMINIUM_CAST)
STATE = SupplierRisk(
    supplier=PAIR.supplier,
    standings=(standing(R1), standing(R1, pair=OTHER), standing(R2, pair=THIRD)),
)


def told(reason: ReasonCode = NC.INCLUSION, number: int = 1, **fields: Any) -> FoundBatch:
    pair = fields.pop("pair", PAIR)
    at = NOW + timedelta(days=number)
    named = {"id": f"F{number}", "occurred_at": at}
    batch = fields.pop("batch", f"B{number}")
    return FoundBatch(pair=pair, batch=batch, finding=finding(reason, **named, **fields))


def levels(state: SupplierRisk) -> dict[str, RiskLevel]:
    return {row.pair.enterprise: row.level for row in state.standings}


def test_a_safety_finding_leads_its_pair_to_r4_and_its_suppliers_pairs_to_r3() -> None:
    reaction = reacted(STATE, told(NC.EXPLOSIVE), RULES)
    assert levels(reaction.state) == {
        PAIR.enterprise: R4,
        OTHER.enterprise: R3,
        THIRD.enterprise: R3,
    }
    assert [(m.pair, m.after, m.why) for m in reaction.moves] == [
        (PAIR, R4, Why.CRITICAL_FOUND),
        (OTHER, R3, Why.SAME_SUPPLIER),
        (THIRD, R3, Why.SAME_SUPPLIER),
    ]
    assert all(move.because == ("F1",) for move in reaction.moves)


def test_a_second_one_leads_the_others_to_r4_too() -> None:
    once = reacted(STATE, told(NC.EXPLOSIVE), RULES).state
    twice = reacted(once, told(NC.SOLID_WASTE, 2), RULES)
    assert set(levels(twice.state).values()) == {R4}
    assert {move.pair for move in twice.moves} == {OTHER, THIRD}


def test_three_grave_findings_in_a_year_lead_the_whole_supplier_to_r4() -> None:
    state = STATE
    for number, pair in enumerate((PAIR, OTHER), 1):
        state = reacted(state, told(number=number, pair=pair), RULES).state
    assert levels(state)[THIRD.enterprise] is R2
    third = reacted(state, told(NC.DOC_MISMATCH, 3), RULES)
    assert set(levels(third.state).values()) == {R4}
    assert {move.why for move in third.moves} == {Why.THREE_IN_A_YEAR}
    late = reacted(state, told(NC.DOC_MISMATCH, 400), RULES)
    assert levels(late.state)[THIRD.enterprise] is R2


@pytest.mark.parametrize(
    "fields",
    [{"suspicion": Suspicion.SUSPECTED}, {"suspicion": Suspicion.CLEARED}, {"abroad": True}],
)
def test_what_is_not_confirmed_of_goods_that_came_moves_nothing(fields: dict[str, Any]) -> None:
    assert react(STATE, told(NC.EXPLOSIVE, **fields), RULES) == ()
    assert reacted(STATE, told(NC.EXPLOSIVE, **fields), RULES).state == STATE


def test_what_was_found_after_release_weighs_like_any_other() -> None:
    assert react(STATE, told(NC.INCLUSION, escaped=True), RULES)[0].after is R3


def test_the_same_finding_told_twice_moves_nothing_again() -> None:
    once = reacted(STATE, told(NC.EXPLOSIVE), RULES)
    again = reacted(once.state, told(NC.EXPLOSIVE), RULES)
    assert (again.moves, again.state) == ((), once.state)


def test_a_pair_that_nobody_knows_starts_at_r2() -> None:
    empty = SupplierRisk(supplier=PAIR.supplier)
    assert levels(reacted(empty, told(NC.VOLATILES), RULES).state) == {PAIR.enterprise: R2}
    (move,) = react(empty, told(NC.INCLUSION), RULES)
    assert (move.before, move.after) == (R2, R3)


def test_it_never_moves_to_better() -> None:
    state = SupplierRisk(supplier=PAIR.supplier, standings=(standing(R4),))
    for reason in NC:
        assert all(move.after >= move.before for move in react(state, told(reason), RULES))
        assert levels(reacted(state, told(reason), RULES).state) == {PAIR.enterprise: R4}


def test_a_finding_about_anothers_goods_is_refused() -> None:
    with pytest.raises(ValueError, match="tell its own stream"):
        react(SupplierRisk(supplier="Osaka Metals"), told(), RULES)
