"""10: how a level ends: at once for the worse, at a review for the better; how long it takes."""

from models.kernel.language import Text
from models.kernel.risk_terms import Why
from models.texts.risk import WHYS
from reports.risk.document import Section, Tone, Writer
from reports.risk.numbers import Unit
from reports.risk.texts import report as r

_TITLE = Text("退出机制", "How it ends")
_WORSE = Text(
    "变差即时生效；变好只在复核时、每次一级、并须有证据。严重不合格即R4并由企业、供货商两处核查。",
    "Worse at once; better only at a review, one step, with evidence. A critical finding is R4.",
)
_RULES = Text("换级的数", "numbers by which levels move")
_MOVES = Text("评估期内的变动", "moves up to the assessment")
_CAUSE = Text("原因", "cause")
_COUNT = Text("次数", "moves")
_DELAY = Text(
    "某对的真实不合格率为20 %时，按R1方案平均{batches}批后首次查出（缺陷在两箱之一的假设下）。",
    "Were the true rate of a pair 20 %, it would be found out after {batches} batches on average"
    " under R1's plan [assumed: one of two boxes bad].",
)
_TOLD = {
    "census": Text(
        "首次一般不合格后整批普查的批次", "batches unpacked whole after a first finding"
    ),
    "watched": Text("其后仍受注意的批次", "batches watched after them"),
    "repeated": Text("R2升R3所需的重复次数", "findings at R2 that lead to R3"),
    "within": Text("上述次数的观察批次", "within so many batches"),
    "accumulated": Text("R3升R4所需的累计次数", "findings at R3 that lead to R4"),
    "leave_r4_days": Text("离开R4至少天数", "days before R4 is left"),
    "leave_r4_clean": Text("离开R4至少干净整批", "clean whole unpacks before R4 is left"),
    "leave_r3_clean": Text("离开R3至少干净批次", "clean batches before R3 is left"),
    "leave_r2_clean": Text(
        "离开R2至少干净批次（供货商×品类）", "clean batches of the kind before R2 is left"
    ),
    "leave_r2_pair": Text("其中该对自身", "of them the pair's own"),
}


def ending(write: Writer) -> Section:
    """The switching rules, the moves that were, the delay, and the ladder."""
    write.say(_WORSE)
    write.table(
        _RULES,
        (r.WHAT, r.VALUE),
        [(text, write.of("rule", path=f"switching.{name}")) for name, text in _TOLD.items()],
    )
    causes = [why for why in Why if any(m.why is why for m in write.known.moves)]
    rows = [(WHYS[why], write.of("moves", why=why)) for why in causes]
    write.table(_MOVES, (_CAUSE, _COUNT), rows)
    write.say(_DELAY, Tone.CONFIDENCE, batches=write.of("to-see", Unit.TENTHS, rate=2000))
    write.chart("ladder")
    return write.done(_TITLE)
