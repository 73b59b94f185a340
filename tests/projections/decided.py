"""Consignments that were looked at and decided on, for tests of what is reckoned from them."""

from typing import Any

from models.disposal.messages import DecideDisposal
from models.inspection.messages import InspectionFinding, RecordInspection
from models.kernel.terms import Disposal, Party
from models.supervision.messages import Release
from tests.history import History
from tests.inspecting import SECTIONS, conforming, looks
from tests.projections.stories import OFFICER, SHIP_ARRIVES, unloaded

INSPECTED = SHIP_ARRIVES + 12
RELEASED = INSPECTED + 10


def released(n: int, boxes: int = 1, **registered: Any) -> History:
    """Every box was opened, emptied and gone through, and all is well."""
    history = unloaded(n, boxes, **registered)
    done = conforming(OFFICER, *history.state.boxes)
    return history.obeys(done, INSPECTED).takes(Release(), RELEASED)


def failed(n: int, *found: InspectionFinding, **registered: Any) -> History:
    """The same was done, and these defects were found."""
    history = unloaded(n, **registered)
    command = RecordInspection(
        officer=OFFICER,
        conform=False,
        findings=found,
        opened=tuple(history.state.boxes),
        emptied=tuple(history.state.boxes),
        looks=looks(*SECTIONS),
    )
    return history.obeys(command, INSPECTED)


def returned(history: History) -> History:
    """It is ordered back."""
    ordered = DecideDisposal(
        officer=OFFICER, disposal=Disposal.RETURN, reason="failed", role=Party.INSPECTION_LEAD
    )
    return history.obeys(ordered, RELEASED)
