"""Tells the stream of a supplier of a confirmed finding, and says what it did to the levels."""

from collections.abc import Iterable, Sequence

from temporalio import activity

from activities.ledger_append import Recorder
from activities.supplier_stream import AnsweringStreams
from models.execution.activity_io import Call, FindingReport, LevelsTold, Reply
from models.kernel.event import Event
from models.kernel.risk_terms import Why
from models.risk.records import Pair
from models.risk.supplier_events import CensusBegun, LevelWorsened
from models.risk.supplier_stream import fold, level_at
from models.risk.telling import cause_of, recorded, told
from models.rules.rulebook import rulebook


class Findings:
    """Counts findings, each once: the id of its event is the cause of what is recorded."""

    def __init__(self, recorder: Recorder, streams: AnsweringStreams) -> None:
        self._recorder, self._streams = recorder, streams

    @activity.defn
    async def tell_finding(self, call: Call[FindingReport]) -> Reply[LevelsTold]:
        """What the finding did, also when it was told before.

        Raises:
            ApplicationError: LedgerUnavailable (retried).
        """
        head = await self._recorder.record(call.batch)
        found, rules = call.request.found, rulebook(call.request.rulebook).risk
        supplier, cause = found.pair.supplier, cause_of(found.finding.id)
        at = found.finding.occurred_at

        def wanted(events: Sequence[Event]) -> Sequence[Event]:
            if any(event.cause == cause for event in events):
                return ()
            bodies = told(fold(supplier, events), found, rules, call.request.rulebook)
            return recorded(supplier, bodies, at, cause, found.batch)

        read = await self._streams.record(supplier, wanted)
        own = [event for event in read.events if event.cause == cause]
        level = level_at(fold(supplier, read.events), found.pair, at, rules)
        still = LevelsTold(before=level.level, after=level.level, why=level.why)
        return Reply(head=head, answer=_answer(own, found.pair, still))


def _answer(own: Iterable[Event], pair: Pair, still: LevelsTold) -> LevelsTold:
    """What these events did to the pair and to others; `still` is how the pair stands."""
    worse = [event.body for event in own if isinstance(event.body, LevelWorsened)]
    mine = [body for body in worse if body.pair == pair]
    census = [e.body for e in own if isinstance(e.body, CensusBegun) and e.body.pair == pair]
    changes: dict[str, object] = {
        "others": len({body.pair for body in worse if body.pair != pair}),
        "census": census[-1].batches if census else 0,
    }
    if mine:
        changes |= {"before": mine[0].before, "after": mine[-1].after, "why": mine[-1].why}
    elif census:
        changes["why"] = Why.CENSUS
    return still.model_copy(update=changes)
