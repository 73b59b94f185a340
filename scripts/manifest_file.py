"""From a manifest file to its rows: CSV (one row a box) or JSON (consignments with boxes)."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from models.errors import ManifestError
from models.manifest import Row


def read_file(path: Path) -> list[Row]:
    """The rows of a manifest file, as text.

    Raises:
        ManifestError: the file cannot be read, or is neither CSV nor JSON in UTF-8.
    """
    rows_of = _READERS.get(path.suffix.lower())
    if rows_of is None:
        raise ManifestError(f"{path} is neither .csv nor .json: save the manifest as one of them")
    try:
        return list(rows_of(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise ManifestError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ManifestError(
            f"{path} is not UTF-8 (byte {error.start}): save it again as 'CSV UTF-8'"
        ) from error
    except (ManifestError, ValueError, csv.Error, RecursionError) as error:
        raise ManifestError(f"{path} cannot be understood: {error}") from error


def _csv(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(reader, [])
    if len(set(header)) < len(header):
        raise ManifestError("two columns have the same name: each may stand once in the header")
    for cells in reader:
        if len(cells) > len(header):
            raise ManifestError(
                f"row {reader.line_num} has {len(cells)} cells under {len(header)} columns: "
                "a text with a comma belongs in quotes"
            )
        missing = [""] * (len(header) - len(cells))
        yield Row(reader.line_num, dict(zip(header, cells + missing, strict=True)))


def _json(text: str) -> Iterator[Row]:
    # Numbers stay as they are written: a float would change a weight.
    document = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    if not isinstance(document, list):
        raise ManifestError("its outermost value must be a list of consignments")
    for number, consignment in enumerate(document, start=1):
        if not isinstance(consignment, dict):
            raise ManifestError(f"consignment {number} must be an object with boxes")
        for box in _boxes(number, consignment):
            yield Row(number, box)


def _boxes(number: int, consignment: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    boxes = consignment.get("boxes", [])
    if not isinstance(boxes, list) or not all(isinstance(box, dict) for box in boxes):
        raise ManifestError(f"the boxes of consignment {number} must be a list of objects")
    shared = {name: _text(value) for name, value in consignment.items() if name != "boxes"}
    for box in boxes or [{"box_no": "", "seal_no": "", "box_net_weight_kg": ""}]:
        yield {**shared, **{name: _text(value) for name, value in box.items()}}


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


_READERS: Mapping[str, Callable[[str], Iterator[Row]]] = {".csv": _csv, ".json": _json}
