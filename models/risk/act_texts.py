"""Why an officer's decision on a level is refused, and what to do instead."""

from models.kernel.language import Text

ONLY_DIVISION = Text(
    "{role}无权决定：请由主管司级（C3或C3_LEAD）作出",
    "{role} may not decide this: C3 or C3_LEAD does",
)
WHO_MAKES_WORSE = Text(
    "{role}无权上调：请由C2、C2_LEAD、C3或C3_LEAD作出",
    "{role} may not make a level worse: C2, C2_LEAD, C3 or C3_LEAD does",
)
APPROVED_BEFORE = Text(
    "{pair}已按文件{sha256}获批：初始等级只批一次，其后以查验记录为准",
    "{pair} was approved by the document {sha256}: that is done once, then its record counts",
)
NOT_APPROVABLE = Text(
    "{pair}现为{level}（{why}）：不合格情形不能以文件免除，请待季度复核",
    "{pair} is at {level} ({why}): no document lifts what was found, wait for the review",
)
GIVE_A_REASON = Text("请写明理由", "give a reason")
SAME_LEVEL = Text("{pair}已是{level}", "{pair} is at {level} already")
TOO_LONG = Text(
    "最长{days}天，且须晚于现在：请改期限", "for {days} days at the most, and not ended: change it"
)
ONE_STEP = Text(
    "现为{level}：下调只能一级，即{allowed}", "it is at {level}: better by one step only, {allowed}"
)
FIRM = Text(
    "{pair}现为{level}：安全类不合格、信用、一年三批不合格或退运再进口所定等级不能由人工下调",
    "{pair} is at {level}: what a safety defect, credit, three batches in a year or returned goods"
    " have set, no officer lifts",
)
NOT_OVERRIDDEN = Text("{pair}没有人工指定的等级", "no officer's level holds for {pair}")
NOT_PROPOSED = Text(
    "最近一次评估未建议下调{pair}：保持原等级",
    "the last assessment proposes nothing better for {pair}: keep its level",
)
CHANGED_SINCE = Text(
    "{pair}自评估后已变为{level}：请待下一次评估",
    "{pair} has come to {level} since it was assessed: wait for the next assessment",
)
DECIDED_TWICE = Text("{pair}决定了两次：请删去一条", "{pair} is decided on twice: leave one out")
UNDECIDED = Text(
    "尚未决定：{pairs}。请为每项建议写明improve或keep",
    "nothing is decided of {pairs}: say improve or keep for each proposal",
)
NO_REVIEW = Text(
    "没有待进行的复核：每季度第一个工作日排定",
    "no review is due: each is planned on the first working day of its quarter",
)
