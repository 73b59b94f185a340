"""The codes of countries, currencies and ports, and other ways in which they are written.

Which codes there are stands in `codes.json`, as libraries keep them (`tools/checks/codes.py`).
Customs codes are those of the single window as of 2026-11 [prop]: countries and currencies by
ISO letters since August 2018, by three digits before. Countries are those that ship the goods.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from models.kernel.terms import MetalKind

COUNTRIES: Mapping[str, tuple[str, ...]] = {
    "AE": ("138", "阿联酋"),
    "AU": ("601", "澳大利亚"),
    "BE": ("301", "比利时"),
    "BR": ("410", "巴西"),
    "CA": ("501", "加拿大"),
    "CL": ("412", "智利"),
    "DE": ("304", "德国"),
    "ES": ("312", "西班牙"),
    "FR": ("305", "法国"),
    "GB": ("303", "英国"),
    "HK": ("110", "中国香港", "香港"),
    "ID": ("112", "印度尼西亚", "印尼"),
    "IN": ("111", "印度"),
    "IT": ("307", "意大利"),
    "JP": ("116", "日本"),
    "KR": ("133", "韩国"),
    "MX": ("429", "墨西哥"),
    "MY": ("122", "马来西亚"),
    "NL": ("309", "荷兰"),
    "NZ": ("609", "新西兰"),
    "PH": ("129", "菲律宾"),
    "PL": ("327", "波兰"),
    "RU": ("344", "俄罗斯", "俄罗斯联邦"),
    "SA": ("131", "沙特阿拉伯", "沙特"),
    "SG": ("132", "新加坡"),
    "TH": ("136", "泰国"),
    "TW": ("143", "中国台湾", "台湾"),
    "US": ("502", "美国"),
    "VN": ("141", "越南"),
    "ZA": ("244", "南非"),
}

CURRENCIES: Mapping[str, tuple[str, ...]] = {
    "CNY": ("142", "人民币"),
    "EUR": ("300", "欧元"),
    "GBP": ("303", "英镑"),
    "HKD": ("110", "港币"),
    "JPY": ("116", "日元"),
    "KRW": ("133", "韩元"),
    "USD": ("502", "美元"),
}

KINDS: Mapping[MetalKind, tuple[str, ...]] = {
    MetalKind.COPPER: ("再生铜", "再生紫铜", "紫铜", "RECYCLED COPPER"),
    MetalKind.COPPER_ALLOY: ("再生铜合金", "再生黄铜", "黄铜", "铜合金", "RECYCLED COPPER ALLOY"),
    MetalKind.ALUMINIUM_PURE: ("再生纯铝", "纯铝", "RECYCLED PURE ALUMINIUM"),
    MetalKind.ALUMINIUM_WROUGHT: (
        *("再生变形铝合金", "变形铝合金"),
        "RECYCLED WROUGHT ALUMINIUM ALLOY",
    ),
    MetalKind.ALUMINIUM_CAST: (
        *("再生铸造铝合金", "铸造铝合金", "再生铸造铝合金原料"),
        "RECYCLED CAST ALUMINIUM ALLOY",
    ),
}

OFFICES: Mapping[str, str] = {"3104": "CNNBG"}
"""The port of a customs office of entry (`IEPort`)."""

WEIGHTS: Mapping[str, Decimal] = {"035": Decimal(1), "070": Decimal(1000)}
"""Kilograms in a unit of the declaration (`GUnit`, `FirstUnit`)."""


PUT_RIGHT: Mapping[str, Mapping[str, str]] = {
    "origin": {"UK": "GB", "EL": "GR"},
    "currency": {
        "NTD": "TWD",
        "RMB": "CNY",
        "YEN": "JPY",
        "STG": "GBP",
        "WON": "KRW",
        "US$": "USD",
    },
}
"""Codes that are no codes, but often written: what they mean is taken, with a warning."""


class _Known(NamedTuple):
    countries: Mapping[str, str]
    currencies: frozenset[str]
    ports: frozenset[str]


@lru_cache(maxsize=1)
def _known() -> _Known:
    said = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    ports = (f"{land}{place}" for land, places in said["ports"].items() for place in places.split())
    return _Known(said["countries"], frozenset(said["currencies"].split()), frozenset(ports))


def country(text: str) -> str | None:
    """The two letters of a country that a text means, by ISO 3166-1; None when it means none."""
    letters = {three: two for two, three in _known().countries.items()}
    found = spelled(COUNTRIES, text) or PUT_RIGHT["origin"].get(text) or letters.get(text, text)
    return found if found in _known().countries else None


def currency(text: str) -> str | None:
    """The letters of a currency that a text means, by ISO 4217; None when it means none."""
    found = spelled(CURRENCIES, text) or PUT_RIGHT["currency"].get(text, text)
    return found if found in _known().currencies else None


def is_port(code: str) -> bool:
    """Whether a seaport has this UN/LOCODE."""
    return code in _known().ports


def spelled(table: Mapping[str, tuple[str, ...]], text: str) -> str | None:
    """The entry of a table that a text means, in capitals; None when it means none."""
    wanted = " ".join(text.upper().split())
    return next((code for code, names in table.items() if wanted in (code, *names)), None)
