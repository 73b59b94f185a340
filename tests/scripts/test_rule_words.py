"""How the words of a rulebook read."""

from decimal import Decimal

import pytest
from pydantic import BaseModel

from models.kernel.terms import Cause, Effect, EscalationLevel, Party, ProcessPhase
from models.rules.calendar import Span
from models.rules.rulebook import DeadlineRule, EscalationRule
from scripts.rulebooks import texts


class Row(BaseModel):
    name: str = "x"
    category: str | None = None
    above_background: bool = False
    shares: tuple[Decimal, ...] = ()


def level(amount: int = 4, **more: object) -> EscalationRule:
    first = {
        "level": EscalationLevel.L1,
        "after": Span(amount=amount, unit="hours"),
        "party": Party.BROKER,
    }
    return EscalationRule.model_validate({**first, **more})


def rule(*levels: EscalationRule, **more: object) -> DeadlineRule:
    some = {"id": "X01", "title": "x", "title_zh": "某", "basis": "[prop]", "scope": "box"}
    ends = {"courses": (ProcessPhase.PILOT,), "opens": ("gated-out",), "closes": ("box-arrived",)}
    return DeadlineRule.model_validate({**some, **ends, "levels": levels, **more})


@pytest.mark.parametrize(
    "mark, read",
    [
        ("[prop]", "proposal"),
        ("[mem]", "from memory"),
        ("[found: F30]", "F30"),
        ("[found: F26, F27]", "F26, F27"),
        ("F24, rest [mem]", "F24, rest from memory"),
        ("GACC Order 217", "GACC Order 217"),
    ],
)
def test_a_basis_reads_as_source_proposal_or_memory(mark: str, read: str) -> None:
    assert texts.basis(mark) == read


def test_a_source_says_how_sure_it_is_once() -> None:
    assert texts.cited("F3", "M") == "F3 (secondary page)"
    assert texts.cited("[mem]", "L") == "from memory"


@pytest.mark.parametrize(
    "base, amount, due",
    [("opening", 4, "4 h"), ("eta", -72, "ETA -72 h"), ("window", 0, "window +0 h")],
)
def test_a_level_is_due_from_what_its_escalation_policy_counts_from(
    base: str, amount: int, due: str
) -> None:
    assert texts.due(rule(level(amount), base=base), level(amount)) == due


def test_a_level_says_who_and_what_it_does_beside() -> None:
    full = level(
        also=(Party.HAULIER,),
        effect=Effect.FALL_BACK,
        cause=Cause.PICK_UP_TOO_LATE,
        violation="SV-05",
        silence=Span(amount=1, unit="working_days"),
    )
    beside = "FALL_BACK, PICK_UP_TOO_LATE, SV-05, silence 1 wd"
    assert texts.level_line(rule(full), full) == f"L1 4 h B + H ({beside})"
    assert texts.level_line(rule(level()), level()) == "L1 4 h B"
    deciding = level(decides=("seize",))
    assert texts.level_line(rule(deciding), deciding) == "L1 4 h B (decides seize)"


def test_what_starts_and_stops_names_its_conditions() -> None:
    some = rule(
        level(), when={"danger": ("FIRE", "SPILL")}, done={"step": ("CALLED",)}, inland=True
    )
    assert texts.opening(some) == "gated-out (danger FIRE or SPILL; inland)"
    assert texts.closing(some) == "box-arrived (step CALLED)"
    assert texts.opening(rule(level())) == "gated-out"
    longer = {"times": 1, "longest": {"amount": 5, "unit": "working_days"}}
    assert texts.opening(rule(level(), extensions=longer)) == (
        "gated-out (extensions times 1, longest 5 wd)"
    )


def test_fields_that_nobody_shows_yet_appear_by_themselves() -> None:
    assert texts.further(Row(), "name") == ""
    full = Row(category="bright", above_background=True, shares=(Decimal("0.5"), Decimal(1)))
    assert texts.further(full, "name") == "category bright; above background; shares 0.5, 1"
