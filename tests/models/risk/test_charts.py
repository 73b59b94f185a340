"""Whether a supplier has turned, by band, over all enterprises that buy from it."""

from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Band
from models.kernel.terms import MetalKind, Suspicion
from models.risk.charts import SupplierChart, supplier_charts
from models.risk.records import BatchRecord, Pair
from tests.models.risk.samples import NOW, PAIR, RULES, batch, finding

ELSEWHERE = Pair("浙东金属", PAIR.supplier, MetalKind.COPPER)
QUIET = Pair("浙东金属", "Osaka Scrap", MetalKind.COPPER)


def bad(number: int, pair: Pair = PAIR, *reasons: ReasonCode) -> BatchRecord:
    found = tuple(
        finding(reason, id=f"F-{pair.enterprise}-{number}-{reason}")
        for reason in reasons or (ReasonCode.INCLUSION,)
    )
    return batch(number, pair, findings=found)


def chart(batches: list[BatchRecord], band: Band, supplier: str = PAIR.supplier) -> SupplierChart:
    (found,) = (
        each
        for each in supplier_charts(batches, RULES)
        if (each.supplier, each.band) == (supplier, band)
    )
    return found


def test_findings_of_two_enterprises_add_up_to_an_alarm_of_their_supplier() -> None:
    window = [bad(3), bad(2, ELSEWHERE), *(batch(n, QUIET) for n in range(10, 20))]
    assert chart([window[0], *window[2:]], Band.MAJOR).alarm_since is None
    found = chart(window, Band.MAJOR)
    assert (found.batches, found.found, found.alarm_since) == (2, 2, window[1].concluded_at)
    assert found.height >= found.limit


def test_a_supplier_that_is_clean_raises_nothing_in_any_band() -> None:
    window = [bad(3), bad(2, ELSEWHERE), *(batch(n, QUIET) for n in range(10, 20))]
    for band in Band:
        found = chart(window, band, QUIET.supplier)
        assert (found.height, found.found, found.alarm_since) == (0, 0, None)


def test_a_batch_counts_once_in_the_gravest_band_that_was_found_in_it() -> None:
    window = [bad(3, PAIR, ReasonCode.INCLUSION, ReasonCode.EXPLOSIVE)]
    assert [each.found for each in supplier_charts(window, RULES)] == [1, 0, 0]


def test_clean_batches_lead_down_and_an_alarm_stays() -> None:
    window = [bad(50), bad(49), *(batch(n) for n in range(1, 49))]
    found = chart(window, Band.MAJOR)
    assert found.height < found.limit <= found.peak
    assert found.alarm_since == window[1].concluded_at < NOW


def test_a_suspicion_leads_neither_up_nor_down() -> None:
    suspected = batch(1, findings=(finding(suspicion=Suspicion.SUSPECTED),))
    with_it = chart([bad(3), suspected], Band.MAJOR)
    assert with_it.found == 1
    assert with_it.height > chart([bad(3), batch(1)], Band.MAJOR).height


def test_the_order_of_the_batches_changes_nothing() -> None:
    window = [bad(50), bad(49), *(batch(n) for n in range(1, 49))]
    assert supplier_charts(window, RULES) == supplier_charts(window[::-1], RULES)
