"""The cast of the chaos check: so many consignments that nobody takes one for another."""

from collections import Counter
from datetime import UTC, datetime

from models.kernel.identity import is_box_number, is_seq_no, is_tracking_no
from systems.scenarios import casting
from tools.chaos import cast_of


def test_doubles_play_the_scripts_of_the_sample_under_numbers_of_their_own() -> None:
    cast = cast_of(2 * len(casting()), datetime.now(UTC))
    known = [role.registration for role in cast]
    numbers = [
        number
        for one in known
        for number in (one.tracking_no, one.seq_no, one.bill_no, *_of_boxes(one.boxes))
    ]
    assert max(Counter(numbers).values()) == 1
    assert all(is_tracking_no(one.tracking_no) and is_seq_no(one.seq_no) for one in known)
    assert all(is_box_number(box.number) for one in known for box in one.boxes)
    names = [role.script.name for role in cast]
    assert names[: len(casting())] == names[len(casting()) :]


def _of_boxes(boxes: object) -> list[str]:
    assert isinstance(boxes, tuple)
    return [number for box in boxes for number in (box.number, box.seal)]
