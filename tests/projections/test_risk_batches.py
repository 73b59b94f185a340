"""What the risk of goods is reckoned from: what was decided on, and how it was really looked at."""

from decimal import Decimal
from typing import Any

from models.arrival.events import SelectionDrawn
from models.consignment.selection import Selection, draw
from models.inspection.events import NonconformanceRaised
from models.inspection.messages import (
    InspectionFinding,
    SettleSuspicion,
    WaiveRequirements,
)
from models.kernel.codes import ReasonCode
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.identity import event_id
from models.kernel.measured import Measurement
from models.kernel.risk_terms import Channel
from models.kernel.terms import AuditDecision, Danger, Disposal, Outcome, Party, Suspicion, System
from models.laboratory.messages import LabResult, TakeSample
from models.pre_shipment.events import PreShipmentWithdrawn
from models.pre_shipment.messages import DecidePreShipment
from models.process.evolve import evolve
from models.process.executed import WORK, inspected, planned
from models.returns.messages import OrderReturn
from models.supervision.events import FactAfterClosure
from models.supervision.messages import Close, Release
from projections.risk_batch_row import RiskBatchRow
from projections.risk_batches import keeps, rows
from tests.history import FILE, History, sample_box, sample_history
from tests.inspecting import SECTIONS, conforming, looks
from tests.projections.decided import INSPECTED, RELEASED, failed, released, returned
from tests.projections.stories import OFFICER, SHIP_ARRIVES, consignment, hauled, unloaded

BOX = sample_box(1)
LEAD: dict[str, Any] = {"officer": "Gao Feng", "role": Party.DIVISION}


def row_of(history: History) -> RiskBatchRow | None:
    found = list(rows(consignment(history, keeps)))
    assert len(found) <= 1
    return found[0] if found else None


def the_row(history: History) -> RiskBatchRow:
    row = row_of(history)
    assert row is not None
    return row


def test_what_is_still_looked_at_is_no_batch() -> None:
    assert row_of(unloaded(1)) is None
    assert row_of(failed(1, InspectionFinding(reason="NC-09"))) is None


def test_a_batch_counts_from_its_release_and_not_only_from_its_end() -> None:
    history = released(1)
    row = the_row(history)
    assert (row.concluded_at, row.outcome) == (history.at(RELEASED), None)
    closed = the_row(history.takes(Close(outcome=Outcome.RELEASED), RELEASED + 50))
    assert (closed.concluded_at, closed.outcome) == (row.concluded_at, Outcome.RELEASED)


def test_what_was_looked_at_whole_has_the_exposure_of_its_looks() -> None:
    row = the_row(released(1))
    assert (row.boxes, row.opened, row.emptied) == (1, 1, 1)
    assert set(row.done) == {Channel.PORTAL, Channel.MACHINE, Channel.DOCUMENTS}
    assert row.uncovered == ()
    assert row.exposure[ReasonCode.INCLUSION] == 950
    assert row.exposure[ReasonCode.RAD_DOSE_RATE] == 1000
    assert row.exposure[ReasonCode.EXPLOSIVE] == 975
    assert row.exposure[ReasonCode.METAL_CONTENT] == 0
    assert (row.level, row.findings, row.escaped) == ("R1", (), False)


def test_boxes_that_nobody_emptied_take_their_share_from_the_exposure() -> None:
    history = unloaded(1, boxes=2)
    first, second = history.state.boxes
    spared = WaiveRequirements(
        **LEAD, requirements=(f"OPEN/{second}", f"EMPTY/{second}"), reason="doors jammed"
    )
    history.obeys(spared, INSPECTED).obeys(conforming(OFFICER, first), INSPECTED)
    row = the_row(history.takes(Release(), RELEASED))
    assert (row.boxes, row.opened, row.emptied) == (2, 1, 1)
    assert row.exposure[ReasonCode.INCLUSION] == 475


def test_a_section_that_nobody_covered_is_a_reason_that_nobody_looked_for() -> None:
    history = unloaded(1)
    done = conforming(OFFICER, BOX).model_copy(
        update={"looks": looks(*(each for each in SECTIONS if each != "5.3"))}
    )
    spared = WaiveRequirements(**LEAD, requirements=(f"SECTION/{BOX}/5.3",), reason="no time")
    history.obeys(spared, INSPECTED).obeys(done, INSPECTED).takes(Release(), RELEASED)
    row = the_row(history)
    assert set(row.uncovered) == {ReasonCode.HAZARDOUS_WASTE, ReasonCode.PROHIBITED_WASTE}
    assert row.exposure[ReasonCode.PROHIBITED_WASTE] == 0
    assert row.exposure[ReasonCode.INCLUSION] == 950


