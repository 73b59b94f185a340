"""Why a command is refused here, and what to do instead."""

from models.kernel.language import Text

NOT_AT_LEVEL = Text(
    "{deadline}不在L{level}；所在级别：{standing}",
    "{deadline} does not stand at L{level}; it stands at {standing}",
)
DEADLINE_CLOSED = Text(
    "{deadline}已结束；无可延长", "{deadline} is closed; nothing is left to extend"
)
ALL_LEVELS_FIRED = Text(
    "{deadline}各级均已触发；无可延长",
    "every level of {deadline} has fired; nothing is left to extend",
)
NOTHING_UNFOUNDED = Text(
    "{deadline}没有误生的效果；无可撤销",
    "no effect of {deadline} proved unfounded; nothing is left to undo",
)
NOTHING_DATED_BACK = Text(
    "{deadline}没有因企业迟录而保留的上报",
    "no escalation of {deadline} stands against what was entered late",
)
EFFECT_GONE = Text(
    "{effect}已不存在；无可撤销",
    "{effect} does not stand any more; nothing is left to undo",
)
NO_PILOT_GOODS = Text(
    "货物有未排除的不合格或嫌疑（{reasons}），不得恢复试点；先行处理（settle_suspicion）",
    "the goods are suspected or found defective ({reasons}) and are no pilot goods: settle that"
    " first (settle_suspicion)",
)
TOO_LATE_TO_UNDO = Text(
    "为时已晚：{effect}之后已发生{events}",
    "it is too late: {events} has happened since {effect}",
)
EXTENDED_ENOUGH = Text(
    "{deadline}已延长{times}次；不得再延长",
    "{deadline} has been extended {times} time(s); no more is allowed",
)
EXTENDED_TOO_FAR = Text(
    "{deadline}每次最多可延长{amount}{unit}，不能延长{hours}小时（hours）",
    "{deadline} may be extended by {amount} {unit} at the most, not by {hours} h (hours)",
)
NOT_EXTENSIBLE = Text(
    "{deadline}（依据：{basis}）不得延长；不能归责于当事人的，另行免计违规（excuse_violation）",
    "{deadline} (basis: {basis}) is not to be extended; where it is nobody's fault, excuse the"
    " violation instead (excuse_violation)",
)
SEVERAL_DEADLINES = Text(
    "{deadline}不止一个：{several}；请填写险情（danger）和箱号（box）",
    "there are several {deadline}: {several}; name the danger and the box",
)
NAME_THE_BOX = Text(
    "时限{deadline}涉及多箱，请写明箱号：{boxes}",
    "deadline {deadline} concerns several boxes, name one: {boxes}",
)
NO_SUCH_DEADLINE = Text(
    "此处没有时限{deadline}；未结的有：{running}",
    "deadline {deadline} does not run here; open: {running}",
)
