"""The same manifest, whatever it is written in, is read as the same registrations."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.consignment.registration import BoxRegistration, Registration
from models.kernel.clock import CHINA
from models.kernel.identity import tidy_name
from models.manifest import read_rows
from models.rules.rulebook import rulebook
from scripts.importing import load
from scripts.manifests import read_file
from tests.history import sample_registration
from tests.scripts.manifests import writers
from tests.scripts.manifests.writers import FORMATS, saved

RULES = rulebook("2025-09")
NAMES = st.sampled_from(
    ["甬江再生铜业有限公司", "镕堃金属（宁波）", 'Hinode; Recycle, "KK"', "東湖 Metals", "㐀𠮷贸易"]
)
GRAMS = st.integers(1_000_000, 25_000_000)


@st.composite
def registrations(draw: st.DrawFn) -> list[Registration]:
    found = []
    for number in range(draw(st.integers(1, 4))):
        made = sample_registration(number * 3 + 1, draw(st.integers(1, 3)))
        boxes = tuple(
            BoxRegistration(number=box.number, seal=box.seal, net_weight_kg=Decimal(grams) / 1000)
            for box, grams in zip(made.boxes, draw(st.lists(GRAMS, min_size=3)), strict=False)
        )
        etd = datetime(2026, 12, draw(st.integers(1, 9)), draw(st.integers(0, 23)), 30, tzinfo=UTC)
        found.append(
            made.model_copy(
                update={
                    "boxes": boxes,
                    "net_weight_kg": sum((box.net_weight_kg for box in boxes), Decimal(0)),
                    "supplier": draw(NAMES),
                    "enterprise": tidy_name(draw(NAMES)),
                    "etd": etd,
                    "eta": etd.replace(month=12, day=28),
                }
            )
        )
    return found


def read(content: bytes, suffix: str) -> Sequence[Registration]:
    with TemporaryDirectory() as folder:
        rows = read_file(saved(Path(folder), f"m{suffix}", content)).rows
    parsed = read_rows(rows, RULES)
    assert parsed.problems == ()
    return parsed.registrations


@settings(max_examples=25)
@given(registrations())
@pytest.mark.parametrize("name", FORMATS)
def test_a_manifest_reads_the_same_in_every_format(name: str, written: list[Registration]) -> None:
    suffix, write = FORMATS[name]
    assert list(read(write(written), suffix)) == written


@pytest.mark.parametrize("namespace", ["", ' xmlns="http://www.chinaport.gov.cn/dec"'])
@pytest.mark.parametrize("boxes", [1, 3])
def test_a_declaration_with_its_supplement_reads_the_same(
    tmp_path: Path, namespace: str, boxes: int
) -> None:
    days = {
        "etd": datetime(2026, 12, 1, tzinfo=UTC).replace(hour=16),
        "eta": datetime(2026, 12, 7, tzinfo=UTC).replace(hour=16),
    }
    wanted = sample_registration(1, boxes, **days)
    wanted = wanted.model_copy(
        update={name: moment.astimezone(CHINA) for name, moment in days.items()}
    )
    message = saved(tmp_path, "d.xml", writers.declaration(wanted, namespace=namespace))
    extra = saved(tmp_path, "extra.csv", writers.supplement(wanted))
    parsed = load(message, supplement=extra).parsed
    assert parsed.errors == ()
    assert parsed.registrations == (wanted,)
