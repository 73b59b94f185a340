"""The supplier's stream hears of what was confirmed, and people of what that did to the levels."""

from temporalio.client import Client

from models.execution.activity_io import FindingReport, LevelsTold
from models.inspection.messages import InspectionFinding, RecordInspection
from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Why
from models.kernel.terms import RiskLevel
from tests.workflows.consignment_driver import (
    Journey,
    at_the_factory,
    journey,
    on_the_road,
    to_the_port,
)
from tests.workflows.fake_activities import Doors, silence

R1, R3 = RiskLevel.R1, RiskLevel.R3
DIRTY = RecordInspection(
    officer="Li Na", conform=False, findings=(InspectionFinding(reason="NC-09"),)
)


async def inspected(trip: Journey) -> None:
    await to_the_port(trip)
    await on_the_road(trip)
    await at_the_factory(trip)
    await trip.act(DIRTY, hours=3)
    await trip.state()


def told(doors: Doors) -> list[FindingReport]:
    return [each for each in doors.requests if isinstance(each, FindingReport)]


async def test_a_confirmed_finding_is_told_once_and_a_worse_level_to_both(temporal: Client) -> None:
    worse = LevelsTold(before=R1, after=R3, why=Why.MAJOR_FOUND, others=2)
    doors = Doors(answers={"tell_finding": worse})
    async with journey(temporal, doors) as trip:
        await inspected(trip)
        goods = (await trip.state()).registration
    (report,) = told(doors)
    assert report.found.batch == goods.tracking_no
    assert report.found.pair == (goods.enterprise, goods.supplier.upper(), goods.kind)
    assert report.found.finding.reason is ReasonCode.INCLUSION
    assert doors.recorded.count("risk-levels-worsened") == 1
    assert [said for said in doors.told if said.startswith("supplier ")] == [
        f"supplier {goods.supplier.upper()}: R1 -> R3, MAJOR_FOUND; 2 other pairs"
    ] * 2


async def test_a_finding_that_moves_nothing_is_no_news(temporal: Client) -> None:
    doors = Doors()
    async with journey(temporal, doors) as trip:
        await inspected(trip)
    assert len(told(doors)) == 1
    assert "risk-levels-worsened" not in doors.recorded


async def test_a_silence_is_told_again_under_the_same_key(temporal: Client) -> None:
    silences = [silence()]

    async def silent() -> None:
        if silences:
            raise silences.pop()

    doors = Doors(before={"tell_finding": silent})
    async with journey(temporal, doors) as trip:
        await inspected(trip)
        await trip.advance(hours=3)
        await trip.state()
    assert len(doors.calls("tell_finding")) == 2
    assert len(set(doors.calls("tell_finding"))) == 1
