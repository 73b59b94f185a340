"""What is said of rates, bounds and levels of risk."""

from models.kernel.language import Text

LOOKED_FOR = Text("有效检查票数", "looked for")
BELOW = Text("95%上限", "below, 95%")
ALONE = Text("单独上限", "alone")
PENDING = Text("待定", "pending")
TONNES = Text("吨", "tonnes")
FOUND = Text("发现票数", "found")
MEAN = Text("收缩均值", "mean")
EXPECTED = Text("按构成预期", "expected")
RATIO = Text("实际/预期", "found/exp.")

OUT_OF = Text("{looked}票中{found}票", "{found} of {looked}")
AND_PENDING = Text("{rate}，另{pending}票待定", "{rate}, {pending} pending")

SMALL = Text(
    "有效检查不足{least}票时只列数目，不列百分比。上限：真实比例以95%的把握低于该值；“单独”为仅凭这些票的精确上限。",
    "Below {least} batches looked for there are counts, no percentages. The true rate is below the"
    " bound with 95%; alone: the exact bound from these batches only.",
)
ASSUMED = Text(
    "[假设] 有效检查票数按各检查手段的灵敏度折算，灵敏度在盲样复检测定之前为假设值：{values}。",
    "[asm] What was looked for is weighed by how well each look sees. Until blind re-inspection has"
    " measured that it is assumed: {values}.",
)
SENSITIVITY = Text("{look}{share}", "{look} {share}")
EXPLAINED = Text(
    "预期：这些票的其他特征（货物、来路、供货商）通常带来的发现数；实际/预期为1.0表示与之相符。",
    "Expected: what all else about these batches (goods, way, supplier) makes usual; 1.0 found of"
    " expected is as usual.",
)
NO_RATES = Text("没有比例：{why}", "no rates: {why}")
COUNTED = Text(
    "{batches}票已作处理决定，最近{months}个月；计入：{of}。",
    "{batches} batches that were decided on within {months} months; what counts: {of}.",
)
NO_SUCH_VALUE = Text(
    "没有{factor}为'{value}'的票；有：{known}",
    "no batch has the {factor} '{value}'; there are: {known}",
)
HARM_IS_NO_COUNT = Text(
    "危害不是票数：请用ANY、GRAVE或CRITICAL",
    "harm is no count of batches: ask for ANY, GRAVE or CRITICAL",
)
NO_FACTOR = Text(
    "'{said}'应写成 项=值，项为{known}之一",
    "'{said}' should be FACTOR=VALUE, where the factor is one of {known}",
)
NOT_NAMED = Text("（未填）", "(not named)")

# Levels of pairs
LEVEL = Text("等级", "level")
WHY = Text("原因", "why")
SINCE = Text("自", "since")
MEASURE = Text("口径", "bound of")
PAIR = Text("组合", "pair")
CHANGE = Text("变化", "change")
BECAUSE = Text("依据", "because")
ENOUGH_FOR = Text("对应等级", "allows")
CAUSES = Text("等级的变化", "How it came to this level")
BOUNDS = Text("最近一次评估的比例与上限", "Rates and bounds of the latest assessment")
LOOKED_AT = Text("有发现或待定的票", "Batches in which something was found or is pending")
NO_FINDINGS = Text("窗口内{batches}票，无发现。", "{batches} batches in the window, nothing found.")
OF_BATCHES = Text(
    "窗口内{batches}票，其中{found}票有发现。",
    "{batches} batches in the window, {found} of them found out.",
)
NOW_AT = Text("{pair}：{level}，{why}，自{since}", "{pair}: {level}, {why}, since {since}")
STREAM_AT = Text("台账流{stream}第{version}号事件", "stream {stream}, version {version}")
ASSESSED = Text(
    "评估截至{as_of}，模型{model}，规则集{rulebook}，输入摘要{digest}",
    "assessed as of {as_of}, model {model}, rulebook {rulebook}, digest of the input {digest}",
)
NOT_ASSESSED = Text("尚未评估。", "Not assessed yet.")
NO_PAIR = Text(
    "没有组合'{pair}'；相近的有：{known}。写法：企业 / 供货商 / 种类",
    "there is no pair '{pair}'; near it: {known}. Write it like ENTERPRISE / SUPPLIER / KIND",
)
SEVERAL = Text("'{pair}'可指几个组合：{known}", "'{pair}' may be any of these pairs: {known}")
NOBODY = Text(
    "没有{what}为'{value}'的组合；有：{known}",
    "no pair has the {what} '{value}'; there are: {known}",
)
OPENED = Text("开/掏/共", "opened/emptied/of")
EVENT = Text("事件", "event")

# Charts
BAND = Text("严重程度", "band")
HEIGHT = Text("累积和", "CUSUM")
LIMIT = Text("限值", "limit")
ALARM = Text("报警自", "alarm since")
CHART_EXPLAINED = Text(
    "累积和控制图：发现时上升，看过而无发现时下降；超过限值即报警，报警后由人处理。合并该供货商的全部企业。",
    "CUSUM: a finding leads up, looking at a clean batch down; past the limit it alarms, and people"
    " close that. All enterprises of a supplier count together.",
)
EVENT_AT = Text("评估事件：{place}", "event of the assessment: {place}")
STATE = Text("状态", "state")
