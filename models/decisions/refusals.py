"""Why a command about a consignment is refused, and what to do instead; by matter."""

from models.language import Text

# Every matter
REASON_MISSING = Text(
    "请说明理由：理由与姓名一并记录", "give a reason: it is recorded with your name"
)
UNKNOWN_BOX = Text(
    "箱{box}不属于此票；此票的箱为{boxes}",
    "box {box} is not part of this consignment; it has {boxes}",
)
EMERGENCY_OPEN = Text(
    "应急尚未解除；先解除应急（lift_emergency）",
    "an emergency is open; lift it first (lift_emergency)",
)
RELEASED = Text("货物已准予销售或使用", "the goods have been released for use")
NOT_ARRIVED = Text("货物尚未到港", "the goods have not arrived")
FROZEN = Text("此票已冻结：{overlays}", "the consignment is frozen by {overlays}")
MESSAGE_ID_USED = Text(
    "消息编号{id}已用于其他内容；请换一个编号",
    "message id {id} was used for something else; give another one",
)
CLOSED = Text(
    "此票已办结（{outcome}）；只继续记录系统消息",
    "the consignment is closed ({outcome}); only facts are still recorded",
)
HELD_ALREADY = Text("此票已暂停办理", "the consignment is on hold already")
MAY_BE_DECLARED = Text(
    "法定申报期限（D02）尚未届满，或货物已申报：不得提取",
    "the legal time to declare (D02) is not over, or they are declared: see `guomen show`",
)
NOT_HELD = Text("此票未暂停办理", "the consignment is not on hold")
NO_FAILED_CALL = Text(
    "没有待重试的调用“{call}”；失败的调用：{failing}",
    "no call '{call}' waits; failing: {failing}",
)
VIOLATION_NOT_COUNTED = Text(
    "此处未计违规{code}（箱{box}）；计入的有：{counting}",
    "{code} of box {box} does not count here; counting: {counting}",
)
OF_BOX = Text("{code}（箱{box}）", "{code} of box {box}")
NOT_A_RAW_MESSAGE = Text(
    "请补录发生的事实，不要补录原始消息", "report what happened, not a raw message"
)
KNOWN_ALREADY = Text("{fact}已有相同内容的记录", "{fact} is known already, in the same words")
DOES_NOT_FIT = Text("{fact}与已知情况不符：{known}", "{fact} does not fit what is known: {known}")

# Pre-shipment management and arrival
FILE_NOT_SUBMITTED = Text(
    "装运前材料的状态是{status}；只有已提交（SUBMITTED）的才能审核",
    "the pre-shipment file is {status}; only a SUBMITTED one can be decided",
)
ARRIVED_ALREADY = Text(
    "货物已到港；请责令退运（order_return）",
    "the goods have arrived; order the return (order_return)",
)
FILE_INCOMPLETE = Text(
    "装运前材料不全：{lacking}；请要求补充（SUPPLEMENT）",
    "the file is not complete: {lacking}; ask for a SUPPLEMENT",
)
APPROVED_WITH_FINDINGS = Text(
    "审核通过，却列有不合格项{reasons}；请要求补充（SUPPLEMENT）或不予通过（REJECT）",
    "{reasons} is found, yet the file is approved; ask for a SUPPLEMENT or REJECT it",
)
NOT_SEEN_ON_PAPER = Text(
    "{reasons}不能由单证审核发现；可由单证审核发现的：{seen}",
    "{reasons} is not found by an audit of papers; these are: {seen}",
)
CONFIRMED_ON_PAPER = Text(
    "{reasons}已确认，补充材料不能消除；请不予通过（REJECT）",
    "{reasons} is confirmed, which no supplement mends; REJECT the file",
)
PILOT_NOT_LEFT = Text(
    "只有出卡口之前才能转传统模式；当前{mode}，{course}",
    "the pilot can be left only before gate-out; mode {mode}, course {course}",
)

# At the port
NO_ALARM = Text("箱{box}没有待判定的辐射报警", "box {box} has no portal alarm to judge")
SOURCE_FOUND = Text("箱{box}已发现放射源", "a source was found in box {box} already")
OUTCOME_UNFIT = Text(
    "{outcome}不是{verdict}的结果；可选：{fitting}",
    "{outcome} is no outcome of {verdict}; there are {fitting}",
)
NO_PERMIT_WITHDRAWN = Text(
    "箱{box}没有待关员决定的提离许可",
    "no permit of box {box} waits for an officer to decide",
)

