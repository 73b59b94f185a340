"""Where a box is at every stage of a life, and what its checks have come to."""

from collections.abc import Iterator

import pytest

from models.consignment.box import Box
from models.consignment.state import Defect, State
from models.kernel.base_types import replace
from models.kernel.terms import BoxPlace, CheckResult, SealState, Suspicion, Triage
from models.process import box_standing
from models.process.evolve import begin, evolve
from models.texts.terms import label
from systems.scenarios import SCENARIOS
from tests.systems.folded import MONDAY, FoldedTracker, played

SHIPPED = ("NOT_SHIPPED", "AT_SEA", "ABOARD", "IN_PORT")
HAULED = (*SHIPPED, "MAY_LEAVE", "ON_THE_ROAD", "ARRIVED", "UNLOADED")
INSPECTED_IN_PORT = (*SHIPPED, "IN_YARD", "AT_SITE")
SENT_BACK = ("SEALED_TO_RETURN", "ON_THE_WAY_BACK", "BACK_IN_PORT", "LEFT_THE_COUNTRY")
PERMITTED = ("MAY_LEAVE", "ON_THE_ROAD", "ARRIVED", "UNLOADED", "RELEASED")

PLACES = {
    "smooth": (*HAULED, "RELEASED"),
    "rejected": ("NOT_SHIPPED",),
    "traditional": (*INSPECTED_IN_PORT, "TO_BE_PICKED_UP", "PICKED_UP"),
    "returned_by_road": (*HAULED, *SENT_BACK),
    "returned_on_application": (*SHIPPED, "LEFT_THE_COUNTRY"),
    "source_found": (*SHIPPED, "LEFT_THE_COUNTRY"),
    "bullets": (*INSPECTED_IN_PORT, "LEFT_THE_COUNTRY"),
    "destroyed": (*HAULED, "DESTROYED"),
    "return_swapped_for_destruction": (*HAULED, "SEALED_TO_RETURN", "UNLOADED", "DESTROYED"),
    "handed_over": (*SHIPPED, "HANDED_OVER"),
    "never_declared": (*SHIPPED, "SEIZED"),
    "permit_refused": (*SHIPPED, "PERMIT_REFUSED", *PERMITTED),
    "inspection_ordered_late": (
        *(*SHIPPED, "MAY_LEAVE", "PERMIT_WITHHELD", "IN_PORT"),
        *PERMITTED,
    ),
    "box_missing": (
        *(*SHIPPED, "MAY_LEAVE", "ON_THE_ROAD", "MISSING"),
        *("ON_THE_ROAD", "ARRIVED", "UNLOADED", "RELEASED"),
    ),
}


def states(tracker: FoldedTracker) -> Iterator[State]:
    """The state after each event of a life."""
    first, *others = tracker.events
    state = begin(first)
    yield state
    for event in others:
        state = evolve(state, event)
        yield state


def box_of(state: State) -> Box:
    return next(iter(state.boxes.values()))


@pytest.mark.parametrize("name", PLACES)
async def test_a_box_is_where_its_latest_event_left_it(name: str) -> None:
    found: list[str] = []
    for state in states(await played(name, MONDAY, 1)):
        place = box_standing.whereabouts(state, box_of(state)).place.value
        if place not in found[-1:]:
            found.append(place)
    assert tuple(found) == PLACES[name]


@pytest.mark.parametrize("name", SCENARIOS)
async def test_no_box_is_anywhere_but_gone_or_free_when_a_life_is_over(name: str) -> None:
    state = (await played(name, MONDAY, 1)).state
    over = {
        *(BoxPlace.RELEASED, BoxPlace.PICKED_UP, BoxPlace.LEFT_THE_COUNTRY, BoxPlace.DESTROYED),
        *(BoxPlace.SEIZED, BoxPlace.HANDED_OVER, BoxPlace.NOT_SHIPPED),
    }
    assert box_standing.whereabouts(state, box_of(state)).place in over


async def test_an_alarm_that_was_judged_says_so() -> None:
    found = [
        (check.found, check.settled)
        for state in states(await played("innocent_alarm", MONDAY, 1))
        if (check := box_standing.radiation(box_of(state)))
    ]
    assert tuple(dict.fromkeys(found)) == (
        (CheckResult.ALARM, None),
        (CheckResult.ALARM, Triage.INNOCENT),
    )


async def test_an_image_that_was_right_says_so() -> None:
    found = [
        (check.found, check.settled)
        for state in states(await played("bullets", MONDAY, 1))
        if (check := box_standing.machine(state, box_of(state)))
    ]
    assert tuple(dict.fromkeys(found)) == (
        (CheckResult.ALARM, None),
        (CheckResult.ALARM, Suspicion.CONFIRMED),
    )


def with_defects(state: State, *statuses: Suspicion) -> State:
    box = box_of(state).number
    defects = tuple(Defect(reason="NC-15", status=each, box=box) for each in statuses)
    return replace(state, defects=defects)


@pytest.mark.parametrize(
    "statuses, settled",
    [
        ((), None),
        ((Suspicion.SUSPECTED,), None),
        ((Suspicion.CLEARED,), Suspicion.CLEARED),
        ((Suspicion.CLEARED, Suspicion.SUSPECTED), None),
        ((Suspicion.CONFIRMED, Suspicion.CLEARED), Suspicion.CONFIRMED),
    ],
)
@pytest.mark.parametrize("seal", SealState)
async def test_a_seal_that_was_wrong_is_settled_with_what_was_suspected(
    seal: SealState, statuses: tuple[Suspicion, ...], settled: Suspicion | None
) -> None:
    state = with_defects((await played("rejected", MONDAY, 1)).state, *statuses)
    check = box_standing.seal(state, replace(box_of(state), seal_state=seal))
    assert check is not None
    right = seal in (SealState.INTACT, SealState.REPLACED)
    assert (check.found, check.settled) == (seal, None if right else settled)


@pytest.mark.parametrize("place", BoxPlace)
def test_every_place_has_a_name(place: BoxPlace) -> None:
    assert label(place).zh
