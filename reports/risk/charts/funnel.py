"""Which suppliers differ beyond chance: rate against exposure, never a ranking."""

from collections.abc import Iterator, Mapping

from models.kernel.language import Speaks
from models.kernel.risk_terms import Measure
from models.risk.case_mix import beforehand
from models.risk.figures import MILLE, WHOLE, mean_bp
from models.risk.hierarchy import Row as Counted
from models.risk.hierarchy import goods_of
from models.risk.records import BatchRecord
from models.risk.shrink import Unit, strength
from reports.risk.beta_binomial import limits
from reports.risk.chart import (
    GREY,
    INK,
    WIDTH,
    Chart,
    Json,
    Row,
    Value,
    axis,
    badge,
    percent,
    shown,
)
from reports.risk.known import Known
from reports.risk.texts import charts as t

_USUAL, _RARE = 0.95, 0.998
_STEPS = 40
_LEAST_TOP = 3000
_NAMES: Mapping[Value, Speaks] = {
    "inside": t.INSIDE,
    "95": t.BEYOND_95,
    "99.8": t.BEYOND_998,
    "few": t.FEW,
}


def funnel(known: Known) -> Chart:
    """Rates of suppliers, with the limits of 95 and 99.8 % of a beta-binomial distribution."""
    units = _units(known)
    alike = _strength(units, known)
    suppliers = [
        _supplier(name, units[name], batches, alike, known)
        for name, batches in known.grouped(lambda batch: batch.supplier)
    ]
    most = max((unit.exposure // MILLE for unit in units.values()), default=0)
    rate = known.portfolio.rates[Measure.ANY].expected.portfolio
    curve = list(_curve(most, rate, alike))
    return Chart(
        id="funnel",
        title=t.FUNNEL,
        notes=(badge(synthetic=known.synthetic), t.FUNNEL_NOTE),
        rows=(*suppliers, *curve),
        picture=_picture(suppliers, curve),
    )


def _units(known: Known) -> Mapping[str, Unit]:
    """Each supplier: found, exposure, and the rate at which others fail with its goods."""
    rows = [
        Counted(
            pair=batch.pair,
            goods=goods_of(batch),
            way=(),
            found=int(known.counts(batch.confirmed, Measure.ANY)),
            exposure=known.looked(batch, Measure.ANY),
            value=batch.supplier,
        )
        for batch in known.batches
    ]
    return beforehand(rows, known.rules.grid, ("goods",))


def _strength(units: Mapping[str, Unit], known: Known) -> float:
    """How alike the suppliers are without the one that deviates most: it must not widen limits."""
    others = ([u for name, u in units.items() if name != without] for without in units)
    return max((strength(each, known.rules.grid) for each in others), default=1.0)


def _supplier(name: str, unit: Unit, batches: list[BatchRecord], alike: float, known: Known) -> Row:
    """A supplier against what is expected of its own goods and ways."""
    looked = max(unit.exposure // MILLE, unit.found)
    usual = limits(looked, unit.expected, alike, _USUAL)
    rare = limits(looked, unit.expected, alike, _RARE)
    few = unit.exposure < known.rules.small.percent_from * MILLE
    values: dict[str, Value] = {
        "row": "supplier",
        "supplier": name,
        "found": unit.found,
        "exposure": unit.exposure,
        "rate": None if few else unit.found * WHOLE // looked,
        "expected": mean_bp(unit.expected),
        "least_95": usual[0],
        "most_95": usual[1],
        "least_998": rare[0],
        "most_998": rare[1],
        "outside": "few" if few else _outside(unit.found, usual, rare),
    }
    return Row(values, tuple(batch.id for batch in batches))


def _outside(found: int, usual: tuple[int, int], rare: tuple[int, int]) -> str:
    if not rare[0] <= found <= rare[1]:
        return "99.8"
    return "inside" if usual[0] <= found <= usual[1] else "95"


def _curve(most: int, rate: float, alike: float) -> Iterator[Row]:
    """The limits for the rate of all, by exposure."""
    for looked in sorted({max(1, most * step // _STEPS) for step in range(1, _STEPS + 1)}):
        if looked <= most:
            usual, rare = (limits(looked, rate, alike, each) for each in (_USUAL, _RARE))
            yield Row(
                {
                    "row": "limit",
                    "exposure": looked * MILLE,
                    "expected": mean_bp(rate),
                    "least_95": usual[0] * WHOLE // looked,
                    "most_95": usual[1] * WHOLE // looked,
                    "least_998": rare[0] * WHOLE // looked,
                    "most_998": rare[1] * WHOLE // looked,
                }
            )


def _picture(suppliers: list[Row], curve: list[Row]) -> Json:
    x = {
        "field": "exposure",
        "type": "quantitative",
        "axis": axis(t.EXPOSURE, labelExpr="format(datum.value / 1000, '~g')"),
    }
    top = max((int(row.values["rate"] or 0) for row in suppliers), default=0)
    scale = {"domain": [0, max(_LEAST_TOP, top * 5 // 4)]}
    rates = {"type": "quantitative", "axis": percent(t.RATE), "scale": scale}
    lines = [
        _line(curve, x, {"field": field, **rates}, colour, dash)
        for field, colour, dash in (
            ("most_998", INK, [1, 0]),
            ("most_95", GREY, [4, 3]),
            ("expected", INK, [2, 4]),
            ("least_95", GREY, [4, 3]),
            ("least_998", INK, [1, 0]),
        )
    ]
    colour = {
        "field": "outside_name",
        "type": "nominal",
        "title": t.BESIDE,
        "legend": {"orient": "bottom", "columns": 4},
        "scale": {
            "domain": [t.INSIDE, t.BEYOND_95, t.BEYOND_998],
            "range": ["#0072B2", "#E69F00", "#D55E00"],
        },
    }
    points = {
        "data": shown([row for row in suppliers if row.values["rate"] is not None], outside=_NAMES),
        "encoding": {"x": x, "y": {"field": "rate", **rates}},
        "layer": [
            {"mark": {"type": "circle", "size": 55}, "encoding": {"color": colour}},
            {
                "transform": [{"filter": "datum.outside != 'inside'"}],
                "mark": {"type": "text", "dy": -9, "fontSize": 10},
                "encoding": {"text": {"field": "supplier"}},
            },
        ],
    }
    return {"width": WIDTH, "height": 300, "layer": [*lines, points]}


def _line(curve: list[Row], x: Json, y: Json, colour: str, dash: list[int]) -> Json:
    return {
        "data": shown(curve),
        "mark": {
            "type": "line",
            "color": colour,
            "strokeDash": dash,
            "strokeWidth": 1,
            "clip": True,
        },
        "encoding": {"x": x, "y": y},
    }
