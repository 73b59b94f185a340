"""What comes near to a limit of Temporal, in words: for notices, details and `guomen status`."""

from models.kernel.language import Text, form
from models.kernel.limits import Near

NEAR: dict[Near, Text] = {
    Near.HISTORY_BYTES: Text("本次运行历史的字节数", "bytes in the history of this run"),
    Near.HISTORY_EVENTS: Text("本次运行历史的事件数", "events in the history of this run"),
    Near.STATE_BYTES: Text("状态的字节数", "bytes of the state"),
    Near.WAITING_BYTES: Text(
        "已受理、尚未入账的字节数", "bytes that were accepted and are not recorded"
    ),
    Near.UPDATES: Text("本次运行受理的消息数", "messages that this run has taken in"),
    Near.CALLS: Text("同时等待答复的调用数", "calls that wait for an answer at once"),
}

TO_DO: dict[Near, Text] = {
    Near.HISTORY_BYTES: Text(
        "台账恢复后会自动续接；查看`guomen status`",
        "it goes on in a new run once all is recorded: see what holds it with `guomen status`",
    ),
    Near.HISTORY_EVENTS: Text(
        "台账恢复后会自动续接；查看`guomen status`",
        "it goes on in a new run once all is recorded: see what holds it with `guomen status`",
    ),
    Near.STATE_BYTES: Text(
        "请联系维护人员，勿再对其批量操作",
        "tell whoever maintains Guomen, with the state of this workflow",
    ),
    Near.WAITING_BYTES: Text(
        "恢复台账数据库：满额后不再受理新消息",
        "bring the ledger's database back: at the limit nothing more is taken in",
    ),
    Near.UPDATES: Text(
        "台账恢复后会自动续接；查看`guomen status`",
        "it goes on in a new run once all is recorded: see what holds it with `guomen status`",
    ),
    Near.CALLS: Text(
        "恢复没有答复的系统：查看`guomen status`",
        "bring the system back that does not answer: see `guomen status`",
    ),
}

NEAR_LIMIT = form("- ⚠ {what}: {near} · {used}/{most} · {do}")
AT_LIMIT = Text("接近Temporal上限", "near a limit of Temporal")
SUBJECT = Text("接近上限：{near}，{used}/{most}", "near a limit: {near}, {used} of {most}")

FACT_TOO_LARGE = Text(
    "{system}的报文{message}有{bytes}字节（最多{most}），未予受理，原文已保存",
    "message {message} of {system} has {bytes} bytes (at most {most}): not taken in, kept as it"
    " came",
)
ALARM_UNMATCHED = Text(
    "{system}报警（{type}，单号{numbers}）没有确定属于哪一票；最接近的有：{near}。"
    "请立即到现场核实，并用`guomen messages attach {message} 票号`归票",
    "an alarm of {system} ({type}, of {numbers}) belongs to no one consignment for certain; the"
    " nearest: {near}. Look at the place at once, then `guomen messages attach {message} NUMBER`",
)
MESSAGE_UNMATCHED = Text(
    "{system}的报文（{type}，单号{numbers}）无法识别，也没有送达任何一票，可能是报警；"
    "最接近的有：{near}。见`guomen messages show {message}`",
    "a message of {system} ({type}, of {numbers}) that nobody understands has reached no"
    " consignment, and may be an alarm; the nearest: {near}. See `guomen messages show {message}`",
)
FACT_UNREADABLE = Text(
    "{system}的报文{message}无法读取，未予受理，原文已保存",
    "message {message} of {system} cannot be read: not taken in, kept as it came",
)
TOO_LARGE = Text(
    "消息有{size}字节（最多{most}），编号有{id}个字符（最多{longest}）：请分次发送，文件只引用编号",
    "the message has {size} bytes (at most {most}) and an id of {id} characters (at most"
    " {longest}): send it in parts, and files by reference",
)
LEDGER_AWAY = Text(
    "已有{waiting}字节受理后等待入账：台账恢复前不再受理；请稍后重发（guomen status）",
    "{waiting} bytes were accepted and wait for the ledger: nothing more is taken in until it"
    " answers; send it again later (see `guomen status`)",
)
