"""Tells running consignments that their pair may stand worse, and says how a pair stands.

The message is a hint, by the id of the finding: told twice, it is heard once. What follows, each
consignment decides by its own level (decisions/0052).
"""

from collections.abc import AsyncIterator, Collection

from temporalio import activity
from temporalio.client import Client
from temporalio.common import SearchAttributeKey

from activities.consignment_messaging import NAMED, Heard, hears, need_heard, tell_all
from activities.ledger_append import Recorder
from activities.supplier_stream import AnsweringStreams, pinned
from models.arrival.messages import LevelHint
from models.execution.activity_io import Call, LevelFound, LevelQuestion, Reply, StandingHeard
from models.execution.outsiders import ANSWERS_WITHIN, Outsider
from models.execution.visibility_filter import condition
from models.kernel.event_types import EventType
from models.kernel.identity import tidy_name
from models.risk.react import LevelNews
from models.risk.records import Pair
from models.risk.telling import cause_of, led_by, worsened
from models.rules.rulebook import rulebook

_PAGE = ANSWERS_WITHIN[Outsider.TEMPORAL]
_ENTERPRISE = SearchAttributeKey.for_keyword("Enterprise")
_KIND = SearchAttributeKey.for_keyword("MetalKind")
_TOOK_IN = {EventType.SELECTION_EXTENDED}


class LevelMessaging:
    """Carries what a finding made worse to the consignments of its pairs."""

    def __init__(self, recorder: Recorder, streams: AnsweringStreams, client: Client) -> None:
        self._recorder, self._streams, self._client = recorder, streams, client

    @activity.defn
    async def look_at_level(self, call: Call[LevelQuestion]) -> Reply[LevelFound]:
        """The level of a pair, and what led it there.

        Raises:
            ApplicationError: LedgerUnavailable (retried).
        """
        head = await self._recorder.record(call.batch)
        asked = call.request
        read = await self._streams.read(asked.pair.supplier)
        level = pinned(read, asked.pair, asked.at, rulebook(asked.rulebook).risk)
        led = led_by(read.events, asked.pair, asked.at)
        return Reply(head=head, answer=LevelFound(assessment=level, because=led))

    @activity.defn
    async def carry_levels(self, call: Call[LevelNews]) -> Reply[StandingHeard]:
        """Every other consignment of a pair that the finding made worse looks at its level.

        Raises:
            ApplicationError: LedgerUnavailable; RemoteUnavailable, with the numbers of those that
                have not heard: the next attempt tells all of them once more.
        """
        head = await self._recorder.record(call.batch)
        news = call.request
        read = await self._streams.read(news.supplier)
        pairs = worsened(read.events, cause_of(news.finding))
        hint = LevelHint(id=news.finding, supplier=news.supplier)

        async def tell(workflow_id: str) -> Heard:
            message_id = f"{hint.verb}:{hint.id}"
            return await hears(self._client, workflow_id, hint, message_id, _TOOK_IN)

        found = await tell_all(self._running(pairs), tell, activity.heartbeat)
        need_heard([*found[Heard.SILENT], *found[Heard.UNREACHED]])
        told, went_on = (tuple(sorted(found[each])) for each in (Heard.TOLD, Heard.WENT_ON))
        answer = StandingHeard(told=told[:NAMED], more=len(told[NAMED:]) + len(went_on))
        return Reply(head=head, answer=answer)

    async def _running(self, pairs: Collection[Pair]) -> AsyncIterator[str]:
        """The other consignments of these enterprises and kinds that run."""
        own = activity.info().workflow_id
        wanted = {(pair.enterprise, pair.kind) for pair in pairs}
        for kind in sorted({kind for _, kind in wanted}):
            of_kind = condition(_KIND.name, kind)
            query = f'WorkflowType="Consignment" AND ExecutionStatus="Running" AND {of_kind}'
            async for each in self._client.list_workflows(query, rpc_timeout=_PAGE):
                code = each.typed_search_attributes.get(_ENTERPRISE)
                if each.id != own and code is not None and (tidy_name(code), kind) in wanted:
                    yield each.id
