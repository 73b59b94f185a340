"""Where what comes from: each reason by origin, found against what the kinds let expect."""

from fractions import Fraction

from models.kernel.codes import ReasonCode
from models.risk.beta import quantile
from models.risk.figures import MILLE
from models.risk.records import BatchRecord
from reports.risk.chart import WIDTH, Chart, Json, Row, axis, badge
from reports.risk.known import Known, has
from reports.risk.texts import charts as t

_LOW, _HIGH = 0.025, 0.975
_HUNDRED = 100
_MOST = 400
_UNIT = 10


class Rates:
    """How often a reason is found in a kind of goods: drawn towards its rate in all of them."""

    def __init__(self, known: Known, reason: ReasonCode) -> None:
        self._known, self._reason = known, reason
        self._of = {}
        whole = self._rate(list(known.batches), None)
        for kind, batches in known.grouped(lambda batch: batch.kind):
            self._of[kind] = self._rate(batches, whole)

    def expected(self, batches: list[BatchRecord]) -> Fraction:
        """How many of these batches would be found, were they like others of their kind."""
        return sum(
            (self._of[batch.kind] * self._seen(batch) / MILLE for batch in batches), Fraction(0)
        )

    def exposure(self, batches: list[BatchRecord]) -> int:
        """Thousandths of these batches that were looked at for the reason."""
        return sum(self._seen(batch) for batch in batches)

    def _seen(self, batch: BatchRecord) -> int:
        return self._known.exposures[batch.id][self._reason]

    def _rate(self, batches: list[BatchRecord], prior: Fraction | None) -> Fraction:
        found = sum(has(batch, self._reason) for batch in batches)
        looked = max(Fraction(self.exposure(batches), MILLE), Fraction(found))
        if prior is None:
            return (found + Fraction(1, 2)) / (looked + 1)
        centre = self._known.rules.grid.centre
        return (found + centre * prior) / (looked + centre)


def heat_map(known: Known) -> Chart:
    """A cell a reason and origin: found, expected in hundredths, exposure, the ratio in percent."""
    rows = tuple(
        _cell(reason, origin, batches, rates, known)
        for reason in ReasonCode
        for rates in [Rates(known, reason)]
        for origin, batches in known.grouped(lambda batch: batch.origin)
    )
    return Chart(
        id="heat-map",
        title=t.HEAT_MAP,
        notes=(badge(synthetic=known.synthetic), t.HEAT_NOTE),
        rows=rows,
        picture=_picture(rows),
    )


def _cell(
    reason: ReasonCode, origin: str, batches: list[BatchRecord], rates: Rates, known: Known
) -> Row:
    found = sum(has(batch, reason) for batch in batches)
    exposure, expected = rates.exposure(batches), rates.expected(batches)
    grey = exposure < known.rules.small.percent_from * MILLE
    looked = max(Fraction(exposure, MILLE), Fraction(found))
    return Row(
        {
            "reason": reason.value,
            "origin": origin,
            "found": found,
            "expected_hundredths": round(expected * _HUNDRED),
            "exposure": exposure,
            "percent": None if grey or not expected else round(found / expected * _HUNDRED),
            "grey": grey,
            "as_expected": not grey and _holds(found, looked, expected),
        },
        tuple(batch.id for batch in batches),
    )


def _holds(found: int, looked: Fraction, expected: Fraction) -> bool:
    """Whether the exact interval of 95 % of the rate holds the one that is expected."""
    rate, missed = float(expected / looked), float(looked - found)
    low = quantile(found, missed + 1, _LOW) if found else 0.0
    high = quantile(found + 1, missed, _HIGH) if missed else 1.0
    return low <= rate <= high


def _picture(rows: tuple[Row, ...]) -> Json:
    values = [
        {
            **row.values,
            "name": t.CODED[ReasonCode(str(row.values["reason"]))],
            "said": f"{row.values['found']} / {_decimal(row)}",
        }
        for row in rows
    ]
    ratio = {
        "field": "percent",
        "type": "quantitative",
        "scale": {
            "type": "symlog",
            "constant": 20,
            "domain": [0, _HUNDRED, _MOST],
            "range": ["#2b7bba", "#f7f7f7", "#c0392b"],
            "clamp": True,
        },
        "legend": {
            "title": t.RATIO,
            "values": [0, 50, 100, 200, 400],
            "labelExpr": "datum.value / 100",
        },
    }
    origins = len({row.values["origin"] for row in rows})
    return {
        "width": WIDTH,
        "height": {"step": 22},
        "data": {"values": values},
        "encoding": {
            "x": {"field": "origin", "type": "nominal", "axis": axis(t.ORIGIN, labelAngle=0)},
            "y": {"field": "name", "type": "nominal", "axis": axis(None), "sort": _ORDER},
        },
        "layer": [
            {
                "transform": [{"filter": "datum.grey"}],
                "mark": {"type": "rect", "color": "#cfcfcf", "stroke": "white"},
            },
            {
                "transform": [{"filter": "!datum.grey"}],
                "mark": {"type": "rect", "stroke": "white"},
                "encoding": {
                    "color": ratio,
                    "opacity": {
                        "condition": {"test": "datum.as_expected", "value": 0.3},
                        "value": 1,
                    },
                },
            },
            {
                "transform": [{"filter": "datum.as_expected"}],
                "mark": {
                    "type": "point",
                    "shape": _hatched(WIDTH / origins if origins else WIDTH),
                    "size": 4 * _UNIT * _UNIT,
                    "color": "#9a9a9a",
                    "strokeWidth": 0.6,
                },
            },
            {
                "mark": {"type": "text", "fontSize": 9},
                "encoding": {"text": {"field": "said"}},
            },
        ],
    }


_ORDER = [t.CODED[reason] for reason in ReasonCode]


def _hatched(width: float) -> str:
    """Slanted lines over a cell so wide, as a path whose unit is `_UNIT` points."""
    half = width / 2 / _UNIT - 1
    starts = (-half + step * 0.7 for step in range(int(half * 2 / 0.7) + 1))
    return "".join(f"M{x - 0.5:.2f},1L{x + 0.5:.2f},-1" for x in starts)


def _decimal(row: Row) -> str:
    hundredths = int(row.values["expected_hundredths"] or 0)
    return f"{hundredths // _HUNDRED}.{hundredths % _HUNDRED // 10}"
