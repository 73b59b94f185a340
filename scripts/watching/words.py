"""What the board says, in both languages."""

from models.language import Text

TITLE = Text("国门 值班看板", "guomen watch")
EVENTS = Text("事件 {count}", "{count} events")
LAG = Text("滞后 {lag}", "lag {lag}")
STUCK = Text("{names} 停滞：guomen status", "{names} stand still: guomen status")
EMERGENCIES = Text("突发事件 {count}", "emergencies {count}")
OVERDUE = Text("超期 {count}", "overdue {count}")
SHOWN = Text("（显示 {shown}）", "({shown} shown)")
LAST_EVENTS = Text("最近事件", "last events")
HEARD = Text("最近收到", "last heard")
NOBODY = Text("网关无应答", "the gateway does not answer")
NEVER = Text("从未", "never")
AGO = Text("{time} 前", "{time} ago")
NONE = Text("无", "none")
UNANSWERED = Text("未接手", "nobody has acknowledged it")
IN_CHARGE = Text("已接手", "acknowledged")
AWAY = Text(
    "数据库无应答，{seconds} 秒前的数据；继续重试",
    "the database does not answer: shown is what was {seconds} s ago; trying again",
)
AWAY_EMPTY = Text("数据库无应答；继续重试", "the database does not answer; trying again")
QUIT = Text("q 退出", "q quits")
