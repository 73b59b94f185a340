"""Sentences and words in cells: what a table or a command says beside its headings."""

from models.kernel.language import Text, form

# Lists
TOTALS = Text(
    "{consignments}票，{boxes}箱，{late}票逾期",
    "{consignments} consignments, {boxes} boxes, {late} overdue",
)
TOTALS_CUT = Text(
    "{totals}（只显示前{limit}票：请用--stage选择）",
    "{totals} (only the first {limit} are shown: choose a --stage)",
)
AS_OF = Text("{at}时的情况", "as of {at}")
KNOWN_AT = Text("{at}时已知的情况", "as known at {at}")
ENTERPRISES = Text("{number}家企业", "{number} enterprises")

# One consignment
TITLED = form("{number}  {stage}")
DANGER = form("{danger}: {reason} ({who})")
IN_CHARGE = Text("{officer}已确认", "{officer} is in charge")
UNHEARD = Text("无人确认", "nobody has acknowledged it")
GOODS = form("{kind}, {category}, {code}")
FROM_SUPPLIER = form("{supplier} ({origin})")
VOYAGE = form("{vessel}, {start} → {end}")
ANNOUNCED = Text("预计", "announced for")
REMEDY = form("{party}: {what}")
DEFECT = form("{code} {status}")
RULES = form("{rulebook}, {what} {level}")
RISK_LEVEL = Text("风险等级", "risk level")
SINCE = form("{what} {at}")
WATCHED = Text("已有监督记录", "watched by an officer")
UNWATCHED = Text(
    "尚无监督记录（supervise_treatment），复验不能判定合格",
    "nobody is on record to have watched it (supervise_treatment): the goods do not conform before",
)
CHECKED = form("{check} {result}")
CHECKED_SETTLED = form("{check} {result}: {settled}")
RADIATION = Text("辐射", "radiation")
MACHINE = Text("机检", "machine")
SEAL = Text("关锁", "seal")
FROZEN = Text("已冻结", "frozen")
STANDS_STILL = form("{overlays}: {why}")
EXHAUSTED = Text("各级均已触发", "all levels fired")
DEADLINE = form("{id} {title}")
SINCE_WHEN = Text("自{at}", "since {at}")
TAKEN_BACK_BY = Text("（已由第{version}版撤回）", "(taken back by version {version})")
WAITS_FOR = Text("{act}（{box}，{at}）：{party}决定", "{act} ({box}, {at}): {party} decides")
TAKEN_BACK_AT = Text("{fact}（{box}，{at}），{officer}撤回", "{fact} ({box}, {at}), by {officer}")
ON_PAPER = Text(
    "{permission} {box} 凭纸面{document}（{stands}）",
    "{permission} {box} by paper {document} ({stands})",
)
PAPER_UNCONFIRMED = Text("系统尚未核实", "not confirmed by the system")
PAPER_CONFIRMED = Text("系统已核实", "confirmed by the system")
PAPER_CONTRADICTED = Text("与系统不符", "the system says otherwise")
MESSAGE = Text("消息", "message")
EVENT = Text("事件", "event")
COMMAND = Text("指令", "command")

# Receipts
RECORDED = Text("已记录", "recorded")
NOTHING_NEW = Text("无新内容", "nothing new")
NOBODY = Text("无", "nobody")
NOTHING = Text("无", "nothing")
EXCUSED = Text("已免计", "excused")

# The stack
LEDGER = Text("{events}个事件，最近{at}", "{events} events, the last {at}")
NO_GATEWAY = Text("网关没有应答", "the gateway does not answer")
NEVER = Text("从未", "never")
GONE = Text("已退出", "gone")

# The ledger and its read models
VERIFYING = Text("验证", "verifying")
NOT_SOUND = Text("不完好  位置{position}：{why}", "NOT SOUND  position {position}: {why}")
NOT_SOUND_RECEIPT = Text("不完好  回执{position}：{why}", "NOT SOUND  receipt {position}: {why}")
MORE_NOT_SOUND = Text("另有{more}处不完好", "and {more} more places that are not sound")
EXAMINED = Text(
    "已检查：{streams}个流的{events}个事件", "examined: {events} events of {streams} streams"
)
MESSAGES_EXAMINED = Text(
    "已核对：{messages}条收到的报文及其回执",
    "{messages} messages that came in, with their receipts",
)
SOUND = Text("完好：{streams}个流的{events}个事件", "sound: {events} events of {streams} streams")
SEALS_VOUCH = Text(
    "{seals}个封印证明位置1至{position}", "{seals} seals vouch for positions 1 to {position}"
)
NOT_SEALED = Text("尚无封印", "nothing is sealed yet")
SEALED = Text("{seals}个封印，至位置{position}", "{seals} seals, up to position {position}")
SEALED_ONCE = Text("1个封印，至位置{position}", "1 seal, up to position {position}")
NOTHING_TO_SEAL = Text("没有新内容可封印", "nothing new to seal")
SEALS_WRITTEN = Text(
    "{seals}个封印（至位置{position}）已写入{file}",
    "{seals} seals up to position {position} written to {file}",
)
RECEIPTS_WRITTEN = Text("已将{receipts}张回执写入{file}", "{receipts} receipts written to {file}")
EVENTS_WRITTEN = Text("{events}个事件已写入{file}", "{events} events written to {file}")
NO_DIFFERENCE = Text("无", "none")
ROWS_WRONG = Text(
    "{wrong}行有误，{right}行为正确值：{examples}",
    "{wrong} rows were wrong, {right} are right: {examples}",
)
REPLACED = Text("已替换", "replaced")
COMPARED = Text("已比较", "compared")
READING = Text("{name}：{events}个事件", "{name}: {events} events")

