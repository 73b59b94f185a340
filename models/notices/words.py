"""What notices say, in two languages: a sentence for each kind of alarm, and the lines below it."""

from models.language import Text

UNKNOWN_KIND = Text("{subject}", "{subject}")

WHAT: dict[str, Text] = {
    "escalation-raised": Text(
        "{deadline} {deadline_title}已逾期", "{deadline} {deadline_title} is overdue"
    ),
    "escalation-unanswered": Text(
        "{deadline} {deadline_title}逾期告警无人答复",
        "nobody answers for {deadline} {deadline_title}",
    ),
    "escalation-withdrawn": Text(
        "{deadline} {deadline_title}的告警不成立，但已执行：{effect}",
        "the alarm of {deadline} {deadline_title} was unfounded, but it led to: {effect}",
    ),
    "emergency-raised": Text("突发事件：{danger}。{reason}", "emergency, {danger}: {reason}"),
    "danger-joined": Text(
        "突发事件扩大：{danger}。{reason}", "the emergency widens, {danger}: {reason}"
    ),
    "responders-called": Text("应急力量接管：{reason}", "responders take over: {reason}"),
    "pre-shipment-rejected": Text(
        "装运前审核不予通过，货物不得按试点模式入境：{reason}",
        "the pre-shipment file is rejected, the goods are no pilot goods: {reason}",
    ),
    "suspension-imposed": Text("企业被暂停试点：{reason}", "the enterprise is suspended: {reason}"),
    "return-breached": Text(
        "未按期退运，担保金予以追缴，承运人 {carrier} 列入关注",
        "not returned in time: the deposit is called in, carrier {carrier} is put on notice",
    ),
    "return-mismatched": Text(
        "退运箱货不符：{differs}", "a returned box does not match: {differs}"
    ),
    "removal-permit-withdrawn": Text(
        "提离许可已撤回，请在闸口拦截：{reason}",
        "stop at the gate, the permit is withdrawn: {reason}",
    ),
    "removal-withheld": Text(
        "暂不准予提离，待关员决定：{reason}",
        "no permit to remove until an officer decides: {reason}",
    ),
    "declaration-cancelled": Text(
        "报关单{entry_id}已撤销，须重新申报",
        "declaration {entry_id} is cancelled: declare the goods anew",
    ),
    "entry-dated-back": Text(
        "企业迟录{entry}，所填时间在时限内；告警{deadlines}仍然有效，待核实",
        "entered late, dated in time: {entry}; the alarms of {deadlines} stand until confirmed",
    ),
    "readings-questioned": Text(
        "检测报告{report_no}（样品{sample_no}）有超限或无法识别的读数：{readings}",
        "report {report_no} on sample {sample_no} is over a limit or not understood: {readings}",
    ),
    "manifest-refused": Text(
        "舱单被退单，须重新传输：{reason}",
        "the manifest is refused, have it sent again: {reason}",
    ),
    "loading-refused": Text("货物不准装载：{reason}", "the goods may not be loaded: {reason}"),
    "discharge-refused": Text(
        "货物不准卸载：{reason}", "the goods may not be discharged: {reason}"
    ),
    "fact-contradicted": Text(
        "信息矛盾：收到 {fact}；已知 {known}", "contradiction: {fact}; known: {known}"
    ),
    "fact-not-understood": Text(
        "收到无法识别的报文，来自 {system}", "a message from {system} that nobody understands"
    ),
    "fact-after-closure": Text("办结后收到：{fact}", "heard after closure: {fact}"),
    "case-referred": Text("案件移送 {to}：{reason}", "the case is referred to {to}: {reason}"),
    "supplier-review-requested": Text(
        "复核供货商 {supplier}，防止货物再次进境：{reason}",
        "review supplier {supplier}, watch for re-entry: {reason}",
    ),
    "gate-refused": Text(
        "卡口不予放行，车次{trip_no}，须先验锁：{reason}",
        "the gate refuses trip {trip_no} until the lock is looked at: {reason}",
    ),
    "fleet-stopped": Text(
        "承运人{haulier}车队停运：{reason}", "no truck of {haulier} leaves: {reason}"
    ),
    "fleet-resumed": Text(
        "承运人{haulier}车队恢复：{reason}", "trucks of {haulier} may leave again: {reason}"
    ),
    "result-disputed": Text(
        "企业对结果有异议：{reason}", "the enterprise disputes the result: {reason}"
    ),
    "return-applied": Text(
        "企业申请直接退运：{reason}", "the enterprise asks to send the goods back: {reason}"
    ),
    "lab-result-received": Text(
        "不予采信报告 {report_no}：{issuer} 不在采信机构名单内",
        "report {report_no} is not adopted: {issuer} is not on the list",
    ),
    "incident-on-road": Text("途中异常，{hindrance}：{note}", "{hindrance} on the road: {note}"),
    "call-unanswered": Text(
        "系统调用 {call} 未得到答复：{reason}", "no answer to the call {call}: {reason}"
    ),
    "call-answered": Text("系统调用 {call} 已得到答复", "the call {call} is answered at last"),
    "cancellation-requested": Text(
        "有人请求取消流程，监管照常继续：{reason}",
        "somebody asked to cancel the workflow, supervision goes on: {reason}",
    ),
    "command-lapsed": Text(
        "{officer} 的指令 {verb} 曾被受理但已失效，请重新下达：{refusal}",
        "{verb} of {officer} was accepted and does not hold, give it again: {refusal}",
    ),
    "call-failed": Text("系统调用 {call} 失败：{reason}", "the call {call} failed: {reason}"),
    "enterprise-escalated": Text(
        "{deadline} {deadline_title}已逾期", "{deadline} {deadline_title} is overdue"
    ),
    "site-checked": Text("现场核查不合格：{note}", "the site is inadequate: {note}"),
    "institution-audited": Text(
        "制度 {institution} 不合格：{note}", "institution {institution} is inadequate: {note}"
    ),
    "enterprise-audited": Text("年度审核不合格：{note}", "the annual audit is inadequate: {note}"),
    "stock-reconciled": Text(
        "库存核对不合格（账面{book_kg}千克，实存{counted_kg}千克）：{note}",
        "the stock ({counted_kg} kg counted, {book_kg} kg in the books) is inadequate: {note}",
    ),
    "enterprise-warned": Text("企业被警告：{reason}", "the enterprise is warned: {reason}"),
    "enterprise-suspended": Text("企业被暂停试点：{reason}", "the pilot is suspended: {reason}"),
    "enterprise-reinstated": Text(
        "企业恢复试点：{reason}", "the enterprise is reinstated: {reason}"
    ),
    "enterprise-cancellation-requested": Text(
        "有人请求取消企业流程，企业页照常保留：{reason}",
        "somebody asked to cancel the workflow, the page stays open: {reason}",
    ),
    "enterprise-command-lapsed": Text(
        "{officer} 的指令 {verb} 曾被受理但已失效，请重新下达：{refusal}",
        "{verb} of {officer} was accepted and does not hold, give it again: {refusal}",
    ),
    "enterprise-removed": Text("企业退出试点：{reason}", "removed from the pilot: {reason}"),
    "standing-carried": Text(
        "以下票未能得知企业的暂停或恢复，请逐票核实：{unreached}",
        "did not hear of the suspension or its end, look at each: {unreached}",
    ),
    "fact-too-large": Text(
        "{system}的报文{message}有{bytes}字节（最多{most}），没有任何一票得知；请其分次重发，文件只引用编号",
        "message {message} of {system} has {bytes} bytes (at most {most}), and reached nobody: have"
        " it sent again in parts, and files by reference",
    ),
    "limit-neared": Text(
        "接近Temporal上限：{near}，{used}/{most}；请查看详情和guomen status",
        "near a limit of Temporal: {near}, {used} of {most}; see its details and `guomen status`",
    ),
    "enterprise-violation-noted": Text(
        "{consignment} 违规 {code}。{note}", "violation {code} of {consignment}. {note}"
    ),
    "finding-raised": Text("{finding}：{subjects}。{why}", "{finding}: {subjects}. {why}"),
    "finding-gone": Text("已恢复：{finding}（{subjects}）", "over: {finding} ({subjects})"),
    "test": Text("测试通知，无须处理", "a test: nothing needs to be done"),
}
"""By the type of the event; the fields are those of the event, and those that the wording adds."""

TITLE = Text("【{rank}】{number} {what}", "[{rank}] {number}: {what}")
EMERGENCY_RANK = Text("紧急", "EMERGENCY")
RUNG_RANK = Text("{level}", "{level}")
DIGEST_TITLE = Text("国门：{count} 条通知", "Guomen: {count} notices")

LINES: tuple[tuple[str, Text], ...] = (
    ("what", Text("{what}", "{what}")),
    ("at_once", Text("立即：{at_once}", "At once: {at_once}")),
    ("consignment_no", Text("票号：{consignment_no}", "Consignment: {consignment_no}")),
    ("enterprise_no", Text("企业：{enterprise_no}", "Enterprise: {enterprise_no}")),
    ("system_no", Text("系统：{system_no}", "System: {system_no}")),
    ("box", Text("箱号：{box}", "Box: {box}")),
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
