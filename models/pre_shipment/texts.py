"""Why a command is refused here, and what to do instead."""

from models.kernel.language import Text

FILE_NOT_SUBMITTED = Text(
    "装运前材料的状态是{status}；只有已提交（SUBMITTED）的才能审核",
    "the pre-shipment file is {status}; only a SUBMITTED one can be decided",
)
ARRIVED_ALREADY = Text(
    "货物已到港；请责令退运（order_return）",
    "the goods have arrived; order the return (order_return)",
)
FILE_INCOMPLETE = Text(
    "装运前材料不全：{lacking}；请要求补充（SUPPLEMENT）",
    "the file is not complete: {lacking}; ask for a SUPPLEMENT",
)
APPROVED_WITH_FINDINGS = Text(
    "审核通过，却列有不合格项{reasons}；请要求补充（SUPPLEMENT）或不予通过（REJECT）",
    "{reasons} is found, yet the file is approved; ask for a SUPPLEMENT or REJECT it",
)
NOT_SEEN_ON_PAPER = Text(
    "{reasons}不能由单证审核发现；可由单证审核发现的：{seen}",
    "{reasons} is not found by an audit of papers; these are: {seen}",
)
CONFIRMED_ON_PAPER = Text(
    "{reasons}已确认，补充材料不能消除；请不予通过（REJECT）",
    "{reasons} is confirmed, which no supplement mends; REJECT the file",
)
