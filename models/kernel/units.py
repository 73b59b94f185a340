"""Units of readings in every usual spelling, and how many of one another one is; pure.

pint knows prefixes, exponents and conversions; here stand the units that readings come in, and what
people and instruments write instead: Chinese names, capitals, superscripts, `per`, `/hr`. What is
not understood is never guessed.
"""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

_DEFINITIONS = """
nano- = 1e-9 = n-
micro- = 1e-6 = u-
milli- = 1e-3 = m-
centi- = 1e-2 = c-
deci- = 1e-1 = d-
kilo- = 1e3 = k-
sievert = [dose_equivalent] = Sv
gray = [absorbed_dose] = Gy
roentgen = [exposure] = R
rem = sievert / 100
rd = gray / 100 = rad
becquerel = [activity] = Bq
kilobecquerel = 1000 * becquerel = kBq
megabecquerel = 1000000 * becquerel = MBq
gigabecquerel = 1000000000 * becquerel = GBq
curie = 37000000000 * becquerel = Ci
picocurie = 37 / 1000 * becquerel = pCi
dpm = becquerel / 60
second = [time] = s = sec
minute = 60 * second = min
hour = 3600 * second = h = hr
day = 86400 * second = d
year = 31557600 * second = a = yr
meter = [length] = m = metre
gram = [mass] = g
tonne = 1000000 * gram = t
count = [count]
cps = count / second
cpm = count / minute
piece = [piece] = pc = pcs = item
percent = 0.01
permille = 0.001
ppm = 0.000001
fraction = 1
"""

LONGEST = 40
"""No unit that anybody writes is longer."""

_WRITTEN_IN_CHINESE = """
西弗特=Sv 希沃特=Sv 西弗=Sv 希弗=Sv 戈瑞=Gy 伦琴=R 雷姆=rem 拉德=rad 居里=Ci
贝可勒尔=Bq 贝克勒尔=Bq 贝可=Bq 贝克=Bq 小时=h 时=h 分钟=min 分=min 秒=s 年=a
平方厘米=cm2 平方分米=dm2 平方米=m2 千克=kg 公斤=kg 毫克=mg 微克=ug 克=g 吨=t
计数=count 次=count 百分比=% 百分率=% 百分之=% 千分之=‰
个=pcs 件=pcs 只=pcs 枚=pcs 块=pcs 颗=pcs 支=pcs 发=pcs 瓶=pcs 罐=pcs
纳=n 微=u 毫=m 厘=c 千=k 兆=M 每=/
"""
_CHINESE: Mapping[str, str] = dict(pair.split("=") for pair in _WRITTEN_IN_CHINESE.split())
_ORDERED = sorted(_CHINESE, key=len, reverse=True)

_CASELESS: Mapping[str, str] = {
    each.lower(): each
    for each in (
        *("Sv", "mSv", "uSv", "nSv", "Gy", "mGy", "uGy", "nGy", "R", "mR", "uR", "rem", "mrem"),
        *(
            "urem",
            "rad",
            "mrad",
            "urad",
            "Bq",
            "kBq",
            "Ci",
            "pCi",
            "nCi",
            "uCi",
            "dpm",
            "cps",
            "cpm",
        ),
        *(
            "h",
            "hr",
            "min",
            "s",
            "sec",
            "d",
            "a",
            "yr",
            "m",
            "cm",
            "dm",
            "mm",
            "g",
            "kg",
            "mg",
            "ug",
        ),
        *("t", "pc", "pcs", "piece", "pieces", "item", "items", "percent", "permille", "ppm"),
        *("count", "counts", "fraction"),
        *(
            f"{prefix}{name}"
            for prefix in ("", "milli", "micro", "nano")
            for name in ("sievert", "gray")
        ),
        *("roentgen", "becquerel", "curie", "second", "minute", "hour", "hours", "day", "year"),
        *("gram", "kilogram", "meter", "metre", "centimeter", "centimetre"),
    )
}
"""Units that capitals do not make another unit: `USV/H` is µSv/h, but `MBQ` might be two things."""

