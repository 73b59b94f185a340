"""What is measured, under one name each, in every usual spelling; pure.

The names are those of the limits and of the inspection protocols (domain 1.3, 1.5).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache

DOSE_RATE = "dose rate"

ALIASES: Mapping[str, tuple[str, ...]] = {
    DOSE_RATE: (
        *("gamma dose rate", "γ dose rate", "ambient dose equivalent rate", "dose equivalent rate"),
        *("ambient dose rate", "absorbed dose rate", "radiation dose rate", "radiation level"),
        *("external dose rate", "external penetrating dose rate", "H*(10)", "gamma radiation"),
        *("剂量率", "辐射剂量率", "γ剂量率", "伽马剂量率", "外照射剂量率", "外照射贯穿辐射剂量率"),
        *(
            "空气吸收剂量率",
            "周围剂量当量率",
            "剂量当量率",
            "环境剂量率",
            "γ辐射剂量率",
            "辐射水平",
        ),
    ),
    "surface alpha": (
        *("alpha", "α", "alpha surface contamination", "surface contamination alpha"),
        *("α surface contamination", "surface α", "surface α contamination", "alpha contamination"),
        *("表面α污染", "α表面污染", "表面α", "α污染", "表面污染α", "阿尔法表面污染"),
    ),
    "surface beta": (
        *("beta", "β", "beta surface contamination", "surface contamination beta"),
        *("β surface contamination", "surface β", "surface β contamination", "beta contamination"),
        *("表面β污染", "β表面污染", "表面β", "β污染", "表面污染β", "贝塔表面污染"),
    ),
    "explosives": (
        "explosive",
        "ammunition",
        "munitions",
        "爆炸物",
        "爆炸性物品",
        "弹药",
        "爆炸品",
    ),
    "sealed vessels": (
        *(
            "sealed vessel",
            "pressure vessels",
            "pressure vessel",
            "sealed containers",
            "gas cylinders",
        ),
        *("密闭容器", "压力容器", "密封容器", "气瓶"),
    ),
    "hazardous waste": ("hazardous wastes", "危险废物", "危废"),
    "inclusions": (
        *("inclusion", "foreign matter", "impurities", "entrained matter", "total inclusions"),
        *("夹杂物", "夹杂物含量", "夹杂", "杂质", "杂质含量"),
    ),
    "fines": (
        "fine fraction",
        "fines below 2 mm",
        "粉状物",
        "细粉",
        "粉末",
        "粒径不大于2mm的粉状物",
    ),
    "swarf with cutting fluid": ("oily swarf", "swarf", "含切削液的屑", "切削液", "含油屑"),
    "coated share": (
        *("coated", "coating share", "coated material", "non-metal coated share"),
        *("涂层物", "非金属涂层物", "涂层物含量", "涂层占比"),
    ),
    "moisture": (
        "moisture content",
        "water content",
        "humidity",
        "水分",
        "含水率",
        "水分含量",
        "湿度",
    ),
    "total metal": (
        *("total metal content", "metal content", "metal", "金属总量", "总金属", "金属总含量"),
        *("金属含量", "金属总含量(质量分数)"),
    ),
    "metal recovery": ("recovery", "metal yield", "金属回收率", "回收率", "实物回收率"),
    "copper content": (
        "copper",
        "Cu",
        "Cu content",
        "copper assay",
        "铜含量",
        "含铜量",
        "铜",
        "Cu含量",
    ),
    "specific activity unknown beta-gamma": (
        *("unknown beta-gamma", "unknown beta gamma", "未知β-γ核素", "未知βγ"),
    ),
    "specific activity unknown alpha": ("unknown alpha", "未知α核素", "未知α"),
}

NUCLIDES: Mapping[str, tuple[str, ...]] = {
    "Co-60": ("cobalt", "钴"),
    "Cs-137": ("caesium", "cesium", "铯"),
    "Zn-65": ("zinc", "锌"),
    "Mn-54": ("manganese", "锰"),
    "Eu-152": ("europium", "铕"),
    "Eu-154": ("europium", "铕"),
    "Am-241": ("americium", "镅"),
    "Sr-90": ("strontium", "锶"),
    "Ni-59": ("nickel", "镍"),
    "Ni-63": ("nickel", "镍"),
    "Pu-239": ("plutonium", "钚"),
}
"""With the names of their elements."""

_ACTIVITY = "specific activity"
_ACTIVITIES = (
    *(_ACTIVITY, "activity concentration", "mass activity", "activity"),
    *("放射性比活度", "活度浓度", "比活度", "核素", "活度"),
)


def canonical(written: str) -> str | None:
    """The one name of what is measured; None when it is not understood."""
    return _spellings().get(_key(written)) or _nuclide(_key(written))


def suggestions(written: str) -> list[str]:
    """Names that may have been meant, the nearest first; all of them when none is near."""
    names = [*ALIASES, *(f"{_ACTIVITY} {nuclide}" for nuclide in NUCLIDES)]
    near = get_close_matches(_key(written), _spellings(), 3, 0.5)
    return list(dict.fromkeys(_spellings()[each] for each in near)) or names


def _key(written: str) -> str:
    """Without what people write in many ways: case, width, blanks, hyphens, brackets."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", written).casefold())


@lru_cache(maxsize=1)
def _spellings() -> Mapping[str, str]:
    return dict(_spelled())


def _spelled() -> Iterator[tuple[str, str]]:
    for name, aliases in ALIASES.items():
        for each in (name, *aliases):
            yield _key(each), name


def _nuclide(key: str) -> str | None:
    """A specific activity by its nuclide, with or without the words for activity."""
    for words in _ACTIVITIES:
        key = key.replace(_key(words), "")
    for nuclide, elements in NUCLIDES.items():
        symbol, _, mass = nuclide.casefold().partition("-")
        names = (symbol, *elements)
        if key in {spelled for name in names for spelled in (f"{name}{mass}", f"{mass}{name}")}:
            return f"{_ACTIVITY} {nuclide}"
    return None
