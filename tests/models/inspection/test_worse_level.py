"""Goods under way of a pair that became worse are inspected whole; nothing is ever taken back."""

from collections.abc import Sequence

import pytest

from models.arrival.events import SelectionExtended
from models.arrival.messages import LevelSeen
from models.kernel.event import Event
from models.kernel.terms import Chosen, Mode, Party, RiskLevel
from models.notifications.table import notifications_of
from models.process import draw_texts as texts
from models.process.draw_check import check
from models.process.messages import Fact
from tests.given import given
from tests.history import sample_box
from tests.inspecting import conforming
from tests.levels import pinned
from tests.models.inspection.test_instruction import drawn, told
from tests.models.process import test_draw_check as draws
from tests.models.stories import ASHORE, LIN, PILOT, TRADITIONAL, on_the_road, unloaded

BOXES = tuple(sample_box(1, n) for n in range(1, 3))
ROAD: tuple[Fact, ...] = on_the_road(*BOXES)
CAUSES = ("level-event", "finding-event")


def seen(level: RiskLevel = RiskLevel.R3, census: int = 0) -> LevelSeen:
    return LevelSeen(assessment=pinned(level, census=census), because=CAUSES)


def extension(events: Sequence[Event]) -> SelectionExtended:
    (body,) = [each.body for each in events if isinstance(each.body, SelectionExtended)]
    return body


@pytest.mark.parametrize("story", [PILOT, ROAD, TRADITIONAL, unloaded(*BOXES)])
@pytest.mark.parametrize("now", [seen(), seen(RiskLevel.R1, census=4)])
def test_what_is_drawn_and_not_inspected_is_unpacked_whole(
    story: tuple[Fact, ...], now: LevelSeen
) -> None:
    consignment = given(*story, boxes=2)
    before = consignment.state.selection
    assert before is not None
    consignment.when(now).then("selection-extended")
    assert drawn(consignment) == (2, 2)
    body = extension(consignment.last)
    assert (body.because, body.assessment) == (CAUSES, now.assessment)
    assert body.selection.opened == (*before.opened, *body.opened)
    assert body.selection.emptied == (*before.emptied, *body.emptied)
    assert body.selection.sampled == before.sampled
    assert body.selection.grounds is not None
    assert {why.because for why in body.selection.grounds.why} == {Chosen.CENSUS}
    assert consignment.state.mode is given(*story, boxes=2).state.mode


def test_the_inspection_officer_and_the_enterprise_hear_of_it() -> None:
    consignment = given(*ROAD, boxes=2).when(seen())
    (event,) = [e for e in consignment.last if isinstance(e.body, SelectionExtended)]
    parties = [each.party for each in notifications_of(event)]
    assert parties == [Party.INSPECTION_OFFICER, Party.ENTERPRISE]
    ordered = given(*ROAD, boxes=2).when(told("1", "1"))
    (event,) = [e for e in ordered.last if isinstance(e.body, SelectionExtended)]
    assert [each.party for each in notifications_of(event)] == [Party.INSPECTION_OFFICER]


def test_the_same_level_seen_again_adds_nothing_more() -> None:
    consignment = given(*ROAD, boxes=2).when(seen())
    consignment.when(seen(RiskLevel.R4)).then()
    consignment.when(told("1", "1")).then("inspection-instructed")


@pytest.mark.parametrize("level", [RiskLevel.R1, RiskLevel.R2])
def test_a_level_that_is_no_worse_than_the_one_decided_by_changes_nothing(
    level: RiskLevel,
) -> None:
    """`TRADITIONAL` was decided at R2, the pilot at R1."""
    consignment = given(*TRADITIONAL, boxes=2)
    assert consignment.state.risk_level is RiskLevel.R2
    before = consignment.state.selection
    consignment.when(seen(level)).then()
    assert consignment.state.selection == before


def test_a_better_level_takes_no_box_away() -> None:
    consignment = given(*ROAD, boxes=2).when(seen())
    consignment.when(seen(RiskLevel.R1)).then()
    assert drawn(consignment) == (2, 2)


def test_what_was_inspected_stays_as_it_is() -> None:
    consignment = given(*unloaded(*BOXES), conforming(LIN, *BOXES), boxes=2)
    before = consignment.state.selection
    consignment.when(seen(RiskLevel.R4)).then()
    assert consignment.state.selection == before


def test_what_is_not_decided_on_yet_asks_for_itself() -> None:
    consignment = given(*ASHORE, boxes=2)
    assert consignment.state.mode is Mode.UNDECIDED
    consignment.when(seen(RiskLevel.R4)).then()


def test_the_extension_is_drawn_again_from_the_ledger_and_a_forged_one_is_named() -> None:
    life = list(given(*PILOT, told("0.75", "0.5"), seen(), boxes=2).events)
    assert draws.whys(draws.ledger(draws.of_keys(draws.COMMITTED), life=life)) == []
    forged = [
        each.__replace__(body=each.body.model_copy(update={"assessment": pinned()}))
        if isinstance(each.body, SelectionExtended) and each.body.assessment is not None
        else each
        for each in life
    ]
    found = check(draws.ledger(draws.of_keys(draws.COMMITTED), life=forged))
    assert [fault.why for fault in found.faults] == [texts.OTHER_SHARES]
