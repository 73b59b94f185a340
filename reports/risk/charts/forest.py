"""The bounds of all pairs against the ceilings of the levels."""

from collections.abc import Sequence

from models.kernel.language import Text
from models.kernel.risk_terms import Measure
from models.risk.assessment import PairAssessment
from models.risk.exposure import BANDS
from models.risk.figures import MILLE, mean_bp
from models.risk.records import Pair
from models.texts.goods import KINDS
from models.texts.risk import MEASURES
from reports.risk.chart import Chart, Json, Row, Value, axis, badge, levels, percent, shown
from reports.risk.known import Known
from reports.risk.texts import charts as t

DRAWN = 40
_LOW = 0.05
_WIDTH = 150


def forest(known: Known) -> Chart:
    """Mean, interval, level and exposure of each pair, for three measures."""
    own: dict[Pair, list[str]] = {}
    for batch in known.batches:
        own.setdefault(batch.pair, []).append(batch.id)
    rows = [
        row
        for assessed in known.assessment.pairs
        for row in _rows(assessed, tuple(own.get(assessed.pair, ())), known)
    ]
    drawn = _drawn(known.assessment.pairs)
    return Chart(
        id="forest",
        title=t.FOREST,
        notes=(badge(synthetic=known.synthetic), t.FOREST_NOTE, t.FOREST_SOME),
        rows=tuple(rows),
        picture={
            "hconcat": [
                _panel([row for row in rows if _pair(row) in drawn], measure, known)
                for measure in BANDS
            ]
        },
    )


def _rows(assessed: PairAssessment, batches: tuple[str, ...], known: Known) -> list[Row]:
    return [
        Row(
            {
                "enterprise": assessed.pair.enterprise,
                "supplier": assessed.pair.supplier,
                "kind": assessed.pair.kind.value,
                "measure": figures.measure.value,
                "found": figures.found,
                "pending": figures.pending,
                "exposure": figures.exposure,
                "mean": figures.mean,
                "lower": _lower(assessed.pair, figures.measure, known),
                "upper": figures.upper,
                "few": figures.few,
                "level": assessed.level.value,
            },
            batches,
        )
        for figures in assessed.figures
    ]


def _lower(pair: Pair, measure: Measure, known: Known) -> int:
    rate = known.portfolio.rates[measure]
    return mean_bp(rate.hyper.quantile(rate.unit(pair), _LOW))


def _drawn(pairs: Sequence[PairAssessment]) -> set[tuple[Value, ...]]:
    """The pairs that were looked at most: by what is known of them, not by how bad they are."""
    most = sorted(pairs, key=lambda each: (-each.figures[0].exposure, each.pair))[:DRAWN]
    return {(each.pair.enterprise, each.pair.supplier, each.pair.kind.value) for each in most}


def _pair(row: Row) -> tuple[Value, ...]:
    return tuple(row.values[name] for name in ("enterprise", "supplier", "kind"))


def _label(row: Row) -> Text:
    exposure = int(row.values["exposure"] or 0) // MILLE
    kind = next(text for each, text in KINDS.items() if each == row.values["kind"])
    said = f"{row.values['enterprise']} · {row.values['supplier']} · "
    return Text(f"{said}{kind.zh}（{exposure}）", f"{said}{kind.en} ({exposure})")


def _panel(rows: Sequence[Row], measure: Measure, known: Known) -> Json:
    first = measure is Measure.ANY
    ceilings = known.rules.ceilings[measure]
    of_measure = [row for row in rows if row.values["measure"] == measure]
    values = [{**row.values, "label": _label(row)} for row in of_measure]
    y = {
        "field": "label",
        "type": "nominal",
        "sort": None,
        "axis": axis(None, labels=first, ticks=first, labelLimit=360),
    }
    x = {"type": "quantitative", "axis": percent(None, tickCount=4)}
    colour = {
        "field": "level",
        "type": "nominal",
        "scale": levels(),
        "title": t.LEVEL,
        "legend": {"orient": "bottom"},
    }
    marks = {
        "data": {"values": values},
        "encoding": {"y": y, "color": colour},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {"x": {"field": "lower", **x}, "x2": {"field": "upper"}},
            },
            {
                "mark": {"type": "circle", "size": 32},
                "encoding": {"x": {"field": "mean", **x}},
            },
        ],
    }
    lines = {
        "data": shown(_ceilings(ceilings.r1, ceilings.r2, ceilings.r3)),
        "mark": {"type": "rule", "strokeDash": [3, 3]},
        "encoding": {
            "x": {"field": "ceiling", **x},
            "color": {"field": "level", "type": "nominal", "scale": levels()},
        },
    }
    return {
        "title": {"text": MEASURES[measure], "fontSize": 12},
        "width": _WIDTH,
        "height": {"step": 15},
        "layer": [lines, marks],
    }


def _ceilings(*each: int) -> list[Row]:
    return [Row({"ceiling": value, "level": f"R{n}"}) for n, value in enumerate(each, 1)]
