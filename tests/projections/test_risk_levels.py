"""How the pairs of suppliers stand: every change with its cause, every assessment."""

from models.kernel.identity import risk_stream_id
from models.kernel.risk_terms import Measure, Why
from models.kernel.terms import RiskLevel
from models.risk.portfolio import STREAM as PORTFOLIO
from models.risk.supplier_stream import fold
from projections.risk_cells import rows as cells
from projections.risk_levels import level_rows, pair_rows
from projections.supplier_fold import SUPPLIER, FoldedSupplier, follow
from tests.projections.stories import recorded_in
from tests.projections.suppliers import ASSESSED_AT, PAIR, STREAM, supplier_events

R1, R2, R3, R4 = RiskLevel


def folded() -> FoldedSupplier:
    known = None
    for line in recorded_in(STREAM, supplier_events()):
        known = follow(known, line)
    assert known is not None
    return known


def test_every_change_of_a_level_has_its_cause_and_its_place() -> None:
    found = [
        (row.before_level, row.after_level, row.why, row.event_type) for row in level_rows(folded())
    ]
    assert found == [
        (R2, R1, Why.COLD_START, "level-approved"),
        (R1, R3, Why.MAJOR_FOUND, "level-worsened"),
        (R3, R4, Why.OFFICER, "level-overridden"),
        (R4, R3, Why.MAJOR_FOUND, "override-ended"),
    ]
    events = supplier_events()
    for row in level_rows(folded()):
        assert events[row.version - 1].id == row.event_id
        assert events[row.version - 1].occurred_at == row.valid_from


def test_a_pair_stands_as_its_stream_says() -> None:
    (row,) = pair_rows(folded())
    stream = fold(PAIR.supplier, supplier_events())
    assert row.standing == stream.standing(PAIR)
    assert (row.level, row.why, row.grave) == (R3, Why.MAJOR_FOUND, stream.risk.grave)
    assert row.version == len(supplier_events())


def test_an_assessment_has_a_row_for_each_rate_and_for_harm() -> None:
    rows = {row.measure: row for row in cells(folded())}
    assert set(rows) == set(Measure)
    assert {row.as_of for row in rows.values()} == {ASSESSED_AT}
    any_of = rows[Measure.ANY]
    assert (any_of.found, any_of.pending, any_of.batches) == (1, 0, 150)
    assert any_of.exposure is not None
    assert any_of.mean_bp < any_of.upper_bp < 10_000
    assert (rows[Measure.HARM].found, rows[Measure.HARM].exposure) == (None, None)


def test_the_portfolio_and_consignments_are_no_suppliers() -> None:
    assert SUPPLIER.owns(STREAM)
    assert SUPPLIER.owns(risk_stream_id("x" * 190))
    assert not SUPPLIER.owns(PORTFOLIO)
    assert not SUPPLIER.owns("consignment/NB25-000001")


def test_a_level_that_moved_without_a_word_of_it_is_a_change_all_the_same() -> None:
    events = [event for event in supplier_events() if event.body.type != "level-worsened"]
    known = None
    for line in recorded_in(STREAM, events):
        known = follow(known, line)
    assert known is not None
    found = [(row.before_level, row.after_level, row.event_type) for row in level_rows(known)]
    assert found[1] == (R1, R3, "finding-counted")
