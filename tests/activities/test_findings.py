"""A confirmed finding is counted once in the stream of its supplier, whoever tells it when."""

import asyncio
from datetime import timedelta
from typing import cast

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.findings import Findings
from activities.ledger_append import Recorder
from activities.risk_acts import decide
from activities.supplier_stream import AnsweringStreams, SupplierStreams
from ledger import CoalescingWriter, Ledger, LedgerUnavailable
from models.execution.activity_io import Call, FindingReport, LevelsTold
from models.kernel.codes import ReasonCode
from models.kernel.identity import risk_stream_id
from models.kernel.risk_terms import Why
from models.kernel.terms import Party, RiskLevel
from models.risk.acts import approval
from models.risk.react import FoundBatch
from models.risk.records import Pair
from tests.models.risk.samples import NOW, PAIR, RULES, finding

R1, R2, R3, R4 = RiskLevel
LATER = NOW + timedelta(days=1)


@pytest.fixture
def streams(ledger: Ledger) -> AnsweringStreams:
    return AnsweringStreams(ledger, ledger)


async def approved(streams: SupplierStreams, pair: Pair = PAIR, census: int | None = None) -> None:
    await decide(
        streams,
        pair,
        lambda known: approval(
            known,
            pair,
            R1,
            document="D-1",
            sha256=64 * "a",
            role=Party.DIVISION,
            at=NOW,
            rules=RULES,
            census=census,
        ),
        cause=f"approval:{pair}",
        at=NOW,
        officer="Wang Li",
        role=Party.DIVISION,
    )


def found(name: str = "F-1", batch: str = "NB25-000001", **fields: object) -> FoundBatch:
    told = {"id": name, "occurred_at": LATER} | fields
    return FoundBatch(pair=PAIR, batch=batch, finding=finding(ReasonCode.INCLUSION, **told))


async def tell(streams: AnsweringStreams, ledger: Ledger, told: FoundBatch) -> LevelsTold:
    async with CoalescingWriter(ledger) as writer:
        door = Findings(Recorder(writer), streams).tell_finding
        report = FindingReport(found=told, rulebook="2025-09")
        call = Call(batch=None, key=f"finding:{told.finding.id}", request=report)
        return (await ActivityEnvironment().run(door, call)).answer


async def kinds(ledger: Ledger) -> list[str]:
    return [row.event_type for row in await ledger.read_stream(risk_stream_id(PAIR.supplier))]


async def test_a_finding_that_is_told_twice_is_counted_once_and_answered_alike(
    streams: AnsweringStreams, ledger: Ledger
) -> None:
    await approved(streams)
    first = await tell(streams, ledger, found())
    again = await tell(streams, ledger, found())
    assert first == again == LevelsTold(before=R1, after=R3, why=Why.MAJOR_FOUND)
    assert await kinds(ledger) == ["level-approved", "level-worsened", "finding-counted"]
    worsened = (await ledger.read_stream(risk_stream_id(PAIR.supplier)))[1]
    assert worsened.data["because"] == ["F-1"]


async def test_two_that_are_told_at_once_are_both_counted(
    streams: AnsweringStreams, ledger: Ledger
) -> None:
    await approved(streams)
    both = found(), found("F-2", "NB25-000002")
    await asyncio.gather(*(tell(streams, ledger, each) for each in both))
    known = await streams.known(PAIR.supplier)
    assert {row.batch for row in known.risk.grave} == {"NB25-000001", "NB25-000002"}
    assert (await kinds(ledger)).count("finding-counted") == 2


async def test_the_level_is_that_of_the_time_that_is_asked_about(
    streams: AnsweringStreams, ledger: Ledger
) -> None:
    unknown = await streams.level(PAIR, NOW, RULES)
    assert (unknown.level, unknown.why, unknown.version) == (R2, Why.UNKNOWN, 0)
    await approved(streams)
    await tell(streams, ledger, found())
    before = await streams.level(PAIR, LATER - timedelta(seconds=1), RULES)
    after = await streams.level(PAIR, LATER, RULES)
    assert (before.level, before.why) == (R1, Why.COLD_START)
    assert (after.level, after.why) == (R3, Why.MAJOR_FOUND)
    head = await ledger.head(risk_stream_id(PAIR.supplier))
    assert (after.version, after.hash) == (head.version, head.hash)


async def test_a_census_holds_from_the_finding_on_and_the_pair_keeps_its_level(
    streams: AnsweringStreams, ledger: Ledger
) -> None:
    await approved(streams, census=0)
    minor = finding(ReasonCode.APPEARANCE, id="F-1", occurred_at=LATER)
    await tell(streams, ledger, FoundBatch(pair=PAIR, batch="NB25-000001", finding=minor))
    before = await streams.level(PAIR, LATER - timedelta(seconds=1), RULES)
    after = await streams.level(PAIR, LATER, RULES)
    assert (before.level, before.census) == (R1, 0)
    assert (after.level, after.census) == (R1, RULES.switching.census)


async def test_the_first_batches_after_an_approval_are_a_census(streams: AnsweringStreams) -> None:
    await approved(streams)
    assert (await streams.level(PAIR, NOW, RULES)).census == RULES.overrides.cold_census
    assert (await streams.level(PAIR, NOW - timedelta(seconds=1), RULES)).census == 0


async def test_a_ledger_that_is_silent_gives_no_level() -> None:
    class _Silent:
        async def read_stream(self, *_: object) -> list[object]:
            raise LedgerUnavailable("silent")

    silent = cast("Ledger", _Silent())
    with pytest.raises(ApplicationError) as raised:
        await AnsweringStreams(silent, silent).level(PAIR, NOW, RULES)
    assert raised.value.type == "LedgerUnavailable"
    assert not raised.value.non_retryable
