"""Why a command is refused whatever it concerns, and what to do instead."""

from models.kernel.language import Text

REASON_MISSING = Text(
    "请说明理由：理由与姓名一并记录", "give a reason: it is recorded with your name"
)
OFFICER_MISSING = Text(
    "请写明关员姓名（officer）：空白不能下达指令",
    "name the officer (officer): nobody gives a command by a blank",
)
APPROVER_MISSING = Text(
    "{verb}须两人：请由另一人批准，写明其姓名（approver）和岗位（approver_role）；可批准的岗位：{roles}",
    "{verb} takes two: have another person allow it, and name that person (approver) and role"
    " (approver_role); who may: {roles}",
)
APPROVER_IS_OFFICER = Text(
    "{verb}不得由下达人自己批准（{officer}）：请换另一人（approver）；可批准的岗位：{roles}",
    "{verb} is not allowed by the person who gives it ({officer}): name another one (approver);"
    " who may: {roles}",
)
APPROVER_MAY_NOT = Text(
    "{approver}以{role}不能批准{verb}：请由下列岗位的人批准（approver、approver_role）：{roles}",
    "{approver} may not allow {verb} as {role}: let one of these do it (approver, approver_role):"
    " {roles}",
)
ANOTHER_OFFICER = Text("另一名关员", "another officer")
NO_ROLE = Text("未写岗位", "no role")
DATED_AHEAD = Text(
    "{verb}的时间（at）{at}尚未到：请届时下达，或不填at",
    "{verb} is dated ahead (at {at}): give it then, or leave `at` out",
)
DATED_BACK = Text(
    "{verb}的时间（at）{at}早于{hours}小时之前：请按现在下达，并在理由中写明何时发生",
    "{verb} is dated more than {hours} h back (at {at}): give it as of now, and say in its reason"
    " when it happened",
)
UNKNOWN_BOX = Text(
    "箱{box}不属于此票；此票的箱为{boxes}",
    "box {box} is not part of this consignment; it has {boxes}",
)
EMERGENCY_OPEN = Text(
    "应急尚未解除；先解除应急（lift_emergency）",
    "an emergency is open; lift it first (lift_emergency)",
)
RELEASED = Text("货物已准予销售或使用", "the goods have been released for use")
FROZEN = Text("此票已冻结：{overlays}", "the consignment is frozen by {overlays}")
MESSAGE_ID_USED = Text(
    "消息编号{id}已用于其他内容；请换一个编号",
    "message id {id} was used for something else; give another one",
)
AHEAD_OF_NOW = Text(
    "{at}尚未到来：请核对时间（不填即为现在）",
    "{at} is still to come: correct the time, or leave it out for now",
)
OF_BOX = Text("{code}（箱{box}）", "{code} of box {box}")
NO_TRUCK = Text("箱{box}尚未派车", "no truck is ordered for box {box} yet")
CONFORMS_ALREADY = Text("货物已判定合格", "the goods have been found to conform")
BEING_IDENTIFIED = Text(
    "货物正在鉴别；请等待报告", "the goods are being identified; wait for the report"
)
SUSPECTED_STILL = Text("请先确认或排除嫌疑：{reasons}", "settle first what is suspected: {reasons}")
LAB_SILENT = Text(
    "实验室尚未报告：{samples}；样品丢失的，用void_sample作废",
    "the laboratory has not reported on {samples}; if one is lost: void_sample",
)
ON_THE_WAY_OUT = Text(
    "货物已在退运途中：不能改为销毁",
    "the goods are on their way out of the country: they are not destroyed any more",
)
DESTRUCTION_UNDECIDED = Text(
    "尚未决定销毁（decide_disposal）",
    "the destruction has not been decided (decide_disposal)",
)
REJECT_INSTEAD = Text(
    "货物尚未到港；请先不予通过装运前审核，货物到港后方可责令退运",
    "the goods have not arrived; reject the pre-shipment file now, order the return on arrival",
)
NOT_ESCALATED = Text("{deadline}没有上报", "{deadline} has not escalated")
