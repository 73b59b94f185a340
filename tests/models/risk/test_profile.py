"""The portfolio by one factor: rates of what was looked at, beside what was to be expected."""

from typing import Any

import pytest

from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Factor, Measure
from models.kernel.terms import MetalKind, Stage, Suspicion
from models.risk.beta import exact_bound
from models.risk.figures import bound_bp
from models.risk.profile import Profile, ProfileLine
from models.risk.records import BatchRecord, Pair
from tests.models.risk.samples import COARSE, batch, finding, inspected

ALLOY = Pair("甬东再生铜业", "Osaka Scrap", MetalKind.COPPER_ALLOY)


def line(
    batches: list[BatchRecord], factor: Factor, value: str, of: Measure | ReasonCode = Measure.ANY
) -> ProfileLine:
    return Profile(batches, factor, COARSE, of).line(value)


def clean(count: int, start: int = 1, **fields: Any) -> list[BatchRecord]:
    return [batch(number, **fields) for number in range(start, start + count)]


def bad(number: int, **fields: Any) -> BatchRecord:
    found = finding(id=f"F-{number}", stage=Stage.FACTORY)
    return batch(number, **({"findings": (found,)} | fields))


def test_a_rate_divides_by_what_was_looked_at() -> None:
    half = inspected(boxes=2, emptied=1)
    window = [bad(1), *clean(20, start=2, inspected=half)]
    found = line(window, Factor.KIND, "COPPER", ReasonCode.INCLUSION)
    assert (found.batches, found.found, found.pending) == (21, 1, 0)
    assert found.exposure == 950 + 20 * 475
    assert found.net_kg == 21 * 43_000
    assert found.alone == bound_bp(exact_bound(1, 10))


def test_a_suspicion_is_pending_and_leaves_what_was_looked_at() -> None:
    suspected = finding(id="F-9", suspicion=Suspicion.SUSPECTED)
    window = [*clean(5), batch(9, findings=(suspected,))]
    found = line(window, Factor.ORIGIN, "JP", ReasonCode.INCLUSION)
    assert (found.batches, found.found, found.pending, found.exposure) == (6, 0, 1, 5 * 950)


def test_below_ten_batches_looked_at_no_percentage_is_claimed() -> None:
    few = line(clean(10), Factor.KIND, "COPPER", ReasonCode.INCLUSION)
    enough = line(clean(11), Factor.KIND, "COPPER", ReasonCode.INCLUSION)
    assert (few.few, enough.few) == (True, False)


def test_what_was_stopped_abroad_speaks_of_no_goods_that_came() -> None:
    abroad = finding(abroad=True)
    found = line([*clean(5), batch(9, findings=(abroad,))], Factor.KIND, "COPPER")
    assert (found.found, found.pending) == (0, 0)


def test_every_reason_has_its_line_and_its_own_exposure() -> None:
    window = [bad(1), *clean(20, start=2)]
    lines = {each.value: each for each in Profile(window, Factor.REASON, COARSE).lines()}
    assert set(lines) == set(ReasonCode)
    assert (lines["NC-09"].found, lines["NC-10"].found) == (1, 0)
    assert lines["NC-01"].exposure == 21_000
    assert lines["NC-11"].exposure == 0
    assert (lines["NC-11"].alone, lines["NC-11"].upper) == (10_000, 10_000)


def test_a_measure_counts_its_bands_only() -> None:
    window = [bad(1), *clean(20, start=2)]
    assert line(window, Factor.SUPPLIER, "Kobe Metals", Measure.GRAVE).found == 1
    assert line(window, Factor.SUPPLIER, "Kobe Metals", Measure.CRITICAL).found == 0


def test_by_stage_every_batch_might_have_been_found_at_each() -> None:
    other = finding(id="F-2", stage=Stage.PORT)
    window = [bad(1), bad(2, findings=(other,)), *clean(20, start=3)]
    lines = {each.value: each for each in Profile(window, Factor.STAGE, COARSE).lines()}
    assert set(lines) == {"FACTORY", "PORT"}
    assert {each.batches for each in lines.values()} == {22}
    assert [lines[stage].found for stage in ("FACTORY", "PORT")] == [1, 1]


def mixed(shred_share: int) -> list[BatchRecord]:
    """Of Japan's and of Germany's batches: shredded goods are bad wherever they come from."""
    return [
        *_goods("JP", "Kobe Metals", 20 - shred_share, shred_share),
        *_goods("DE", "Rhein Metall", shred_share, 20 - shred_share),
    ]


def _goods(origin: str, supplier: str, wires: int, shreds: int) -> list[BatchRecord]:
    pair = Pair("甬东再生铜业", supplier, MetalKind.COPPER)
    said: dict[str, Any] = {"pair": pair, "origin": origin}
    return [
        *clean(wires, category="wire", **said),
        *clean(shreds - shreds // 4, start=30, category="shredded", **said),
        *(bad(60 + n, category="shredded", **said) for n in range(shreds // 4)),
    ]


def test_an_origin_is_held_against_what_its_goods_let_expect() -> None:
    """Japan ships most of what is shredded: its rate is high, and no higher than that of others."""
    window = mixed(16)
    japan, germany = (line(window, Factor.ORIGIN, value) for value in ("JP", "DE"))
    assert (japan.found, germany.found) == (4, 1)
    assert japan.expected is not None
    assert germany.expected is not None
    assert japan.expected > 2 * germany.expected
    raw = (japan.found / japan.exposure) / (germany.found / germany.exposure)
    assert japan.ratio is not None
    assert germany.ratio is not None
    assert japan.ratio / germany.ratio < raw / 2


def test_of_the_only_value_there_is_nothing_is_known_beforehand() -> None:
    """Its own batches are no evidence for what was to be expected of it."""
    found = line(clean(40), Factor.KIND, "COPPER")
    assert found.found == 0
    assert found.upper > found.alone // 2
    assert found.expected is not None
    assert found.mean > found.expected


def test_the_order_of_the_batches_changes_nothing() -> None:
    window = mixed(16)
    for factor in Factor:
        assert (
            Profile(window, factor, COARSE).lines() == Profile(window[::-1], factor, COARSE).lines()
        )


def test_a_value_that_no_batch_has_is_no_line() -> None:
    with pytest.raises(KeyError):
        line(clean(3), Factor.PORT, "CNNBG")
