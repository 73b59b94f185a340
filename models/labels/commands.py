"""What officers do: a name for every verb of a consignment and of an enterprise."""

from models.language import Text

VERBS: dict[str, Text] = {
    "decide_pre_shipment": Text("审核装运前材料", "decide on the pre-shipment file"),
    "triage_alarm": Text("判定辐射报警", "judge a portal alarm"),
    "resume_removal": Text("恢复提离", "let a removal go on"),
    "record_no_show": Text("登记失约", "record a no-show"),
    "start_inspection": Text("开始检验", "begin the inspection"),
    "record_inspection": Text("登记检验结果", "record the inspection"),
    "record_measurements": Text("登记测量数据", "record measurements"),
    "conclude_inspection": Text("作出检验结论", "conclude the inspection"),
    "settle_suspicion": Text("确认或排除嫌疑", "settle a suspicion"),
    "take_sample": Text("取样送检", "take a sample"),
    "commission_identification": Text("委托固体废物鉴别", "commission an identification"),
    "decide_disposal": Text("作出处置决定", "decide the disposal"),
    "release_boxes": Text("部分放行", "release some boxes"),
    "settle_dispute": Text("处理异议", "settle a dispute"),
    "refer_case": Text("移送案件", "refer the case"),
    "supervise_destruction": Text("监督销毁", "supervise the destruction"),
    "order_return": Text("责令退运", "order the return"),
    "accept_return": Text("接受退运箱", "accept a returned box"),
    "decide_penalty": Text("作出处罚决定", "decide the penalty"),
    "raise_emergency": Text("启动应急", "raise an emergency"),
    "acknowledge_emergency": Text("确认应急响应", "acknowledge the emergency"),
    "report_step": Text("报告应急步骤", "report a step of the emergency"),
    "report_incident": Text("提交应急书面报告", "report the incident"),
    "lift_emergency": Text("解除应急", "lift the emergency"),
    "acknowledge_escalation": Text("答复催办", "answer an escalation"),
    "hold": Text("暂停办理", "hold"),
    "resume": Text("恢复办理", "resume"),
    "extend_deadline": Text("延长时限", "extend a deadline"),
    "fall_back": Text("转传统模式", "fall back to the traditional mode"),
    "swap_tractor": Text("更换牵引车", "swap the tractor"),
    "approve_transshipment": Text("批准换车转运", "approve a transshipment"),
    "send_officer": Text("派员查看", "send an officer"),
    "retry_call": Text("重新调用系统", "make a failed call again"),
    "excuse_violation": Text("免计违规", "excuse a violation"),
    "reinstate": Text("撤销误生效果", "undo an unfounded effect"),
    "report_by_hand": Text("人工补录", "report a fact by hand"),
}

TOLD: dict[str, Text] = {
    "report": Text("接收系统消息", "report a fact"),
    "suspend": Text("告知企业暂停", "tell of a suspension"),
    "reinstate_enterprise": Text("告知企业恢复", "tell of a reinstatement"),
    "note_violation": Text("登记违规", "note a violation"),
}
"""What systems and the tracker itself say, by the name of the Update; never refused."""

ENTERPRISE_VERBS: dict[str, Text] = {
    "apply": Text("受理申请", "take in an application"),
    "check_site": Text("登记现场核查", "record the site check"),
    "audit_institutions": Text("审核配套制度", "audit institutions"),
    "enrol": Text("准入试点", "enrol"),
    "refuse_application": Text("不予准入", "refuse the application"),
    "renew": Text("续期", "renew the enrolment"),
    "audit_enterprise": Text("登记年度审核", "record the annual audit"),
    "record_drill": Text("登记应急演练", "record a drill"),
    "warn": Text("警告", "warn"),
    "suspend": Text("暂停试点", "suspend"),
    "reinstate": Text("恢复试点", "reinstate"),
    "remove": Text("退出试点", "put out of the pilot"),
    "admit_supplier": Text("准入供应商", "admit a supplier"),
    "strike_supplier": Text("供应商除名", "strike a supplier off"),
    "excuse_violation": Text("免计违规", "excuse a violation"),
    "answer_escalation": Text("答复催办", "answer an escalation"),
}
