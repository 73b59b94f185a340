"""Other ways in which a country, a currency, a kind, a port and a unit are written.

Customs codes are those of the single window as of 2026-11 [prop]: countries and currencies by
ISO letters since August 2018, by three digits before. Countries are those that ship the goods.
"""

from collections.abc import Mapping
from decimal import Decimal

from models.terms import Kind

COUNTRIES: Mapping[str, tuple[str, ...]] = {
    "AE": ("ARE", "138", "阿联酋"),
    "AU": ("AUS", "601", "澳大利亚"),
    "BE": ("BEL", "301", "比利时"),
    "BR": ("BRA", "410", "巴西"),
    "CA": ("CAN", "501", "加拿大"),
    "CL": ("CHL", "412", "智利"),
    "DE": ("DEU", "304", "德国"),
    "ES": ("ESP", "312", "西班牙"),
    "FR": ("FRA", "305", "法国"),
    "GB": ("GBR", "303", "英国"),
    "HK": ("HKG", "110", "中国香港", "香港"),
    "ID": ("IDN", "112", "印度尼西亚", "印尼"),
    "IN": ("IND", "111", "印度"),
    "IT": ("ITA", "307", "意大利"),
    "JP": ("JPN", "116", "日本"),
    "KR": ("KOR", "133", "韩国"),
    "MX": ("MEX", "429", "墨西哥"),
    "MY": ("MYS", "122", "马来西亚"),
    "NL": ("NLD", "309", "荷兰"),
    "NZ": ("NZL", "609", "新西兰"),
    "PH": ("PHL", "129", "菲律宾"),
    "PL": ("POL", "327", "波兰"),
    "RU": ("RUS", "344", "俄罗斯", "俄罗斯联邦"),
    "SA": ("SAU", "131", "沙特阿拉伯", "沙特"),
    "SG": ("SGP", "132", "新加坡"),
    "TH": ("THA", "136", "泰国"),
    "TW": ("TWN", "143", "中国台湾", "台湾"),
    "US": ("USA", "502", "美国"),
    "VN": ("VNM", "141", "越南"),
    "ZA": ("ZAF", "244", "南非"),
}

CURRENCIES: Mapping[str, tuple[str, ...]] = {
    "CNY": ("142", "RMB", "人民币"),
    "EUR": ("300", "欧元"),
    "GBP": ("303", "英镑"),
    "HKD": ("110", "港币"),
    "JPY": ("116", "日元"),
    "KRW": ("133", "韩元"),
    "USD": ("502", "美元"),
}

KINDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.COPPER: ("再生铜", "再生紫铜", "紫铜", "RECYCLED COPPER"),
    Kind.COPPER_ALLOY: ("再生铜合金", "再生黄铜", "黄铜", "铜合金", "RECYCLED COPPER ALLOY"),
    Kind.ALUMINIUM_PURE: ("再生纯铝", "纯铝", "RECYCLED PURE ALUMINIUM"),
    Kind.ALUMINIUM_WROUGHT: (
        *("再生变形铝合金", "变形铝合金"),
        "RECYCLED WROUGHT ALUMINIUM ALLOY",
    ),
    Kind.ALUMINIUM_CAST: (
        *("再生铸造铝合金", "铸造铝合金", "再生铸造铝合金原料"),
        "RECYCLED CAST ALUMINIUM ALLOY",
    ),
}

OFFICES: Mapping[str, str] = {"3104": "CNNBG"}
"""The port of a customs office of entry (`IEPort`)."""

WEIGHTS: Mapping[str, Decimal] = {"035": Decimal(1), "070": Decimal(1000)}
"""Kilograms in a unit of the declaration (`GUnit`, `FirstUnit`)."""


def spelled(table: Mapping[str, tuple[str, ...]], text: str) -> str | None:
    """The entry of a table that a text means, in capitals; None when it means none."""
    wanted = " ".join(text.upper().split())
    return next((code for code, names in table.items() if wanted in (code, *names)), None)
