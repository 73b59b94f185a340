"""How goods are supervised, which part of the process they follow, and why not the pilot."""

from models.kernel.language import Text
from models.kernel.terms import Cause, Mode, ProcessPhase

MODES: dict[Mode, Text] = {
    Mode.UNDECIDED: Text("模式未定", "mode undecided"),
    Mode.PILOT: Text("试点模式", "pilot"),
    Mode.TRADITIONAL: Text("传统模式", "traditional"),
}

COURSES: dict[ProcessPhase, Text] = {
    ProcessPhase.INBOUND: Text("进境", "inbound"),
    ProcessPhase.PILOT: Text("试点流程", "pilot"),
    ProcessPhase.TRADITIONAL: Text("传统流程", "traditional"),
    ProcessPhase.RETURN: Text("退运流程", "return"),
    ProcessPhase.DESTRUCTION: Text("销毁流程", "destruction"),
    ProcessPhase.CLOSED: Text("办结", "closed"),
}

CAUSES: dict[Cause, Text] = {
    Cause.RISK_LEVEL: Text("风险等级不符", "risk level too high"),
    Cause.NOT_APPROVED: Text("装运前审核未通过", "pre-shipment file not approved"),
    Cause.ENTERPRISE_NOT_ENROLLED: Text("企业未准入试点", "enterprise not enrolled"),
    Cause.ENROLMENT_EXPIRED: Text("企业试点资格到期", "enrolment of the enterprise expired"),
    Cause.ENTERPRISE_SUSPENDED: Text("企业暂停试点", "enterprise suspended"),
    Cause.ENROLMENT_UNCONFIRMED: Text(
        "通关系统未确认企业准入", "clearance does not confirm the enrolment"
    ),
    Cause.CODE_OUT_OF_SCOPE: Text("商品编码不在试点范围", "code out of scope"),
    Cause.APPROVAL_EXPIRED: Text("审核已过有效期", "approval expired"),
    Cause.GRADE_ONE_VIOLATION: Text("一级违规未结", "violation of grade one"),
    Cause.SUPPLIER_STRUCK: Text("供应商已除名", "supplier struck off"),
    Cause.SUPPLIER_NOT_ADMITTED: Text("供应商未经企业准入", "supplier not admitted"),
    Cause.PORT_INSPECTION: Text("海关布控口岸查验", "an inspection in the port is ordered"),
    Cause.NO_TRANSPORT: Text("无可用运力", "no transport"),
    Cause.OVER_CAPACITY: Text("企业库容不足", "storage of the enterprise full"),
    Cause.CAPACITY_UNKNOWN: Text("企业库容不明", "storage of the enterprise not known"),
    Cause.ACTIVE_NOTICE: Text("有效风险警示", "active warning notice"),
    Cause.PORTAL_OFFLINE: Text("辐射门离线", "portal offline"),
    Cause.RADIATION: Text("放射性异常", "radiation"),
    Cause.FOREIGN_MATTER: Text("疑似夹杂物", "foreign matter suspected"),
    Cause.SOLID_WASTE_SUSPECTED: Text("疑似固体废物", "solid waste suspected"),
    Cause.DOCUMENTS_DIFFER: Text("货证不符", "documents differ"),
    Cause.PICK_UP_TOO_LATE: Text("提箱逾期", "picked up too late"),
    Cause.PRE_SHIPMENT_TOO_LATE: Text("装运前监管逾期", "pre-shipment file too late"),
    Cause.OFFICER: Text("关员决定", "decision of an officer"),
}
