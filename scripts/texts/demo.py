"""What the demo says while it plays, and at its end."""

from models.kernel.language import Text, form

# The table at the end
SCENARIO = Text("剧本", "scenario")
DAYS = Text("天数", "days")
ENDED = Text("结局", "ended")
ESCALATIONS = Text("上报", "escalations")
STILL_OPEN = Text("未结", "open")
AS_SCRIPTED = Text("与剧本相符", "as scripted")
NOT_AS_SCRIPTED = Text("与剧本不符", "not as scripted")
RAISED = form("{raised}")
RAISED_WITHDRAWN = form("{raised} ({withdrawn} {what})")
WITHDRAWN = Text("已撤销", "withdrawn")
TOTAL = Text(
    "{consignments}票中{good}票与剧本相符，{events}个事件，{escalations}次上报，{seconds}秒",
    "{good} of {consignments} as scripted, {events} events, {escalations} escalations, {seconds} s",
)

# While it plays
PROGRESS = Text("{total}票中{ended}票已结束", "{ended} of {total} ended")
PROGRESS_BROKEN = Text(
    "{total}票中{ended}票已结束，{broken}票中断", "{ended} of {total} ended, {broken} broken off"
)
PLAYED = form("{ended}/{total} {number} {how}")
TO_ITS_END = Text("演到结局", "played to its end")
BROKE_OFF = Text("中断：{why}", "broke off: {why}")
MOVED = Text("{file}中的日期移后{days}天", "the dates of {file} are moved by {days} days")
KNOWN = Text(
    "{total}票中{known}票已在{folder}上，不再启动：{ended}票已结束，{open}票继续",
    "{known} of {total} consignments are on {folder} already and are not started again: {ended}"
    " have ended, {open} go on",
)
ENROLLED = Text(
    "{number}家企业已申请、审核并准入", "{number} enterprises applied, were audited and enrolled"
)
APPROVED = Text(
    "其各组合凭虚构的批准文件定为R1（合成数据）",
    "their pairs are at R1 by documents that are made up (synthetic)",
)

# For the visitor
LEFT_OPEN = Text(
    "以下各票实时运行，请在另一个终端中办理：",
    "Open, in real time, for you to act on (in another shell):",
)
LEFT_BEFORE = Text("（上次演示留下）", "(left by an earlier demo)")
LINKS = Text(
    "Temporal界面（guomen views也显示这些链接，还可按企业）：",
    "In the Temporal UI (guomen views prints these, also of one enterprise):",
)
ALL = Text("全部", "Everything")
RISK = Text(
    "风险等级、其原因及评估报告：",
    "Levels of risk, why each is what it is, and the report:",
)
