"""JSON files: a list of consignments, each with a list of boxes."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from models import plain_json
from models.manifest import Row
from scripts.manifests import words
from scripts.manifests.encoding import decoded
from scripts.manifests.errors import Unreadable
from scripts.manifests.notes import Note


def read(content: bytes, _: str | None) -> tuple[list[Row], list[Note]]:
    """One row a box, named by the number of its consignment in the list.

    Raises:
        Unreadable: it is not JSON, or not of this shape.
    """
    text, encoding = decoded(content)
    # Numbers stay as they are written: a float would change a weight.
    document = plain_json.as_written(text)
    if not isinstance(document, list):
        raise Unreadable(words.NOT_A_LIST)
    notes = [] if encoding == "UTF-8" else [Note(words.READ_AS, {"encoding": encoding})]
    return list(_rows(document)), notes


def _rows(document: list[Any]) -> Iterator[Row]:
    for number, consignment in enumerate(document, start=1):
        if not isinstance(consignment, dict):
            raise Unreadable(words.NOT_AN_OBJECT, number=number)
        for box in _boxes(number, consignment):
            yield Row(number, box)


def _boxes(number: int, consignment: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    boxes = consignment.get("boxes", [])
    if not isinstance(boxes, list) or not all(isinstance(box, dict) for box in boxes):
        raise Unreadable(words.BOXES_NOT_A_LIST, number=number)
    shared = {name: _text(value) for name, value in consignment.items() if name != "boxes"}
    for box in boxes or [{"box_no": "", "seal_no": "", "box_net_weight_kg": ""}]:
        yield {**shared, **{name: _text(value) for name, value in box.items()}}


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)
