"""How an enterprise stands in the register, and why."""

from models.enterprise.terms import Ground, Lapse, Phase, Standing, Supplier, Verdict
from models.language import Text

STANDINGS: dict[Standing, Text] = {
    Standing.KNOWN: Text("未申请", "not applied"),
    Standing.APPLIED: Text("已申请", "applied"),
    Standing.SITE_CHECK: Text("现场核查通过", "site checked"),
    Standing.ENROLLED: Text("试点企业", "enrolled"),
    Standing.WARNED: Text("警告", "warned"),
    Standing.SUSPENDED: Text("暂停试点", "suspended"),
    Standing.EXPIRED: Text("资格到期", "expired"),
    Standing.REFUSED: Text("未通过", "refused"),
    Standing.REMOVED: Text("退出试点", "removed"),
}

PHASES: dict[Phase, Text] = {phase: STANDINGS[Standing(phase.value)] for phase in Phase}

VERDICTS: dict[Verdict, Text] = {
    Verdict.ADEQUATE: Text("符合要求", "adequate"),
    Verdict.INADEQUATE: Text("不符合要求", "inadequate"),
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
