"""Builds the static details of a consignment for the Temporal UI: what was registered.

What becomes of it is said by the current details (`details.py`). Markdown lists, not tables.
"""

from collections.abc import Iterator
from datetime import datetime

from models.consignment.registration import BoxRegistration, Registration
from models.kernel.clock import CHINA
from models.kernel.language import Language, Sentence, Text
from models.kernel.markdown import clipped, in_code, in_markdown, marked

MOST_BOXES = 100
MOST_BYTES = 20_000
"""A server takes no more details."""

_NUMBER = Text("单号", "number")
_UNIFIED = Text("统一编号", "unified number")
_BILL = Text("提单号", "bill of lading")
_ENTERPRISE = Text("收货企业", "enterprise")
_SUPPLIER = Text("境外供货商", "supplier")
_GOODS = Text("货类、商品编号", "category, code")
_WEIGHT = Text("净重（千克）", "net weight, kg")
_VALUE = Text("货值", "value")
_VOYAGE = Text("船名、航线", "vessel, way")
_SAILS = Text("预计启运", "sails")
_ARRIVES = Text("预计抵港", "arrives")
_RISK = Text("风险等级", "risk level")
_BOX = Text("箱 {number}，封志 {seal}，净重 {kg} 千克", "box {number}, seal {seal}, {kg} kg net")
_MORE = Text("另有 {count} 箱", "and {count} more boxes")
_ASK = Text("查询", "ask")


def sheet(known: Registration, language: Language = Language.BOTH) -> str:
    """Registration, boxes, and the commands that tell more; at most 20,000 bytes."""
    facts = [f"- **{name.said(language)}** {in_markdown(value)}" for name, value in _facts(known)]
    boxes = [f"- {marked(line).said(language)}" for line in _boxes(known.boxes)]
    number = in_code(known.tracking_no)
    commands = " ".join(f"`guomen {verb} {number}`" for verb in ("show", "timeline"))
    asked = f"- **{_ASK.said(language)}** {commands}"
    room = MOST_BYTES - len(f"\n\n{asked}".encode())
    return clipped("\n".join([*facts, "", *boxes]), room) + f"\n\n{asked}"


def _facts(known: Registration) -> Iterator[tuple[Text, str]]:
    yield _NUMBER, known.tracking_no
    yield _UNIFIED, known.seq_no
    yield _BILL, known.bill_no
    yield _ENTERPRISE, known.enterprise
    yield _SUPPLIER, f"{known.supplier}, {known.origin}"
    yield _GOODS, ", ".join((*known.categories, known.code))
    yield _WEIGHT, f"{known.net_weight_kg:f}"
    yield _VALUE, f"{known.value:f} {known.currency}"
    yield _VOYAGE, f"{known.vessel}, {known.load_port} → {known.discharge_port}"
    yield _SAILS, _day(known.etd)
    yield _ARRIVES, _day(known.eta)
    yield _RISK, known.risk_level.value


def _boxes(boxes: tuple[BoxRegistration, ...]) -> Iterator[Sentence]:
    for box in boxes[:MOST_BOXES]:
        yield _BOX.of(number=box.number, seal=box.seal, kg=f"{box.net_weight_kg:f}")
    if len(boxes) > MOST_BOXES:
        yield _MORE.of(count=len(boxes) - MOST_BOXES)


def _day(at: datetime) -> str:
    return f"{at.astimezone(CHINA):%Y-%m-%d}"
