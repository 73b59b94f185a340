"""Where a consignment stands, what freezes it, and how it ends."""

from models.kernel.language import Text
from models.kernel.terms import BoxPlace, Outcome, Overlay, PortStep, Stage

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

PLACES: dict[BoxPlace, Text] = {
    BoxPlace.NOT_SHIPPED: Text("未装运", "not shipped"),
    BoxPlace.AT_SEA: Text("海上运输", "at sea"),
    BoxPlace.ABOARD: Text("已到港未卸", "in the port, aboard"),
    BoxPlace.IN_PORT: Text("在港", "in the port"),
    BoxPlace.PERMIT_REFUSED: Text("不予提离", "permit refused"),
    BoxPlace.PERMIT_WITHHELD: Text("暂缓准予提离", "permit withheld"),
    BoxPlace.MAY_LEAVE: Text("准予提离", "may leave the port"),
    BoxPlace.STOPPED_AT_GATE: Text("卡口拦停", "stopped at the gate"),
    BoxPlace.IN_YARD: Text("在堆场", "in the yard"),
    BoxPlace.AT_SITE: Text("在查验区", "at the inspection site"),
    BoxPlace.TO_BE_PICKED_UP: Text("放行待提", "released, to be picked up"),
    BoxPlace.PICKED_UP: Text("已提走", "released, picked up"),
    BoxPlace.ON_THE_ROAD: Text("途中", "on the road"),
    BoxPlace.MISSING: Text("失踪", "missing"),
    BoxPlace.ARRIVED: Text("已到厂", "arrived"),
    BoxPlace.UNLOADED: Text("已卸货", "unloaded"),
    BoxPlace.RELEASED: Text("放行使用", "released for use"),
    BoxPlace.SEALED_TO_RETURN: Text("已施封待退运", "sealed, to be returned"),
    BoxPlace.ON_THE_WAY_BACK: Text("退运途中", "on the way back"),
    BoxPlace.BACK_IN_PORT: Text("已退回港口", "back in the port"),
    BoxPlace.LEFT_THE_COUNTRY: Text("已离境", "left the country"),
    BoxPlace.DESTROYED: Text("已销毁", "destroyed"),
    BoxPlace.SEIZED: Text("海关提取", "seized by customs"),
    BoxPlace.HANDED_OVER: Text("已移交", "handed over"),
}