_PER_CENT = re.compile(r"(wt|w/w|m/m|vol|mass|weight)?\.?\s*%\s*(wt|\(?w/w\)?|\(?m/m\)?|mass)?")
_PER_FIRST = re.compile(r"每(小时|分钟|秒|年|千克|公斤|克|吨|平方厘米|平方米)(.+)")
_TOKEN = re.compile(r"(?P<sign>[*/]?)(?P<name>[A-Za-z]+)(?:\*\*(?P<power>-?[1-3]))?")
_POWER = re.compile(r"(?<=[A-Za-z])\^?\(?([-+]?)([1-3])\)?(?![0-9])")
_CONTEXT = Context(prec=60)


@lru_cache(maxsize=2000)
def factor(unit: str, wanted: str) -> Decimal | None:
    """How many of the wanted unit one of this unit is; None when it cannot be said."""
    if unit == wanted:
        return Decimal(1) if unit.strip() else None
    registry, one, other = _registry(), _parsed(unit), _parsed(wanted)
    if one is None or other is None or one.dimensionality != other.dimensionality:
        return None
    found = Fraction(registry.convert(Fraction(1), one, other))
    return _CONTEXT.divide(Decimal(found.numerator), Decimal(found.denominator))


def is_unit(text: str) -> bool:
    """Whether a text is understood as a unit."""
    return _parsed(text) is not None


@lru_cache(maxsize=1)
def _registry() -> Any:  # noqa: ANN401 - pint's registry is generic over its own facets
    # Takes half a second to load, which only those with readings should pay.
    import pint  # noqa: PLC0415

    registry: Any = pint.UnitRegistry(None, non_int_type=Fraction)
    for line in _DEFINITIONS.strip().splitlines():
        registry.define(line)
    return registry


@lru_cache(maxsize=2000)
def _parsed(text: str) -> Any:  # noqa: ANN401 - a unit of pint, None when it is none
    if len(text) > LONGEST:
        return None
    written = _written(text)
    tokens = list(_TOKEN.finditer(written))
    if not tokens or "".join(token[0] for token in tokens) != written:
        return None
    names = [_named(token["name"]) for token in tokens]
    if None in names:
        return None
    parts = zip(tokens, names, strict=True)
    return _registry().parse_units(
        "".join(
            f"{token['sign'] or ('*' if at else '')}{name}**{token['power'] or 1}"
            for at, (token, name) in enumerate(parts)
        )
    )


def _named(name: str) -> str | None:
    """The unit as the registry has it; capitals are forgiven where they change nothing."""
    for each in (name, _CASELESS.get(name.lower())):
        # Asked whether it has a unit, the registry says yes to "nan", of which it makes a number.
        if each is not None and _registry().parse_unit_name(each):
            return each
    return None


def _written(text: str) -> str:
    """A spelling with `*`, `/` and `**` only; nothing that is no unit becomes one by it."""
    plain = unicodedata.normalize("NFKC", text).strip().strip(".。").replace("\N{MINUS SIGN}", "-")
    plain = plain.replace("\N{GREEK SMALL LETTER MU}", "u").replace("\N{MICRO SIGN}", "u")
    plain = _PER_FIRST.sub(r"\2/\1", plain)
    for name in _ORDERED:
        plain = plain.replace(name, _CHINESE[name])
    if _PER_CENT.fullmatch(plain.lower()):
        return "percent"
    plain = plain.replace("‰", "permille")
    plain = re.sub(r"\s+per\s+", "/", plain, flags=re.IGNORECASE)
    plain = re.sub(r"(?i)\bmicro\s+(?=[a-z])", "micro", plain)
    plain = re.sub(r"(?i)\bmilli\s+(?=[a-z])", "milli", plain)
    plain = re.sub(r"(?i)\b100\s*cm\^?\(?2\)?", "dm2", plain)
    plain = re.sub(r"\s*([/*])\s*", r"\1", plain)
    plain = _POWER.sub(lambda found: f"**{'-' if found[1] == '-' else ''}{found[2]}", plain)
    plain = re.sub(r"(?<=[A-Za-z0-9])\s*[·•∙⋅.\s]\s*(?=[A-Za-z])", "*", plain)
    return (
        plain.removeprefix("(").removesuffix(")") if plain.count("(") == plain.count(")") else plain
    )
