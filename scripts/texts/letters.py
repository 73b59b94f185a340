"""What `guomen messages` says, in two languages."""

from models.kernel.language import Text
from workers.gateway.letters import MessageStatus

COLUMNS = (
    Text("编号", "number"),
    Text("状态", "status"),
    Text("来源", "system"),
    Text("收到", "came"),
    Text("报文", "what"),
    Text("单号", "numbers"),
    Text("原因", "why"),
    Text("次", "tries"),
    Text("下次", "next"),
)
STATUSES: dict[MessageStatus, Text] = {
    MessageStatus.RECEIVED: Text("已收到", "received"),
    MessageStatus.DELIVERED: Text("已送达", "delivered"),
    MessageStatus.PARKED: Text("待匹配", "parked"),
    MessageStatus.FAILED: Text("处理失败", "failed"),
    MessageStatus.DEAD: Text("死信", "dead"),
    MessageStatus.DISCARDED: Text("已作废", "discarded"),
}
COUNTED = Text("共{messages}条，死信{dead}条", "{messages} messages, {dead} of them dead")
WHO_ACTS = Text(
    "{party}须处理：`guomen messages show 编号`查看；匹配后自动送达，或用`retry`重试；"
    "确认无用的用`discard --reason 原因`作废",
    "{party} must act: look with `guomen messages show NUMBER`; it is delivered as soon as its"
    " consignment has the number, or try `retry`; what is of no use `discard --reason WHY`",
)
RETRIED = Text("将立即重试：{numbers}", "tried again at once: {numbers}")
DISCARDED = Text(
    "已作废（仍保存，可用`retry`恢复）：{numbers}",
    "discarded, and kept all the same (`retry` takes it back): {numbers}",
)
ATTACHED = Text(
    "报文{number}归入{consignment}，将立即送达",
    "message {number} belongs to {consignment}, and is delivered at once",
)
NO_LETTER = Text(
    "没有编号为{numbers}的报文：见`guomen messages`",
    "there is no message {numbers}: see `guomen messages`",
)
NOT_WAITING = Text(
    "报文{numbers}不在等待（不存在、已送达或已作废）：见`guomen messages show 编号`",
    "of {numbers} none waits (there is none, or it is delivered or discarded): see `guomen messages"
    " show NUMBER`",
)
NO_REASON = Text(
    "--reason须写明原因，1至500个可打印字符",
    "--reason must say why, in 1 to 500 printable characters",
)
NO_NUMBERS = Text(
    "请给出报文编号（见`guomen messages`），或用--all",
    "name messages by their numbers (see `guomen messages`), or say --all",
)
ASKED = Text("按要求重试", "asked for")

# In `guomen status`.
WAITING = Text("未送达的报文", "messages that are not delivered")
BACKLOG_COLUMNS = (
    Text("状态", "status"),
    Text("条数", "messages"),
    Text("最早", "oldest"),
    Text("已等", "waits"),
    Text("必须处理", "must act"),
    Text("办法", "what to do"),
)
ALARM = Text("{status}，报警", "{status}, alarms")
DO_ALARM = Text(
    "到现场核实；`guomen messages show 编号`看最接近的号码，`guomen messages attach 编号 票号`归票",
    "look at the place; `guomen messages show NUMBER` has the nearest numbers, `guomen messages"
    " attach NUMBER CONSIGNMENT` says whose it is",
)
DO: dict[MessageStatus, Text] = {
    MessageStatus.PARKED: Text(
        "`guomen messages`；有单号的票出现后自动送达",
        "`guomen messages`; delivered as soon as a consignment has the number",
    ),
    MessageStatus.FAILED: Text(
        "`guomen messages`；看网关日志，修复后重试",
        "`guomen messages`; see the gateway's log, mend it, retry",
    ),
    MessageStatus.DEAD: Text(
        "`guomen messages show 编号`，然后retry或discard",
        "`guomen messages show NUMBER`, then retry or discard",
    ),
}
