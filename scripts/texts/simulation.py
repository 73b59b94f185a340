"""What `guomen simulate` says, and what stops a simulated life (its own fault, not the batch's)."""

from models.kernel.language import Text, form

NOTHING_HAPPENS = Text(
    "{batch}：在{course}中不再有事发生", "{batch}: nothing more happens in course {course}"
)
LED_TO_NOTHING = Text("{batch}：步骤{step}没有结果", "{batch}: the step {step} led to nothing")
NO_END = Text(
    "{batch}：在{course}中没有终点；{refusal}", "{batch}: no end in course {course}; {refusal}"
)
NOTHING_REFUSED = Text("没有拒绝", "nothing was refused")
REFUSED_AT_LAST = Text("最后一次拒绝：{refusal}", "refused at last: {refusal}")

# What the rate says, on standard error
RATE = Text(
    "模拟{lives}票，{events}个事件：单核每秒{rate}票（处理器时间{seconds}秒）",
    "{lives} consignments played, {events} events: {rate} consignments a second on one core"
    " ({seconds} s of processor time)",
)
RATE_BY_THE_CLOCK = Text(
    "{rate}；{processes}个进程，按时钟每秒{by_the_clock}票",
    "{rate}; {by_the_clock} by the clock, in {processes} processes",
)

# Headings
ALL_OF_IT = Text(
    "{batches}批，种子{seed}，规则{rulebook}：全部为{label}数据",
    "{batches} batches, seed {seed}, rulebook {rulebook}: all of it is {label}",
)
HOURS_IN = Text("{mode}：自卸货起的小时数", "{mode}: hours from the discharge")
SAVED = Text("试点使同一批货物节省的小时数", "hours that the pilot saves the same batch")
COUNTED = Text("计数", "counted")
ASSUMED = Text("假设", "assumed")
SPAN = Text("时段", "span")
BATCHES = Text("批次", "batches")
NUMBER = Text("数量", "n")
MEAN = Text("均值", "mean")
QUICKER = Text("更快", "quicker")
WHAT = Text("内容", "what")
HOW_MUCH = Text("取值", "how much")
BASIS = Text("依据", "basis")
LABEL = Text("标记", "label")
COUNTED_AS = form("{of} {name}")
SHARE_OF = Text("{of}的{share}", "{share} of {of}")

# What is counted
OUTCOME = Text("结局", "outcome")
ENDED_IN = Text("监管到底的模式", "supervised to the end as")
LEFT_FOR = Text("退出试点原因", "left the pilot for")
INSPECTED_AT = Text("检验地点", "inspections at the")
ESCALATIONS_AT = Text("上报级别", "escalations at")
ESCALATIONS_OF = Text("上报时限", "escalations of")
REASON = Text("不合格情形", "reason")
VIOLATION = Text("违规", "violation")

