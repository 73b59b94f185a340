"""A truck passes a gate with no box, one or two: each box is told its own part."""

from typing import Any

import pytest

from models.inbound.inbound_message import TranslatedMessage, parts
from models.kernel.terms import System
from models.transport.events import GatedOut
from tests.systems.outside import BOX

OTHER = "TRLU3924710"
PASSAGE: dict[str, Any] = {
    "direction": "OUT",
    "place": "PORT",
    "plate": "浙B12345",
    "lock_state": "LOCKED",
}


def told(kind: str = "gate.passage", **data: Any) -> tuple[TranslatedMessage, ...]:
    time = "2026-03-04T08:00:00+08:00"
    return parts(
        System.CHECKPOINT, {"id": "p-1", "type": kind, "time": time, "data": PASSAGE | data}
    )


def left(box: str, lock_no: str = "", **more: Any) -> GatedOut:
    usual = {"plate": "浙B12345", "locked": True, **more}
    return GatedOut.model_validate({"box": box, "lock_no": lock_no, **usual})


@pytest.mark.parametrize(
    "boxes",
    [
        {"containers": [BOX, OTHER]},
        {"container_no": BOX, "container_no_2": OTHER},
        {"container_no": [BOX, "TRLU 392471-0"]},
        {"container_no": BOX, "containers": [BOX, OTHER]},
    ],
)
def test_two_boxes_are_told_one_by_one_and_found_by_their_own_numbers(boxes: Any) -> None:
    first, second = told(**boxes)
    assert (first.report.fact, second.report.fact) == (left(BOX), left(OTHER))
    assert (first.aliases, second.aliases) == ((BOX,), (OTHER,))
    assert [each.report.id for each in (first, second)] == [
        f"checkpoint-p-1#{BOX}",
        f"checkpoint-p-1#{OTHER}",
    ]


def test_the_boxes_keep_their_identities_whatever_order_they_are_read_in() -> None:
    ids = [{each.report.id for each in told(containers=c)} for c in ([BOX, OTHER], [OTHER, BOX])]
    assert ids[0] == ids[1]


def test_what_is_said_by_box_goes_to_its_box_and_what_is_nobody_s_to_none() -> None:
    by_box: dict[str, Any] = {
        "lock_no": ["JT-1", "JT-2"],
        "lock_state": ["LOCKED", "OPEN"],
        "seal_nos": [["S-1"], ["S-2"]],
    }
    first, second = told(containers=[BOX, OTHER], **by_box)
    assert first.report.fact == left(BOX, "JT-1", seals=("S-1",))
    assert second.report.fact == left(OTHER, "JT-2", locked=False, seals=("S-2",))
    shared: dict[str, Any] = {"lock_no": "JT-1", "seal_nos": ["S-1", "S-2"], "weight_kg": "48000"}
    for box, each in zip((BOX, OTHER), told(containers=[BOX, OTHER], **shared), strict=True):
        assert each.report.fact == left(box, seals=("S-1", "S-2"))


def test_one_box_in_a_list_is_one_box() -> None:
    (only,) = told(containers=[BOX], lock_no=["JT-1"])
    assert (only.report.id, only.report.fact) == ("checkpoint-p-1", left(BOX, "JT-1"))


@pytest.mark.parametrize(
    "boxes", [{}, {"container_no": None}, {"container_no": " - "}, {"containers": []}]
)
def test_a_passage_without_a_box_is_told_nobody(boxes: Any) -> None:
    assert told(**boxes) == ()


def test_a_passage_that_does_not_say_which_way_is_not_passed_over() -> None:
    (only,) = told(direction=None)
    assert only.report.fact.type == "unknown"


def test_another_message_without_a_box_is_not_passed_over() -> None:
    (only,) = told("lock.alarm", alarm="ROPE_CUT")
    assert only.report.fact.type == "unknown"


def test_more_boxes_than_a_truck_takes_are_not_understood() -> None:
    (only,) = told(containers=[BOX, OTHER, "CSQU3054400"])
    assert only.report.fact.type == "unknown"


def test_a_portal_that_measured_a_truck_measured_both_its_boxes() -> None:
    radiation = {"dose_rate_uSv_h": "0.6", "alarm_level": 2}
    both = told("radiation.measured", containers=[BOX, OTHER], radiation=radiation)
    assert [each.report.fact.type for each in both] == ["portal-reading"] * 2
