"""Names that people read, in Chinese and English."""

from models.terms import Kind, Party, PortStep, Stage

KINDS: dict[Kind, str] = {
    Kind.COPPER: "再生铜 Recycled copper",
    Kind.COPPER_ALLOY: "再生铜合金 Recycled copper alloy",
    Kind.ALUMINIUM_PURE: "再生纯铝 Recycled pure aluminium",
    Kind.ALUMINIUM_WROUGHT: "再生变形铝合金 Recycled wrought aluminium alloy",
    Kind.ALUMINIUM_CAST: "再生铸造铝合金 Recycled cast aluminium alloy",
}

STAGES: dict[Stage, str] = {
    Stage.AUDIT: "装运前审核 pre-shipment audit",
    Stage.INBOUND: "在途到港 inbound",
    Stage.PORT: "口岸检查 at the port",
    Stage.ROAD: "公路运输 on the road",
    Stage.FACTORY: "企业检验 at the enterprise",
    Stage.DISPOSAL: "后续处置 disposal",
    Stage.RETURN: "退运 return",
    Stage.DESTRUCTION: "销毁 destruction",
    Stage.CLOSED: "办结 closed",
}

PORT_STEPS: dict[PortStep, str] = {
    PortStep.CHECKS: "辐射机检 portal and scanner",
    PortStep.TO_YARD: "返回堆场 back to the yard",
    PortStep.INSTRUCTION: "等待布控 waits for the instruction",
    PortStep.SLOT: "等待排位 waits for a slot",
    PortStep.TO_SITE: "移至查验区 on the way to the inspection site",
    PortStep.INSPECTION: "人工查验 manual inspection",
    PortStep.PICK_UP: "放行待提 released, to be picked up",
}

PARTIES: dict[Party, str] = {
    Party.ENTERPRISE: "企业 enterprise",
    Party.BROKER: "报关行 broker",
    Party.HAULIER: "承运人 haulier",
    Party.CHECKPOINT_OFFICER: "卡口值班关员 checkpoint duty officer",
    Party.CHECKPOINT_CHIEF: "卡口科长 checkpoint section chief",
    Party.INSPECTION_OFFICER: "查验关员 inspection officer",
    Party.INSPECTION_LEAD: "商检组长 inspection team lead",
    Party.DIVISION: "直属海关处室 Ningbo division",
    Party.DIVISION_LEAD: "直属海关处领导 Ningbo division lead",
    Party.PUBLIC_SECURITY: "公安机关 public security",
    Party.LABORATORY: "实验室、鉴别机构 laboratory",
    Party.ANTI_SMUGGLING: "缉私部门 anti-smuggling bureau",
    Party.OPERATIONS: "系统运维 operations",
    Party.ECOLOGY: "生态环境部门 ecology and environment",
    Party.HEALTH: "卫生健康部门 health authority",
    Party.LOCAL_GOVERNMENT: "地方政府 local government",
    Party.EMERGENCY_SERVICES: "应急管理部门 emergency services",
}
