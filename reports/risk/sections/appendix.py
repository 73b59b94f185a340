"""A: how every number can be reckoned again."""

from models.kernel.language import Text
from reports.risk.document import Section, Writer

_TITLE = Text("附录：数据与核验", "Appendix: data, and how to check them")
_WHAT = Text(
    "numbers.jsonl每行一个数字：编号、值、单位、函数、参数、批次区间、台账位置区间、这些事件哈希的"
    "SHA-256。risk-report.json附有全部批次、此前状态和规则，按编号顺序排列。",
    "numbers.jsonl has one number a line: id, value, unit, function, arguments, ranges of batches,"
    " ranges of ledger positions, the SHA-256 over the hashes of those events. risk-report.json"
    " carries all batches, how pairs stood before, and the rules.",
)
_CHECK = Text(
    "`guomen report risk check risk-report.json`由这些数据重新计算每个数字，并指出每处不同；"
    "台账本身的证明见docs/verify.md。",
    "`guomen report risk check risk-report.json` reckons each number again from these data and"
    " names every difference; docs/verify.md says how the ledger itself is proven.",
)
_CANONICAL = Text(
    "以JSON为准；SVG、PDF和Word是它的呈现，同一平台、同一字体下字节相同。",
    "The JSON is what counts; SVG, PDF and Word are pictures of it, the same bytes on one platform"
    " with one font.",
)


def appendix(write: Writer) -> Section:
    """What lies beside the report."""
    for text in (_WHAT, _CHECK, _CANONICAL):
        write.say(text)
    return write.done(_TITLE)