def test_who_measures_for_one_reason_of_a_section_has_not_looked_for_another() -> None:
    """The dose rate is measured in every box; surface contamination is another reading."""
    history = unloaded(1)
    done = conforming(OFFICER, BOX).model_copy(
        update={"looks": looks(*(each for each in SECTIONS if each != "5.1"))}
    )
    row = the_row(history.obeys(done, INSPECTED).takes(Release(), RELEASED))
    assert row.uncovered == (ReasonCode.RAD_SURFACE,)
    assert row.exposure[ReasonCode.RAD_DOSE_RATE] == 1000


def sampled(history: History) -> History:
    taken = TakeSample(
        officer=OFFICER, sample_no="S-1", box=BOX, lab="CCIC Ningbo", seal_no="S-SEAL"
    )
    return history.obeys(taken, INSPECTED - 1)


def reported(history: History, parameter: str, value: str, hours: float) -> History:
    measured = Measurement(parameter=parameter, value=Decimal(value), unit="%", box=BOX)
    result = LabResult(sample_no="S-1", issuer="CCIC Ningbo", report_no="R-1", readings=(measured,))
    return history.hears(result, hours, System.CLEARANCE)


def test_a_laboratory_has_looked_for_what_it_reports_on_and_for_nothing_else() -> None:
    history = reported(sampled(unloaded(1)), "copper content", "99.5", INSPECTED - 0.5)
    history.obeys(conforming(OFFICER, BOX), INSPECTED).takes(Release(), RELEASED)
    row = the_row(history)
    assert (row.sampled, Channel.LABORATORY in row.done) == (1, True)
    assert row.exposure[ReasonCode.METAL_CONTENT] == 1000
    assert row.exposure[ReasonCode.VOLATILES] == 950
    assert ReasonCode.VOLATILES in row.unanalysed


def test_a_sample_that_is_still_out_is_no_look() -> None:
    row = the_row(returned(sampled(failed(1, InspectionFinding(reason="NC-13")))))
    assert (row.sampled, row.exposure[ReasonCode.METAL_CONTENT]) == (1, 0)
    assert Channel.LABORATORY not in row.done


def test_goods_that_failed_count_once_it_is_decided_what_becomes_of_them() -> None:
    history = failed(1, InspectionFinding(reason="NC-09.FINES", box=BOX))
    row = the_row(returned(history))
    assert (row.concluded_at, row.outcome) == (history.at(RELEASED), None)
    (found,) = row.findings
    assert (found.code, found.reason, found.status) == (
        "NC-09.FINES",
        ReasonCode.INCLUSION,
        Suspicion.CONFIRMED,
    )
    assert (found.box, found.stage, found.counts, found.escaped) == (BOX, "FACTORY", True, False)
    event = next(each for each in history.events if each.id == found.event_id)
    assert history.events.index(event) == found.version - 1
    assert row.exposure[ReasonCode.INCLUSION] == 950


def test_a_suspicion_nobody_has_settled_leaves_the_exposure_of_its_reason() -> None:
    suspected = InspectionFinding(reason="NC-06", box=BOX, status=Suspicion.SUSPECTED)
    history = returned(failed(1, suspected, InspectionFinding(reason="NC-13")))
    row = the_row(history)
    assert row.exposure[ReasonCode.HAZARDOUS_WASTE] == 0
    assert [each.reason for each in row.record.pending] == [ReasonCode.HAZARDOUS_WASTE]
    assert [each.reason for each in row.record.confirmed] == [ReasonCode.APPEARANCE]


def test_a_suspicion_that_was_confirmed_happened_when_it_was_confirmed() -> None:
    suspected = InspectionFinding(reason="NC-15", status=Suspicion.SUSPECTED)
    history = failed(1, suspected, InspectionFinding(reason="NC-13"))
    settled = SettleSuspicion(
        officer=OFFICER, reason="NC-15", verdict=Suspicion.CONFIRMED, note="weighed again"
    )
    row = the_row(returned(history.obeys(settled, INSPECTED + 3)))
    (found,) = (each for each in row.findings if each.reason is ReasonCode.DOC_MISMATCH)
    assert found.occurred_at == history.at(INSPECTED + 3)
    assert found.event_id != found.raised_by


def test_a_file_that_was_rejected_speaks_of_no_goods_that_came() -> None:
    rejected = DecidePreShipment(
        officer=OFFICER, decision=AuditDecision.REJECT, reason="no survey report"
    )
    history = sample_history(1).hears(FILE, 1, System.ENTERPRISE).obeys(rejected, 2)
    history.hears(PreShipmentWithdrawn(), 3, System.ENTERPRISE)
    row = the_row(history)
    assert (row.outcome, row.opened, row.level) == (Outcome.REJECTED, 0, None)
    assert not any(row.exposure.values())


