"""What passes unseen: by the plan, as chance measured it, and whether predictions came true."""

from collections.abc import Callable, Iterator, Sequence

from models.kernel.language import Text
from models.kernel.risk_terms import Measure
from models.kernel.terms import RiskLevel
from models.risk.beta import exact_bound
from models.risk.figures import WHOLE, bound_bp, mean_bp
from models.risk.leakage import csp3, detection, outgoing
from models.risk.records import BatchRecord
from reports.risk.chart import WIDTH, Chart, Json, Row, Value, axis, badge, levels, percent
from reports.risk.known import Known
from reports.risk.texts import charts as t

_RATES = (10, 25, 50, 100, 150, 200, 300, 400, 600, 800, 1000, 1300, 1600, 2000, 2500, 3000)
_TENTH = 10


def leakage(known: Known) -> Chart:
    """Three kinds of rows: `plan` by true rate, `measured` by level, `calibration` by tenth."""
    plan, measured = list(_plan(known)), [_measured(level, known) for level in RiskLevel]
    calibration = list(_calibration(known))
    return Chart(
        id="leakage",
        title=t.LEAKAGE,
        notes=(badge(synthetic=known.synthetic), t.LEAKAGE_NOTE),
        rows=(*plan, *measured, *calibration),
        picture={
            "vconcat": [
                {
                    "hconcat": [_plan_panel(plan, known), _measured_panel(measured)],
                    "resolve": {"scale": {"color": "independent"}},
                },
                _calibration_panel(calibration),
            ],
            "resolve": {"scale": {"color": "independent"}},
        },
    )


def unpacked(known: Known, level: RiskLevel) -> list[BatchRecord]:
    """The batches of a level that chance alone had unpacked whole."""
    return [b for b in known.batches if b.inspected.whole and b.level is level]


def _plan(known: Known) -> Iterator[Row]:
    rules = known.rules
    shares, budget, watched = rules.plan[RiskLevel.R1], rules.leakage, rules.switching.watched
    emptied = detection(shares, rules.floor.least, budget.boxes_a_batch)
    looked: dict[str, Callable[[float], float]] = {
        "boxes": lambda rate: csp3(rate, budget.clean_boxes, emptied, watched),
        "laboratory": lambda rate: csp3(
            rate, budget.clean_laboratory, shares.sampled / WHOLE, watched
        ),
    }
    allowed = {"boxes": budget.boxes, "laboratory": budget.laboratory}
    for name, of in looked.items():
        for rate in _RATES:
            passed = mean_bp(outgoing(rate / WHOLE, of(rate / WHOLE)))
            values: dict[str, Value] = {"channel": name, "rate": rate, "passed": passed}
            yield Row({"row": "plan", **values, "budget": allowed[name]})


def _measured(level: RiskLevel, known: Known) -> Row:
    """Of whole unpacks: those in which boxes were bad that the plan would not have touched."""
    batches = unpacked(known, level)
    leaked = sum(batch.inspected.beyond > 0 for batch in batches)
    few = len(batches) < known.rules.small.percent_from
    values: dict[str, Value] = {
        "row": "measured",
        "level": level.value,
        "whole": len(batches),
        "leaked": leaked,
        "rate": None if few else leaked * WHOLE // len(batches),
        "bound": bound_bp(exact_bound(leaked, len(batches))),
    }
    return Row(values, tuple(batch.id for batch in batches))


