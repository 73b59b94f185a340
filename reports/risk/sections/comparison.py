"""9: the same batches under other plans; expected values, no replay."""

from collections.abc import Mapping

from models.kernel.language import Text
from models.kernel.terms import RiskLevel
from reports.risk.document import Section, Tone, Writer
from reports.risk.numbers import Unit

_TITLE = Text("模拟与对比", "Comparison of plans")
_FLAG = Text(
    "以下全部为期望值（缺陷在两箱之一的假设下），不是逐批重演，故标为“期望”。",
    "All of these are expected values, one of two boxes bad [assumed]; nothing was replayed batch"
    " by batch, so each is flagged as expected.",
)
_TABLE = Text("同一批次在不同方案下", "the same batches under other plans")
_PLAN = Text("方案", "plan")
_BOXES = Text("掏箱数", "boxes emptied")
_CHANCE = Text("查出单箱缺陷的概率", "chance to find the one bad box")
_WORST = Text("最坏漏出（AOQL）", "worst that passes (AOQL)")
_KIND = Text("性质", "flag")
_EXECUTED = Text("实际执行", "as executed")
_EXPECTED = Text("期望", "expected")
_COUNTED = Text("实数", "counted")
_NOT_ONE = Text("因批而异", "differs by batch")


def comparison(write: Writer) -> Section:
    """What was executed, the proposal for R1, 100 %, 30 % and 10 % flat."""
    proposed = write.known.rules.plan[RiskLevel.R1]
    plans: Mapping[Text, tuple[int, int]] = {
        Text("R1建议方案", "R1 as proposed"): (proposed.emptied, proposed.at_least),
        Text("全部掏箱", "every box"): (10_000, 1),
        Text("一律30 %", "30 % of the boxes"): (3000, 0),
        Text("一律10 %", "10 % of the boxes"): (1000, 0),
    }
    write.say(_FLAG, Tone.ASSUMED)
    rows = [
        (
            name,
            write.of("emptied", share=share, least=least),
            write.of("detection", Unit.BP, emptied=share, least=least),
            write.of("aoql", Unit.BP, channel="boxes", emptied=share, least=least),
            _EXPECTED,
        )
        for name, (share, least) in plans.items()
    ]
    executed = (_EXECUTED, write.of("emptied"), _NOT_ONE, _NOT_ONE, _COUNTED)
    write.table(_TABLE, (_PLAN, _BOXES, _CHANCE, _WORST, _KIND), [executed, *rows])
    return write.done(_TITLE)
