"""7: how a level comes about, and what each rule is modelled on."""

from models.kernel.language import Text, form
from models.kernel.risk_terms import Measure
from models.texts.risk import MEASURES
from reports.risk.document import Section, Tone, Writer
from reports.risk.numbers import Unit
from reports.risk.texts import report as r

_TITLE = Text("四级评估方法", "The method of the four levels")
_BOUND = Text(
    "等级是对上限的陈述，不是比率：分母为查验当量，不是批次数；均值向品类和来源的预期收缩；"
    "上限为β分布混合的95 %分位数，对收缩强度取网格平均。四种口径取最差。",
    "A level is a statement about an upper bound, not a rate. The denominator is exposure, not"
    " batches; the mean is drawn towards what goods and way let expect; the bound is the 95 %"
    " quantile of a mixture of beta distributions over a grid of strengths. The worst counts.",
)
_CEILINGS = Text("各级上限（建议值）", "ceilings of the levels (our proposal)")
_EXPECTED = Text("总体", "the whole portfolio")
_RATE = Text("预期不合格率", "rate expected of a pair that nobody knows")
_COVERAGE = Text(
    "覆盖率研究、灵敏度的敏感性和计算方法的版本见docs/risk.md；命令`guomen bench risk`重做测定。",
    "How often the bound covers the truth, and what else was measured, stands in docs/risk.md;"
    " `guomen bench risk` measures it again.",
)
_ANALOGUES = Text("类比的既有制度", "systems that the rules are modelled on")
_RULE = Text("规则", "rule")
_MODELLED = Text("类比", "modelled on")
_ROWS = (
    (
        Text("A、B、C类供货企业，听取意见", "classes of suppliers, and their hearing"),
        Text("进口棉花检验监管（第151号令）", "supervision of imported cotton (order 151)"),
    ),
    (
        Text("变差后至少180天、20批全查", "180 days and 20 batches of full inspection at least"),
        Text("进口废物原料检验监管（第119、194号令）", "waste raw materials (orders 119 and 194)"),
    ),
    (
        Text("正常、加严、放宽、暂停", "normal, tightened, reduced, discontinued"),
        Text("GB/T 2828.1 / ISO 2859-1", "GB/T 2828.1 / ISO 2859-1"),
    ),
    (
        Text("首次发现后连续4批普查", "four batches in a row after a first finding"),
        Text("连续抽样CSP-3", "continuous sampling, CSP-3"),
    ),
)


def method(write: Writer) -> Section:
    """The bound, the ceilings, and the analogues."""
    write.say(_BOUND)
    write.table(
        _CEILINGS,
        (r.MEASURE, *(form(f"{level} ≤") for level in ("R1", "R2", "R3"))),
        [
            (
                MEASURES[measure],
                *(
                    write.of("rule", Unit.BP, path=f"ceilings.{measure}.{level}")
                    for level in ("r1", "r2", "r3")
                ),
            )
            for measure in Measure
        ],
    )
    write.table(
        _EXPECTED,
        (r.MEASURE, r.FOUND, r.EXPOSURE, _RATE),
        [
            (
                MEASURES[each.measure],
                write.of("portfolio", measure=each.measure, field="found"),
                write.of("portfolio", Unit.BATCHES, measure=each.measure, field="exposure"),
                write.of("portfolio", Unit.BP, measure=each.measure, field="expected"),
            )
            for each in write.known.assessment.portfolio
        ],
    )
    write.table(_ANALOGUES, (_RULE, _MODELLED), _ROWS)
    write.say(_COVERAGE, Tone.CONFIDENCE)
    return write.done(_TITLE)
