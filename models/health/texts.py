"""What is wrong with the tracker, and what to do about it, in two languages."""

from collections.abc import Mapping

from models.health.findings import Fault
from models.kernel.language import Text

FINDINGS: Mapping[Fault, Text] = {
    Fault.NO_ANSWER: Text("没有应答，情况不明", "does not answer: how it stands is unknown"),
    Fault.PROCESS_GONE: Text("进程已退出", "process is gone"),
    Fault.NO_WORKER: Text("任务队列无人处理", "nobody works on the task queue"),
    Fault.TASKS_WAIT: Text("任务队列积压", "tasks wait in the task queue"),
    Fault.TASK_FAILS: Text("流程任务失败", "workflow tasks fail"),
    Fault.NOT_RECORDED: Text("已受理但未入台账", "accepted, and not recorded"),
    Fault.LEDGER_LOST: Text("台账缺少已确认的内容", "the ledger lacks what it had acknowledged"),
    Fault.ACTIVITY_PAUSED: Text("活动已暂停", "activity is paused"),
    Fault.ACTIVITY_RETRIED: Text("活动长时间重试", "activity has been retried for long"),
    Fault.WORKFLOW_PAUSED: Text("流程已暂停", "workflow is paused"),
    Fault.WORKFLOW_ENDED: Text("未办结，但流程已结束", "open, but its workflow has ended"),
    Fault.WORKFLOW_GONE: Text("未办结，但没有流程", "open, but there is no workflow"),
    Fault.NOT_LOOKED_AT: Text("尚未检查", "not looked at"),
    Fault.NOT_TOLD: Text("通知未送达任何人", "a notice reached nobody"),
    Fault.IMPORT_ENDED: Text("导入中断", "import has ended before its end"),
    Fault.READ_MODEL_STANDS: Text("读模型停滞", "read model stands still"),
    Fault.READ_MODEL_LEFT: Text("读模型无人更新", "nobody keeps the read model up"),
    Fault.SCHEDULE_MISSING: Text("计划任务不存在", "schedule does not exist"),
    Fault.SCHEDULE_PAUSED: Text("计划任务已暂停", "schedule is paused"),
    Fault.SCHEDULE_LATE: Text("计划任务未按时运行", "schedule did not run in time"),
    Fault.SCHEDULE_FAILED: Text("计划任务运行失败", "the last run of the schedule failed"),
    Fault.MESSAGES_WAIT: Text("报文未送达", "messages are not delivered"),
    Fault.SYSTEM_SILENT: Text("外部系统无应答", "a system does not answer"),
    Fault.NOT_RECONCILED: Text("对账不一致", "ledger and history do not agree"),
    Fault.TARGET_SILENT: Text(
        "接收方不收通知，持续重发", "a target takes no notices: they are sent again"
    ),
    Fault.LIMIT_NEAR: Text("接近Temporal上限", "near a limit of Temporal"),
    Fault.FACT_TOO_LARGE: Text(
        "报文过大，未予受理", "a message was too large: it has reached nobody"
    ),
    Fault.ALARM_UNMATCHED: Text("报警没有送达任何一票", "an alarm has reached no consignment"),
    Fault.MESSAGE_UNREADABLE: Text(
        "报文无法读取，未予受理", "a message cannot be read: it has reached nobody"
    ),
    Fault.SYSTEM_REFUSED: Text(
        "系统的报文因签名不符被拒收",
        "messages of a system are refused, their signature does not fit",
    ),
    Fault.DRAW_KEY_LOST: Text(
        "抽箱密钥丢失，无法抽箱", "the key of the draws is lost: no boxes can be drawn"
    ),
    Fault.RISK_REVIEW_DUE: Text("季度风险等级复核待进行", "the review of risk levels is due"),
    Fault.SUSPENSION_PROPOSED: Text(
        "建议暂停企业：三个组合为R4", "to suspend an enterprise is proposed: three pairs at R4"
    ),
    Fault.CLOCK_WRONG: Text("系统时钟不准", "the clock of a system is wrong"),
}