# Reconciliation
LEDGER_FAULT = Text("台账：位置{position}：{why}", "ledger: position {position}: {why}")
LEDGER_SOUND = Text(
    "台账：{streams}个流的{events}个事件完好",
    "ledger: {events} events of {streams} streams are sound",
)
SEALS_SOUND = Text(
    "封印：{seals}个封印，至位置{position}", "seals: {seals} seals, up to position {position}"
)
NO_SEALS = Text("封印：没有封印", "seals: no seals")
READ_MODELS_FAULT = Text("读模型：{why}", "read models: {why}")
READ_MODEL_SOUND = Text(
    "读模型{name}：{rows}行与台账一致", "read model {name}: {rows} rows as the ledger says"
)
READ_MODEL_WRONG = Text(
    "读模型{name}：多{more}行，缺{less}行（{where}）：guomen rebuild {name}",
    "read model {name}: {more} rows too many, {less} missing ({where}): guomen rebuild {name}",
)
JUDGED = form("{number}  {verdict}")
JUDGED_WHY = form("{number}  {verdict}: {why}")
VERDICTS_ON = form("{what}: {counts}")
ABOUT_CONSIGNMENTS = Text("票", "consignments")
ABOUT_ENTERPRISES = Text("企业", "enterprises")
NOTHING_JUDGED = Text("没有票，也没有企业", "no consignments and no enterprises")
COUNTED = form("{number} {name}")

# After a loss
RESURRECTED = Text(
    "{name}  {stands}，版本{version}，下次上报{due}",
    "{name}  {stands}, version {version}, next due {due}",
)
CAUGHT_UP = Text(
    "{name}  从台账版本{version}继续", "{name}  goes on from version {version} of the ledger"
)
TAKEN_UP = Text(
    "{name}  已受理而未记录的消息{count}条，重新处理",
    "{name}  {count} accepted messages that were not recorded are taken up again",
)
NOT_RESURRECTED = Text("{name}  不能恢复：{why}", "{name}  refused: {why}")
RESURRECTION = Text(
    "已恢复{back}个，{run}个已在运行，{refused}个不能恢复",
    "{back} resurrected, {run} run already, {refused} refused",
)
WOULD_RESURRECT = Text(
    "将恢复{back}个，{run}个已在运行，{refused}个不能恢复",
    "{back} would be resurrected, {run} run already, {refused} refused",
)
REFILLED = Text("{name}  版本{first}至{last}", "{name}  versions {first} to {last}")
NOT_REFILLED = form("{name}  {why}")
REFILL = Text(
    "已补回{streams}票的{events}个事件", "{events} events of {streams} consignments refilled"
)
WOULD_REFILL = Text(
    "缺{streams}票的{events}个事件，可以补回",
    "{events} events of {streams} consignments missing, and to be had",
)

# Reports
OPEN_FINDINGS = Text("{findings}（未结{open}）", "{findings} ({open} open)")
RAISED = Text(
    "{raised}次，其中{withdrawn}次已撤销", "{raised}, of which {withdrawn} were unfounded"
)
CAPACITY = Text(
    "卸货位{bays}个，每日查验{boxes_a_day}箱", "{bays} bays, {boxes_a_day} boxes inspected a day"
)
WITHDRAWN = Text("已撤销{at}", "withdrawn {at}")
WAITS = Text("待答复", "waits")

# Rulebooks
IN_FORCE = Text(
    "规则集{version}，自{first}起生效；建议稿，并非海关规定",
    "rulebook {version}, in force from {first} on; a proposal is not what customs do",
)
IN_FORCE_UNTIL = Text(
    "规则集{version}，生效期{first}至{last}；建议稿，并非海关规定",
    "rulebook {version}, in force from {first} to {last}; a proposal is not what customs do",
)
SAME = Text("{before}与{after}内容相同", "{before} and {after} say the same")
TODAY = Text("今日", "today")
ROWS = Text("{number}行", "{number} rows")
YES = Text("是", "yes")
NO = Text("否", "no")
BASES = {
    "opening": Text("开始时", "its start"),
    "heard": Text("得知开始时", "when its start is heard of"),
    "etd": Text("预计离港", "the announced departure"),
    "eta": Text("预计到港", "the announced arrival"),
    "window": Text("时间窗结束", "the window's end"),
}
PARTY = form("{code} {name}")

# Imports
STARTING = Text("启动", "starting")
# What a running stack says of itself
WHERE = form("{what}: {where}")
TEMPORAL_UI = Text("Temporal界面", "Temporal UI")
GATEWAY = Text("网关", "gateway")
DATA = Text("数据", "data")
NEXT = Text("下一步", "next")
AND_THEN = Text("然后，让导入的票动起来", "then, to let what was imported travel")
HOW_TO_STOP = Text("Ctrl-C停止；数据文件夹保留。", "Ctrl-C stops; the data folder stays.")
STOPPING = Text("正在停止", "stopping")
PASSED_OVER = Text(
    "{stream}无法读取，所示为其之前的状态：{why}",
    "{stream} cannot be read, what is shown is how it stood before: {why}",
)
CHOSEN = Text("{boxes}（{channel}：{because}）", "{boxes} ({channel}: {because})")
