"""0: what was found, and what is applied for."""

from models.kernel.language import Text
from models.kernel.risk_terms import Measure
from models.kernel.terms import RiskLevel
from models.texts.goods import KINDS, RISK_LEVELS
from models.texts.risk import MEASURES
from reports.risk.document import Cell, Section, Tone, Writer
from reports.risk.numbers import Unit
from reports.risk.sections.limits_of_proof import limits_of_proof
from reports.risk.texts import charts as t
from reports.risk.texts import report as r

_TITLE = Text("摘要与申请事项", "Summary, and what is applied for")
_COUNTED = Text(
    "评估期内共{batches}批、{mass}，其中{found}批查实不合格；按查验当量计{exposure}批。"
    "共{pairs}对（企业×供货商×品类）。",
    "{batches} batches of {mass} were concluded in the period; something was confirmed in {found}."
    " They amount to {exposure} batches really looked at, of {pairs} pairs (enterprise, supplier,"
    " kind).",
)
_LEVELS = Text("各等级的对数和批次", "pairs by level")
_APPLIED = Text("申请纳入差异化监管的对", "pairs for which the pilot mode is applied for")
_RULE = Text(
    "列入者为现处R1，或建议由R2升至R1的对；升级只由复核决定，本报告只提出建议。",
    "Listed are pairs at R1, and those proposed for it; only a review makes a level better, and"
    " this report proposes.",
)
_PROPOSED = Text("建议升级的对", "pairs proposed for it")
_LAST = Text("最近查实", "last finding")


def summary(write: Writer) -> Section:
    """Counts, levels, the pairs applied for, and what so few batches cannot prove."""
    write.say(
        _COUNTED,
        batches=write.of("batches"),
        mass=write.of("kilograms", Unit.KG),
        found=write.of("found", measure=Measure.ANY),
        exposure=write.of("exposure", Unit.BATCHES, measure=Measure.ANY),
        pairs=write.of("pairs"),
    )
    write.table(
        _LEVELS,
        (t.LEVEL, r.NAME, r.PAIRS, _PROPOSED),
        [
            (
                level.value,
                RISK_LEVELS[level],
                write.of("pairs", level=level),
                write.of("pairs", proposed=level),
            )
            for level in RiskLevel
        ],
    )
    write.say(_RULE)
    _applied_for(write)
    limits_of_proof(write)
    write.say(t.SYNTHETIC if write.known.synthetic else t.ASSUMED, Tone.ASSUMED)
    return write.done(_TITLE)


def _applied_for(write: Writer) -> None:
    best = RiskLevel.R1
    chosen = [
        pair for pair, each in write.known.pairs.items() if best in (each.level, each.proposed)
    ]
    rows: list[tuple[Cell, ...]] = []
    for pair in chosen:
        named = pair._asdict()
        rows.append(
            (
                pair.enterprise,
                pair.supplier,
                KINDS[pair.kind],
                write.of("kilograms", Unit.KG, **named),
                write.of("exposure", Unit.BATCHES, measure=Measure.ANY, **named),
                *(
                    write.of("figure", Unit.BP, measure=measure, field="upper", **named)
                    for measure in (Measure.ANY, Measure.GRAVE, Measure.CRITICAL)
                ),
                write.of("last-found", Unit.WORD, **named),
            )
        )
    measures = (MEASURES[each] for each in (Measure.ANY, Measure.GRAVE, Measure.CRITICAL))
    bounds = tuple(Text(f"U95 {m.zh}", f"U95 {m.en}") for m in measures)
    columns = (r.ENTERPRISE, r.SUPPLIER, r.KIND, r.MASS, r.EXPOSURE, *bounds, _LAST)
    write.table(_APPLIED, columns, rows)
