"""How `guomen reconcile` tells what it found."""

from dataclasses import replace
from datetime import UTC, datetime

from models.execution.reconciliation import Judgement, ReconciliationVerdict
from models.health.findings import Fault, Finding, Where
from models.kernel.language import Language
from models.kernel.stream_head import StreamHead
from scripts import console
from scripts.reconciling.review import ReconciliationReview
from scripts.texts.messages import LEDGER_FAULT, LEDGER_SOUND


def judged(number: str, verdict: ReconciliationVerdict, **more: object) -> Judgement:
    one = Judgement(
        number=number, verdict=verdict, recorded=StreamHead(version=1, hash="a"), why="the reason"
    )
    return one.model_copy(update=more)


AGREE = judged("NB26-000001", ReconciliationVerdict.AGREE, why="")
AHEAD = judged("NB26-000002", ReconciliationVerdict.WORKFLOW_AHEAD)
GONE = judged("NB26-000003", ReconciliationVerdict.NO_HISTORY)
PAGE = judged("甬东再生铜业", ReconciliationVerdict.AGREE, why="")
LOST_PAGE = judged("四明山铝业", ReconciliationVerdict.NO_HISTORY)


def test_only_what_is_not_sound_has_a_line_and_the_rest_is_counted() -> None:
    review = ReconciliationReview(2, (LEDGER_SOUND.of(events=3, streams=2),), (), (AGREE, AHEAD))
    assert not review.clean
    assert [line.said(Language.EN) for line in review.lines()] == [
        "NB26-000002  workflow ahead: the reason",
        "ledger: 3 events of 2 streams are sound",
        "consignments: 1 agree, 1 workflow ahead",
    ]


def test_enterprises_are_told_of_in_the_same_words_and_counted_by_themselves() -> None:
    review = ReconciliationReview(2, consignments=(AGREE,), enterprises=(PAGE, LOST_PAGE))
    assert not review.clean
    assert [line.said(Language.BOTH) for line in review.lines()] == [
        "四明山铝业  无历史 no history: the reason",
        "票 consignments: 1 一致 1 agree",
        "企业 enterprises: 1 一致、1 无历史 1 agree, 1 no history",
    ]


def test_where_nothing_is_recorded_nothing_is_judged() -> None:
    (line,) = ReconciliationReview(2).lines()
    assert line.said(Language.EN) == "no consignments and no enterprises"


def test_whoever_asks_for_one_gets_its_verdict() -> None:
    review = ReconciliationReview(2, (), (), (AGREE,), named=True)
    assert [line.said(Language.ZH) for line in review.lines()] == [
        "NB26-000001  一致",
        "票: 1 一致",
    ]


def test_a_history_past_its_retention_counts_when_its_head_was_proven() -> None:
    proven = GONE.model_copy(update={"proven_at": datetime(2026, 1, 1, tzinfo=UTC)})
    assert not ReconciliationReview(2, consignments=(GONE,)).clean
    assert ReconciliationReview(2, consignments=(proven,)).clean


def test_a_fault_of_the_ledger_is_never_hidden_by_good_verdicts() -> None:
    review = ReconciliationReview(2, (), (LEDGER_FAULT.of(position=4, why="is missing"),), (AGREE,))
    assert not review.clean
    assert next(review.lines()).said(Language.EN) == "ledger: position 4: is missing"


def test_a_document_has_every_verdict_and_whether_it_is_sound() -> None:
    document = ReconciliationReview(3, consignments=(AGREE, AHEAD), enterprises=(PAGE,)).document()
    assert document["verdicts"] == {"agree": 2, "workflow ahead": 1}
    consignments = document["consignments"]
    assert isinstance(consignments, list)
    assert [one["sound"] for one in consignments] == [True, False]
    assert document["enterprises"] == [{**console.dumped(PAGE), "sound": True}]


def test_agreement_is_not_enough_when_the_tracker_itself_is_not_well() -> None:
    where = Where(ui="http://ui", address="127.0.0.1:7233")
    paused = Finding(fault=Fault.SCHEDULE_PAUSED, subject="seal-ledger", why="maintenance")
    well = ReconciliationReview(2, consignments=(AGREE,), where=where)
    review = replace(well, findings=(paused,))
    assert (well.clean, review.clean) == (True, False)
    said = [line.said(Language.EN) for line in review.lines()]
    assert "! schedule is paused: seal-ledger" in said
    assert any("temporal schedule toggle --unpause" in line for line in said)
    found = review.document()["findings"]
    assert isinstance(found, list)
    assert [(each["fault"], each["must_act"]) for each in found] == [("schedule-paused", "OPS")]