def test_goods_that_went_back_unopened_are_no_evidence_of_what_is_in_them() -> None:
    history = returned_unopened(1)
    assert history.state.disposal is Disposal.RETURN
    seen = {reason for reason, exposed in the_row(history).exposure.items() if exposed}
    assert seen == {ReasonCode.RAD_NUCLIDE}, "the portal has seen every box, nobody else has"


def returned_unopened(n: int) -> History:
    ordered = OrderReturn(officer=OFFICER, reason="notice for the origin", role=Party.DIVISION)
    return hauled(n).obeys(ordered, SHIP_ARRIVES + 20)


def test_what_is_confirmed_after_the_release_has_escaped() -> None:
    event = NonconformanceRaised(reason="NC-09", status=Suspicion.CONFIRMED, box=BOX)
    row = the_row(told(released(1), event))
    assert (row.escaped, row.findings[0].escaped) == (True, True)


def test_a_danger_that_is_heard_of_after_the_end_is_a_suspicion_nobody_will_settle() -> None:
    history = released(1).takes(Close(outcome=Outcome.RELEASED), RELEASED + 50)
    heard = FactAfterClosure(fact="radiation-measured", box=BOX, danger=Danger.RADIATION)
    row = the_row(told(history, heard))
    assert row.exposure[ReasonCode.RAD_DOSE_RATE] == 0
    assert [each.reason for each in row.record.pending] == [ReasonCode.RAD_DOSE_RATE]


def told(history: History, *bodies: Body) -> History:
    """The same with events that only a ledger of another time would hold."""
    for number, body in enumerate(bodies):
        event = Event(
            id=event_id(history.tracking_no, "late", body.type, number),
            occurred_at=history.at(RELEASED + 100),
            cause="late",
            digest="",
            actor="guomen",
            body=body,
        )
        history.events.append(event)
        history.state = evolve(history.state, event)
    return history


def test_chance_alone_may_lead_to_a_box_that_the_plan_leaves_alone() -> None:
    """At R1 one of two boxes is opened, and at first none of them is emptied."""
    drawn = by_chance_alone(unloaded(1, boxes=2))
    state, plan = drawn.state, planned(drawn.state)
    assert plan is not None
    spared = next(box for box in state.boxes if box not in plan.opened)
    work = conforming(OFFICER, *state.boxes)
    looked = inspected(drawn.obeys(work, INSPECTED).state, _work(drawn), [])
    assert (looked.whole, looked.beyond) == (True, 0)
    places = [
        (ReasonCode.APPEARANCE, spared),
        (ReasonCode.APPEARANCE, plan.opened[0]),
        (ReasonCode.INCLUSION, plan.opened[0]),
        (ReasonCode.DOC_MISMATCH, ""),
    ]
    beyond = [inspected(drawn.state, _work(drawn), [place]).beyond for place in places]
    assert beyond == [1, 0, int(plan.opened[0] not in plan.emptied), 0]


def test_a_census_hides_nothing_of_what_chance_alone_would_lead_to() -> None:
    """What R1 leaves alone is asked of every batch that chance takes, in a census too."""
    drawn = by_chance_alone(unloaded(1, boxes=2))
    counted = by_chance_alone(unloaded(1, boxes=2), census=True)
    plan = planned(counted.state)
    assert plan is not None
    assert (plan.opened, plan.emptied) == _boxes(planned(drawn.state))
    by_census = redrawn(unloaded(1, boxes=2), 16 * "f", census=True)
    assert [len(each) for each in _boxes(by_census.state.selection)] == [2, 2]
    assert planned(by_census.state) is None


def test_a_batch_that_chance_had_not_unpacked_is_not_whole() -> None:
    assert not the_row(released(1)).whole
    assert planned(released(1).state) is None


def _work(history: History) -> list[Body]:
    return [event.body for event in history.events if isinstance(event.body, WORK)]


def _boxes(selection: Selection | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    assert selection is not None
    return selection.opened, selection.emptied


def by_chance_alone(history: History, *, census: bool = False) -> History:
    """The same boxes, drawn by a chance that has the batch unpacked whole."""
    return redrawn(history, 16 * "0", census=census)


def redrawn(history: History, full_unpack: str, *, census: bool) -> History:
    drawn = history.state.selection
    assert drawn is not None
    assert drawn.grounds is not None
    chances = drawn.grounds.chances.model_copy(update={"full_unpack": full_unpack})
    by = drawn.grounds.plan.model_copy(update={"census": census})
    again = draw(chances, tuple(history.state.boxes), by)
    return told(history, SelectionDrawn(selection=again))
