"""Every draw can be made again from the ledger alone; whatever was forged is named."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from models.arrival.events import SelectionDrawn, SelectionExtended
from models.consignment.selection import Grounds, Selection, draw
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.identity import consignment_workflow_id
from models.kernel.language import Text
from models.process import draw_texts as texts
from models.process.draw_check import Placed, check
from models.risk.draw import chances, fingerprint, quarter_of
from models.risk.events import DrawKeyCommitted, DrawKeyRevealed
from models.risk.portfolio import STREAM, recorded
from models.supervision.events import FactRetracted
from models.traditional_port.events import InspectionInstructed
from tests.draws import KEY
from tests.given import given
from tests.history import START, sample_tracking_no
from tests.levels import pinned
from tests.models.stories import ASHORE, INSTRUCTED, PILOT

TOLD = InspectionInstructed(opened_share=Decimal("0.75"), emptied_share=Decimal("0.5"))
LIFE = given(*PILOT, TOLD, boxes=8)
QUARTER = quarter_of(LIFE.now)
COMMITTED = DrawKeyCommitted(quarter=QUARTER, sha256=fingerprint(KEY))
REVEALED = DrawKeyRevealed(quarter=QUARTER, key=KEY.hex())
LATER = LIFE.now + timedelta(days=60)


def of_keys(body: DrawKeyCommitted | DrawKeyRevealed, at: datetime = START) -> tuple[str, Event]:
    return STREAM, recorded(body, at, "guomen")


def ledger(
    *before: tuple[str, Event],
    life: list[Event] | None = None,
    after: tuple[tuple[str, Event], ...] = (),
) -> list[Placed]:
    stream = consignment_workflow_id(sample_tracking_no(1))
    events = [(stream, event) for event in LIFE.events if life is None]
    told = [*before, *events, *((stream, event) for event in life or ()), *after]
    return [Placed(place, name, event) for place, (name, event) in enumerate(told, start=1)]


def whys(events: list[Placed]) -> list[Text]:
    return [fault.why for fault in check(events).faults]


def forged(
    change: Callable[[Selection], Selection],
    kind: type[Body],
    life: Sequence[Event] = LIFE.events,
) -> list[Event]:
    return [
        event.__replace__(
            body=event.body.model_copy(update={"selection": change(event.body.selection)})
        )
        if isinstance(event.body, SelectionDrawn | SelectionExtended)
        and isinstance(event.body, kind)
        else event
        for event in life
    ]


def grounds(selection: Selection) -> Grounds:
    assert selection.grounds is not None
    return selection.grounds


def by_another_key(selection: Selection) -> Selection:
    """Drawn so that it suits, under the name of the key that was committed to."""
    known = grounds(selection)
    boxes = [rank.box for rank in known.chances.ranks]
    own = chances(bytes(32), QUARTER, sample_tracking_no(1), boxes)
    named = own.model_copy(update={"key_sha256": fingerprint(KEY)})
    return draw(named, boxes, known.plan)


def fewer(selection: Selection) -> Selection:
    return selection.model_copy(update={"emptied": selection.emptied[1:]})


def smaller_share(selection: Selection) -> Selection:
    known = grounds(selection)
    less = known.plan.shares.model_copy(update={"opened": Decimal(0)})
    by = known.plan.model_copy(update={"shares": less})
    return draw(known.chances, [rank.box for rank in known.chances.ranks], by)


def with_a_census(selection: Selection) -> Selection:
    return drawn_again(selection, census=True)


def without_a_census(selection: Selection) -> Selection:
    return drawn_again(selection, census=False)


def drawn_again(selection: Selection, *, census: bool) -> Selection:
    known = grounds(selection)
    by = known.plan.model_copy(update={"census": census})
    return draw(known.chances, [rank.box for rank in known.chances.ranks], by)


def other_boxes(selection: Selection) -> Selection:
    known = grounds(selection)
    drawn = chances(KEY, QUARTER, sample_tracking_no(1), ["CSQU3054383"])
    return draw(drawn, ["CSQU3054383"], known.plan)


def test_what_was_drawn_and_extended_is_drawn_again() -> None:
    found = check(ledger(of_keys(COMMITTED), after=(of_keys(REVEALED, LATER),)))
    assert (found.recomputed, found.waiting, found.faults) == (2, 0, ())


def test_a_census_is_unpacked_whole_if_the_level_says_so_and_only_then() -> None:
    census = INSTRUCTED.model_copy(update={"assessment": pinned(census=1)})
    life = list(given(*ASHORE, census, boxes=8).events)
    assert whys(ledger(of_keys(COMMITTED), life=life)) == []
    spared = forged(without_a_census, SelectionDrawn, life)
    assert whys(ledger(of_keys(COMMITTED), life=spared)) == [texts.OTHER_SHARES]
    claimed = forged(with_a_census, SelectionDrawn)
    assert texts.OTHER_SHARES in whys(ledger(of_keys(COMMITTED), life=claimed))


def test_until_the_key_is_public_the_boxes_follow_from_the_chances_that_are_recorded() -> None:
    found = check(ledger(of_keys(COMMITTED)))
    assert (found.recomputed, found.waiting, found.faults) == (0, 2, ())


@pytest.mark.parametrize(
    "change, why",
    [
        (by_another_key, texts.OTHER_CHANCES),
        (fewer, texts.OTHER_SELECTION),
        (smaller_share, texts.OTHER_SHARES),
        (other_boxes, texts.OTHER_BOXES),
        (lambda selection: selection.blind, texts.NO_GROUNDS),
    ],
)
@pytest.mark.parametrize("kind", [SelectionDrawn, SelectionExtended])
def test_a_forged_selection_is_named(
    change: Callable[[Selection], Selection], why: Text, kind: type[Body]
) -> None:
    told = ledger(of_keys(COMMITTED), life=forged(change, kind), after=(of_keys(REVEALED, LATER),))
    found = check(told)
    assert why in [fault.why for fault in found.faults]
    assert {fault.stream for fault in found.faults} == {"consignment/NB25-000001"}


def test_a_key_that_was_chosen_after_the_draw_is_no_key() -> None:
    late = (of_keys(COMMITTED, LATER), of_keys(REVEALED, LATER))
    assert texts.NOT_COMMITTED in whys(ledger(after=late))


def test_nobody_draws_by_a_key_that_is_public() -> None:
    assert whys(ledger(of_keys(COMMITTED), of_keys(REVEALED))) == [texts.PUBLIC]


def test_another_key_for_the_same_quarter_is_named_unless_the_first_was_lost() -> None:
    other = DrawKeyCommitted(quarter=QUARTER, sha256=fingerprint(bytes(32)))
    assert whys(ledger(of_keys(COMMITTED), of_keys(other))) == [texts.COMMITTED_TWICE]
    lost = other.model_copy(update={"replaces": COMMITTED.sha256, "reason": "the disk died"})
    assert whys(ledger(of_keys(COMMITTED), of_keys(lost))) == []


def test_a_key_that_is_not_the_one_of_the_quarter_is_named() -> None:
    wrong = REVEALED.model_copy(update={"key": bytes(32).hex()})
    found = check(ledger(of_keys(COMMITTED), after=(of_keys(wrong, LATER),)))
    assert [fault.why for fault in found.faults] == [texts.OTHER_KEY]
    assert (found.recomputed, found.waiting) == (0, 2)


def test_a_key_of_a_quarter_that_has_not_begun_is_not_drawn_by() -> None:
    before = datetime.fromisoformat("2025-01-01T00:00:00+08:00")
    early = [event.__replace__(occurred_at=before) for event in LIFE.events]
    assert texts.TOO_EARLY in whys(ledger(of_keys(COMMITTED), life=early))


def test_one_quarter_can_be_looked_at_alone() -> None:
    found = check(ledger(of_keys(COMMITTED)), quarter="2031Q1")
    assert (found.recomputed, found.waiting, found.faults) == (0, 0, ())


def test_what_was_taken_back_counts_no_more_and_the_next_draw_is_a_first_one() -> None:
    drawn = [event.id for event in LIFE.events if event.body.type.startswith("selection-")]
    told = next(event for event in LIFE.events if isinstance(event.body, InspectionInstructed))
    body = FactRetracted(
        fact=EventType.INSPECTION_INSTRUCTED,
        event=told.id,
        digest="0" * 16,
        void=(told.id, *drawn),
        reason="another consignment was meant",
        officer="Lin",
        approver="Wang",
    )
    back = told.__replace__(body=body, id=UUID(int=1))
    again = next(event for event in LIFE.events if isinstance(event.body, SelectionDrawn))
    life = [*LIFE.events, back, again.__replace__(id=UUID(int=2))]
    assert whys(ledger(of_keys(COMMITTED), life=life)) == []
    assert whys(ledger(of_keys(COMMITTED), life=[*LIFE.events, again])) != []
