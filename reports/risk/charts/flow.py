"""Where what is wrong is caught and where it ends: origin, stage, band, outcome of each finding."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from models.kernel.language import Text
from models.kernel.risk_terms import Band
from models.risk.records import BatchRecord, Finding
from models.texts.risk import BANDS
from reports.risk.chart import INK, WIDTH, Chart, Json, Row, badge
from reports.risk.known import Known
from reports.risk.texts import charts as t

Path = tuple[str, str, str, str]
_HEIGHT, _GAP, _STEPS = 1000, 24, 8
_COLOURS = {Band.MINOR: "#56B4E9", Band.MAJOR: "#E69F00", Band.CRITICAL: "#D55E00"}


class Link(NamedTuple):
    """Between two neighbours: how many findings, and where it leaves and arrives."""

    column: int
    path: tuple[str, str]
    band: str
    size: int
    start: int
    end: int


def flow(known: Known) -> Chart:
    """A row a path, with its findings; the picture lays them out from the top by name."""
    paths: defaultdict[Path, list[str]] = defaultdict(list)
    for batch in known.batches:
        for finding in batch.findings:
            paths[_path(batch, finding, known)].append(batch.id)
    rows = tuple(
        Row(
            {"origin": a, "stage": b, "band": c, "outcome": d, "findings": len(batches)},
            tuple(sorted(set(batches))),
        )
        for (a, b, c, d), batches in sorted(paths.items())
    )
    counts = {path: len(batches) for path, batches in sorted(paths.items())}
    return Chart(
        id="flow",
        title=t.FLOW,
        notes=(badge(synthetic=known.synthetic), t.FLOW_NOTE),
        rows=rows,
        picture=_picture(counts),
    )


def _path(batch: BatchRecord, finding: Finding, known: Known) -> Path:
    band = known.rules.band(finding.reason).value
    return batch.origin, _stage(finding), band, finding.suspicion.value


def _stage(finding: Finding) -> str:
    """Where the goods were; where nobody has recorded that, somewhere before their release."""
    if finding.escaped:
        return "after-release"
    if finding.abroad:
        return "abroad"
    return "inspection" if finding.stage is None else finding.stage.value


_ORDER: Sequence[Sequence[str]] = (
    (),
    tuple(t.STAGES),
    tuple(band.value for band in reversed(Band)),
    tuple(t.OUTCOMES),
)


def _nodes(counts: Mapping[Path, int], column: int) -> list[str]:
    found = {path[column] for path in counts}
    return [each for each in _ORDER[column] if each in found] or sorted(found)


def _tops(counts: Mapping[Path, int], column: int, scale: float) -> dict[str, tuple[int, int]]:
    """Where each node of a column begins and ends, in thousandths of the height from the top."""
    tops, top = {}, 0
    for node in _nodes(counts, column):
        size = sum(n for path, n in counts.items() if path[column] == node)
        tops[node] = (top, top + round(size * scale))
        top += round(size * scale) + _GAP
    return tops


def _links(counts: Mapping[Path, int], scale: float) -> Iterator[Link]:
    for column in range(3):
        here, there = _tops(counts, column, scale), _tops(counts, column + 1, scale)
        sums: Counter[tuple[str, str, str]] = Counter()
        for path, number in counts.items():
            sums[path[column], path[column + 1], path[2]] += number
        left = {node: top for node, (top, _) in here.items()}
        right = {node: top for node, (top, _) in there.items()}
        order = {name: n for n, name in enumerate([*here, *there, *_ORDER[2]])}
        for (a, b, band), number in sorted(sums.items(), key=lambda e: [order[k] for k in e[0]]):
            size = round(number * scale)
            yield Link(column, (a, b), band, size, left[a], right[b])
            left[a], right[b] = left[a] + size, right[b] + size


def _points(link: Link, number: int) -> Iterator[Json]:
    """An S-shaped band, by a few points; whole thousandths."""
    for step in range(_STEPS + 1):
        part = step / _STEPS
        eased = part * part * (3 - 2 * part)
        top = round(link.start + (link.end - link.start) * eased)
        x = round((link.column + 0.02 + 0.96 * part) * _HEIGHT)
        yield {"link": number, "band": link.band, "x": x, "top": -top, "low": -top - link.size}


def _name(column: int, node: str) -> Text:
    tables: Sequence[Mapping[str, Text]] = (
        {},
        t.STAGES,
        {band.value: text for band, text in BANDS.items()},
        t.OUTCOMES,
    )
    return tables[column].get(node, Text(node, node))


def _picture(counts: Mapping[Path, int]) -> Json:
    total = sum(counts.values()) or 1
    scale = (_HEIGHT - 8 * _GAP) / total
    links = [p for n, link in enumerate(_links(counts, scale)) for p in _points(link, n)]
    nodes: list[Json] = []
    for column in range(4):
        for node, (top, low) in _tops(counts, column, scale).items():
            number = sum(n for path, n in counts.items() if path[column] == node)
            name = _name(column, node)
            said = Text(f"{name.zh} {number}", f"{name.en} {number}")
            place = {"x": column * _HEIGHT, "top": -top, "low": -low, "said": said}
            nodes.append(place | {"middle": -(top + low) // 2})
    heads = [{"x": n * _HEIGHT, "top": 60, "said": text} for n, text in enumerate(t.COLUMNS)]
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, 3700]}}
    y = {"field": "top", "type": "quantitative", "axis": None}
    colours = {"domain": [band.value for band in _COLOURS], "range": list(_COLOURS.values())}
    text = {"type": "text", "align": "left", "dx": 7, "fontSize": 11, "color": INK}
    return {
        "width": WIDTH,
        "height": 340,
        "layer": [
            {
                "data": {"values": links},
                "mark": {"type": "area", "opacity": 0.55, "interpolate": "monotone"},
                "encoding": {
                    "x": x,
                    "y": y,
                    "y2": {"field": "low"},
                    "detail": {"field": "link"},
                    "color": {
                        "field": "band",
                        "type": "nominal",
                        "scale": colours,
                        "legend": None,
                    },
                },
            },
            {
                "data": {"values": nodes},
                "mark": {"type": "rule", "strokeWidth": 7, "color": INK},
                "encoding": {"x": x, "y": y, "y2": {"field": "low"}},
            },
            {
                "data": {"values": nodes},
                "mark": text,
                "encoding": {"x": x, "y": {**y, "field": "middle"}, "text": {"field": "said"}},
            },
            {
                "data": {"values": heads},
                "mark": {**text, "dx": 0, "fontWeight": "bold"},
                "encoding": {"x": x, "y": y, "text": {"field": "said"}},
            },
        ],
    }
