"""The columns of a history file: how they are headed, how a cell becomes a value.

Particulars of goods are read as in a manifest; what a look at them came to is read here. A finding
more has a further row, as a box more has in a manifest.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from models.history import texts
from models.kernel.codes import ReasonCode
from models.kernel.identity import tidy_name
from models.kernel.language import Text
from models.kernel.risk_terms import Channel
from models.kernel.spelling import number, plain
from models.kernel.terms import Suspicion
from models.manifest import CellError
from models.manifest import texts as cells
from models.manifest.cell_parsers import CONSIGNMENT, Cell, Column, identifier, instant, text
from models.manifest.column_mapping import Layout
from models.manifest.headers import ALIASES, KILOGRAMS, Headings

T = TypeVar("T")

_COUNT = re.compile(r"[0-9]{1,4}")
_BETWEEN = re.compile(r"[\s;,、+/|]+")


class Where(StrEnum):
    """Where a finding was made: beside the ordinary inspection here."""

    HERE = "HERE"
    ABROAD = "ABROAD"
    RELEASED = "RELEASED"


_CHANNELS: Mapping[Channel, tuple[str, ...]] = {
    Channel.PORTAL: ("PORTAL", "门户", "门式", "放射", "放射性检测", "radiation"),
    Channel.SECONDARY: ("SECONDARY", "复测", "手持复测", "handheld"),
    Channel.MACHINE: ("MACHINE", "机检", "x光", "x-ray"),
    Channel.DOCUMENTS: ("DOCUMENTS", "单证", "审单", "docs"),
    Channel.LABORATORY: ("LABORATORY", "化验", "实验室", "送检", "lab"),
}
"""Looks at a whole batch; boxes that were opened and emptied are counted."""

_REASONS: Mapping[ReasonCode, tuple[str, ...]] = {one: (one, one.name) for one in ReasonCode}
_STATES: Mapping[Suspicion, tuple[str, ...]] = {
    Suspicion.SUSPECTED: ("SUSPECTED", "疑似", "待定", "pending"),
    Suspicion.CONFIRMED: ("CONFIRMED", "确认", "不合格"),
    Suspicion.CLEARED: ("CLEARED", "排除", "合格"),
}
_PLACES: Mapping[Where, tuple[str, ...]] = {
    Where.HERE: ("HERE", "现场", "口岸"),
    Where.ABROAD: ("ABROAD", "境外", "装运前"),
    Where.RELEASED: ("RELEASED", "放行后", "after release"),
}
_TRUTHS: Mapping[bool, tuple[str, ...]] = {
    True: ("YES", "true", "1", "是", "合成", "synthetic"),
    False: ("NO", "false", "0", "否"),
}


def _identifier(cell: Cell) -> str | CellError:
    found = identifier(cell)
    return found if isinstance(found, CellError) else number(found)


def _name(cell: Cell) -> str | CellError:
    found = text(cell)
    return found if isinstance(found, CellError) else tidy_name(found)


def _count(cell: Cell) -> int | CellError:
    if _COUNT.fullmatch(cell.text):
        return int(cell.text)
    return CellError(texts.NOT_COUNT, texts.WRITE_COUNT)


def _channels(cell: Cell) -> tuple[Channel, ...] | CellError:
    return _several(cell, _CHANNELS, texts.NOT_CHANNEL)


def _reasons(cell: Cell) -> tuple[ReasonCode, ...] | CellError:
    return _several(cell, _REASONS, texts.NOT_REASON)


def _reason(cell: Cell) -> ReasonCode | CellError:
    return _one(cell, _REASONS, texts.NOT_REASON)


def _status(cell: Cell) -> Suspicion | CellError:
    return _one(cell, _STATES, texts.NOT_STATUS)


def _where(cell: Cell) -> Where | CellError:
    return _one(cell, _PLACES, texts.NOT_PLACE)


def _truth(cell: Cell) -> bool | CellError:
    return _one(cell, _TRUTHS, texts.NOT_TRUTH)


def _several(
    cell: Cell, known: Mapping[T, tuple[str, ...]], wrong: Text
) -> tuple[T, ...] | CellError:
    """The values of a list in one cell, each once."""
    parts = [part for part in _BETWEEN.split(cell.text) if part]
    found = {part: _meant(part, known) for part in parts}
    lacking = [part for part, value in found.items() if value is None]
    if lacking:
        return CellError(wrong, cells.ONE_OF, {**_choices(known), "part": lacking[0]})
    return tuple(dict.fromkeys(value for value in found.values() if value is not None))


def _one(cell: Cell, known: Mapping[T, tuple[str, ...]], wrong: Text) -> T | CellError:
    found = _meant(cell.text, known)
    if found is None:
        return CellError(wrong, cells.ONE_OF, {**_choices(known), "part": cell.text})
    return found


def _meant(part: str, known: Mapping[T, tuple[str, ...]]) -> T | None:
    """That one of the known of which this is a name, however it is written."""
    wanted = plain(part)
    return next((one for one, names in known.items() if wanted in map(plain, names)), None)


def _choices(known: Mapping[T, tuple[str, ...]]) -> dict[str, object]:
    return {"choices": ", ".join(names[0] for names in known.values())}


COLUMNS: Mapping[str, Column] = {
    "batch_no": Column("batch", _identifier),
    "concluded": Column("concluded_at", instant),
    "enterprise": Column("enterprise", _name, verbatim=True),
    "supplier": Column("supplier", _name, verbatim=True),
    **{name: CONSIGNMENT[name] for name in ("kind", "category", "code", "origin", "load_port")},
    "net_weight_kg": CONSIGNMENT["net_weight_kg"],
    "boxes": Column("boxes", _count),
    "opened": Column("opened", _count),
    "emptied": Column("emptied", _count),
    "channels": Column("done", _channels),
    "uncovered": Column("uncovered", _reasons),
    "reason": Column("reason", _reason),
    "status": Column("suspicion", _status),
    "found": Column("occurred_at", instant),
    "where": Column("where", _where),
    "synthetic": Column("synthetic", _truth),
}

OF_FINDING = ("reason", "status", "found", "where")
OF_BATCH = tuple(name for name in COLUMNS if name not in OF_FINDING)
"""What a further row of a batch repeats, or leaves blank; first the number that makes it one."""

BLANK: Mapping[str, object] = {
    **dict.fromkeys(("channels", "uncovered"), ()),
    **dict.fromkeys(("reason", "status", "found"), None),
    "where": Where.HERE,
    "synthetic": False,
}
"""What a blank cell of these says; any other must be filled."""

_SHARED = ("enterprise", "supplier", "kind", "category", "code", "origin", "load_port")

HISTORY = Headings(
    {
        "batch_no": ("批次号", "批次", "编号", "检验批号", "batch", "batch no", "batch number"),
        "concluded": ("结论日期", "结束日期", "检验日期", "concluded on", "date of conclusion"),
        **{name: ALIASES[name] for name in (*_SHARED, "net_weight_kg")},
        "boxes": ("箱数", "集装箱数", "containers", "number of boxes"),
        "opened": ("开箱数", "开箱", "boxes opened"),
        "emptied": ("掏箱数", "掏箱", "boxes emptied"),
        "channels": ("检查方式", "已做检查", "查验方式", "channels done", "looks"),
        "uncovered": ("未检查项目", "未覆盖原因", "uncovered reasons", "not covered"),
        "reason": ("不合格原因", "原因", "finding", "nc"),
        "status": ("认定状态", "状态", "finding status"),
        "found": ("发现日期", "found on", "date found"),
        "where": ("发现环节", "环节", "found where"),
        "synthetic": ("合成数据", "模拟数据", "made up"),
    },
    {"net_weight_kg": KILOGRAMS},
    frozenset({"concluded", "found"}),
)

OF_HISTORY = Layout(
    HISTORY, COLUMNS, frozenset({"uncovered", "found", "where", "synthetic"}), "batch_no"
)
