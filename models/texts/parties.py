"""Who must act, who gives commands, and which systems report."""

from models.kernel.language import Text
from models.kernel.terms import Party, System

PARTIES: dict[Party, Text] = {
    Party.ENTERPRISE: Text("企业", "enterprise"),
    Party.BROKER: Text("报关行", "broker"),
    Party.HAULIER: Text("承运人", "haulier"),
    Party.TERMINAL: Text("码头", "port terminal"),
    Party.CHECKPOINT_OFFICER: Text("卡口值班关员", "checkpoint duty officer"),
    Party.CHECKPOINT_CHIEF: Text("卡口科长", "checkpoint section chief"),
    Party.INSPECTION_OFFICER: Text("查验关员", "inspection officer"),
    Party.INSPECTION_LEAD: Text("商检组长", "inspection team lead"),
    Party.DIVISION: Text("直属海关处室", "Ningbo division"),
    Party.DIVISION_LEAD: Text("直属海关处领导", "Ningbo division lead"),
    Party.PUBLIC_SECURITY: Text("公安机关", "public security"),
    Party.LABORATORY: Text("实验室、鉴别机构", "laboratory"),
    Party.ANTI_SMUGGLING: Text("缉私部门", "anti-smuggling bureau"),
    Party.OPERATIONS: Text("系统运维", "operations"),
    Party.ECOLOGY: Text("生态环境部门", "ecology and environment"),
    Party.HEALTH: Text("卫生健康部门", "health authority"),
    Party.LOCAL_GOVERNMENT: Text("地方政府", "local government"),
    Party.EMERGENCY_SERVICES: Text("应急管理部门", "emergency services"),
}

SYSTEMS: dict[System, Text] = {
    System.CLEARANCE: Text("通关管理系统", "clearance"),
    System.CHECKPOINT: Text("卡口管理系统", "checkpoint"),
    System.ENTERPRISE: Text("企业管理系统", "enterprise"),
}
