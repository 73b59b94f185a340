"""Consignments for a running stack: each test takes numbers that no other test has."""

import csv
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from models.consignment.registration import Registration
from tests.history import sample_registration

COLUMNS = (
    *("tracking_no", "unified_no", "bill_no", "enterprise", "supplier", "origin", "load_port"),
    *("discharge_port", "kind", "category", "code", "net_weight_kg", "value", "currency"),
    *("vessel", "etd", "eta", "risk_level", "box_no", "seal_no", "box_net_weight_kg"),
)
_NAMES = {"seq_no": "unified_no"}
_numbers = count(700)


def consignment(
    *, boxes: int = 1, arrives_in: timedelta = timedelta(days=20), **overrides: object
) -> Registration:
    """A consignment that has just been announced."""
    eta = datetime.now(UTC).replace(microsecond=0) + arrives_in
    voyage = {"etd": eta - timedelta(days=5), "eta": eta}
    return sample_registration(next(_numbers), boxes, **{**voyage, **overrides})


def manifest(folder: Path, *consignments: Registration, **first: str) -> Path:
    """A manifest file; `first` overrides cells of its first row."""
    rows = [row for each in consignments for row in _rows(each)]
    rows[0] |= first
    file = folder / f"manifest-{rows[0]['tracking_no']}.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return file


def _rows(registration: Registration) -> list[dict[str, str]]:
    dumped = registration.model_dump(mode="json", exclude={"boxes"})
    shared = {_NAMES.get(name, name): value for name, value in dumped.items()}
    return [
        {
            **{name: value for name, value in shared.items() if name in COLUMNS},
            "box_no": box.number,
            "seal_no": box.seal,
            "box_net_weight_kg": str(box.net_weight_kg),
        }
        for box in registration.boxes
    ]
