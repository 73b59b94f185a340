"""How findings move a level at once, and what clean batches add up to."""

from datetime import timedelta
from typing import Any

import pytest

from models.kernel.risk_terms import Band, Why
from models.kernel.terms import RiskLevel
from models.risk.standing import Standing
from models.risk.switching import FoundIn, Passed, found, may_leave, passed
from tests.models.risk.samples import GOOD, NOW, RULES, standing

R1, R2, R3, R4 = RiskLevel
SWITCHING = RULES.switching
MINOR, MAJOR, CRITICAL = Band


def after(start: Standing, told: str) -> Standing:
    """`c` a clean looked-for batch of 43 t, `m`, `M` and `K` one with a finding of that band."""
    bands = {"m": MINOR, "M": MAJOR, "K": CRITICAL}
    for nth, letter in enumerate(told):
        at = NOW + timedelta(days=nth)
        if letter in bands:
            event = FoundIn(f"B{nth}", bands[letter], f"F{nth}", at)
            start, _ = found(start, event, SWITCHING)
        start = passed(start, Passed(f"B{nth}", at, 43_000, whole=True), SWITCHING)
    return start


@pytest.mark.parametrize(
    "level, told, then, why",
    [
        (R1, "m", R1, None),
        (R1, "mccm", R2, Why.CENSUS_FAILED),
        (R1, "mcccc" + "c" * 13 + "m", R2, Why.CENSUS_FAILED),
        (R1, "mcccc" + "c" * 14 + "m", R1, None),
        (R1, "M", R3, Why.MAJOR_FOUND),
        (R1, "K", R4, Why.CRITICAL_FOUND),
        (R2, "m", R2, None),
        (R2, "mcccm", R3, Why.REPEATED),
        (R2, "mccccm", R2, None),
        (R2, "M", R3, Why.MAJOR_FOUND),
        (R2, "K", R4, Why.CRITICAL_FOUND),
        (R3, "mMmM", R3, None),
        (R3, "mMccmcccccMccccccm", R4, Why.ACCUMULATED),
        (R3, "K", R4, Why.CRITICAL_FOUND),
        (R4, "K", R4, None),
        (R4, "c" * 99, R4, None),
    ],
)
def test_findings_move_a_level_as_the_table_says(
    level: RiskLevel, told: str, then: RiskLevel, why: Why | None
) -> None:
    moved = after(standing(level), told)
    assert moved.level is then
    assert moved.why == ((why,) if why else (Why.UNKNOWN,))


def test_a_first_finding_at_r1_has_the_next_batches_unpacked_whole() -> None:
    _, (move,) = found(standing(R1), FoundIn("B1", MINOR, "F1", NOW), SWITCHING)
    assert (move.after, move.why, move.census, move.because) == (R1, Why.CENSUS, 4, ("F1",))
    assert [after(standing(R1), "m" + "c" * n).census for n in (0, 1, 3, 5)] == [4, 3, 1, 0]
    tight = after(standing(R1), "m")
    partly = passed(tight, Passed("B9", NOW, 43_000, whole=False), SWITCHING)
    assert partly.census == 4


def test_a_batch_counts_once_and_again_only_if_it_is_graver() -> None:
    first, _ = found(standing(R2), FoundIn("B1", MINOR, "F1", NOW), SWITCHING)
    again, moves = found(first, FoundIn("B1", MINOR, "F2", NOW), SWITCHING)
    assert (again, moves) == (first, ())
    graver, (move,) = found(first, FoundIn("B1", MAJOR, "F3", NOW), SWITCHING)
    assert (graver.level, move.why, move.because) == (R3, Why.MAJOR_FOUND, ("F3",))


def test_a_finding_ends_the_clean_run() -> None:
    assert after(standing(R3), "ccccc").clean == 5
    assert after(standing(R3), "cccccmc").clean == 1
    assert after(standing(R3), "cccccmc").clean_whole == 1


def test_splitting_a_batch_gains_nothing() -> None:
    start = standing(R3)
    for nth in range(6):
        start = passed(start, Passed(f"B{nth}", NOW, 10_000, whole=True), SWITCHING)
    assert (start.clean, start.clean_whole) == (1, 1)
    whole = passed(
        standing(R3, last_day="2025-12-01"), Passed("B", NOW, 20_000, whole=True), SWITCHING
    )
    assert whole.clean == 1


READY: dict[RiskLevel, dict[str, Any]] = {
    R4: {"clean_whole": 20, "since": NOW - timedelta(days=180)},
    R3: {"clean": 10},
    R2: {"clean": 5, "since": NOW - timedelta(days=90)},
}
COMPLETE = GOOD.model_copy(update={"corrective_accepted": True})


def leaves(level: RiskLevel, kind_clean: int = 20, **changes: Any) -> bool:
    ready: dict[str, Any] = {"circumstances": COMPLETE}
    row = standing(level, **(ready | READY.get(level, {}) | changes))
    return may_leave(row, kind_clean, NOW, SWITCHING)


@pytest.mark.parametrize("level", [R4, R3, R2])
def test_a_review_may_better_a_level_after_so_much(level: RiskLevel) -> None:
    assert leaves(level)


@pytest.mark.parametrize(
    "level, lacking",
    [
        (R4, {"since": NOW - timedelta(days=179)}),
        (R4, {"clean_whole": 19}),
        (R4, {"circumstances": GOOD}),
        (R3, {"clean": 9}),
        (R2, {"since": NOW - timedelta(days=89)}),
        (R2, {"clean": 4}),
        (R2, {"kind_clean": 19}),
        (R2, {"circumstances": COMPLETE.model_copy(update={"evidence_complete": False})}),
        (R1, {"clean": 99, "clean_whole": 99}),
    ],
)
def test_a_review_betters_nothing_while_anything_lacks(
    level: RiskLevel, lacking: dict[str, Any]
) -> None:
    assert not leaves(level, **lacking)
