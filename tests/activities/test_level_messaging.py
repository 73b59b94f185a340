"""What a finding made worse reaches the consignments of its pairs; each looks for itself."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from temporalio.client import Client
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import ActivityEnvironment

from activities.ledger_append import Recorder
from activities.level_messaging import LevelMessaging
from activities.supplier_stream import AnsweringStreams
from ledger import Ledger
from models.arrival.messages import LevelHint
from models.execution.activity_io import Call, LevelFound, LevelQuestion, StandingHeard
from models.execution.workflow_io import Receipt
from models.kernel.codes import ReasonCode
from models.kernel.identity import risk_stream_id
from models.kernel.terms import RiskLevel, Stage
from models.risk.react import FoundBatch, LevelNews
from models.risk.records import Pair
from tests.activities.test_findings import LATER, approved, found, tell
from tests.models.risk.samples import PAIR, finding

R1, R3, R4 = RiskLevel.R1, RiskLevel.R3, RiskLevel.R4
OTHER = Pair("OTHER ENTERPRISE", PAIR.supplier, PAIR.kind)
STRANGER = "STRANGER"
RUNNING = {
    "NB26-1": PAIR.enterprise,
    "NB26-2": PAIR.enterprise,
    "NB26-3": OTHER.enterprise.title(),
    "NB26-4": STRANGER,
}
TOLD: dict[str, Any] = {"stage": Stage.ROAD, "must_act": None, "next_due": None}
NEWS = LevelNews(supplier=PAIR.supplier, finding="F-1")


@pytest.fixture
def streams(ledger: Ledger) -> AnsweringStreams:
    return AnsweringStreams(ledger, ledger)


class Consignments:
    """Those that run, by their enterprises; `failing` do not take a message."""

    def __init__(self, **failing: RPCStatusCode) -> None:
        self.failing = {f"NB26-{name[1:]}": status for name, status in failing.items()}
        self.told: dict[str, tuple[LevelHint, str]] = {}
        self.queries: list[str] = []

    async def list_workflows(self, query: str, **_: object) -> AsyncIterator[Any]:
        self.queries.append(query)
        for number, code in RUNNING.items():
            known = SimpleNamespace(get=lambda _, code=code: code)
            yield SimpleNamespace(id=f"consignment/{number}", typed_search_attributes=known)

    def get_workflow_handle(self, workflow_id: str) -> Any:
        async def execute_update(verb: str, hint: LevelHint, *, id: str, **_: object) -> Receipt:  # noqa: A002 - as Temporal has it
            number = workflow_id.removeprefix("consignment/")
            if number in self.failing:
                raise RPCError("no", self.failing[number], b"")
            assert verb == "look_at_level"
            self.told[number] = hint, id
            extended = ("selection-extended",) if number == "NB26-2" else ()
            return Receipt(recorded=extended, **TOLD)

        return SimpleNamespace(execute_update=execute_update)


def messaging(streams: AnsweringStreams, consignments: object = None) -> LevelMessaging:
    return LevelMessaging(Recorder(cast("Any", None)), streams, cast("Client", consignments))


async def carried(
    streams: AnsweringStreams, consignments: Consignments, news: LevelNews = NEWS
) -> StandingHeard:
    call = Call(batch=None, key=f"levels:{news.finding}", request=news)
    door = messaging(streams, consignments).carry_levels
    return (await ActivityEnvironment().run(door, call)).answer


async def looked(streams: AnsweringStreams, pair: Pair, **after: float) -> LevelFound:
    question = LevelQuestion(pair=pair, at=LATER + timedelta(**after), rulebook="2025-09")
    call = Call(batch=None, key="level:F-1", request=question)
    return (await ActivityEnvironment().run(messaging(streams).look_at_level, call)).answer


async def test_the_level_that_is_found_names_what_led_there(
    streams: AnsweringStreams, ledger: Ledger
) -> None:
    await approved(streams, census=0)
    await tell(streams, ledger, found())
    worsened = (await ledger.read_stream(risk_stream_id(PAIR.supplier)))[1]
    before, after = await looked(streams, PAIR, seconds=-1), await looked(streams, PAIR)
    assert (before.assessment.level, before.because) == (R1, ())
    assert (after.assessment.level, after.because) == (R3, (str(worsened.event_id), "F-1"))
    assert (await looked(streams, OTHER)).because == ()


async def test_the_consignments_of_the_pair_hear_of_it_and_no_others(
    streams: AnsweringStreams, ledger: Ledger
) -> None:
    await approved(streams)
    await approved(streams, OTHER)
    await tell(streams, ledger, found())
    consignments = Consignments()
    answer = await carried(streams, consignments)
    hint = LevelHint(id="F-1", supplier=PAIR.supplier)
    own = dict.fromkeys(("NB26-1", "NB26-2"), (hint, "look_at_level:F-1"))
    assert consignments.told == own
    assert answer.told == ("NB26-2",)
    (query,) = consignments.queries
    assert PAIR.kind in query
    assert await carried(streams, consignments) == answer


async def test_a_safety_finding_reaches_the_other_pairs_of_the_supplier_too(
    streams: AnsweringStreams, ledger: Ledger
) -> None:
    await approved(streams)
    await approved(streams, OTHER)
    grave = finding(ReasonCode.EXPLOSIVE, id="F-1", occurred_at=LATER)
    await tell(streams, ledger, FoundBatch(pair=PAIR, batch="NB25-000001", finding=grave))
    consignments = Consignments()
    await carried(streams, consignments)
    assert set(consignments.told) == {"NB26-1", "NB26-2", "NB26-3"}
    levels = [(await looked(streams, pair)).assessment.level for pair in (PAIR, OTHER)]
    assert levels == [R4, R3]


async def test_a_census_is_carried_like_a_worse_level(
    streams: AnsweringStreams, ledger: Ledger
) -> None:
    await approved(streams, census=0)
    minor = finding(ReasonCode.APPEARANCE, id="F-1", occurred_at=LATER)
    await tell(streams, ledger, FoundBatch(pair=PAIR, batch="NB25-000001", finding=minor))
    consignments = Consignments()
    await carried(streams, consignments)
    assert set(consignments.told) == {"NB26-1", "NB26-2"}
    assert (await looked(streams, PAIR)).assessment.census > 0


async def test_whoever_told_of_it_is_not_told(streams: AnsweringStreams, ledger: Ledger) -> None:
    await approved(streams)
    await tell(streams, ledger, found())
    consignments, office = Consignments(), ActivityEnvironment()
    office.info = replace(office.info, workflow_id="consignment/NB26-1")
    call = Call(batch=None, key="levels:F-1", request=NEWS)
    await office.run(messaging(streams, consignments).carry_levels, call)
    assert set(consignments.told) == {"NB26-2"}


@pytest.mark.parametrize(
    "status", [RPCStatusCode.DEADLINE_EXCEEDED, RPCStatusCode.INVALID_ARGUMENT]
)
async def test_one_that_is_not_reached_keeps_no_other_from_hearing_and_is_tried_again(
    streams: AnsweringStreams, ledger: Ledger, status: RPCStatusCode
) -> None:
    await approved(streams)
    await tell(streams, ledger, found())
    consignments = Consignments(_1=status)
    with pytest.raises(ApplicationError, match="NB26-1 does not answer") as raised:
        await carried(streams, consignments)
    assert not raised.value.non_retryable
    assert set(consignments.told) == {"NB26-2"}
    consignments.failing.clear()
    assert (await carried(streams, consignments)).told == ("NB26-2",)
    assert set(consignments.told) == {"NB26-1", "NB26-2"}


async def test_one_that_is_closed_needs_to_hear_nothing(
    streams: AnsweringStreams, ledger: Ledger
) -> None:
    await approved(streams)
    await tell(streams, ledger, found())
    consignments = Consignments(_1=RPCStatusCode.NOT_FOUND)
    assert (await carried(streams, consignments)).told == ("NB26-2",)


async def test_news_that_the_stream_does_not_know_reach_nobody(
    streams: AnsweringStreams, ledger: Ledger
) -> None:
    await approved(streams)
    await tell(streams, ledger, found())
    consignments = Consignments()
    await carried(streams, consignments, NEWS.model_copy(update={"finding": "F-2"}))
    assert consignments.told == {}
