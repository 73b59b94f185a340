"""What escalations do, and their levels; the titles of deadlines stand in the rulebook."""

from models.kernel.language import Text
from models.kernel.terms import Effect, EscalationLevel, Unit

LEVELS: dict[EscalationLevel, Text] = {
    EscalationLevel.L1: Text("一级催办", "L1 reminder"),
    EscalationLevel.L2: Text("二级上报", "L2 superior"),
    EscalationLevel.L3: Text("三级上报", "L3 division"),
    EscalationLevel.L4: Text("四级上报", "L4 outside authorities"),
}

UNITS: dict[Unit, Text] = {
    "minutes": Text("分钟", "minutes"),
    "hours": Text("小时", "hours"),
    "days": Text("天", "days"),
    "months": Text("个月", "months"),
    "working_days": Text("个工作日", "working days"),
    "working_hours": Text("个工作小时", "working hours"),
    "receiving_hours": Text("个收货小时", "receiving hours"),
}

EFFECTS: dict[Effect, Text] = {
    Effect.FALL_BACK: Text("转传统模式", "falls back to the traditional mode"),
    Effect.LAPSE_PERMIT: Text("提离许可失效", "the permit to remove lapses"),
    Effect.DECLARE_MISSING: Text("认定箱货失踪", "the box is declared missing"),
    Effect.EXPIRE_APPROVAL: Text("装运前审核失效", "the approval expires"),
    Effect.ORDER_RETURN: Text("责令退运", "the return is ordered"),
    Effect.CALL_IN_DEPOSIT: Text("扣缴保证金", "the deposit is called in"),
    Effect.REFER_CASE: Text("案件移送缉私部门", "the case is referred to anti-smuggling"),
    Effect.STOP_FLEET: Text("承运车队停运", "the haulier's fleet is stopped"),
    Effect.REFUSE_GATE: Text("卡口不予放行", "the gate refuses the truck"),
}
