"""4: where what is wrong is caught, and where it comes from."""

from models.kernel.language import Text
from models.kernel.risk_terms import Measure
from models.texts.risk import MEASURES
from reports.risk.document import Cell, Section, Writer
from reports.risk.numbers import Unit
from reports.risk.texts import report as r

_TITLE = Text("风险溯源", "Tracing")
_ORIGINS = Text("按原产地", "by origin")
_RULE = Text(
    "原产地只移动先验，不单独决定等级；每次变差都指明自身批次的发现。",
    "An origin moves a prior and decides no level; whoever is made worse is told the findings of"
    " his own batches.",
)


def tracing(write: Writer) -> Section:
    """The flow, and what was found by origin."""
    write.chart("flow")
    measures = (Measure.ANY, Measure.GRAVE, Measure.CRITICAL)
    origins = sorted({batch.origin for batch in write.known.batches})
    rows: list[tuple[Cell, ...]] = [
        (
            origin,
            write.of("batches", origin=origin),
            *(write.of("found", measure=each, origin=origin) for each in measures),
            write.of("exposure", Unit.BATCHES, measure=Measure.ANY, origin=origin),
        )
        for origin in origins
    ]
    names = tuple(MEASURES[each] for each in measures)
    write.table(_ORIGINS, (r.ORIGIN, r.BATCHES, *names, r.EXPOSURE), rows)
    write.say(_RULE)
    return write.done(_TITLE)
