"""What the board says, in both languages; numbers stand beside the words, once."""

from models.kernel.language import Text

TITLE = Text("国门 值班看板", "guomen watch")
EVENTS = Text("事件", "events")
LAG = Text("滞后", "lag")
STUCK = Text("停滞", "stands still")
EMERGENCIES = Text("突发事件", "emergencies")
OVERDUE = Text("超期", "overdue")
DEGRADED = Text("降级", "degraded")
SHOWN = Text("显示", "shown")
LAST_EVENTS = Text("最近事件", "last events")
HEARD = Text("最近收到", "last heard")
NOBODY = Text("网关无应答", "the gateway does not answer")
NEVER = Text("从未", "never")
NONE = Text("无", "none")
UNANSWERED = Text("未接手", "unanswered")
IN_CHARGE = Text("已接手", "answered")
AWAY = Text("数据库无应答，重试中", "the database does not answer, trying again")
QUIT = Text("q 退出", "q quits")
