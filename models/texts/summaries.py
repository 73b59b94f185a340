"""What activities and timers say in the timeline; a line of 120 characters at the most."""

from models.kernel.language import Text, form

ABOUT = form("{what} · {about}")
"""What is done, about which box, lot or enterprise."""

KEEP_DRAW_KEYS = Text("保管抽箱密钥", "Keep the keys of the draws")
ASSESS_RISK = Text("评估全部组合的风险", "Assess the risk of all pairs")
PLAN_REVIEW = Text("排定风险等级复核", "Plan the review of risk levels")
DRAW = Text("抽取查验箱", "Draw the boxes to inspect")
INSTRUCTION = Text(
    "通关系统：查询布控与企业状态", "Clearance: which checks, how does the enterprise stand?"
)
END_OF_PERMIT = Text("通关系统：提离许可失效", "Clearance: a permit to remove ended")
PERMIT = Text("通关系统：申请提离口岸", "Clearance: permit to remove from the port")
CONCLUSION = Text("通关系统：报送结果", "Clearance: conclude")
TRUCK = Text("卡口系统：派车派锁", "Checkpoint: truck and lock")
TRUCK_BACK = Text("卡口系统：派回程车锁", "Checkpoint: truck and lock, back")
UNLOADING = Text("企业：准予卸货", "Enterprise: may be unloaded")
LOT = Text("企业：货物状态", "Enterprise: the lot is")
BOX = Text("企业：箱货状态", "Enterprise: the box is")
OF_BOX = form("{what} · {state} · {about}")
DEPARTURE = Text("等企业可接收后发车", "leaves when the enterprise can receive it")
ASK_FIRST = Text("上报前先向{system}查询", "ask {system} before escalating")
CAPACITY = Text("还有空位吗", "is there room?")
VIOLATION = Text("企业名册：登记违规", "Register: violation")
OF_ENTERPRISE = form("{what} · {code} {title} · {about}")
LEVELS = Text("供货商台账：计入不合格", "Supplier's stream: count the finding")
OF_SUPPLIER = form("{what} · {code} · {about}")
LEVEL = Text("供货商台账：复看风险等级", "Supplier's stream: how does the pair stand now?")
WORSE = Text("在办各票：风险等级上调", "Consignments: the risk level is worse")
LOOK_UP_ORDER = Text("企业名册：核对指令", "Register: is there such an order?")
SUSPENDED = Text("在办各票：企业暂停试点", "Consignments: the enterprise is suspended")
REINSTATED = Text("在办各票：企业恢复试点", "Consignments: the enterprise is reinstated")
FOLD = Text("台账：从已记录处继续", "Ledger: go on from what is recorded")
RECORD = Text("记录：{events}", "Record {events}")
TELL = form("{whom} · {what} · {subject}")
TELL_UNNAMED = form("{whom} · {subject}")
WHOM = Text("通知{party}", "tell {party}")
RECONCILE = Text("对账：台账与历史一致吗？", "Ledger and histories: do they agree?")
HEALTH = Text("巡检：系统运行是否正常？", "Is the tracker itself well?")
SEAL = Text("封印：已记录的内容", "Seal what was recorded")

ESCALATION = form("{id} · L{level} {what} · {open} {due} · {title}")
ESCALATION_OF_BOX = form("{id} {box} · L{level} {what} · {open} {due} · {title}")
STILL_OPEN = Text("若未办结", "if open at")
UNANSWERED = Text("无人答复", "unanswered")

ROAD_ORDERS: dict[str, Text] = {
    "STOP_FLEET": Text("卡口系统：车队停运", "Checkpoint: stop the fleet"),
    "RESUME_FLEET": Text("卡口系统：车队恢复", "Checkpoint: the fleet may drive"),
    "REFUSE_GATE": Text("卡口系统：不予放行", "Checkpoint: refuse at the gate"),
    "BAR_GATE": Text("卡口系统：禁止箱货出卡口", "Checkpoint: no gate lets the box out"),
    "OPEN_GATE": Text("卡口系统：恢复箱货出卡口", "Checkpoint: the gate is open to the box"),
}
STOCK: dict[str, Text] = {
    "HOLD": Text("封存", "HOLD"),
    "FREE": Text("可使用", "FREE"),
    "RECTIFY": Text("整改", "RECTIFY"),
    "RETURN": Text("退运", "RETURN"),
    "DESTROY": Text("销毁", "DESTROY"),
}
"""What the enterprise may do with a lot, as its system takes it."""
