"""Where a consignment stands, what freezes it, and how it ends."""

from models.language import Text
from models.terms import Outcome, Overlay, PortStep, Stage

STAGES: dict[Stage, Text] = {
    Stage.AUDIT: Text("装运前审核", "pre-shipment audit"),
    Stage.INBOUND: Text("在途到港", "inbound"),
    Stage.PORT: Text("口岸检查", "at the port"),
    Stage.ROAD: Text("公路运输", "on the road"),
    Stage.FACTORY: Text("企业检验", "at the enterprise"),
    Stage.DISPOSAL: Text("后续处置", "disposal"),
    Stage.RETURN: Text("退运", "return"),
    Stage.DESTRUCTION: Text("销毁", "destruction"),
    Stage.CLOSED: Text("办结", "closed"),
}

PORT_STEPS: dict[PortStep, Text] = {
    PortStep.CHECKS: Text("辐射机检", "portal and scanner"),
    PortStep.TO_YARD: Text("返回堆场", "back to the yard"),
    PortStep.INSTRUCTION: Text("等待布控", "waits for the instruction"),
    PortStep.SLOT: Text("等待排位", "waits for a slot"),
    PortStep.TO_SITE: Text("移至查验区", "on the way to the inspection site"),
    PortStep.INSPECTION: Text("人工查验", "manual inspection"),
    PortStep.PICK_UP: Text("放行待提", "released, to be picked up"),
}

OVERLAYS: dict[Overlay, Text] = {
    Overlay.HOLD: Text("暂停办理", "hold"),
    Overlay.EMERGENCY: Text("应急处置", "emergency"),
    Overlay.SUSPENDED: Text("企业暂停试点", "enterprise suspended"),
    Overlay.DISPUTE: Text("结果有异议", "result disputed"),
}

OUTCOMES: dict[Outcome, Text] = {
    Outcome.RELEASED: Text("放行", "released for use"),
    Outcome.RETURNED: Text("已退运", "returned"),
    Outcome.REJECTED: Text("装运前审核不予通过", "rejected before shipment"),
    Outcome.DESTROYED: Text("已销毁", "destroyed"),
    Outcome.HANDED_OVER: Text("已移交", "handed over"),
    Outcome.SEIZED: Text("海关提取", "seized by customs"),
}
