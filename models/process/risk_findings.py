"""Which confirmed findings the stream of the supplier must hear of, at once."""

from collections.abc import Iterable, Iterator, Sequence

from models.consignment.state import State
from models.inspection.events import NonconformanceRaised, NonconformanceSettled, RiskLevelsWorsened
from models.kernel.codes import ReasonCode
from models.kernel.event import Event
from models.kernel.terms import Suspicion
from models.risk.react import FoundBatch, LevelNews
from models.risk.records import Finding, pair_of


def findings_of(state: State, events: Iterable[Event]) -> list[FoundBatch]:
    """What was confirmed, each under the id of its event; `state` is the one after them."""
    return list(_findings(state, events))


def untold(state: State, events: Sequence[Event]) -> list[FoundBatch]:
    """Those of a whole life that may not have been told; what they did is recorded once."""
    heard = {each.body.finding for each in events if isinstance(each.body, RiskLevelsWorsened)}
    return [found for found in findings_of(state, events) if found.finding.id not in heard]


def news_of(events: Iterable[Event]) -> list[LevelNews]:
    """What other consignments of pairs that became worse must hear of, also after a recovery."""
    worse = (each.body for each in events if isinstance(each.body, RiskLevelsWorsened))
    return [LevelNews(supplier=body.supplier, finding=body.finding) for body in worse]


def _findings(state: State, events: Iterable[Event]) -> Iterator[FoundBatch]:
    goods = state.registration
    for event in events:
        body = event.body
        if (
            isinstance(body, NonconformanceRaised | NonconformanceSettled)
            and body.status is Suspicion.CONFIRMED
            and not body.afloat
        ):
            yield FoundBatch(
                pair=pair_of(goods.enterprise, goods.supplier, goods.kind),
                batch=goods.tracking_no,
                finding=Finding(
                    id=str(event.id),
                    reason=ReasonCode(body.reason.partition(".")[0]),
                    suspicion=Suspicion.CONFIRMED,
                    occurred_at=event.occurred_at,
                    escaped=state.released,
                ),
            )