_CHINESE = {
    "synthetic": "合成",
    "domain 5": "业务说明5",
    "[prop]": "[提议]",
    "port": "港口",
    "enterprise": "企业",
    "all": "全部",
    "inspected at the enterprise": "在企业检验",
    "fallen back": "转传统模式",
    "port dwell": "在港停留",
    "time to site": "到场时间",
    "time to permission to use": "获准使用时间",
    "batches": "批次",
    "boxes": "箱",
    "portal alarms": "门户报警",
    "such images": "此类图像",
    "escalations": "上报",
    "enterprises, suppliers, vessels and all numbers of the batches are made up": (
        "企业、供应商、船舶和各批的全部编号均为虚构"
    ),
    "every batch is R1 and its enterprise is enrolled: it could take either mode": (
        "每批均为R1，企业均已准入：两种模式都可走"
    ),
    "a batch has 1, 2, 3 or 4 boxes in 25, 50, 17 and 8 of 100 cases, 20 to 25 t each": (
        "每100批中有1、2、3、4箱的各为25、50、17、8批，每箱20至25吨"
    ),
    "both modes play the same batch: what happens by chance happens in both": (
        "两种模式用同一批货物：偶然之事在两边同样发生"
    ),
    "traditional mode: no file before shipment, and an officer leaves the pilot at registration": (
        "传统模式：装运前无材料，关员登记时即转出试点"
    ),
    "the traditional steps hold nights and days off already": "传统各步骤已含夜间和休息日",
    "in the port the release follows the inspection at once; then comes a wait for the pick-up": (
        "在港检验后即放行，随后等待提货"
    ),
    "elsewhere officers decide in working hours, save emergencies and appointments": (
        "除应急和预约外，关员在工作时间内决定"
    ),
    "from the pick-up in the port to the enterprise the same drive is counted in either mode": (
        "从港口提货到企业，两种模式计同样的行驶时间"
    ),
    "batches do not wait for each other: queues are part of the spans": (
        "各批互不等待：排队已含在时段内"
    ),
    "file submitted, before sailing": "开航前提交材料",
    "file submitted late, before the arrival": "到港前迟交材料",
    "answer to a file, working hours": "材料答复，工作时间",
    "file submitted again": "重新提交材料",
    "vessel after its announced arrival": "船舶晚于预告到港",
    "arrival to discharge": "到港至卸货",
    "arrival to accepted declaration": "到港至申报接受",
    "discharge to radiation and machine done, pilot": "卸货至辐射与机检完成，试点",
    "discharge to radiation and machine done, traditional": "卸货至辐射与机检完成，传统",
    "portal offline to a reading by hand": "门户离线至人工测读",
    "permit to gate-out": "准予提离至出卡口",
    "permit to gate-out, truck late": "准予提离至出卡口，货车迟到",
    "truck ordered to the lock on the box": "派车至上锁",
    "lock on the box to its verification": "上锁至验锁",
    "drive as planned": "计划行驶",
    "drive, in planned drives": "实际行驶，为计划的倍数",
    "time lost in a jam": "堵车耽误",
    "back to yard, instruction and slot": "返回堆场、布控指令和排号",
    "yard to inspection site": "堆场至查验场地",
    "manual inspection in the port": "在港人工查验",
    "laboratory on suspicion": "有嫌疑时实验室检测",
    "conclusion and release to pick-up": "结论放行至提货",
    "arrival to notice": "到厂至报告",
    "arrival to seal check": "到厂至关锁核验",
    "permission to unloaded and weighed": "准予卸货至卸毕过磅",
    "first arrival to booking": "首箱到厂至预约",
    "last box unloaded to inspection, by appointment at any hour": "末箱卸毕至检验，随时预约",
    "last box unloaded to inspection, working hours": "末箱卸毕至检验，工作时间",
    "inspection at the enterprise": "在企业检验",
    "suspicion to its verdict, working hours": "嫌疑至判定，工作时间",
    "defect to decision, working hours": "不合格至处置决定，工作时间",
    "treatment until the goods are in order": "整改至合格",
    "treatment to second inspection, working hours": "整改至复验，工作时间",
    "order to plan of return": "责令退运至退运计划",
    "plan to repacked and sealed": "计划至重装施封",
    "sealed to leaving the enterprise": "施封至离厂",
    "plan or last gate-in to export declaration": "计划或末箱进卡口至出口申报",
    "export declaration to loading": "出口申报至装船",
    "loading to exit": "装船至离境",
    "order to destruction": "责令销毁至销毁",
    "emergency to acknowledgement": "应急至确认",
    "portal alarm to verdict": "门户报警至判定",
    "emergency to a step that the rulebook asks for": "应急至规则要求的步骤",
    "missing box to its finding": "失联至找到",
    "emergency to written report": "应急至书面报告",
    "emergency to its end": "应急至解除",
    "escalation to its answer, working hours": "上报至答复，工作时间",
    "hold to its end": "暂停至恢复",
    "file late": "材料迟交",
    "file lacks something": "材料不全",
    "hold in the port": "在港暂停",
    "portal alarm": "门户报警",
    "the alarm is a source": "报警为放射源",
    "portal offline": "门户离线",
    "foreign matter in the image": "图像发现夹杂",
    "the image is right": "图像属实",
    "truck late": "货车迟到",
    "lock alarm on the road": "途中关锁报警",
    "jam on the road": "途中堵车",
    "seal found broken": "发现封志破损",
    "inspection by appointment at any hour": "随时预约检验",
    "minor defect, treated": "轻微不合格，整改",
    "grave defect, returned or destroyed": "严重不合格，退运或销毁",
    "escalation answered": "上报得到答复",
}


def named(name: str) -> Text:
    """What the figures call something, in both languages; codes such as D08 are the same in both.

    The figures themselves are a document for programs and speak English alone.
    """
    return Text(_CHINESE.get(name, name), name)
