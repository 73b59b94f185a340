"""JSON files: a list of consignments, each with a list of boxes."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from models.manifest import ManifestRow
from scripts.manifests import texts
from scripts.manifests.encoding import decoded, whole
from scripts.manifests.errors import UnreadableFile
from scripts.manifests.notes import ReaderNote


def read(content: bytes, _: str | None) -> tuple[list[ManifestRow], list[ReaderNote]]:
    """One row a box, named by the number of its consignment in the list.

    Raises:
        Unreadable: it is not JSON, or not of this shape.
    """
    text, encoding = decoded(content)
    # Numbers stay as they are written: a float would change a weight.
    try:
        document = json.loads(
            text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_Object
        )
    except ValueError as error:
        raise UnreadableFile(texts.NOT_PARSED, why=error) from error
    if not isinstance(document, list):
        raise UnreadableFile(texts.NOT_A_LIST)
    notes = [] if encoding == "UTF-8" else [ReaderNote(texts.READ_AS, {"encoding": encoding})]
    return list(_rows(document)), notes


class _Object(dict[str, Any]):
    """An object that knows which of its keys stands in it twice; of a dict the last would win."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__((whole(name), value) for name, value in pairs)
        counts = Counter(whole(name) for name, _ in pairs)
        self.twice = next((name for name, count in counts.items() if count > 1), None)


def _rows(document: list[Any]) -> Iterator[ManifestRow]:
    for number, consignment in enumerate(document, start=1):
        if not isinstance(consignment, dict):
            raise UnreadableFile(texts.NOT_AN_OBJECT, number=number)
        _require_single_keys(number, consignment)
        for box in _boxes(number, consignment):
            yield ManifestRow(number, box)


def _require_single_keys(number: int, found: object) -> None:
    inside = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    if isinstance(found, _Object) and found.twice is not None:
        raise UnreadableFile(texts.KEY_TWICE, number=number, key=found.twice)
    for each in inside:
        _require_single_keys(number, each)


def _boxes(number: int, consignment: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    boxes = consignment.get("boxes", [])
    if not isinstance(boxes, list) or not all(isinstance(box, dict) for box in boxes):
        raise UnreadableFile(texts.BOXES_NOT_A_LIST, number=number)
    shared = {name: _text(value) for name, value in consignment.items() if name != "boxes"}
    for box in boxes or [{"box_no": "", "seal_no": "", "box_net_weight_kg": ""}]:
        yield {**shared, **{name: _text(value) for name, value in box.items()}}


def _text(value: object) -> str:
    if value is None:
        return ""
    return whole(value) if isinstance(value, str) else json.dumps(value)
