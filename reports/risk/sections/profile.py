"""3: all goods by kind, category and origin; where what comes from; what matters of the sixteen."""

from models.kernel.language import Text
from models.kernel.risk_terms import Measure
from models.kernel.terms import MetalKind
from models.texts.goods import KINDS
from reports.risk.document import Section, Writer
from reports.risk.numbers import Unit
from reports.risk.texts import report as r

_TITLE = Text("全品类画像", "Profile of all kinds")
_GOODS = Text("品类、类别、原产地", "kind, category and origin")
_FEW = Text(
    "查验当量小于10时不给比率；帕累托图右侧为未查份额。",
    "Below an exposure of 10 no rate is printed. Beside the Pareto: what nobody looked for.",
)


def profile(write: Writer) -> Section:
    """The table of goods, the heat map and the Pareto."""
    cells = sorted({(b.kind.value, b.category, b.origin) for b in write.known.batches})
    rows = []
    for kind, category, origin in cells:
        goods: dict[str, str | int] = {"kind": kind, "category": category, "origin": origin}
        rows.append(
            (
                KINDS[MetalKind(kind)],
                category,
                origin,
                write.of("batches", **goods),
                write.of("kilograms", Unit.KG, **goods),
                write.of("found", measure=Measure.ANY, **goods),
                write.of("exposure", Unit.BATCHES, measure=Measure.ANY, **goods),
                write.of("rate", Unit.BP, measure=Measure.ANY, **goods),
            )
        )
    columns = (r.KIND, r.CATEGORY, r.ORIGIN, r.BATCHES, r.MASS, r.FOUND, r.EXPOSURE, r.RATE)
    write.table(_GOODS, columns, rows, printed=24)
    write.confide(_FEW)
    write.chart("heat-map")
    write.chart("pareto")
    return write.done(_TITLE)
