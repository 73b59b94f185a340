"""Goods that failed."""

from typing import Literal

from models.messages.message import Command, Message
from models.terms import Disposal


class RectificationReport(Message):
    """The enterprise finished the treatment and asks for re-inspection."""

    type: Literal["rectification_report"] = "rectification_report"
    note: str = ""


class DestructionReport(Message):
    """The goods were destroyed under supervision."""

    type: Literal["destruction_report"] = "destruction_report"
    note: str = ""


class DecideDisposal(Command):
    """Decide what becomes of goods that failed."""

    verb = "decide_disposal"
    disposal: Disposal
    reason: str


DisposalFact = RectificationReport | DestructionReport
