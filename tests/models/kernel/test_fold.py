"""What a row of the fold gets wrong is found before it runs."""

import re
from pathlib import Path

import pytest
from mypy import api

from models.consignment.box import Box
from models.kernel.base_types import replace
from models.kernel.fold import Row, on, table
from models.transport.events import BoxFound, BoxMissing

ROOT = Path(__file__).parents[3]

BEFORE = """\
from datetime import datetime

from models.consignment.box import Box
from models.consignment.deadline import Deadline
from models.consignment.evolution_tables import Changes
from models.consignment.state import State
from models.enterprise.events import EnrolmentRenewed
from models.enterprise.state import EnterpriseState
from models.kernel.base_types import replace
from models.kernel.fold import Table, on, table
from models.kernel.terms import Mode
from models.transport.events import BoxFound, GatedOut

def left(body: GatedOut, box: Box, at: datetime) -> Box:
    return replace(box, gated_out=at)

def enterprises(rows: Table[EnterpriseState]) -> None: ...

"""

OF_A_BOX, OF_ALL = "Changes(box=(on({}),))", "Changes(state=(on({}),))"
OF_AN_ENTERPRISE = "enterprises(table((on({}),)))"

RIGHT = (
    OF_A_BOX.format("GatedOut, left"),
    OF_A_BOX.format("GatedOut, lambda e, box, at: replace(box, gated_out=at, plate=e.plate)"),
    OF_ALL.format("GatedOut, lambda e, s, at: replace(s, slot=at, carrier=e.plate)"),
    OF_AN_ENTERPRISE.format("EnrolmentRenewed, lambda e, s, _: replace(s, valid_to=e.valid_to)"),
)

WRONG = {
    OF_A_BOX.format("GatedOut, lambda _, box, at: replace(box, gatd_out=at)"): "call-arg",
    OF_A_BOX.format("GatedOut, lambda _, box, __: replace(box, gated_out=1)"): "arg-type",
    OF_A_BOX.format("GatedOut, lambda e, box, _: replace(box, plate=e.plat)"): "attr-defined",
    OF_A_BOX.format("GatedOut, lambda e, _, __: {'plate': e.plate}"): "arg-type",
    OF_A_BOX.format("BoxFound, left"): "arg-type",
    OF_A_BOX.format("GatedOt, lambda _, box, __: box"): "name-defined",
    OF_A_BOX.format("Deadline, lambda _, box, __: box"): "type-var",
    OF_ALL.format("GatedOut, left"): "arg-type",
    OF_ALL.format("GatedOut, lambda _, s, __: replace(s, mod=Mode.PILOT)"): "call-arg",
    OF_ALL.format("GatedOut, lambda _, s, __: replace(s, mode='PILOT')"): "arg-type",
    OF_ALL.format("GatedOut, lambda e, s, _: replace(s, carrier=e.carrier)"): "attr-defined",
    OF_AN_ENTERPRISE.format("EnrolmentRenewed, lambda _, s, __: replace(s, valid=1)"): "call-arg",
    "def met(d: Deadline) -> Deadline: return replace(d, closed=None)": "call-arg",
    "def moot(d: Deadline) -> Deadline: return replace(d, moot=None)": "arg-type",
    "replace(left, gated_out=None)": "type-var",
}


def codes(lines: list[str], file: Path) -> dict[str, set[str]]:
    """The lines that do not pass the type check of the project, with the codes of what is wrong."""
    file.write_text(BEFORE + "\n".join(lines) + "\n", encoding="utf-8")
    said, failure, _ = api.run(["--config-file", str(ROOT / "pyproject.toml"), str(file)])
    assert not failure
    text = file.read_text(encoding="utf-8").splitlines()
    wrong: dict[str, set[str]] = {}
    for number, code in re.findall(r"\.py:(\d+): error: .*\[([\w-]+)\]$", said, re.MULTILINE):
        wrong.setdefault(text[int(number) - 1], set()).add(code)
    return wrong


def test_a_row_with_a_wrong_field_value_or_event_fails_the_type_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    found = codes([*RIGHT, *WRONG], tmp_path / "rows.py")
    assert found.keys() == WRONG.keys()
    assert {line: code for line, code in WRONG.items() if code not in found[line]} == {}


def test_two_rows_about_the_same_event_are_refused() -> None:
    missing: Row[Box] = on(BoxMissing, lambda _, box, __: replace(box, missing=True))
    found: Row[Box] = on(BoxFound, lambda _, box, __: replace(box, missing=False))
    assert set(table((missing, found))) == {BoxMissing, BoxFound}
    with pytest.raises(ValueError, match="BoxMissing"):
        table((missing, found, missing))