# Transport
NO_TRUCK = Text("箱{box}尚未派车", "no truck is ordered for box {box} yet")
NAME_THE_PLATE = Text("请填写接替车辆的车牌号", "name the plate of the truck that takes over")
SAME_TRUCK = Text("{plate}就是原定车辆", "{plate} is the truck that is expected already")
NO_FLEET_STOPPED = Text("没有车队因箱{box}停运", "no fleet is stopped for box {box}")
BOX_ARRIVED = Text(
    "箱{box}已到厂；请改为处理已登记的违规（excuse_violation）",
    "box {box} has arrived; settle what was recorded there instead (excuse_violation)",
)
BOX_BACK = Text(
    "箱{box}已回港；请改为处理已登记的违规（excuse_violation）或认可差异（accept_return）",
    "box {box} is back in the port; settle what was recorded there instead "
    "(excuse_violation, accept_return)",
)

# Destination inspection
NO_SLOT = Text(
    "没有预约检验；D11在企业预约前一直计时",
    "no slot is booked; D11 runs until the enterprise books one",
)
SLOT_TO_COME = Text("预约时间是{slot}，尚未到", "the slot is {slot}: it has not come yet")
INSPECTION_BEGUN = Text("检验已经开始", "the inspection has begun")
INSPECTION_OPEN = Text(
    "检验已经开始；请登记检验结果",
    "an inspection has been started already; record it",
)
NOTHING_MEASURED = Text("请至少填写一项读数或照片", "name at least one reading or photo")
CONFORMS_ALREADY = Text("货物已判定合格", "the goods have been found to conform")
WAITS_FOR_CONCLUSION = Text(
    "检验已登记，等待作出结论（conclude_inspection）",
    "the inspection is recorded and waits for its conclusion (conclude_inspection)",
)
NOT_INSPECTABLE = Text(
    "当前为{course}，不能检验", "nothing can be inspected while the course is {course}"
)
NOT_UNLOADED = Text("尚未卸货：{boxes}", "not unloaded yet: {boxes}")
DISPOSAL_UNDECIDED = Text(
    "上次检验不合格；请先作出处置决定（decide_disposal）",
    "the last inspection failed; decide its disposal first (decide_disposal)",
)
BEING_RECTIFIED = Text(
    "货物正在整改；请等待企业报告",
    "the goods are being rectified; wait for the enterprise's report",
)
NOTHING_TO_CONCLUDE = Text("没有待作结论的检验", "no recorded inspection waits for its conclusion")
CONFORM_WITH_FINDINGS = Text(
    "conform为true，却列有不合格项；请更正其一",
    "conform is true, yet findings are listed; correct one of them",
)
CONFORM_NOT_IN_ORDER = Text(
    "conform为true，但{sections}不符合要求；请列出不合格项",
    "conform is true, yet {sections} is not in order; name a finding",
)
CONFORM_OVER_LIMIT = Text(
    "conform为true，但超出限值：{readings}",
    "conform is true, yet over the limit: {readings}",
)
OTHER_UNIT = Text(
    "{reading}：单位无法与限值单位{unit}比较，请用该单位填写",
    "{reading}: its unit cannot be compared with {unit}, give the reading in that",
)
UNKNOWN_PARAMETER = Text(
    "检测项目“{parameter}”无法识别；已知项目：{known}",
    "nobody knows what '{parameter}' is; known are {known}",
)
IMPLAUSIBLE_READING = Text(
    "{reading}：数值不可能，请核对",
    "{reading}: that cannot be, read it again",
)
UNKNOWN_REASON = Text(
    "没有不合格原因{reasons}；原因为NC-01至NC-16",
    "unknown reason {reasons}; reasons are NC-01 to NC-16",
)
UNKNOWN_SECTION = Text(
    "没有检验项目{sections}；项目为{known}",
    "no section {sections}; sections are {known}",
)
BEING_IDENTIFIED = Text(
    "货物正在鉴别；请等待报告", "the goods are being identified; wait for the report"
)
SUSPECTED_STILL = Text("请先确认或排除嫌疑：{reasons}", "settle first what is suspected: {reasons}")
UNAMENDED = Text(
    "{reason}须改报为{code}并缴税；通关系统尚未报告",
    "{reason} is cured by amending the declaration to {code} and paying the duty; clearance has not"
    " reported that",
)
CONFIRMED_STILL = Text(
    "{reasons}已确认；请作出处置决定（decide_disposal）",
    "{reasons} is confirmed; decide its disposal (decide_disposal)",
)
NOTHING_CONFIRMED = Text(
    "conform为false，却没有已确认（CONFIRMED）的不合格项；请至少列出一项",
    "conform is false, yet no finding is CONFIRMED; name at least one",
)
NOT_SUSPECTED = Text(
    "此处{reason}不是疑似；疑似的有：{suspected}",
    "{reason} is not suspected here; suspected are {suspected}",
)
IDENTIFICATION_DECIDES = Text(
    "NC-08由鉴别结论决定；请等待报告",
    "the identification decides on NC-08; wait for its report",
)

