"""Why a command is refused here, and what to do instead."""

from models.kernel.language import Text

HELD_ALREADY = Text("此票已暂停办理", "the consignment is on hold already")
NOT_HELD = Text("此票未暂停办理", "the consignment is not on hold")
NO_FAILED_CALL = Text(
    "没有待重试的调用“{call}”；失败的调用：{failing}",
    "no call '{call}' waits; failing: {failing}",
)
VIOLATION_NOT_COUNTED = Text(
    "此处未计违规{code}（箱{box}）；计入的有：{counting}",
    "{code} of box {box} does not count here; counting: {counting}",
)
PILOT_NOT_LEFT = Text(
    "只有出卡口之前才能转传统模式；当前{mode}，{course}",
    "the pilot can be left only before gate-out; mode {mode}, course {course}",
)
