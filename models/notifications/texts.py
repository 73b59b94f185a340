"""What notices say, in two languages: a sentence for each kind of alarm, and the lines below it."""

from models.kernel.event_types import EventType
from models.kernel.language import Text, form
from models.texts.limits import ALARM_UNMATCHED, FACT_UNREADABLE, MESSAGE_UNMATCHED

UNKNOWN_KIND = Text("{subject}", "{subject}")

WHAT: dict[str, Text] = {
    EventType.ESCALATION_RAISED: Text(
        "{deadline} {deadline_title}{of_danger}已逾期",
        "{deadline} {deadline_title}{of_danger} is overdue",
    ),
    EventType.ESCALATION_UNANSWERED: Text(
        "{deadline} {deadline_title}{of_danger}逾期告警无人答复",
        "nobody answers for {deadline} {deadline_title}{of_danger}",
    ),
    EventType.ESCALATION_WITHDRAWN: Text(
        "{deadline} {deadline_title}的告警不成立，但已执行：{effect}",
        "the alarm of {deadline} {deadline_title} was unfounded, but it led to: {effect}",
    ),
    EventType.MODE_DECIDED: Text(
        "按传统模式监管，不进入试点：{causes}",
        "the traditional mode, not the pilot: {causes}",
    ),
    EventType.EMERGENCY_RAISED: Text(
        "突发事件：{danger}。{reason}", "emergency, {danger}: {reason}"
    ),
    EventType.DANGER_JOINED: Text(
        "突发事件扩大：{danger}。{reason}", "the emergency widens, {danger}: {reason}"
    ),
    EventType.RESPONDERS_CALLED: Text("应急力量接管：{reason}", "responders take over: {reason}"),
    EventType.PRE_SHIPMENT_REJECTED: Text(
        "装运前审核不予通过，货物不得按试点模式入境：{reason}",
        "the pre-shipment file is rejected, the goods are no pilot goods: {reason}",
    ),
    EventType.SUSPENSION_IMPOSED: Text(
        "企业被暂停试点：{reason}", "the enterprise is suspended: {reason}"
    ),
    EventType.RETURN_BREACHED: Text(
        "未按期退运，担保金予以追缴，承运人 {carrier} 列入关注",
        "not returned in time: the deposit is called in, carrier {carrier} is put on notice",
    ),
    EventType.RETURN_MISMATCHED: Text(
        "退运箱货不符：{differs}", "a returned box does not match: {differs}"
    ),
    EventType.REMOVAL_PERMIT_WITHDRAWN: Text(
        "提离许可已撤回，请在闸口拦截：{reason}",
        "stop at the gate, the permit is withdrawn: {reason}",
    ),
    EventType.REMOVAL_WITHHELD: Text(
        "暂不准予提离，待关员决定：{reason}",
        "no permit to remove until an officer decides: {reason}",
    ),
    EventType.DECLARATION_CANCELLED: Text(
        "报关单{entry_id}已撤销，须重新申报",
        "declaration {entry_id} is cancelled: declare the goods anew",
    ),
    EventType.ENTRY_DATED_BACK: Text(
        "企业迟录{entry}，所填时间在时限内；告警{deadlines}仍然有效，待核实",
        "entered late, dated in time: {entry}; the alarms of {deadlines} stand until confirmed",
    ),
    EventType.READINGS_QUESTIONED: Text(
        "检测报告{report_no}（样品{sample_no}）有超限或无法识别的读数：{readings}",
        "report {report_no} on sample {sample_no} is over a limit or not understood: {readings}",
    ),
    EventType.MANIFEST_REFUSED: Text(
        "舱单被退单，须重新传输：{reason}",
        "the manifest is refused, have it sent again: {reason}",
    ),
    EventType.LOADING_REFUSED: Text(
        "货物不准装载：{reason}", "the goods may not be loaded: {reason}"
    ),
    EventType.DISCHARGE_REFUSED: Text(
        "货物不准卸载：{reason}", "the goods may not be discharged: {reason}"
    ),
    EventType.FACT_CONTRADICTED: Text(
        "信息矛盾：收到 {fact}；已知 {known}", "contradiction: {fact}; known: {known}"
    ),
    EventType.FACT_NOT_UNDERSTOOD: Text(
        "收到无法识别的报文，来自 {system}", "a message from {system} that nobody understands"
    ),
    EventType.CLOCK_DOUBTED: Text(
        "{system}的时间不可信：{fact}的{field}为{claimed}；请校准其时钟（NTP）",
        "a time of {system} cannot be: {field} of {fact} is {claimed}; have its clock set (NTP)",
    ),
    EventType.FACT_AFTER_CLOSURE: Text(
        "办结后收到：{fact}{of_danger}", "heard after closure: {fact}{of_danger}"
    ),
    EventType.CASE_REFERRED: Text(
        "案件移送 {to}：{reason}", "the case is referred to {to}: {reason}"
    ),
    EventType.SUPPLIER_REVIEW_REQUESTED: Text(
        "复核供货商 {supplier}，防止货物再次进境：{reason}",
        "review supplier {supplier}, watch for re-entry: {reason}",
    ),
    EventType.ARRIVED_OUT_OF_HOURS: Text(
        "箱在非收货时间到厂（收货时间{hours}），须派人接收",
        "the box came outside the receiving hours ({hours}): somebody must take it in",
    ),
    EventType.CAPACITY_SHORT: Text(
        "{resource}没有空位：{holder}，已占{taken}，容量{holds}，排队{queue_days}个工作日；"
        "请改约、缓发车或改送别的实验室",
        "no room in the {resource} of {holder}: {taken} taken of {holds}, the queue takes"
        " {queue_days} working days; book another day, keep the truck back, or send it elsewhere",
    ),
    EventType.RISK_LEVELS_WORSENED: Text(
        "供货商{supplier}的风险等级：原{before}，现{after}（{why}）；其后{census}批全掏，"
        "同一供货商另有{others}个组合上调",
        "the risk level with supplier {supplier}: {before} before, {after} now ({why}); the next"
        " {census} batches are unpacked whole, {others} other pairs of the supplier became worse",
    ),
    EventType.GATE_REFUSED: Text(
        "卡口不予放行，车次{trip_no}，须先验锁：{reason}",
        "the gate refuses trip {trip_no} until the lock is looked at: {reason}",
    ),
    EventType.GATE_BARRED: Text(
        "各卡口不予放行该箱：{reason}", "no gate lets the box out: {reason}"
    ),
    EventType.GATE_REOPENED: Text(
        "卡口恢复放行该箱：{reason}", "the gate is open to the box again: {reason}"
    ),
    EventType.RETURN_TRANSPORT_CALLED_OFF: Text(
        "回程车次{trip_no}已取消：{reason}",
        "trip {trip_no} back to the port is called off: {reason}",
    ),
    EventType.UNLOADING_PERMIT_WITHDRAWN: Text(
        "卸货许可已撤回，箱须保持封闭：{reason}",
        "the box must stay shut, the permission is withdrawn: {reason}",
    ),
    EventType.VIOLATION_RECORDED: Text("严重违规{code}：{note}", "grave breach {code}: {note}"),
    EventType.FLEET_STOPPED: Text(
        "承运人{haulier}车队停运：{reason}", "no truck of {haulier} leaves: {reason}"
    ),
    EventType.FLEET_RESUMED: Text(
        "承运人{haulier}车队恢复：{reason}", "trucks of {haulier} may leave again: {reason}"
    ),
    EventType.RESULT_DISPUTED: Text(
        "企业对结果有异议：{reason}", "the enterprise disputes the result: {reason}"
    ),
    EventType.INSPECTION_REQUESTED: Text(
        "企业申请检验：{reason}", "the enterprise asks for an inspection: {reason}"
    ),
    EventType.RETURN_APPLIED: Text(
        "企业申请直接退运：{reason}", "the enterprise asks to send the goods back: {reason}"
    ),
    EventType.FACT_RETRACTED: Text(
        "{officer}撤回了事实{fact}：{reason}；据此收到的通知作废，请查看须决定的事项",
        "{officer} has taken {fact} back: {reason}; what you were told of it is void, see what"
        " waits for a decision",
    ),
    EventType.PERMITTED_ON_PAPER: Text(
        "系统停用期间凭纸面文书{paper}办理{permission}（{officer}）：{reason}；系统恢复后须核对",
        "{permission} by paper {paper} while the system is down ({officer}): {reason}; it is held"
        " against the system's answer",
    ),
    EventType.PAPER_CONTRADICTED: Text(
        "纸面文书{paper}（{permission}）与系统答复不符：{answer}；从严处理",
        "paper {paper} ({permission}) and the system disagree: {answer}; the worse of them counts",
    ),
    EventType.LAB_RESULT_RECEIVED: Text(
        "报告 {report_no}（{issuer}）不能采用：机构不在采信名单内，或报告没有读数；样品仍待报告",
        "report {report_no} of {issuer} does not count, as that is not on the list, or it has no"
        " reading: the sample still waits",
    ),
    EventType.DESTRUCTION_SUPERVISED: Text(
        "监督销毁{weight_kg}千克，其余货物不在：{shortfall}",
        "{weight_kg} kg were destroyed, the rest is not there: {shortfall}",
    ),
    EventType.REQUIREMENTS_WAIVED: Text(
        "{officer} 免除检验要求 {requirements}：{reason}",
        "{officer} goes without {requirements}: {reason}",
    ),
    EventType.SELECTION_EXTENDED: Text(
        "布控指令或风险等级上调，加抽箱：开箱 {opened}；掏箱 {emptied}",
        "an instruction, or a worse risk level, adds boxes to open {opened} and to empty {emptied}",
    ),
    EventType.INCIDENT_ON_ROAD: Text(
        "途中异常，{hindrance}：{note}", "{hindrance} on the road: {note}"
    ),
    EventType.CALL_UNANSWERED: Text(
        "系统调用 {call} 未得到答复：{reason}", "no answer to the call {call}: {reason}"
    ),
    EventType.CALL_ANSWERED: Text(
        "系统调用 {call} 已得到答复", "the call {call} is answered at last"
    ),
    EventType.CANCELLATION_REQUESTED: Text(
        "有人请求取消流程，监管照常继续：{reason}",
        "somebody asked to cancel the workflow, supervision goes on: {reason}",
    ),
    EventType.COMMAND_LAPSED: Text(
        "{officer} 的指令 {verb} 曾被受理但已失效，请重新下达：{refusal}",
        "{verb} of {officer} was accepted and does not hold, give it again: {refusal}",
    ),
    EventType.CALL_FAILED: Text(
        "系统调用 {call} 失败：{reason}", "the call {call} failed: {reason}"
    ),
    EventType.ENTERPRISE_ESCALATED: Text(
        "{deadline} {deadline_title}{of_danger}已逾期{unheard}",
        "{deadline} {deadline_title}{of_danger} is overdue{unheard}",
    ),
    EventType.ENTERPRISE_DUTY_REPORTED: Text(
        "{deadline} {deadline_title}：{system}有履行记录{number}（{done_at}），尚未登记，请登记",
        "{deadline} {deadline_title}: {system} has it on record as done ({number}, {done_at}) and"
        " nobody has entered it: enter it",
    ),
    EventType.SITE_CHECKED: Text("现场核查不合格：{note}", "the site is inadequate: {note}"),
    EventType.INSTITUTION_AUDITED: Text(
        "制度 {institution} 不合格：{note}", "institution {institution} is inadequate: {note}"
    ),
    EventType.ENTERPRISE_AUDITED: Text(
        "年度审核不合格：{note}", "the annual audit is inadequate: {note}"
    ),
    EventType.STOCK_RECONCILED: Text(
        "库存核对不合格（账面{book_kg}千克，实存{counted_kg}千克）：{note}",
        "the stock ({counted_kg} kg counted, {book_kg} kg in the books) is inadequate: {note}",
    ),
    EventType.ENTERPRISE_WARNED: Text("企业被警告：{reason}", "the enterprise is warned: {reason}"),
    EventType.ENTERPRISE_SUSPENDED: Text(
        "企业被暂停试点：{reason}", "the pilot is suspended: {reason}"
    ),
    EventType.ENTERPRISE_REINSTATED: Text(
        "企业恢复试点：{reason}", "the enterprise is reinstated: {reason}"
    ),
    EventType.ENTERPRISE_CANCELLATION_REQUESTED: Text(
        "有人请求取消企业流程，企业页照常保留：{reason}",
        "somebody asked to cancel the workflow, the page stays open: {reason}",
    ),
    EventType.ENTERPRISE_COMMAND_LAPSED: Text(
        "{officer} 的指令 {verb} 曾被受理但已失效，请重新下达：{refusal}",
        "{verb} of {officer} was accepted and does not hold, give it again: {refusal}",
    ),
    EventType.ENTERPRISE_REMOVED: Text(
        "企业退出试点：{reason}", "removed from the pilot: {reason}"
    ),
    EventType.STANDING_CARRIED: Text(
        "以下票未能得知企业的暂停或恢复，请逐票核实：{unreached}",
        "did not hear of the suspension or its end, look at each: {unreached}",
    ),
    "fact-too-large": Text(
        "{system}的报文{message}有{bytes}字节（最多{most}），没有任何一票得知；请其分次重发，文件只引用编号",
        "message {message} of {system} has {bytes} bytes (at most {most}), and reached nobody: have"
        " it sent again in parts, and files by reference",
    ),
    "message-unreadable": FACT_UNREADABLE,
    "alarm-unmatched": ALARM_UNMATCHED,
    "message-unmatched": MESSAGE_UNMATCHED,
    "limit-neared": Text(
        "接近Temporal上限：{near}，{used}/{most}；请查看详情和guomen status",
        "near a limit of Temporal: {near}, {used} of {most}; see its details and `guomen status`",
    ),
    EventType.ENTERPRISE_VIOLATION_NOTED: Text(
        "{consignment} 违规 {code}。{note}", "violation {code} of {consignment}. {note}"
    ),
    "finding-raised": Text("{finding}：{subjects}。{why}", "{finding}: {subjects}. {why}"),
    "finding-gone": Text("已恢复：{finding}（{subjects}）", "over: {finding} ({subjects})"),
    "test": Text("测试通知，无须处理", "a test: nothing needs to be done"),
}
"""By the type of the event; the fields are those of the event, and those that the wording adds."""

