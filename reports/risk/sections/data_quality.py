"""2: what is missing, open or late, and what it would change."""

from models.kernel.language import Text
from models.kernel.risk_terms import Channel
from models.risk.exposure import BANDS
from models.texts.risk import CHANNELS, MEASURES
from reports.risk.document import Section, Writer
from reports.risk.texts import report as r

_TITLE = Text("数据质量", "Quality of the data")
_NOT_FINAL = Text("没有最终结果的批次", "batches without a final result")
_LACKING = Text("缺口", "gaps")
_UNCOVERED = Text("有未覆盖章节的批次", "batches with sections of the protocol nobody covered")
_SUSPECTED = Text("有待定嫌疑的批次", "batches with an open suspicion")
_ABROAD = Text("装运前拦下（不计入比率）", "stopped before shipment (in no rate)")
_ESCAPED = Text("放行后才发现的批次", "batches found only after release")
_IF = Text("若待定全部查实", "were all that is pending confirmed")
_WORSE = Text("等级上限会变差的对", "pairs whose bound would allow a worse level only")
_RULES = Text(
    "未查、未定、未覆盖的一律不计入查验当量：没有看，不等于没有。",
    "What was not looked at, not settled or not covered adds nothing to exposure: what nobody"
    " looked for is not absent.",
)


def data_quality(write: Writer) -> Section:
    """Gaps by channel, open suspicions, and the bounds if all were confirmed."""
    write.table(
        _NOT_FINAL,
        (r.CHANNEL, r.BATCHES),
        [
            (CHANNELS[each], write.of("not-final", channel=each))
            for each in (Channel.PORTAL, Channel.MACHINE, Channel.DOCUMENTS, Channel.LABORATORY)
        ],
    )
    write.table(
        _LACKING,
        (r.WHAT, r.BATCHES),
        [
            (_UNCOVERED, write.of("uncovered")),
            (_SUSPECTED, write.of("suspected")),
            (_ABROAD, write.of("abroad")),
            (_ESCAPED, write.of("escaped")),
        ],
    )
    write.table(
        _IF,
        (r.MEASURE, r.FOUND, r.PENDING, _WORSE),
        [
            (
                MEASURES[each],
                write.of("found", measure=each),
                write.of("pending", measure=each),
                write.of("worse-if-confirmed", measure=each),
            )
            for each in BANDS
        ],
    )
    write.confide(_RULES)
    return write.done(_TITLE)