# Laboratory
SAMPLE_TAKEN = Text("样品{sample}已取", "sample {sample} was taken already")
SAMPLE_NOT_OUT = Text(
    "不在等待样品{sample}的报告", "no report on a sample {sample} is waited for: see `guomen show`"
)
NO_SAMPLE_NOW = Text("当前为{course}，不取样", "no sample is taken while the course is {course}")
LAB_SILENT = Text(
    "实验室尚未报告：{samples}；样品丢失的，用void_sample作废",
    "the laboratory has not reported on {samples}; if one is lost: void_sample",
)
SAMPLE_AT = Text("{lab}的样品{sample}", "{sample} at {lab}")
IDENTIFYING = Text(
    "鉴别正在进行；请等待报告", "an identification runs already; wait for its report"
)
OTHER_COURSE = Text("当前为{course}", "the course is {course}")

# Disposal
DISPOSAL_DECIDED = Text("已作出处置决定：{disposal}", "{disposal} has been decided already")
DISPUTED = Text(
    "检验结果有异议；请先处理异议（settle_dispute）",
    "the result is disputed; settle that first (settle_dispute)",
)
NONE_CONFIRMED = Text(
    "没有已确认的不合格；请先登记或确认一项",
    "no non-conformance is confirmed; record or settle one first",
)
DISPOSAL_NOT_ALLOWED = Text(
    "{reason}不允许{disposal}；允许：{allowed}",
    "{reason} does not allow {disposal}; allowed: {allowed}",
)
SAY_EXPLICITLY = Text(
    "{reason}应退运；如要在监督下剔除，请填explicit: true",
    "{reason} is returned; to have it removed under supervision say explicit: true",
)
POLICY_OFF = Text(
    "{reason}应退运：规则集{rulebook}未启用政策“{policy}”",
    "{reason} is returned: the policy '{policy}' is off in rulebook {rulebook}",
)
NO_OTHER_CODE = Text(
    "{reason}只能通过改报编码解决，而{kind} {code}没有可改的编码；请责令退运",
    "{reason} is cured by another code only, and {kind} {code} has none; order the return",
)
ON_THE_WAY_OUT = Text(
    "货物已在退运途中：不能改为销毁",
    "the goods are on their way out of the country: they are not destroyed any more",
)
BOX_RELEASED = Text("箱{box}已放行", "box {box} has been released already")
NO_PARTIAL_RELEASE = Text(
    "当前为{course}，不能部分放行", "no box is released while the course is {course}"
)
RELEASED_AS_WHOLE = Text("货物合格：整批放行", "the goods conform: they are released as a whole")
NOT_INSPECTED = Text(
    "尚未检验（record_inspection）", "nothing has been inspected yet (record_inspection)"
)
THAT_IS_ALL = Text(
    "这已是全部箱：请改为作出检验结论",
    "that is all there is: conclude the inspection instead",
)
OPEN_ON_BOX = Text(
    "箱{box}或整批尚有未结的{reasons}",
    "{reasons} is open on box {box} or on the whole batch",
)
NOT_DISPUTED = Text("检验结果没有异议", "no result is disputed")
NOTHING_LEFT_TO_INSPECT = Text(
    "货物已离开或已销毁：无法复验",
    "the goods have left, or are destroyed: nothing can be inspected",
)
TREATMENT_UNDECIDED = Text(
    "尚未决定整改（decide_disposal）",
    "no treatment has been decided (decide_disposal)",
)
GREW_BY_TREATMENT = Text(
    "处理后{after}千克，多于处理前{before}千克；请更正其一",
    "{after} kg after the treatment are more than {before} kg before it; correct one of them",
)
UNWATCHED = Text(
    "整改没有监督记录；请先登记（supervise_treatment）：政策“{policy}”已启用（规则集{rulebook}）",
    "nobody is on record to have watched the treatment (supervise_treatment): the policy "
    "'{policy}' is on in rulebook {rulebook}",
)
DESTRUCTION_UNDECIDED = Text(
    "尚未决定销毁（decide_disposal）",
    "the destruction has not been decided (decide_disposal)",
)

