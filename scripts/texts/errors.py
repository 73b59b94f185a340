"""What went wrong with a command: with which value, and what to do."""

from models.kernel.language import Text, form

NO_STACK = Text(
    "{folder}上没有运行的系统：请用`guomen up`启动，或用--data指定文件夹，或设置DATABASE_URL和"
    "TEMPORAL_ADDRESS",
    "no tracker runs on {folder}: start it with `guomen up`, name its folder with --data, or set"
    " DATABASE_URL and TEMPORAL_ADDRESS",
)
NO_STACK_HERE = Text(
    "{folder}上没有运行的系统：请用`guomen up`启动",
    "no tracker runs on {folder}: start it with `guomen up`",
)
NO_NUMBER = Text(
    "没有编号为'{number}'的票：见`guomen list`",
    "no consignment has the number '{number}': see `guomen list`",
)
NEAREST = Text(
    "没有编号为'{number}'的票，最接近的：{nearest}",
    "no consignment has the number '{number}', the nearest: {nearest}",
)
OF = form("{number} ({of})")
NEAREST_PAGE = Text(
    "名册中没有企业'{code}'，最接近的：{nearest}；或用`guomen enterprise apply {code}`建立",
    "the register has no page of '{code}', the nearest: {nearest}; or open one with `guomen"
    " enterprise apply {code}`",
)
NO_PAGE = Text(
    "名册中没有企业'{code}'：见`guomen enterprise list`，或用`guomen enterprise apply {code}`建立",
    "the register has no page of '{code}': see `guomen enterprise list`, or open one with `guomen"
    " enterprise apply {code}`",
)
NOTHING_RECORDED = Text(
    "没有{number}的记录：见`guomen list`", "nothing is recorded of {number}: see `guomen list`"
)
NO_TEMPORAL = Text(
    "Temporal在{where}没有应答：`guomen up`是否在运行？",
    "Temporal does not answer at {where}: is `guomen up` running?",
)
OF_THE_PROFILE = Text("Temporal配置的地址", "the address of the Temporal profile")
NOTHING_THEN = Text(
    "{number}没有{when}：请选更晚的时间",
    "there was nothing of {number} {when}: ask for a later time",
)
NO_VERB = Text(
    "没有指令'{verb}'；可用的有：{known}", "there is no verb '{verb}'; there are: {known}"
)
NO_TIME = Text(
    "'{text}'不是时间：请写成2026-03-03T10:00（中国时间）或带时区",
    "'{text}' is no time: write it like 2026-03-03T10:00 (Chinese time) or with a zone",
)
NO_READ_MODEL = Text(
    "没有读模型'{name}'：{known}或all", "no read model is called '{name}': {known} or all"
)
NO_LOGIN = Text("没有登录名'{name}'：{known}", "there is no login '{name}': {known}")
NO_SEAL = Text("尚无封印：请运行`guomen seal now`", "nothing is sealed yet: run `guomen seal now`")
DOES_NOT_SEAL = Text(
    "本系统不做封印：请设置GUOMEN_SEAL_KEY", "this stack does not seal: set GUOMEN_SEAL_KEY"
)
NO_DEADLINE = Text(
    "规则集{version}没有时限'{name}'；有：{known}",
    "rulebook {version} has no deadline '{name}'; it has {known}",
)
STAYS_AWAY = Text("{seconds}秒内无人应答：{error}", "nobody answered for {seconds} s: {error}")
NOT_IN_SAMPLE = Text("{sample}中没有票{numbers}", "{sample} has no consignment {numbers}")
NOT_AS_SCRIPTED = Text(
    "与剧本不符：{wrong}；原因见表", "not as scripted: {wrong}; see the table for the reasons"
)
STOPPED_EARLY = Text(
    "在结束前被停止；请在同一文件夹再次运行以继续",
    "stopped before the end; run it again on the same folder to go on",
)
RESTLESS = Text("{workflow}没有静止：{busy}", "{workflow} does not come to rest: {busy}")
NOT_RAISED = Text(
    "{number}：{at}前到期的事项没有上报", "{number}: what was due by {at} is not raised"
)
NO_PEER = Text(
    "未安装`eventsourcing`：.venv/bin/uv pip install --group bench，或用--without-peer略过",
    "the library `eventsourcing` is not installed: .venv/bin/uv pip install --group bench, or leave"
    " it out with --without-peer",
)
REFUSES = form("{name} {what} {verb}: {reason}")
REFUSAL = Text("不予办理", "refuses")
DOES_NOT_RUN = Text(
    "{name}没有运行：已办结，或未导入", "{name} does not run: it is closed, or was not imported"
)
NO_RECEIPT = Text(
    "{name}在{seconds}秒内没有应答：tracker是否在运行？再次办理前请用`{look}`查看",
    "{name} did not answer in {seconds} s: does a tracker run? Look with `{look}` before you act"
    " again",
)
NO_DATABASE = Text(
    "PostgreSQL没有应答：`guomen up`是否在运行？",
    "PostgreSQL does not answer: is `guomen up` running?",
)
