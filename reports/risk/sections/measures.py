"""8: what is looked at in each level, and what may pass."""

from models.kernel.language import Text
from models.kernel.risk_terms import Channel
from models.kernel.terms import RiskLevel
from models.texts.risk import CHANNELS
from reports.risk.document import Section, Writer
from reports.risk.numbers import Unit
from reports.risk.sections.limits_of_proof import limits_of_proof
from reports.risk.texts import charts as t
from reports.risk.texts import report as r

_TITLE = Text("差异化措施与漏检", "Measures, and what they let through")
_PLAN = Text("各级查验比例（建议值）", "shares looked at, by level (our proposal)")
_LEAST = Text("至少掏箱", "boxes emptied at least")
_SAMPLED = Text("取样", "sampled")
_AOQL = Text("R1最坏漏出（AOQL）与预算", "the worst that R1 lets through (AOQL), and the budget")
_WORST = Text("最坏漏出", "worst")
_BUDGET = Text("预算", "budget")
_ASSUMED = Text(
    "按每批两箱、其中一箱有缺陷计算（假设）。严重不合格可能漏过：每百万批{missed}批；预算{budget}批。",
    "Reckoned with two boxes a batch, one of them bad [assumed]. Critical batches that may have"
    " passed, of a million: {missed}; the budget is {budget}.",
)
_MEASURED = Text("随机整批掏箱实测", "measured from whole unpacks by chance")
_LEAKED = Text("漏检", "leaked")
_BOUND = Text("95 %上限", "below, with 95 %")
_WHOLE = Text("整批掏箱", "whole unpacks")


def measures(write: Writer) -> Section:
    """The plan, its leakage and budget, and what was measured."""
    shares = ("opened", "emptied", "sampled")
    write.table(
        _PLAN,
        (t.LEVEL, CHANNELS[Channel.OPEN], CHANNELS[Channel.EMPTY], _SAMPLED, _LEAST),
        [
            (
                level.value,
                *(write.of("rule", Unit.BP, path=f"plan.{level}.{each}") for each in shares),
                write.of("rule", path=f"plan.{level}.at_least"),
            )
            for level in RiskLevel
        ],
    )
    write.table(
        _AOQL,
        (r.CHANNEL, _WORST, _BUDGET),
        [
            (
                t.PLANS[channel],
                write.of("aoql", Unit.BP, channel=channel),
                write.of("rule", Unit.BP, path=f"leakage.{channel}"),
            )
            for channel in t.PLANS
        ],
    )
    missed, budget = write.of("missed-ppm"), write.of("rule", path="leakage.critical_ppm")
    write.say(_ASSUMED, missed=missed, budget=budget)
    write.table(
        _MEASURED,
        (t.LEVEL, _WHOLE, _LEAKED, _BOUND),
        [
            (
                level.value,
                write.of("whole-unpacks", level=level),
                write.of("leaked", level=level),
                write.of("leak-bound", Unit.BP, level=level),
            )
            for level in RiskLevel
        ],
    )
    limits_of_proof(write)
    write.chart("leakage")
    return write.done(_TITLE)
