"""Which findings of a consignment the stream of its supplier must hear of."""

from models.inspection.events import NonconformanceRaised, NonconformanceSettled, RiskLevelsWorsened
from models.kernel.codes import ReasonCode
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.identity import event_id
from models.kernel.risk_terms import Why
from models.kernel.terms import RiskLevel, Suspicion
from models.process.decide import register
from models.process.evolve import begin
from models.process.risk_findings import findings_of, news_of, untold
from models.risk.react import LevelNews
from tests.history import RULEBOOK, START, sample_registration

STATE = begin(register(sample_registration(1, supplier=" kobe  metals"), RULEBOOK, START)[0])
CONFIRMED = NonconformanceRaised(reason="NC-09.FINES", status=Suspicion.CONFIRMED)
SUSPECTED = NonconformanceRaised(reason="NC-09", status=Suspicion.SUSPECTED)
AFLOAT = NonconformanceRaised(reason="NC-15", status=Suspicion.CONFIRMED, afloat=True)
SETTLED = NonconformanceSettled(reason="NC-08", status=Suspicion.CONFIRMED)
CLEARED = NonconformanceSettled(reason="NC-08", status=Suspicion.CLEARED)


def events(*bodies: Body) -> list[Event]:
    return [
        Event(
            id=event_id("consignment/NB25-000001", str(nth), body.type, 0),
            occurred_at=START,
            cause=str(nth),
            digest="",
            actor="Lin",
            body=body,
        )
        for nth, body in enumerate(bodies)
    ]


def test_only_what_is_confirmed_of_goods_that_came_is_told() -> None:
    happened = events(CONFIRMED, SUSPECTED, AFLOAT, SETTLED, CLEARED)
    told = findings_of(STATE, happened)
    assert [each.finding.reason for each in told] == [ReasonCode.INCLUSION, ReasonCode.SOLID_WASTE]
    assert [each.finding.id for each in told] == [str(happened[n].id) for n in (0, 3)]
    assert {each.pair.supplier for each in told} == {"KOBE METALS"}


def test_after_a_recovery_what_was_answered_is_not_told_again() -> None:
    first, second = events(CONFIRMED, SETTLED)
    answer = RiskLevelsWorsened(
        supplier="KOBE METALS",
        finding=str(first.id),
        before=RiskLevel.R1,
        after=RiskLevel.R3,
        why=Why.MAJOR_FOUND,
    )
    happened = [first, second, *events(answer)]
    told = untold(STATE, happened)
    assert [each.finding.id for each in told] == [str(second.id)]
    # Whether others have heard of it, no event says: they are told once more.
    assert news_of(happened) == [LevelNews(supplier="KOBE METALS", finding=str(first.id))]
