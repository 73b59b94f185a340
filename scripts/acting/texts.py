"""What the acting verbs say, in both languages."""

from models.kernel.language import Text, form

TITLED = form("{verb}: {label}")
REQUIRED = Text("必填", "required")
OPTIONAL = Text("选填", "optional")
WOULD_RECORD = Text("将记录", "would record")
NEXT_DUE = Text("下一期限", "next deadline")
TOLD = Text("将通知", "people told")
CALLS = Text("随后调用", "calls that follow")
ROLE = Text("岗位", "role")
NO_ROLE = Text("未声明", "none declared")
OFFICER = Text("经办人", "officer")

LEGAL_NOW = Text("现在可以办理", "what may be done now")
FOR_OTHERS = Text("须由其他岗位办理", "for other roles")
CHOOSE = Text("序号", "number")
CHOOSE_SOME = Text("序号，以逗号分隔", "numbers, with commas between them")
CHOOSE_ROLE = Text("以哪个岗位办理", "in which role")
LEAVE_OUT = Text("回车表示不填", "Enter leaves it out")
TAKES = Text("类型", "takes")
EXAMPLE = Text("例如", "example")
YES = Text("是", "yes")
NO = Text("否", "no")
NOT_SAID = Text("不指定", "not said")
NOT_A_CHOICE = Text("请输入 1 至 {most}", "give a number from 1 to {most}")
NEEDED = Text("此项必填", "this is needed")
NOTHING_TO_CHOOSE = Text(
    "现在不能办理 {verb}：没有可选的“{field}”",
    "{verb} is not possible now: there is no {field} to choose",
)
SEND = Text("现在发送？", "send it now?")
AGAIN = Text("修改后再试？", "change the fields and try again?")

NOT_SENT = Text("未发送任何内容", "nothing was sent")
NO_TERMINAL = Text(
    "没有终端可供提问，请写明命令：{usage} VERB [JSON]；{name} 现在可以办理：{verbs}",
    "there is no terminal to ask on, so name the verb: {usage} VERB [JSON]; legal now for {name}: "
    "{verbs}",
)
NOTHING_LEGAL = Text("{name} 现在没有可办理的事项", "nothing may be done with {name} now")
SEVERAL_ROLES = Text(
    "{officer} 有多个岗位可下达 {verb}：{roles}；请用 --role 指定",
    "{officer} may give {verb} in several roles, {roles}: name one with --role",
)
NO_SUCH_ROLE = Text("没有岗位{role}；有：{roles}", "there is no role {role}; there are: {roles}")
NO_FILE = Text("GUOMEN_OFFICERS指向{file}：{why}", "GUOMEN_OFFICERS names {file}: {why}")

BATCH = Text("批次", "batch")
GO_ON = Text("中断后继续", "to go on after an interruption")
PREVIEW = Text("{count} 票将会怎样", "what would happen to {count} consignments")
RESULT = Text("{count} 票的结果", "what happened to {count} consignments")
CONSIGNMENT = Text("票号", "consignment")
WOULD = Text("将会", "would")
DONE = Text("结果", "result")
DONE_BEFORE = Text("本批次已办理", "done in this batch already")
WHY = form("{what}: {reason}")
REFUSED = Text("拒绝", "refused")
FAILED = Text("失败", "failed")
COUNTED = Text(
    "记录 {recorded}，已办 {before}，拒绝 {refused}，失败 {failed}",
    "{recorded} recorded, {before} done before, {refused} refused, {failed} failed",
)
NONE_FOUND = Text(
    "没有运行中的票符合 {query}",
    "no running consignment matches {query}: try it in the Temporal UI",
)
SEND_TO = Text("现在发送给 {count} 票？", "send it to {count} consignments now?")
SAY_YES = Text(
    "没有终端可供确认：请用 --yes 发送，或用 --dry-run 预览",
    "there is no terminal to confirm on: say --yes to send it, or --dry-run to look only",
)
BAD_QUERY = Text(
    "Temporal 不接受查询 {query}：{reason}", "Temporal does not take the query {query}: {reason}"
)

# What is wrong with the words of a command line
FAULT = form("guomen: {field}: {what}")
MISSING = Text("缺少", "missing")
NO_SUCH_FIELD = Text("没有此项", "no such field")
UNFIT = form("{why}, not {value}")
FIELD = Text("项目", "field")
FORM = Text("取值", "takes")
CANNOT_READ = Text("无法读取{file}：{why}", "cannot read {file}: {why}")
NOT_JSON = Text("这不是JSON（{why}）：{given}", "this is not JSON ({why}): {given}")
NO_OBJECT = Text("各项须为JSON对象，如{example}", "the fields are a JSON object, such as {example}")
