"""How the columns of a manifest are headed, in Chinese and English, and the unit a header names.

The names are those of the declaration form, of packing lists and of bills of lading, as of
2026-11 [prop]. A header in two languages counts when both say the same.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

ALIASES: Mapping[str, tuple[str, ...]] = {
    "tracking_no": ("跟踪号", "追踪号", "跟踪编号", "tracking no", "tracking number"),
    "unified_no": ("统一编号", "unified no", "unified number", "seq no"),
    "bill_no": ("提单号", "提运单号", "bill no", "b/l no", "bill of lading", "bill of lading no"),
    "enterprise": (
        *("企业", "企业名称", "利用企业", "加工利用企业", "收货人", "境内收货人"),
        *("消费使用单位", "enterprise", "consignee", "importer"),
    ),
    "supplier": (
        *("供应商", "供货商", "境外供应商", "境外发货人", "发货人"),
        *("supplier", "overseas supplier", "shipper", "consignor"),
    ),
    "origin": ("原产国", "原产国(地区)", "原产地", "origin", "country of origin"),
    "load_port": ("装货港", "装运港", "启运港", "起运港", "load port", "port of loading", "pol"),
    "discharge_port": (
        *("卸货港", "目的港", "入境口岸"),
        *("discharge port", "port of discharge", "pod"),
    ),
    "kind": ("种类", "金属种类", "品类", "kind", "kind of metal", "metal"),
    "category": (
        *("品名", "货名", "商品名称", "货物名称"),
        *("category", "goods", "description", "description of goods", "commodity"),
    ),
    "code": (
        *("商品编码", "商品编号", "税号", "海关编码", "hs编码"),
        *("code", "hs code", "customs code", "tariff code"),
    ),
    "net_weight_kg": ("净重", "总净重", "net weight", "total net weight", "net wt", "n.w."),
    "value": (
        *("货值", "总价", "总值", "金额", "总金额"),
        *("value", "total value", "amount", "total amount", "invoice value"),
    ),
    "currency": ("币制", "币种", "currency"),
    "vessel": (
        *("船名", "船名航次", "运输工具", "运输工具名称"),
        *("vessel", "vessel name", "vessel/voyage"),
    ),
    "etd": (
        *("离港日期", "离港时间", "预计离港", "预计离港时间", "开船日期", "启运日期"),
        *("etd", "departure", "date of departure"),
    ),
    "eta": (
        *("到港日期", "到港时间", "预计到港", "预计到港时间", "抵港日期", "预计抵港"),
        *("eta", "arrival", "date of arrival"),
    ),
    "risk_level": ("风险等级", "风险级别", "risk level", "risk"),
    "box_no": (
        "箱号",
        "集装箱号",
        "柜号",
        "box no",
        "container",
        "container no",
        "container number",
    ),
    "seal_no": ("封号", "封志号", "铅封号", "封条号", "seal", "seal no", "seal number"),
    "box_net_weight_kg": (
        *("箱净重", "单箱净重", "每箱净重", "箱内净重", "集装箱净重"),
        *("box net weight", "container net weight", "net weight per container"),
    ),
}
"""Beside its own name, every column answers to these."""

PASSED_OVER = (
    *("序号", "备注", "毛重", "件数"),
    *("no", "item", "remark", "remarks", "note", "notes", "gross weight", "packages"),
)
"""Columns that many files have and nobody needs: no word about them."""

KILOGRAMS: Mapping[str, Decimal] = {
    **dict.fromkeys(("kg", "kgs", "kilogram", "kilograms", "千克", "公斤"), Decimal(1)),
    **dict.fromkeys(("t", "mt", "tonne", "tonnes", "吨", "公吨"), Decimal(1000)),
}
"""Kilograms in a unit of weight; `ton` is left out: it may be a short or a long one."""

AMOUNTS: Mapping[str, Decimal] = {"元": Decimal(1), "万元": Decimal(10_000)}
"""What a value is counted in."""

_UNITS: Mapping[str, Mapping[str, Decimal]] = {
    "net_weight_kg": KILOGRAMS,
    "box_net_weight_kg": KILOGRAMS,
    "value": AMOUNTS,
}
_REMEMBERED = 1000
_UNIT = re.compile(r"^(?P<name>.+?)[\s(\[/,:_-]*(?P<unit>[a-z]+|[千公万]?[克斤吨元])\s*[)\]]?$")
_BETWEEN = re.compile(r"[\n/]|(?<=[\u4e00-\u9fff)])\s*(?=[a-z]{2})")


class Heading(NamedTuple):
    """A column that a header names, how many of our units one of its units is, and its unit."""

    column: str
    factor: Decimal = Decimal(1)
    unit: str = ""


class Headings:
    """The columns of one kind of table: what each answers to, which have units, which are dates."""

    def __init__(
        self,
        aliases: Mapping[str, tuple[str, ...]],
        units: Mapping[str, Mapping[str, Decimal]],
        dates: frozenset[str],
    ) -> None:
        self.aliases, self.dates, self._units = aliases, dates, units
        self._columns = dict(_spelled(aliases))
        self._known: dict[str, Heading | None] = {}

    def heading(self, written: str) -> Heading | None:
        """The column that a header means; None when it means none that is known."""
        if written not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            text = " ".join(unicodedata.normalize("NFKC", written).lower().split(" "))
            text = text.strip(" *:\n")
            self._known[written] = self._of(text) or self._of_two_languages(text)
        return self._known[written]

    def _of(self, text: str) -> Heading | None:
        if (column := self._columns.get(_folded(text))) is not None:
            return Heading(column, unit="kg" if _folded(text).endswith("kg") else "")
        found = _UNIT.match(text)
        if found is None:
            return None
        column, unit = self._columns.get(_folded(found["name"])), found["unit"]
        factor = None if column is None else self._units.get(column, {}).get(unit)
        return None if column is None or factor is None else Heading(column, factor, unit)

    def _of_two_languages(self, text: str) -> Heading | None:
        parts = [part for part in _BETWEEN.split(text) if _folded(part)]
        known = [found for found in map(self._of, parts) if found is not None]
        if len(parts) < 2 or len(known) < len(parts) or len({each.column for each in known}) > 1:  # noqa: PLR2004 - two languages
            return None
        units = {each.factor: each for each in known if each.unit}
        if len(units) > 1:
            return None
        return next(iter(units.values()), known[0])


def passed_over(written: str) -> bool:
    """Whether a column needs no word."""
    text = unicodedata.normalize("NFKC", written).lower()
    found = _UNIT.match(text)
    names = (text, found["name"] if found else text)
    return any(_folded(name) in _IDLE for name in names)


def _folded(text: str) -> str:
    """Without what people write in many ways: blanks, dots, hyphens, brackets."""
    return re.sub(r"[\W_]+", "", text)


def _spelled(aliases: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for column, others in aliases.items():
        for alias in (column, *others):
            yield _folded(alias), column


_IDLE = {"", *map(_folded, PASSED_OVER)}

MANIFEST = Headings(ALIASES, _UNITS, frozenset({"etd", "eta"}))


def heading(written: str) -> Heading | None:
    """The column of a manifest that a header means; None when it means none that is known."""
    return MANIFEST.heading(written)
