"""6: the enterprises: how they stand, apart from their goods."""

from models.kernel.language import Text
from models.kernel.terms import RiskLevel
from reports.risk.document import Section, Writer
from reports.risk.numbers import Unit
from reports.risk.texts import report as r

_TITLE = Text("企业", "Enterprises")
_APART = Text(
    "企业违反监管规定（SV）与货物不合格（NC）分开统计，不计入货物比率。",
    "Breaches of supervision (SV) are counted apart from defects of goods (NC), in no rate.",
)
_TABLE = Text("企业状态（没有告知的记为–）", "how enterprises stand (–: nobody has told)")
_CREDIT = Text("信用", "credit")
_VIOLATIONS = Text("12个月内违规", "breaches in 12 months")
_SUSPENDED = Text("暂停中", "suspended")
_PROPOSAL = Text(
    "三对处于R4，或12个月内一次严重不合格，提出暂停建议，由人决定。",
    "Three pairs at R4, or one critical finding in 12 months, is a proposal to suspend, never an"
    " automatism.",
)
_PAIRS_R4 = Text("R4的对", "pairs at R4")


def enterprises(write: Writer) -> Section:
    """One row an enterprise."""
    write.say(_APART)
    rows = [
        (
            name,
            write.of("pairs", enterprise=name),
            write.of("pairs", enterprise=name, level=RiskLevel.R4),
            write.of("told-of", Unit.WORD, enterprise=name, field="credit"),
            write.of("told-of", Unit.COUNT, enterprise=name, field="violations"),
            write.of("told-of", Unit.WORD, enterprise=name, field="suspended"),
        )
        for name in sorted({pair.enterprise for pair in write.known.pairs})
    ]
    columns = (r.ENTERPRISE, r.PAIRS, _PAIRS_R4, _CREDIT, _VIOLATIONS, _SUSPENDED)
    write.table(_TABLE, columns, rows)
    write.say(_PROPOSAL)
    return write.done(_TITLE)
