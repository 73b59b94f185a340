"""How the levels of pairs went over time, and what moved each."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.kernel.language import Text
from models.kernel.risk_terms import Why
from models.kernel.terms import RiskLevel
from models.risk.records import Pair
from models.risk.standing import Move
from models.texts.goods import KINDS
from models.texts.risk import WHYS
from reports.risk.chart import INK, WIDTH, Chart, Json, Row, Value, axis, badge, levels
from reports.risk.known import Known
from reports.risk.texts import charts as t

DRAWN = 24


def ladder(known: Known) -> Chart:
    """A row a span at one level: from, until, why it began, and the findings behind it."""
    first: dict[Pair, str] = {}
    for batch in known.everything:
        first.setdefault(batch.pair, batch.concluded_at.isoformat())
    moves: defaultdict[Pair, list[Move]] = defaultdict(list)
    for move in known.moves:
        if move.before is not move.after:
            moves[move.pair].append(move)
    end = known.assessment.at.isoformat()
    rows = tuple(
        row
        for each in known.assessment.standings
        for row in _spans(each.pair, each.level, first.get(each.pair, end), moves[each.pair], known)
    )
    return Chart(
        id="ladder",
        title=t.LADDER,
        notes=(badge(synthetic=known.synthetic), t.LADDER_NOTE, t.LADDER_SOME),
        rows=rows,
        picture=_picture(_drawn(rows)),
    )


def _spans(
    pair: Pair, level: RiskLevel, first: str, moves: Sequence[Move], known: Known
) -> Iterator[Row]:
    """A pair begins where its first move left it; one that never moved stands where it stands."""
    ordered = sorted(moves, key=lambda move: move.at)
    began: list[tuple[str, RiskLevel, Why | None, tuple[str, ...]]] = [
        (first, ordered[0].before if ordered else level, None, ()),
        *((move.at.isoformat(), move.after, move.why, move.because) for move in ordered),
    ]
    ends = [at for at, *_ in began[1:]] + [known.assessment.at.isoformat()]
    for (since, held, why, because), until in zip(began, ends, strict=True):
        values: dict[str, Value] = {
            "enterprise": pair.enterprise,
            "supplier": pair.supplier,
            "kind": pair.kind.value,
            "level": held.value,
            "since": since,
            "until": until,
            "why": why and why.value,
            "because": " ".join(because),
        }
        yield Row(values, known.holding(because))


def _drawn(rows: Sequence[Row]) -> list[Row]:
    """The pairs that moved, by name: as many as fit on a page."""
    spans: defaultdict[tuple[Value, ...], list[Row]] = defaultdict(list)
    for row in rows:
        spans[tuple(row.values[name] for name in ("enterprise", "supplier", "kind"))].append(row)
    moved = [each for _, each in sorted(spans.items()) if len(each) > 1]
    return [row for each in moved[:DRAWN] for row in each]


def _picture(rows: Sequence[Row]) -> Json:
    values = [{**row.values, "label": _label(row), "said": _said(row)} for row in rows]
    y = {"field": "label", "type": "nominal", "sort": None, "axis": axis(None, labelLimit=360)}
    since = {"field": "since", "type": "temporal", "axis": axis(t.TIME, format="%Y-%m")}
    colour = {
        "field": "level",
        "type": "nominal",
        "scale": levels(),
        "title": t.LEVEL,
        "legend": {"orient": "bottom"},
    }
    return {
        "width": WIDTH - 60,
        "height": {"step": 22},
        "data": {"values": values},
        "encoding": {"y": y, "x": since},
        "layer": [
            {
                "mark": {"type": "bar", "height": 6, "yOffset": 6},
                "encoding": {"x2": {"field": "until"}, "color": colour},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 60, "yOffset": 6, "opacity": 1},
                "encoding": {"color": colour},
            },
            {
                "mark": {
                    "type": "text",
                    "align": "left",
                    "dy": -4,
                    "fontSize": 9,
                    "color": INK,
                },
                "encoding": {"text": {"field": "said"}},
            },
        ],
    }


def _said(row: Row) -> Text:
    """The level, and why it began; of the first one that is not known."""
    level, why = row.values["level"], row.values["why"]
    if why is None:
        return Text(f"{level}", f"{level}")
    name = WHYS[Why(str(why))]
    return Text(f"{level} {name.zh}", f"{level} {name.en}")


def _label(row: Row) -> Text:
    kind = next(text for each, text in KINDS.items() if each == row.values["kind"])
    said = f"{row.values['enterprise']} · {row.values['supplier']} · "
    return Text(f"{said}{kind.zh}", f"{said}{kind.en}")
