"""What matters of the sixteen reasons, and beside it what nobody looked for."""

from models.kernel.codes import ReasonCode
from models.risk.figures import MILLE, WHOLE
from reports.risk.chart import Chart, Json, Row, axis, badge, percent
from reports.risk.known import Known, has
from reports.risk.texts import charts as t

_TENTHS = 10


def pareto(known: Known) -> Chart:
    """Batches, harm in tenths, harm added up and not looked for in bp; the most harm first."""
    rows = sorted(
        (_row(reason, known) for reason in ReasonCode),
        key=lambda row: (-int(row.values["harm"] or 0), str(row.values["reason"])),
    )
    whole = sum(int(row.values["harm"] or 0) for row in rows)
    added, summed = list[Row](), 0
    for row in rows:
        summed += int(row.values["harm"] or 0)
        cumulative = summed * WHOLE // whole if whole else 0
        added.append(row._replace(values={**row.values, "cumulative": cumulative}))
    return Chart(
        id="pareto",
        title=t.PARETO,
        notes=(badge(synthetic=known.synthetic), t.PARETO_NOTE),
        rows=tuple(added),
        picture=_picture(added),
    )


def _row(reason: ReasonCode, known: Known) -> Row:
    found = tuple(batch.id for batch in known.batches if has(batch, reason))
    looked = sum(known.exposures[batch.id][reason] for batch in known.batches)
    whole = len(known.batches) * MILLE
    return Row(
        {
            "reason": reason.value,
            "found": len(found),
            "harm": len(found) * known.rules.weights[reason],
            "exposure": looked,
            "not_looked_for": WHOLE - looked * WHOLE // whole if whole else WHOLE,
        },
        found,
    )


def _picture(rows: list[Row]) -> Json:
    values = [
        {**row.values, "name": t.CODED[ReasonCode(str(row.values["reason"]))]} for row in rows
    ]
    x = {"field": "name", "type": "nominal", "sort": None}
    y = {**x, "axis": axis(None)}
    return {
        "data": {"values": values},
        "hconcat": [
            {
                "width": 130,
                "height": {"step": 20},
                "mark": {"type": "bar", "color": "#56B4E9"},
                "encoding": {
                    "y": y,
                    "x": _count("found", axis(t.COUNT, tickMinStep=1, tickCount=4)),
                },
            },
            {
                "width": 190,
                "height": {"step": 20},
                "layer": [
                    {
                        "mark": {"type": "bar", "color": "#D55E00"},
                        "encoding": {
                            "y": _bare(y),
                            "x": _count("harm", axis(t.HARM, labelExpr=_TENTH, tickCount=4)),
                        },
                    },
                    {
                        "mark": {
                            "type": "line",
                            "color": "#222222",
                            "point": {"size": 18, "color": "#222222"},
                        },
                        "encoding": {
                            "y": _bare(y),
                            "order": {"field": "cumulative", "type": "quantitative"},
                            "x": {
                                **_count("cumulative", percent(t.CUMULATIVE, orient="top")),
                                "scale": {"domain": [0, WHOLE]},
                            },
                        },
                    },
                ],
                "resolve": {"scale": {"x": "independent"}},
            },
            {
                "width": 130,
                "height": {"step": 20},
                "mark": {"type": "bar", "color": "#9a9a9a"},
                "encoding": {
                    "y": _bare(y),
                    "x": {
                        **_count("not_looked_for", percent(t.NOT_LOOKED, tickCount=3)),
                        "scale": {"domain": [0, WHOLE]},
                    },
                },
            },
        ],
    }


_TENTH = f"datum.value / {_TENTHS}"


def _count(field: str, told: Json) -> Json:
    return {"field": field, "type": "quantitative", "axis": told}


def _bare(y: Json) -> Json:
    return {**y, "axis": axis(None, labels=False, ticks=False)}
