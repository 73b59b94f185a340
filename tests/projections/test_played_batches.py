"""Where a finding lay and how it can have been made, as the read model tells it."""

import pytest

from models.inspection.messages import InspectionFinding
from models.kernel.risk_terms import Channel
from models.kernel.terms import Mode, Stage
from projections.played_batches import played
from projections.risk_batch_row import RiskBatchRow
from projections.risk_batches import keeps, rows
from tests.history import sample_box
from tests.projections.decided import failed, returned
from tests.projections.stories import consignment


def the_row(reason: str = "NC-05", **changes: object) -> RiskBatchRow:
    """One batch of two boxes with one finding in the first."""
    found = InspectionFinding(reason=reason, box=sample_box(1, 1))
    (row,) = rows(consignment(returned(failed(1, found, boxes=2)), keeps))
    return row.model_copy(update=changes)


def channels(row: RiskBatchRow) -> tuple[Channel, ...]:
    (place,) = played(row).places.values()
    return place.channels


@pytest.mark.parametrize(
    "stage, mode, expected",
    [
        (Stage.FACTORY, Mode.PILOT, (Channel.OPEN,)),
        (Stage.PORT, Mode.PILOT, (Channel.MACHINE,)),
        (Stage.PORT, Mode.TRADITIONAL, (Channel.MACHINE, Channel.OPEN)),
    ],
)
def test_the_stage_tells_which_look_has_found_it(
    stage: Stage, mode: Mode, expected: tuple[Channel, ...]
) -> None:
    row = the_row()
    found = tuple(each.model_copy(update={"stage": stage}) for each in row.findings)
    assert channels(row.model_copy(update={"findings": found, "mode": mode})) == expected


def test_a_look_that_was_not_taken_has_found_nothing() -> None:
    row = the_row(reason="NC-12", mode=Mode.TRADITIONAL)
    assert channels(row) == (Channel.EMPTY,)


def test_what_was_drawn_is_told_box_by_box() -> None:
    batch = played(the_row())
    assert batch.drawn is not None
    assert batch.drawn.chances is not None
    assert set(batch.drawn.order) == {sample_box(1, 1), sample_box(1, 2)}
    assert (batch.drawn.opened, batch.drawn.emptied) == (1, 1)


def test_what_was_drawn_by_no_known_chances_is_bounded_and_what_was_never_drawn_is_evidence() -> (
    None
):
    old = played(the_row(selection=None)).drawn
    assert old is not None
    assert (old.chances, old.emptied) == (None, 2)
    assert played(the_row(selection=None, mode=Mode.UNDECIDED)).drawn is None
