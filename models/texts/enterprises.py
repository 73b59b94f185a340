"""How an enterprise stands in the register, and why."""

from models.kernel.enterprise_terms import (
    AuditVerdict,
    EnterpriseStatus,
    Ground,
    Lapse,
    Phase,
    Resource,
    Supplier,
)
from models.kernel.language import Text

STANDINGS: dict[EnterpriseStatus, Text] = {
    EnterpriseStatus.UNREGISTERED: Text("无企业记录", "no record"),
    EnterpriseStatus.KNOWN: Text("未申请", "not applied"),
    EnterpriseStatus.APPLIED: Text("已申请", "applied"),
    EnterpriseStatus.SITE_CHECK: Text("现场核查通过", "site checked"),
    EnterpriseStatus.ENROLLED: Text("试点企业", "enrolled"),
    EnterpriseStatus.WARNED: Text("警告", "warned"),
    EnterpriseStatus.SUSPENDED: Text("暂停试点", "suspended"),
    EnterpriseStatus.EXPIRED: Text("资格到期", "expired"),
    EnterpriseStatus.REFUSED: Text("未通过", "refused"),
    EnterpriseStatus.REMOVED: Text("退出试点", "removed"),
}

PHASES: dict[Phase, Text] = {phase: STANDINGS[EnterpriseStatus(phase.value)] for phase in Phase}

VERDICTS: dict[AuditVerdict, Text] = {
    AuditVerdict.ADEQUATE: Text("符合要求", "adequate"),
    AuditVerdict.INADEQUATE: Text("不符合要求", "inadequate"),
}

GROUNDS: dict[Ground, Text] = {
    Ground.OFFICER: Text("关员决定", "decision of an officer"),
    Ground.GRADE_ONE: Text("一级违规", "violation of grade one"),
    Ground.REPEATED: Text("多次违规", "repeated violations"),
}

LAPSES: dict[Lapse, Text] = {
    Lapse.EXPIRE: Text("资格到期", "the enrolment expires"),
    Lapse.REMOVE: Text("退出试点", "out of the pilot"),
}

SUPPLIERS: dict[Supplier, Text] = {
    Supplier.ADMITTED: Text("准入", "admitted"),
    Supplier.STRUCK: Text("除名", "struck off"),
    Supplier.UNLISTED: Text("不在名录", "not on the list"),
}

RESOURCES: dict[Resource, Text] = {
    Resource.BAYS: Text("卸货位", "bays"),
    Resource.BOXES_A_DAY: Text("当日查验箱量", "boxes a day"),
    Resource.LABORATORY: Text("实验室", "laboratory"),
}