ADVICE: Mapping[Fault, Text] = {
    Fault.NO_ANSWER: Text(
        "启动它，或结束占用它的会话", "start it, or end whoever holds it up, then look again"
    ),
    Fault.PROCESS_GONE: Text("查看日志，重新启动", "read its log, start it again"),
    Fault.NO_WORKER: Text("启动处理进程", "start a worker"),
    Fault.TASKS_WAIT: Text("增加处理进程", "start more workers"),
    Fault.TASK_FAILS: Text(
        "退回上一版本，流程即自行继续；命令说明原因",
        "take the last build back, it then goes on by itself; the command says what differs",
    ),
    Fault.NOT_RECORDED: Text(
        "恢复台账写入，流程即自行继续；命令列出占用者",
        "let the ledger be written again, it goes on by itself; the command says who holds it up",
    ),
    Fault.LEDGER_LOST: Text("补回台账", "supply the ledger from the histories"),
    Fault.ACTIVITY_PAUSED: Text("恢复该活动", "let it go on"),
    Fault.ACTIVITY_RETRIED: Text("看最近一次错误", "see what its last try says"),
    Fault.WORKFLOW_PAUSED: Text("恢复该流程", "let it go on"),
    Fault.WORKFLOW_ENDED: Text("由台账恢复流程", "bring it back from the ledger"),
    Fault.WORKFLOW_GONE: Text("由台账恢复流程", "bring it back from the ledger"),
    Fault.NOT_LOOKED_AT: Text("全部核对", "look at all of them"),
    Fault.NOT_TOLD: Text("核对通知路由，另行告知", "mend the route, call them yourself"),
    Fault.IMPORT_ENDED: Text("查看原因，重新导入", "see why, import the file again"),
    Fault.READ_MODEL_STANDS: Text("排除原因，或重建", "remove what stops it, or make it anew"),
    Fault.READ_MODEL_LEFT: Text("启动读模型进程", "start a projector"),
    Fault.SCHEDULE_MISSING: Text("处理进程启动时登记", "the tracker registers it when it starts"),
    Fault.SCHEDULE_PAUSED: Text("恢复计划任务", "let it go on"),
    Fault.SCHEDULE_LATE: Text("立即运行", "run it now"),
    Fault.SCHEDULE_FAILED: Text("查看原因，立即运行", "see why, run it now"),
    Fault.MESSAGES_WAIT: Text(
        "导入对应的票，或查明来源", "import what they are about, or ask who sent them"
    ),
    Fault.SYSTEM_SILENT: Text("联系该系统运维", "call those who run it"),
    Fault.NOT_RECONCILED: Text("按核对结果处理", "do what the verdict says"),
    Fault.TARGET_SILENT: Text(
        "恢复该接收方，或改用其他路由", "bring it back, or route around it; call them yourself"
    ),
    Fault.LIMIT_NEAR: Text(
        "详情说明如何处理；多为台账没有应答",
        "its details say what to do; most often the ledger does not answer",
    ),
    Fault.FACT_TOO_LARGE: Text(
        "请发送方分次重发，换新编号；命令列出报文",
        "have its sender send it in parts, each with an id of its own; the command lists them",
    ),
    Fault.ALARM_UNMATCHED: Text(
        "到现场核实，再用`guomen messages attach 编号 票号`归票；命令显示最接近的号码",
        "look at the place, then `guomen messages attach NUMBER CONSIGNMENT`; the command shows the"
        " nearest numbers",
    ),
    Fault.MESSAGE_UNREADABLE: Text(
        "请发送方改正后重发；可能是报警，先到现场核实",
        "it may have been an alarm: look at the place, and have its sender put it right",
    ),
    Fault.SYSTEM_REFUSED: Text(
        "核对该系统的密钥和时钟（NTP）；其报警没有任何人得知",
        "compare its secret, and its clock (NTP): nobody hears of its alarms",
    ),
    Fault.CLOCK_WRONG: Text(
        "请该系统运维校准时钟（NTP）；其时间按收到时间计",
        "have its clock set by NTP; what it dates ahead counts as of when it was heard",
    ),
    Fault.RISK_REVIEW_DUE: Text(
        "由主管司级（C3）逐项决定：`guomen risk review`",
        "C3 decides on each proposal: `guomen risk review`",
    ),
    Fault.SUSPENSION_PROPOSED: Text(
        "由查验科长核实后决定是否暂停：系统不会自动暂停",
        "look at its pairs, and suspend it or not: that is never done by itself",
    ),
    Fault.DRAW_KEY_LOST: Text(
        "从备份放回密钥文件；确已丢失，用`guomen risk draw replace`改用新密钥",
        "put its file back from the backup; if it is gone, `guomen risk draw replace`",
    ),
}