# Return
RETURN_ORDERED = Text("已责令退运", "the return has been ordered already")
NO_RETURN_WANTED = Text(
    "企业没有待决定的退运申请；如需退运请责令退运（order_return）",
    "no application for a return waits; to order one: order_return",
)
GOODS_DESTROYED = Text("货物已销毁", "the goods have been destroyed")
REJECT_INSTEAD = Text(
    "货物尚未到港；请先不予通过装运前审核，货物到港后方可责令退运",
    "the goods have not arrived; reject the pre-shipment file now, order the return on arrival",
)
NOT_BACK = Text("箱{box}尚未回港", "box {box} has not come back to the port")
CAME_BACK_WELL = Text("箱{box}回港情况相符", "box {box} came back as it should")
NO_TOPIC = Text(
    "未责令退运；请写明处罚事由：{topics}",
    "no return has been ordered; name what the penalty is for: {topics}",
)
NO_SUCH_TOPIC = Text(
    "规则中没有处罚事由{topic}；现有：{topics}",
    "the rulebook has no penalty for {topic}; it has {topics}",
)
NOTHING_TO_FINE = Text(
    "不具备{topic}的处罚条件；尚缺：{grounds}",
    "there is nothing to fine under {topic}; it takes {grounds}",
)
PENALTY_DECIDED = Text("已作出处罚决定", "the penalty has been decided already")

# Emergencies
EMERGENCY_KNOWN = Text(
    "该应急已启动：{danger}，箱{box}", "this emergency is open already: {danger}, box {box}"
)
ACKNOWLEDGED_ALREADY = Text("{officer}已确认", "{officer} has acknowledged it already")
STEP_REPORTED = Text("{step}已报告", "{step} has been reported already")
NO_EMERGENCY_EVER = Text("没有可报告的应急", "there was no emergency to report on")
NO_EMERGENCY = Text("没有未解除的应急", "no emergency is open")
NAME_CUSTODY = Text(
    "请填写接管货物的部门：{authorities}",
    "name the authority that takes the goods into custody: {authorities}",
)
WRONG_ROLE = Text(
    "{role}：此应急须由以下角色解除：{roles}",
    "{role}: this emergency is lifted in one of the roles {roles}",
)
NO_ROLE = Text("未填写角色", "no role is named")
NOT_CLOSED_YET = Text("解除之前请填写：{missing}", "before it is lifted say: {missing}")
ALARM_UNJUDGED = Text(
    "箱{box}的辐射报警判定为{triage}；恢复办理（RESUME）须为INNOCENT",
    "the portal alarm of box {box} is judged {triage}; RESUME needs INNOCENT",
)
NOT_AT_ALL = Text("未判定", "not at all")
LOCK_NOT_SEEN = Text(
    "尚无箱{box}关锁状态的信息；请以report_by_hand补报box_sighting并注明lock_state",
    "nobody has said what the lock of box {box} looks like: report it by hand"
    " (box_sighting with its lock_state)",
)
STILL_MISSING = Text("箱{box}仍然失踪", "box {box} is still missing")

# Deadlines
NOT_ESCALATED = Text("{deadline}没有上报", "{deadline} has not escalated")
NOT_AT_LEVEL = Text(
    "{deadline}不在L{level}；所在级别：{standing}",
    "{deadline} does not stand at L{level}; it stands at {standing}",
)
DEADLINE_CLOSED = Text(
    "{deadline}已结束；无可延长", "{deadline} is closed; nothing is left to extend"
)
LADDER_EXHAUSTED = Text(
    "{deadline}各级均已触发；无可延长",
    "every rung of {deadline} has fired; nothing is left to extend",
)
NOTHING_UNFOUNDED = Text(
    "{deadline}没有误生的效果；无可撤销",
    "no effect of {deadline} proved unfounded; nothing is left to undo",
)
NOTHING_DATED_BACK = Text(
    "{deadline}没有因企业迟录而保留的上报",
    "no escalation of {deadline} stands against what was entered late",
)
EFFECT_GONE = Text(
    "{effect}已不存在；无可撤销",
    "{effect} does not stand any more; nothing is left to undo",
)
TOO_LATE_TO_UNDO = Text(
    "为时已晚：{effect}之后已发生{events}",
    "it is too late: {events} has happened since {effect}",
)
EXTENDED_ENOUGH = Text(
    "{deadline}已延长{times}次；不得再延长",
    "{deadline} has been extended {times} time(s); no more is allowed",
)
EXTENDED_TOO_FAR = Text(
    "{deadline}最多可延长{amount}{unit}",
    "{deadline} may be extended by {amount} {unit} at the most",
)
NO_SUCH_DEADLINE = Text(
    "此处没有时限{deadline}；未结的有：{running}",
    "deadline {deadline} does not run here; open: {running}",
)
