"""A chart as data: rows of whole numbers, and a Vega-Lite picture of them in either language."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.kernel.language import Language, Speaks, Text, listed
from models.kernel.terms import RiskLevel
from reports.risk.canonical import spoken
from reports.risk.texts import charts as t

FONT = "Noto Sans CJK SC"
WIDTH = 520
COLOURS: Mapping[RiskLevel, str] = {
    RiskLevel.R1: "#009E73",
    RiskLevel.R2: "#56B4E9",
    RiskLevel.R3: "#E69F00",
    RiskLevel.R4: "#D55E00",
}
"""Colours that people with any sight tell apart."""
INK, GREY, PALE = "#222222", "#9a9a9a", "#d9d9d9"

Value = str | int | bool | None
Json = dict[str, Any]


class Row(NamedTuple):
    """One row of a chart, and the batches that it was reckoned from."""

    values: Mapping[str, Value]
    batches: tuple[str, ...] = ()


class Chart(NamedTuple):
    """A chart: what it is, what must be known to read it, its rows, and how they are drawn.

    `picture` is a Vega-Lite specification with texts of both languages in it; rates in it are in
    basis points and exposure is in thousandths, as in the rows.
    """

    id: str
    title: Text
    notes: tuple[Text, ...]
    rows: tuple[Row, ...]
    picture: Json

    def subtitle(self, language: Language) -> str:
        """What must be known to read it, the first of which is what is made up or assumed."""
        return listed(self.notes, t.STOP).said(language)

    def spec(self, language: Language) -> Json:
        """The whole specification in one language, as plain JSON."""
        made: Json = spoken(self.picture, language)
        head = {
            "text": self.title.said(language),
            "subtitle": [note.said(language) for note in self.notes],
            "anchor": "start",
        }
        return {"$schema": _SCHEMA, "title": head, "config": _CONFIG, **made}


def badge(*, synthetic: bool) -> Text:
    """What is made up or assumed in whatever is shown."""
    return t.SYNTHETIC if synthetic else t.ASSUMED


def shown(rows: Sequence[Row], **more: Mapping[Value, Speaks]) -> Json:
    """The data of a picture: the rows, and for a field what its values are called."""
    return {"values": [_named(row.values, more) for row in rows]}


def axis(title: Speaks | None, **more: object) -> Json:
    """An axis with a title, or without."""
    return {"title": title, **more}


def percent(title: Speaks | None, **more: object) -> Json:
    """An axis of basis points, written in percent."""
    return axis(title, labelExpr="format(datum.value / 100, '~g') + ' %'", **more)


def levels() -> Json:
    """A scale that gives each level its colour."""
    return {
        "domain": [level.value for level in RiskLevel],
        "range": [COLOURS[level] for level in RiskLevel],
    }


def _named(values: Mapping[str, Value], more: Mapping[str, Mapping[Value, Speaks]]) -> Json:
    names = {f"{field}_name": table[values[field]] for field, table in more.items()}
    return {**values, **names}


_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_CONFIG: Json = {
    "font": FONT,
    "background": "white",
    "view": {"stroke": None},
    "axis": {"labelFontSize": 11, "titleFontSize": 12, "gridColor": "#ededed", "labelLimit": 240},
    "legend": {"labelFontSize": 11, "titleFontSize": 11, "labelLimit": 260, "titleLimit": 260},
    "header": {"labelFontSize": 12},
    "title": {
        "fontSize": 15,
        "subtitleFontSize": 11,
        "subtitleColor": "#a33600",
        "subtitlePadding": 4,
        "offset": 12,
    },
}