UNHEARD = Text("（已向{systems}查询，未获应答）", " (asked {systems}, no answer)")
BECAUSE = form("{what}（{why}）")
UNSAID = Text("未知", "unknown")
OF_DANGER = Text("（{danger}）", " ({danger})")
TITLE = Text("【{rank}】{number} {what}", "[{rank}] {number}: {what}")
EMERGENCY_RANK = Text("紧急", "EMERGENCY")
LEVEL_RANK = Text("{level}", "{level}")
DIGEST_TITLE = Text("国门：{count} 条通知", "Guomen: {count} notices")

LINES: tuple[tuple[str, Text], ...] = (
    ("what", Text("{what}", "{what}")),
    (
        "decides",
        Text(
            "须由处理方决定（{decides}），系统不自动执行",
            "Yours to decide ({decides}): nothing of that is done by itself",
        ),
    ),
    ("at_once", Text("立即：{at_once}", "At once: {at_once}")),
    ("consignment_no", Text("票号：{consignment_no}", "Consignment: {consignment_no}")),
    ("enterprise_no", Text("企业：{enterprise_no}", "Enterprise: {enterprise_no}")),
    ("system_no", Text("系统：{system_no}", "System: {system_no}")),
    ("box", Text("箱号：{box}", "Box: {box}")),
    ("seen_plate", Text("车辆：{seen_plate}", "Truck: {seen_plate}")),
    ("seen_haulier", Text("承运企业：{seen_haulier}", "Haulier: {seen_haulier}")),
    ("seen_heard_at", Text("最后消息：{seen_heard_at}", "Last heard of: {seen_heard_at}")),
    (
        "seen_place",
        Text(
            "最后位置：{seen_place}，{seen_place_at}",
            "Last known place: {seen_place}, {seen_place_at}",
        ),
    ),
    ("seen_cameras", Text("沿途摄像头：{seen_cameras}", "Cameras on its way: {seen_cameras}")),
    ("stage", Text("环节：{stage}", "Stage: {stage}")),
    ("party", Text("处理方：{party}（{level}）", "For: {party} ({level})")),
    ("at", Text("发生：{at}", "Happened: {at}")),
    ("due", Text("应于：{due}", "Was due: {due}")),
    ("answer_by", Text("最迟答复：{answer_by}", "Answer by: {answer_by}")),
    ("next_due", Text("下一时限：{next_due}", "Next deadline: {next_due}")),
)
"""A line is said when there is something to say: the field it begins with."""

LINK = Text("查看：{link}", "Look: {link}")
COMMAND = Text("处理：{command}", "Act: {command}")

UNKNOWN_SERVICE = Text(
    "渠道'{name}'：apprise不认识这个{scheme}://地址；请与`apprise --details`所列格式对照",
    "target '{name}': apprise does not understand its {scheme}:// URL; compare it with the forms"
    " that `apprise --details` lists",
)
