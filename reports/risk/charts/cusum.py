"""Whether a rate has turned: CUSUM of each supplier, and of each reason over all batches."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from models.kernel.clock import CHINA
from models.kernel.codes import ReasonCode
from models.kernel.language import Text
from models.kernel.risk_terms import Measure
from models.risk.records import BatchRecord
from models.risk.signals import SCALE, charted
from models.risk.signals import Chart as State
from models.rules.risk import ChartRules
from reports.risk.chart import WIDTH, Chart, Json, Row, Value, axis, badge
from reports.risk.known import Known, has
from reports.risk.texts import charts as t

DRAWN = 8
_HUNDREDTHS = SCALE // 100

Look = Callable[[BatchRecord], tuple[int, int]]
"""What a batch adds to a chart: findings, and thousandths that were looked at."""


def cusum(known: Known) -> Chart:
    """The height of each chart at the end of each week, in hundredths of a unit of likelihood."""
    suppliers, portfolio = known.rules.charts["supplier"], known.rules.charts["portfolio"]
    series = [
        *(
            _weeks("supplier", name, batches, _of_any(known), suppliers)
            for name, batches in known.grouped(lambda batch: batch.supplier)
        ),
        *(
            _weeks("reason", reason.value, known.batches, _of_reason(known, reason), portfolio)
            for reason in ReasonCode
        ),
    ]
    return Chart(
        id="cusum",
        title=t.CUSUM,
        notes=(badge(synthetic=known.synthetic), t.CUSUM_NOTE, t.CUSUM_SOME),
        rows=tuple(row for each in series for row in each),
        picture={
            "vconcat": [
                _panel(t.SUPPLIERS, _drawn(series, "supplier"), suppliers),
                _panel(t.REASONS, _drawn(series, "reason"), portfolio),
            ],
            "resolve": {"scale": {"color": "independent"}},
        },
    )


def _of_any(known: Known) -> Look:
    return lambda batch: (
        int(known.counts(batch.confirmed, Measure.ANY)),
        known.looked(batch, Measure.ANY),
    )


def _of_reason(known: Known, reason: ReasonCode) -> Look:
    return lambda batch: (int(has(batch, reason)), known.exposures[batch.id][reason])


def _weeks(
    panel: str, name: str, batches: Iterable[BatchRecord], look: Look, rules: ChartRules
) -> list[Row]:
    """A row a week in which a batch was concluded; an alarm stays until somebody resets it."""
    state, looked = State(), 0
    rows: dict[str, Row] = {}
    for batch in batches:
        found, exposure = look(batch)
        state, looked = charted(state, found, exposure, rules), looked + exposure
        day = batch.concluded_at.astimezone(CHINA).date()
        week = (day - timedelta(days=day.weekday())).isoformat()
        values: dict[str, Value] = {
            "panel": panel,
            "series": name,
            "week": week,
            "height": state.height // _HUNDREDTHS,
            "limit": rules.limit,
            "exposure": looked,
            "alarm": state.alarm,
        }
        before = rows[week].batches if week in rows else ()
        rows[week] = Row(values, (*before, batch.id))
    return list(rows.values())


def _drawn(series: Sequence[list[Row]], panel: str) -> list[Row]:
    of_panel = [each for each in series if each and each[0].values["panel"] == panel]
    order = sorted(
        of_panel,
        key=lambda rows: (
            not rows[-1].values["alarm"],
            -int(rows[-1].values["exposure"] or 0),
            str(rows[-1].values["series"]),
        ),
    )
    return [row for rows in order[:DRAWN] for row in rows]


def _panel(title: Text, rows: Sequence[Row], rules: ChartRules) -> Json:
    named: dict[Value, Text] = {reason.value: t.CODED[reason] for reason in ReasonCode}
    values = [
        {**row.values, "name": named.get(row.values["series"], row.values["series"])}
        for row in rows
    ]
    height = {"field": "height", "type": "quantitative"}
    line = {
        "data": {"values": values},
        "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 1},
        "encoding": {
            "x": {
                "field": "week",
                "type": "temporal",
                "axis": axis(t.WEEK, format="%Y-%m", tickCount=6),
            },
            "y": {
                **height,
                "axis": axis(t.HEIGHT, labelExpr="format(datum.value / 100, '.1f')"),
            },
            "color": {
                "field": "name",
                "type": "nominal",
                "title": t.WHO,
                "scale": {"scheme": "tableau10"},
            },
        },
    }
    limit = {
        "data": {"values": [{"height": rules.limit}]},
        "mark": {"type": "rule", "color": "#cc0000", "strokeWidth": 2},
        "encoding": {"y": height},
    }
    head = {"text": title, "fontSize": 12}
    return {"title": head, "width": WIDTH, "height": 170, "layer": [line, limit]}
