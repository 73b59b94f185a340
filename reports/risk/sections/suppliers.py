"""5: the suppliers, held against chance and against the ceilings; in order of their names."""

from models.kernel.language import Text
from models.kernel.risk_terms import Measure
from reports.risk.document import Section, Writer
from reports.risk.numbers import Unit
from reports.risk.texts import report as r

_TITLE = Text("境外供货商", "Overseas suppliers")
_TABLE = Text("供货商（按名称排列，不是排名）", "suppliers, in order of their names: no ranking")
_HEARING = Text(
    "越界不等于有过错。变差的供货商可在15个工作日内陈述意见（参照棉花检验监管中对境外供货企业的做法）。",
    "Outside the limits is not guilty. A supplier that was made worse may be heard within 15"
    " working days, as suppliers of cotton are by law.",
)


def suppliers(write: Writer) -> Section:
    """Funnel, forest and CUSUM, and the hearing."""
    write.chart("funnel")
    names = sorted({batch.supplier for batch in write.known.batches})
    rows = [
        (
            name,
            write.of("batches", supplier=name),
            write.of("found", measure=Measure.ANY, supplier=name),
            write.of("exposure", Unit.BATCHES, measure=Measure.ANY, supplier=name),
            write.of("rate", Unit.BP, measure=Measure.ANY, supplier=name),
        )
        for name in names
    ]
    write.table(_TABLE, (r.SUPPLIER, r.BATCHES, r.FOUND, r.EXPOSURE, r.RATE), rows)
    write.confide(_HEARING)
    write.chart("forest")
    write.chart("cusum")
    return write.done(_TITLE)
