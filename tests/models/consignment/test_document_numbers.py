"""The documents that customs issue with a decision, and their numbers (domain 1.7)."""

import pytest

from models.arrival.events import Discharged, VesselArrived
from models.disposal.messages import ReleaseBoxes
from models.kernel.terms import Disposal
from models.process.evolve import fold
from models.rules.rulebook import rulebook
from models.supervision.messages import Release
from tests.given import Given, Told, given, later
from tests.models.stories import (
    BOX,
    BOX_2,
    CONFORM,
    DISPUTE,
    FAILED,
    LIN,
    REINSPECT,
    RETURN,
    TICK,
    UNLOADED,
    WORKED,
    disposal,
    failing,
    unloaded,
)

RULES = rulebook("2025-09")
FREE = ReleaseBoxes(officer=LIN, boxes=(BOX,), reason="nothing was found in it")


def documents(told: Given) -> list[str]:
    return [event.body.model_dump()["document"] for event in told.last if _written(event.body)]


def _written(body: object) -> bool:
    return bool(getattr(body, "document", ""))


@pytest.mark.parametrize(
    "before, decision, number",
    [
        (FAILED, disposal(Disposal.RECTIFY), "TN-3101-2025-000001-1"),
        (FAILED, disposal(Disposal.DESTROY), "TN-3101-2025-000001-1"),
        (FAILED, disposal(Disposal.RETURN), "RO-3101-2025-000001-1"),
        (UNLOADED, RETURN, "RO-3101-2025-000001-1"),
        ((*UNLOADED, CONFORM), Release(), "IC-3101-2025-000001-1"),
    ],
)
def test_a_decision_has_the_number_of_its_document(
    before: tuple[Told, ...], decision: Told, number: str
) -> None:
    told = given(*before).when(decision)
    assert documents(told) == [number]
    assert told.state.issued == (number,)


def test_documents_of_a_kind_are_counted_through() -> None:
    told = given(*FAILED, disposal(Disposal.RECTIFY), RETURN, disposal(Disposal.DESTROY))
    issued = ("TN-3101-2025-000001-1", "RO-3101-2025-000001-1", "TN-3101-2025-000001-2")
    assert told.state.issued == issued
    again = given(*FAILED, RETURN, DISPUTE, REINSPECT)
    again.when(RETURN)
    assert documents(again) == ["RO-3101-2025-000001-2"]


def test_boxes_that_are_released_by_themselves_have_a_certificate_of_their_own() -> None:
    told = given(*unloaded(BOX, BOX_2), failing("NC-09", BOX_2), WORKED, boxes=2).when(FREE)
    assert documents(told) == ["IC-3101-2025-000001-1"]


def test_before_the_declaration_has_a_number_the_office_is_that_of_the_rulebook() -> None:
    landed = (VesselArrived(vessel="EVER LUCID"), Discharged())
    told = given(*landed).when(RETURN)
    assert documents(told) == [f"RO-{RULES.office}-2025-000001-1"]


def test_an_order_that_a_deadline_gave_is_numbered_as_well() -> None:
    told = given(*FAILED, disposal(Disposal.RECTIFY), later(TICK, days=30), *[TICK] * 12)
    assert told.state.issued[-1] == "RO-3101-2025-000001-1"


def test_what_is_issued_is_remembered_from_the_events_alone() -> None:
    told = given(*FAILED, RETURN)
    folded = fold(told.events)
    assert folded is not None
    assert folded.issued == told.state.issued


def test_every_document_of_the_law_is_issued_with_some_decision() -> None:
    titles = {row.title for row in RULES.issued}
    said = next(row.rule for row in RULES.consequences if row.topic == "documents-issued")
    assert titles == {
        "inspection and quarantine treatment notice",
        "inspection certificate",
        "order to return",
    }
    assert all(title in said for title in titles)
