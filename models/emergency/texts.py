"""Why a command is refused here, and what to do instead."""

from models.kernel.language import Text

EMERGENCY_KNOWN = Text(
    "该应急已启动：{danger}，箱{box}", "this emergency is open already: {danger}, box {box}"
)
ACKNOWLEDGED_ALREADY = Text(
    "{danger}已由{officer}确认", "{officer} has acknowledged {danger} already"
)
STEP_REPORTED = Text("{danger}：{step}已报告", "{danger}: {step} has been reported already")
NO_SUCH_DANGER = Text("没有此险情；有：{dangers}", "there is no such danger; there is: {dangers}")
NAME_THE_DANGER = Text(
    "险情不止一项：{dangers}；请填写险情（danger）和箱号（box）",
    "there are several dangers: {dangers}; name the danger and the box",
)
DANGERS_OPEN = Text(
    "仍有多项险情：{dangers}；请先用close_danger逐项解除，仅余一项时再解除应急",
    "several dangers are open: {dangers}; close each with close_danger until one is left",
)
REPORT_FIRST = Text(
    "移交前请先提交书面报告（report_incident）：{dangers}",
    "before the goods are handed over report on {dangers} (report_incident)",
)
LAST_DANGER = Text(
    "{danger}是最后一项险情；请解除应急（lift_emergency）并说明如何办理",
    "{danger} is the last one: lift_emergency closes it and says how the consignment goes on",
)
NO_EMERGENCY_EVER = Text("没有可报告的应急", "there was no emergency to report on")
NO_EMERGENCY = Text("没有未解除的应急", "no emergency is open")
NAME_CUSTODY = Text(
    "请填写接管货物的部门：{authorities}",
    "name the authority that takes the goods into custody: {authorities}",
)
WRONG_ROLE = Text(
    "{role}：此应急须由以下角色解除：{roles}",
    "{role}: this emergency is lifted in one of the roles {roles}",
)
NO_ROLE = Text("未填写角色", "no role is named")
NOT_CLOSED_YET = Text("解除之前请填写：{missing}", "before it is lifted say: {missing}")
ALARM_UNJUDGED = Text(
    "箱{box}的辐射报警判定为{triage}；恢复办理（RESUME）须为INNOCENT",
    "the portal alarm of box {box} is judged {triage}; RESUME needs INNOCENT",
)
NOT_AT_ALL = Text("未判定", "not at all")
LOCK_NOT_SEEN = Text(
    "尚无箱{box}关锁状态的信息；请以report_by_hand补报box_sighting并注明lock_state",
    "nobody has said what the lock of box {box} looks like: report it by hand"
    " (box-found with its lock_state)",
)
STILL_MISSING = Text("箱{box}仍然失踪", "box {box} is still missing")
