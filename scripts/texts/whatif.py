"""What `guomen risk whatif` says, in both languages."""

from models.kernel.language import Text, form

TRIAL = Text(
    "注意：只是试算，这些规则比已发布的{version}宽松：{fields}",
    "TRIAL ONLY: these rules are weaker than released in {version}: {fields}",
)
NO_MODEL = Text(
    "没有计算模型{model}：可用的是{known}", "there is no model {model}: known is {known}"
)
NO_QUARTER = Text("“{text}”不是季度：如2025Q4", "'{text}' is no quarter: write it like 2025Q4")
NO_RULES = Text("无法读取规则文件{file}：{why}", "cannot read the rules {file}: {why}")
BAD_RULES = Text("规则文件{file}有误：{faults}", "the rules {file} are wrong: {faults}")
OTHER_DRAW = Text(
    "{batch}的抽箱与公开的密钥不符：先运行`guomen risk draw verify`",
    "the draw of {batch} is not what the public key gives: run `guomen risk draw verify` first",
)
NOTHING = Text("{quarter}没有抽箱的批次", "no batch was drawn in {quarter}")

TITLE = Text(
    "{begins}至{ends}（不含）：{batches}批，{boxes}箱",
    "{begins} until {ends}: {batches} batches, {boxes} boxes",
)
HOW_SURE = Text(
    "精确{exact}批，有界{bounded}批，更严格{stricter}批；用公开密钥核对了{verified}批",
    "exact {exact}, bounded {bounded}, stricter {stricter} batches; {verified} draws made again by"
    " a public key",
)
ASSUMED = Text(
    "假设：{count}个组合无评估记录，视为信用和证据齐全；其余情形按今日所知；"
    "季度复核接受全部改善建议",
    "assumed: {count} pairs that nobody has assessed have credit and evidence in order; what is"
    " told of pairs is that of today; quarterly reviews take every proposal",
)
WAS_LEVEL = Text("当时等级", "level used")
UNDER = Text("按新规则", "under the other rules")
WHAT = Text("项目", "what")
WAS = Text("当时", "was")
WOULD_BE = Text("按新规则", "would be")
OPENED = Text("开箱", "boxes opened")
EMPTIED = Text("掏箱", "boxes emptied")
SAMPLED = Text("送检批", "laboratory lots")
BETWEEN = form("{least} – {most}")
ESCAPED = Text(
    "会漏掉{count}个已确认的发现（{batches}批，危害{harm}）：{named}",
    "{count} confirmed findings would have been missed ({batches} batches, harm {harm}): {named}",
)
UNKNOWN = Text(
    "另有{count}个发现不能确定是否会漏掉（不知在哪一箱，或不在抽中的箱内）：{named}",
    "of {count} more nobody can say (in which box is not known, or it was not drawn): {named}",
)
BESIDES = Text(
    "预计多发现{mean}批，95%区间{least}至{most}（估计，不是精确值）",
    "{mean} more batches would have been found, 95 % interval {least} to {most} (expected, not"
    " exact)",
)
HURT = Text("等级变差：{named}", "worse off: {named}")
HELPED = Text("等级变好：{named}", "better off: {named}")
MOVED = form("{enterprise} – {supplier} – {kind} {before} → {after}")
FIRST = Text("首次不同：{day}", "first difference: {day}")
INEXACT = Text(
    "自{day}起，等级可能取决于未知的结果",
    "from {day} on levels may follow from what nobody knows",
)
SAME = Text("没有任何不同", "nothing differs")
