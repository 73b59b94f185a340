"""Why a command is refused here, and what to do instead."""

from models.kernel.language import Text, form

NO_SLOT = Text(
    "没有预约检验；预约时限在企业预约前一直计时",
    "no slot is booked; the deadline to book runs until the enterprise books one",
)
NO_REQUEST = Text("企业没有申请检验", "the enterprise has asked for no inspection")
SLOT_TO_COME = Text("预约时间是{slot}，尚未到", "the slot is {slot}: it has not come yet")
INSPECTION_BEGUN = Text("检验已经开始", "the inspection has begun")
INSPECTION_OPEN = Text(
    "检验已经开始；请登记检验结果",
    "an inspection has been started already; record it",
)
NOTHING_MEASURED = Text("请至少填写一项读数或照片", "name at least one reading or photo")
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
OTHER_RESULT = Text(
    "控制结果{result}与conform为{conform}矛盾；合格为A1、A2或A5，不合格为B1",
    "the result {result} contradicts conform {conform}: goods that conform are A1, A2 or A5,"
    " others B1",
)
RESULT_WITHOUT_TEXT = Text(
    "控制结果{result}须附文字说明（text）", "the result {result} needs its explanation (text)"
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
SAMPLE_AT = Text("{lab}的样品{sample}", "{sample} at {lab}")
WHOLE_BATCH = Text("整批", "the whole batch")
BOX = Text("箱{box}", "box {box}")
WHERE = form("{where}: {what}")
OUTSTANDING = Text(
    "尚有未完成的要求，货物不能判定合格。{owed}。完成后再登记；确需免除的，由规则集指定的人以"
    "waive_requirements免除：{codes}",
    "the goods do not conform while this is outstanding. {owed}. Do it and record it; or whoever"
    " the rulebook names goes without it (waive_requirements): {codes}",
)
OWED_RADIATION = Text(
    "辐射门户未检测，请以手持仪测量（record_measurements）",
    "no portal found it harmless: measure its dose rate (record_measurements), or triage the alarm",
)
OWED_MACHINE = Text(
    "未经机检，请机检（report_by_hand）",
    "not scanned: have it scanned (report_by_hand)",
)
OWED_OPEN = Text("开箱", "open it (opened)")
OWED_EMPTY = Text("掏箱（emptied）", "empty it (emptied)")
OWED_SECTION = Text("逐项检验{what}（looks）", "look at {what} (looks)")
OWED_READING = Text("测量{what}（readings）", "measure {what} (readings)")
OWED_SAMPLE = Text("取样（take_sample）", "take a sample (take_sample)")
OWED_ANALYSIS = Text(
    "样品须检测{what}（实验室报告，或重新取样）",
    "have a sample of it analysed: {what} (report of the laboratory, or another sample)",
)
OWED_TREATMENT = Text(
    "整改没有监督记录，请登记（supervise_treatment）",
    "nobody is on record to have watched the treatment (supervise_treatment)",
)
NOT_OWED = Text(
    "{codes}并不在未完成的要求之列；未完成的有：{owed}",
    "{codes} is not outstanding; outstanding are {owed}",
)
NOT_WAIVED_BY = Text(
    "{role}无权免除{code}；有权的角色：{roles}",
    "{code} is not waived in the role {role}; it is in {roles}",
)
NO_ROLE = Text("未填写角色", "that nobody named")
NAME_APPROVER = Text(
    "免除{code}须由另一人批准，请填写批准人（approver）",
    "somebody else must allow going without {code}: name the approver",
)
CLOSED_STILL = Text(
    "尚未准予卸货，不能开箱：{boxes}",
    "nobody has let these be unloaded yet, so they are not open: {boxes}",
)
CLEARED_WITHOUT_NOTE = Text(
    "排除嫌疑须说明依据（note）", "say by what the suspicion is cleared (note)"
)
