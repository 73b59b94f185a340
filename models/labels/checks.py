"""What checks find, and what becomes of what was found."""

from models.language import Text
from models.terms import (
    Audit,
    Check,
    Disposal,
    Hindrance,
    PenaltyGround,
    Petition,
    PreShipment,
    SealState,
    Settlement,
    Suspicion,
    Triage,
    Urgency,
    Use,
    Verdict,
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

AUDITS: dict[Audit, Text] = {
    Audit.APPROVE: Text("通过", "approve"),
    Audit.SUPPLEMENT: Text("要求补充", "ask for a supplement"),
    Audit.REJECT: Text("不予通过", "reject"),
}

CHECKS: dict[Check, Text] = {
    Check.PASSED: Text("通过", "passed"),
    Check.ALARM: Text("报警", "alarm"),
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

VERDICTS: dict[Verdict, Text] = {
    Verdict.WITHIN: Text("未超限值", "within the limit"),
    Verdict.OVER: Text("超出限值", "over the limit"),
    Verdict.NO_LIMIT: Text("无限值", "no limit is set"),
    Verdict.UNKNOWN_PARAMETER: Text("项目无法识别", "of an unknown parameter"),
    Verdict.NOT_COMPARABLE: Text("单位不可比", "in a unit that cannot be compared"),
    Verdict.IMPLAUSIBLE: Text("数值不可能", "of an impossible value"),
}

SETTLEMENTS: dict[Settlement, Text] = {
    Settlement.UPHELD: Text("维持原结果", "upheld"),
    Settlement.REINSPECT: Text("复验", "inspected again"),
}

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

USES: dict[Use, Text] = {
    Use.CONSUMED: Text("投料使用", "used"),
    Use.SOLD: Text("出售", "sold"),
    Use.MOVED: Text("移动", "moved away"),
    Use.MERGED: Text("与其他库存混合", "merged with other stock"),
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