def _calibration(known: Known) -> Iterator[Row]:
    """Pairs by what was expected of them without their own record, in tenths of exposure."""
    units = known.portfolio.rates[Measure.ANY].expected.pairs
    ordered = sorted(units.items(), key=lambda item: (item[1].expected, item[0]))
    whole = sum(unit.exposure for _, unit in ordered)
    before, tenths = 0, list[list[int]]()
    own = _own(known)
    members: list[list[str]] = []
    for pair, unit in ordered:
        if not tenths or before * _TENTH >= whole * len(tenths):
            tenths.append([0, 0, 0])
            members.append([])
        before += unit.exposure
        row = tenths[-1]
        row[0] += unit.exposure
        row[1] += unit.found
        row[2] += round(unit.exposure * unit.expected * WHOLE)
        members[-1] += own.get(pair, [])
    for number, ((exposure, found, predicted), ids) in enumerate(
        zip(tenths, members, strict=True), 1
    ):
        values: dict[str, Value] = {"tenth": number, "exposure": exposure, "found": found}
        of_exposure = max(exposure, 1)
        rates = {"predicted": predicted // of_exposure, "rate": found * 1000 * WHOLE // of_exposure}
        yield Row({"row": "calibration", **values, **rates}, tuple(sorted(ids)))


def _own(known: Known) -> dict[tuple[str, str, str], list[str]]:
    own: dict[tuple[str, str, str], list[str]] = {}
    for batch in known.batches:
        own.setdefault(batch.pair, []).append(batch.id)
    return own


def _head(text: Text) -> Json:
    return {"text": text, "fontSize": 12}


def _plan_panel(rows: Sequence[Row], known: Known) -> Json:
    values = [{**row.values, "name": t.PLANS[str(row.values["channel"])]} for row in rows]
    budget = known.rules.leakage
    lines = [
        {"budget": budget.boxes, "name": t.PLANS["boxes"]},
        {"budget": budget.laboratory, "name": t.PLANS["laboratory"]},
    ]
    colour = {"field": "name", "type": "nominal", "title": None, "legend": {"orient": "bottom"}}
    return {
        "title": _head(t.PLAN),
        "width": 240,
        "height": 170,
        "layer": [
            {
                "data": {"values": values},
                "mark": {"type": "line"},
                "encoding": {
                    "x": {
                        "field": "rate",
                        "type": "quantitative",
                        "axis": percent(t.TRUE_RATE, tickCount=5),
                    },
                    "y": {
                        "field": "passed",
                        "type": "quantitative",
                        "axis": percent(t.AOQ, tickCount=6),
                    },
                    "color": colour,
                },
            },
            {
                "data": {"values": lines},
                "mark": {"type": "rule", "strokeDash": [5, 3]},
                "encoding": {"y": {"field": "budget", "type": "quantitative"}, "color": colour},
            },
        ],
    }


def _measured_panel(rows: Sequence[Row]) -> Json:
    values = [
        {**row.values, "none": 0, "name": f"{row.values['level']} (n={row.values['whole']})"}
        for row in rows
    ]
    x = {
        "type": "quantitative",
        "axis": percent(None, tickCount=4),
        "scale": {"domain": [0, WHOLE]},
    }
    y = {"field": "name", "type": "nominal", "axis": axis(None)}
    colour = {"field": "level", "type": "nominal", "scale": levels(), "legend": None}
    return {
        "title": _head(t.LEAKED),
        "width": 200,
        "height": {"step": 36},
        "data": {"values": values},
        "encoding": {"y": y, "color": colour},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 3},
                "encoding": {"x": {"field": "none", **x}, "x2": {"field": "bound"}},
            },
            {
                "mark": {"type": "circle", "size": 60},
                "encoding": {"x": {"field": "rate", **x}},
            },
        ],
    }


def _calibration_panel(rows: Sequence[Row]) -> Json:
    values = [
        {"tenth": row.values["tenth"], "bp": row.values[field], "name": name}
        for row in rows
        for field, name in (("predicted", t.PREDICTED), ("rate", t.FOUND))
    ]
    return {
        "title": _head(t.CALIBRATION),
        "width": WIDTH,
        "height": 140,
        "data": {"values": values},
        "mark": {"type": "bar"},
        "encoding": {
            "x": {"field": "tenth", "type": "ordinal", "axis": axis(None, labelAngle=0)},
            "xOffset": {"field": "name", "type": "nominal", "sort": None},
            "y": {"field": "bp", "type": "quantitative", "axis": percent(t.RATE, tickCount=5)},
            "color": {
                "field": "name",
                "type": "nominal",
                "title": None,
                "sort": None,
                "scale": {"range": ["#9a9a9a", "#0072B2"]},
            },
        },
    }
