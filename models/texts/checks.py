"""What checks find, and what becomes of what was found."""

from models.kernel.language import Text
from models.kernel.terms import (
    Assumption,
    AuditDecision,
    Channel,
    CheckResult,
    Chosen,
    ControlResult,
    Disposal,
    GoodsUse,
    Hindrance,
    PenaltyGround,
    Permission,
    Petition,
    PreShipment,
    ReadingVerdict,
    Requirement,
    SealState,
    Settlement,
    Suspicion,
    Triage,
    Urgency,
)

PRE_SHIPMENT: dict[PreShipment, Text] = {
    PreShipment.AWAITED: Text("待提交", "awaited"),
    PreShipment.SUBMITTED: Text("已提交", "submitted"),
    PreShipment.SUPPLEMENT: Text("待补充", "to be supplemented"),
    PreShipment.APPROVED: Text("审核通过", "approved"),
    PreShipment.REJECTED: Text("不予通过", "rejected"),
    PreShipment.WITHDRAWN: Text("已撤回", "withdrawn"),
    PreShipment.EXPIRED: Text("已失效", "expired"),
}

AUDITS: dict[AuditDecision, Text] = {
    AuditDecision.APPROVE: Text("通过", "approve"),
    AuditDecision.SUPPLEMENT: Text("要求补充", "ask for a supplement"),
    AuditDecision.REJECT: Text("不予通过", "reject"),
}

CHECKS: dict[CheckResult, Text] = {
    CheckResult.PASSED: Text("通过", "passed"),
    CheckResult.ALARM: Text("报警", "alarm"),
}

TRIAGES: dict[Triage, Text] = {
    Triage.INNOCENT: Text("无害报警", "innocent"),
    Triage.SUSPECT: Text("可疑", "suspect"),
    Triage.SOURCE: Text("发现放射源", "radioactive source"),
}

SEAL_STATES: dict[SealState, Text] = {
    SealState.INTACT: Text("完好", "intact"),
    SealState.REPLACED: Text("已更换", "replaced"),
    SealState.BROKEN: Text("破损", "broken"),
    SealState.MISSING: Text("缺失", "missing"),
    SealState.MISMATCH: Text("封号不符", "another number"),
}

SUSPICIONS: dict[Suspicion, Text] = {
    Suspicion.SUSPECTED: Text("疑似", "suspected"),
    Suspicion.CONFIRMED: Text("确认", "confirmed"),
    Suspicion.CLEARED: Text("排除", "cleared"),
}

VERDICTS: dict[ReadingVerdict, Text] = {
    ReadingVerdict.WITHIN: Text("未超限值", "within the limit"),
    ReadingVerdict.OVER: Text("超出限值", "over the limit"),
    ReadingVerdict.NO_LIMIT: Text("无限值", "no limit is set"),
    ReadingVerdict.UNKNOWN_PARAMETER: Text("项目无法识别", "of an unknown parameter"),
    ReadingVerdict.NOT_COMPARABLE: Text("单位不可比", "in a unit that cannot be compared"),
    ReadingVerdict.IMPLAUSIBLE: Text("数值不可能", "of an impossible value"),
}

CONTROL_RESULTS: dict[ControlResult, Text] = {
    ControlResult.SATISFACTORY: Text("符合要求", "satisfactory"),
    ControlResult.CONSIDERED_SATISFACTORY: Text("视为符合要求", "considered satisfactory"),
    ControlResult.DISCREPANCIES: Text("有差异", "discrepancies"),
    ControlResult.NOT_SATISFACTORY: Text("不符合要求", "not satisfactory"),
}

REQUIREMENTS: dict[Requirement, Text] = {
    Requirement.RADIATION: Text("辐射检测", "radiation measured"),
    Requirement.MACHINE: Text("机检", "scanned"),
    Requirement.OPEN: Text("开箱", "opened"),
    Requirement.EMPTY: Text("掏箱", "emptied"),
    Requirement.SECTION: Text("逐项检验", "section looked at"),
    Requirement.READING: Text("测量", "measured"),
    Requirement.SAMPLE: Text("取样", "sampled"),
    Requirement.ANALYSIS: Text("样品检测", "sample analysed"),
    Requirement.TREATMENT: Text("整改监督", "treatment watched"),
}

SETTLEMENTS: dict[Settlement, Text] = {
    Settlement.UPHELD: Text("维持原结果", "upheld"),
    Settlement.REINSPECT: Text("复验", "inspected again"),
}

ASSUMPTIONS: dict[Assumption, Text] = {
    Assumption.SILENCE: Text("系统无应答", "silent"),
    Assumption.PAPER: Text("纸面", "paper"),
    Assumption.BY_HAND: Text("补录", "by hand"),
    Assumption.CLOCK: Text("时钟存疑", "clock"),
}
"""Short: a board has a column of them."""

PETITIONS: dict[Petition, Text] = {
    Petition.APPROVE: Text("准予", "approve"),
    Petition.REFUSE: Text("不予准许", "refuse"),
}

DISPOSALS: dict[Disposal, Text] = {
    Disposal.RECTIFY: Text("整改", "rectify"),
    Disposal.RETURN: Text("退运", "return"),
    Disposal.DESTROY: Text("销毁", "destroy"),
}

URGENCIES: dict[Urgency, Text] = {
    Urgency.WARN: Text("预警", "warning"),
    Urgency.ACT: Text("立即处理", "act now"),
}

USES: dict[GoodsUse, Text] = {
    GoodsUse.CONSUMED: Text("投料使用", "used"),
    GoodsUse.SOLD: Text("出售", "sold"),
    GoodsUse.MOVED: Text("移动", "moved away"),
    GoodsUse.MERGED: Text("与其他库存混合", "merged with other stock"),
}
HINDRANCES: dict[Hindrance, Text] = {
    Hindrance.ACCIDENT: Text("事故", "accident"),
    Hindrance.BREAKDOWN: Text("故障", "breakdown"),
    Hindrance.TRAFFIC: Text("拥堵", "traffic"),
}

PENALTY_GROUNDS: dict[PenaltyGround, Text] = {
    PenaltyGround.RETURN_ORDERED: Text("已责令退运", "a return was ordered"),
    PenaltyGround.USED_EARLY: Text(
        "放行前擅自使用、销售、移动", "used, sold or moved before release"
    ),
    PenaltyGround.NONCONFORMANCE: Text("不合格已确认", "a non-conformance is confirmed"),
}

PERMISSIONS: dict[Permission, Text] = {
    Permission.MODE: Text("监管模式", "mode"),
    Permission.REMOVAL: Text("准予提离", "permit to remove"),
    Permission.UNLOADING: Text("准予卸货", "permission to unload"),
    Permission.CONCLUSION: Text("检验结论", "conclusion"),
}

CHANNELS: dict[Channel, Text] = {
    Channel.OPEN: Text("开箱", "opened"),
    Channel.EMPTY: Text("掏箱", "emptied"),
    Channel.LAB: Text("取样送检", "sampled for a laboratory"),
}

CHOSEN: dict[Chosen, Text] = {
    Chosen.CENSUS: Text("逐箱全查", "every box is"),
    Chosen.RISK: Text("按风险等级", "by the level of risk"),
    Chosen.FLOOR: Text("随机底数", "the least that is looked at, at random"),
    Chosen.INSTRUCTION: Text("按布控指令", "by the control instruction"),
}
