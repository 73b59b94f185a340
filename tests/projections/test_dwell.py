"""Where the time goes: stays by box, what was frozen of them, and the three spans."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from models.arrival.events import VesselArrived
from models.inspection.events import Unloaded
from models.inspection.messages import PermitUnloading
from models.kernel.terms import (
    CheckResult,
    Mode,
    Outcome,
    Stage,
    System,
)
from models.port.events import (
    MachineInspected,
    PortalWentOffline,
)
from models.supervision.messages import Close, Hold, Release, Resume
from models.transport.events import GatedOut
from projections.consignment_fold import Consignment
from projections.dwell import DWELL, DwellRow, keeps, rows
from tests.history import History
from tests.inspecting import conforming
from tests.projections.stories import (
    OFFICER,
    SHIP_ARRIVES,
    approved,
    arrived,
    consignment,
    hauled,
    permitted,
)

HOUR = 3600
DISCHARGED = SHIP_ARRIVES + 3


def folded(history: History) -> Consignment:
    return consignment(history, keeps)


def dwells(history: History) -> dict[str, DwellRow]:
    return {row.box: row for row in rows(folded(history))}


def test_each_stage_begins_where_the_one_before_ends() -> None:
    history = hauled(1)
    stays = dwells(history)[""].stays
    stages = [stay.stage for stay in stays]
    assert stages == [Stage.AUDIT, Stage.INBOUND, Stage.PORT, Stage.ROAD, Stage.FACTORY]
    assert stays[0].entered_at == history.start
    for before, after in pairwise(stays):
        assert before.left_at == after.entered_at
    assert stays[-1].left_at is None


def test_boxes_leave_the_port_each_in_their_own_time() -> None:
    history = permitted(1, boxes=2)
    first, second = history.state.boxes
    gate = GatedOut(box=first, plate="浙B2", lock_no="LK-2", locked=True, seals=())
    found = dwells(history.hears(gate, DISCHARGED + 10))
    assert found[first].stays[-1].stage is Stage.ROAD
    assert found[second].stays[-1].stage is Stage.PORT
    assert found[first].port_seconds == 10 * HOUR
    assert found[second].port_seconds is None
    assert found[""].port_seconds is None


def test_the_three_spans_count_from_the_discharge() -> None:
    history = hauled(1, boxes=2)
    found = dwells(history)
    assert {row.port_seconds for row in found.values()} == {3 * HOUR}
    assert {row.to_site_seconds for row in found.values()} == {4 * HOUR}
    assert {row.to_use_seconds for row in found.values()} == {None}


def test_the_permission_to_use_ends_the_third_span() -> None:
    history = hauled(1)
    (box,) = history.state.boxes
    history.takes(PermitUnloading(box=box), DISCHARGED + 5)
    history.hears(Unloaded(box=box, net_kg=Decimal(21550)), DISCHARGED + 6, System.ENTERPRISE)
    history.obeys(conforming(OFFICER, box), DISCHARGED + 20)
    history.takes(Release(), DISCHARGED + 24).takes(
        Close(outcome=Outcome.RELEASED), DISCHARGED + 24
    )
    found = dwells(history)
    assert found[""].to_use_seconds == found[box].to_use_seconds == 24 * HOUR
    assert found[""].stays[-1].stage is Stage.CLOSED


def test_in_the_traditional_mode_goods_stay_in_the_port_until_they_are_picked_up() -> None:
    history = arrived(1, level="R3")
    assert history.state.mode is Mode.TRADITIONAL
    assert dwells(history)[""].port_seconds is None
    (box,) = history.state.boxes
    scanned = MachineInspected(box=box, scan_id="X-1", result=CheckResult.PASSED)
    history.hears(scanned, DISCHARGED + 60)
    history.obeys(conforming(OFFICER, box), DISCHARGED + 70)
    history.takes(Release(), DISCHARGED + 70)
    assert dwells(history)[""].port_seconds is None
    history.hears(GatedOut(box=box, plate="浙B2", lock_no="", locked=False), DISCHARGED + 90)
    row = dwells(history)[""]
    assert row.port_seconds == 90 * HOUR
    # Nobody follows the box any further: it is on site then at the earliest.
    assert row.to_site_seconds == 90 * HOUR
    assert row.to_use_seconds == 70 * HOUR


def test_what_was_frozen_of_a_stay_is_counted() -> None:
    history = permitted(1)
    history.obeys(Hold(officer=OFFICER, reason="papers"), DISCHARGED + 3)
    history.obeys(Resume(officer=OFFICER, reason="in order"), DISCHARGED + 5)
    history.obeys(Hold(officer=OFFICER, reason="again"), DISCHARGED + 9)
    port = dwells(history)[""].stays[-1]
    assert (port.stage, port.frozen_seconds) == (Stage.PORT, 2 * HOUR)


def test_a_freeze_that_lasts_counts_up_to_the_last_event() -> None:
    history = permitted(1)
    history.obeys(Hold(officer=OFFICER, reason="papers"), DISCHARGED + 3)
    history.hears(
        PortalWentOffline(box=next(iter(history.state.boxes)), portal_id="R"), DISCHARGED + 7
    )
    assert dwells(history)[""].stays[-1].frozen_seconds == 4 * HOUR


def test_a_late_report_makes_no_stage_end_before_it_began() -> None:
    history = approved(1)
    early = VesselArrived(vessel="EVER LUCID")
    history.hears(early, -5, System.CLEARANCE)
    for stay in dwells(history)[""].stays:
        assert stay.left_at is None or stay.left_at - stay.entered_at >= timedelta(0)


@pytest.mark.parametrize("boxes", [1, 3])
def test_there_is_a_row_for_the_whole_and_for_each_box(boxes: int) -> None:
    found = list(DWELL.rows(folded(approved(1, boxes))))
    assert len(found) == boxes + 1
    assert len({row.box for row in found if isinstance(row, DwellRow)}) == boxes + 1
