"""What so few batches can prove: said in the summary and where leakage is shown."""

from models.kernel.language import Text
from reports.risk.document import Tone, Writer
from reports.risk.numbers import Unit

STATEMENT = Text(
    "165批证明不了多少：即使全部整批掏箱且全部干净，上限仍为1.8 %；按5 %得到的8批整批掏箱，只能把"
    "漏检率限定在31 %以内（精确值，`1-0.05^(1/n)`）。本报告主要依据传统模式的总体（每年约32 900批"
    "［假设：2025年全国进口234.27万吨 × 60 % / 每批42.775 t］）。",
    "165 batches cannot prove much: were all of them unpacked and clean, the bound is still 1.8 %;"
    " the 8 full unpacks that 5 % gives bound leakage only at 31 % (exact, `1-0.05^(1/n)`). This"
    " report leans on the traditional-mode population (≈ 32 900 batches a year [assumed: 2.3427"
    " Mt national imports 2025 × 60 % / 42.775 t]).",
)
_COUNTS = (8, 59, 149, 165, 299, 598)
_TITLE = Text("全部干净时的95 %上限", "bound of 95 % when all were clean")
_COLUMNS = (
    Text("整批掏箱的批次", "batches unpacked whole"),
    Text("漏检率或不合格率上限", "bound of the rate"),
)


def limits_of_proof(write: Writer) -> None:
    """The statement, and the bounds that it names, reckoned."""
    write.say(STATEMENT, Tone.CONFIDENCE)
    rows = [(str(n), write.of("none-found", Unit.BP, batches=n)) for n in _COUNTS]
    write.table(_TITLE, _COLUMNS, rows)
