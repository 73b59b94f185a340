"""The assessment of a night on a real ledger: what is new is recorded, and nothing twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import asyncpg
import pytest
from temporalio.testing import ActivityEnvironment

from activities.assessment import Assessing
from activities.portfolio import PortfolioStream
from activities.supplier_stream import SupplierStreams
from ledger import Ledger
from models.execution.maintenance import RiskAssessed
from models.kernel.codes import ReasonCode
from models.kernel.identity import risk_stream_id
from models.kernel.risk_terms import Why
from models.kernel.terms import RiskLevel
from models.risk.portfolio import STREAM, Portfolio
from models.risk.records import BatchRecord, Pair, pair_of
from models.risk.standing import Circumstances
from models.risk.telling import recorded, told
from tests.activities.test_findings import approved, found
from tests.models.risk.samples import GOOD, NOW, PAIR, RULES, batch, finding

R1, R2, R3, R4 = RiskLevel
TIDY = pair_of(*PAIR)
NIGHT = NOW + timedelta(days=2)


class _Breaking(PortfolioStream):
    async def record(self, *_: object) -> Portfolio:
        raise RuntimeError


@dataclass
class World:
    """What a night finds: batches and circumstances."""

    pool: asyncpg.Pool
    ledger: Ledger
    records: list[BatchRecord] = field(default_factory=list)

    async def batches(self, at: datetime) -> Sequence[BatchRecord]:
        return [each for each in self.records if each.concluded_at <= at]

    async def circumstances(
        self, pairs: Sequence[Pair], _: Sequence[BatchRecord], __: datetime
    ) -> Mapping[Pair, Circumstances]:
        return dict.fromkeys(pairs, GOOD)

    @property
    def streams(self) -> SupplierStreams:
        return SupplierStreams(self.ledger, self.ledger)

    async def night(self, at: datetime = NIGHT, *, breaks: bool = False) -> RiskAssessed:
        kind = _Breaking if breaks else PortfolioStream
        portfolio = kind(self.ledger, self.ledger)
        door = Assessing(self.batches, self, self.streams, portfolio, self.pool).assess_risk
        return await ActivityEnvironment().run(door, at)

    async def kinds(self, stream: str = "") -> list[str]:
        name = stream or risk_stream_id(PAIR.supplier)
        return [row.event_type for row in await self.ledger.read_stream(name)]

    async def level(self, at: datetime = NIGHT) -> tuple[RiskLevel, Why]:
        said = await self.streams.level(TIDY, at, RULES)
        return said.level, said.why


@pytest.fixture
def world(pool: asyncpg.Pool, ledger: Ledger) -> World:
    return World(pool, ledger, [batch(n) for n in range(1, 5)])


async def test_a_night_records_each_pair_and_the_same_again_nothing(world: World) -> None:
    await approved(world.streams, TIDY)
    first = await world.night()
    assert (first.pairs, first.suppliers) == (1, (TIDY.supplier,))
    assert await world.kinds() == ["level-approved", "pair-assessed"]
    assert await world.kinds(STREAM) == ["assessment-made"]
    assert await world.night() == await world.night(NIGHT + timedelta(minutes=1)) == RiskAssessed()
    assert await world.kinds() == ["level-approved", "pair-assessed"]
    assert await world.kinds(STREAM) == ["assessment-made"]


async def test_an_approved_pair_is_at_its_level_after_the_night(world: World) -> None:
    await approved(world.streams, TIDY)
    await world.night()
    assert await world.level() == (R1, Why.COLD_START)


async def test_a_finding_that_nobody_told_is_counted_at_night_with_its_cause(world: World) -> None:
    await approved(world.streams, TIDY)
    await world.night()
    late = finding(ReasonCode.MIXED_LOADING, id="F-9", occurred_at=NOW - timedelta(days=3))
    world.records[0] = world.records[0].model_copy(update={"findings": (late,)})
    again = await world.night(NIGHT + timedelta(days=1))
    assert again.worsened == 1
    assert await world.level(NIGHT + timedelta(days=1)) == (R3, Why.MAJOR_FOUND)
    rows = await world.ledger.read_stream(risk_stream_id(PAIR.supplier))
    assert [row.data["because"] for row in rows if row.event_type == "level-worsened"] == [["F-9"]]


async def test_what_was_told_at_once_is_not_counted_again_at_night(world: World) -> None:
    await approved(world.streams, TIDY)
    fresh = found(batch=world.records[0].id).model_copy(update={"pair": TIDY})
    known = await world.streams.known(TIDY.supplier)
    bodies = told(known, fresh, RULES, "2025-09")
    events = recorded(TIDY.supplier, bodies, fresh.finding.occurred_at, "finding:F-1", "test")
    await world.streams.record(TIDY.supplier, lambda there: events if len(there) == 1 else ())
    same = fresh.finding
    world.records[0] = world.records[0].model_copy(update={"findings": (same,)})
    assert (await world.night()).worsened == 0
    row = (await world.streams.known(TIDY.supplier)).standing(TIDY)
    assert row is not None
    assert (row.level, row.accumulated, len(row.counted)) == (R3, 0, 1)


async def test_a_night_that_broke_off_is_gone_on_with(world: World) -> None:
    """The streams of suppliers stand, the assessment is not recorded: it is made again whole."""
    await approved(world.streams, TIDY)
    before = await world.streams.known(TIDY.supplier)
    with pytest.raises(RuntimeError):
        await world.night(breaks=True)
    assert await world.kinds(STREAM) == []
    assert (await world.night()).pairs == 1
    assert await world.kinds(STREAM) == ["assessment-made"]
    assert await world.kinds() == ["level-approved", "pair-assessed"]
    after = (await world.streams.known(TIDY.supplier)).standing(TIDY)
    assert before.standing(TIDY) is not None
    assert after is not None
    assert after.clean == 4
