"""How the words of a rulebook read."""

from decimal import Decimal

import pytest
from pydantic import BaseModel

from models.calendar import Span
from models.rulebook import DeadlineRule, MilestoneRule
from models.terms import Course, Effect, Level, Party
from scripts.rulebooks import words


class Row(BaseModel):
    name: str = "x"
    category: str | None = None
    above_background: bool = False
    shares: tuple[Decimal, ...] = ()


def rung(amount: int = 4, **more: object) -> MilestoneRule:
    first = {"level": Level.L1, "after": Span(amount=amount, unit="hours"), "party": Party.BROKER}
    return MilestoneRule.model_validate({**first, **more})


def rule(*rungs: MilestoneRule, **more: object) -> DeadlineRule:
    some = {"id": "X01", "title": "x", "title_zh": "某", "basis": "[prop]", "scope": "box"}
    ends = {"courses": (Course.PILOT,), "opens": ("gated-out",), "closes": ("box-arrived",)}
    return DeadlineRule.model_validate({**some, **ends, "milestones": rungs, **more})


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
    assert words.basis(mark) == read


def test_a_source_says_how_sure_it_is_once() -> None:
    assert words.cited("F3", "M") == "F3 (secondary page)"
    assert words.cited("[mem]", "L") == "from memory"


@pytest.mark.parametrize(
    "base, amount, due",
    [("opening", 4, "4 h"), ("eta", -72, "ETA -72 h"), ("window", 0, "window +0 h")],
)
def test_a_rung_is_due_from_what_its_ladder_counts_from(base: str, amount: int, due: str) -> None:
    assert words.due(rule(rung(amount), base=base), rung(amount)) == due


def test_a_rung_says_who_and_what_it_does_beside() -> None:
    full = rung(
        also=(Party.HAULIER,),
        effect=Effect.FALL_BACK,
        violation="SV-05",
        silence=Span(amount=1, unit="working_days"),
    )
    assert words.rung(rule(full), full) == "L1 4 h B + H (FALL_BACK, SV-05, silence 1 wd)"
    assert words.rung(rule(rung()), rung()) == "L1 4 h B"


def test_what_starts_and_stops_names_its_conditions() -> None:
    some = rule(rung(), when={"danger": ("FIRE", "SPILL")}, done={"step": ("CALLED",)}, inland=True)
    assert words.opening(some) == "gated-out (danger FIRE or SPILL; inland)"
    assert words.closing(some) == "box-arrived (step CALLED)"
    assert words.opening(rule(rung())) == "gated-out"
    longer = {"times": 1, "longest": {"amount": 5, "unit": "working_days"}}
    assert words.opening(rule(rung(), extensions=longer)) == (
        "gated-out (extensions times 1, longest 5 wd)"
    )


def test_fields_that_nobody_shows_yet_appear_by_themselves() -> None:
    assert words.further(Row(), "name") == ""
    full = Row(category="bright", above_background=True, shares=(Decimal("0.5"), Decimal(1)))
    assert words.further(full, "name") == "category bright; above background; shares 0.5, 1"
