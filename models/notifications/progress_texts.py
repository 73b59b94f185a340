"""What a notice on its way says in the Temporal UI: summaries of tries and pauses, and details."""

from datetime import datetime

from models.kernel.clock import CHINA
from models.kernel.language import Sentence, Text, form

SUMMARY = form("{target} · {what}")
AT_HOUR = Text("待到 {hour} 发送", "told at {hour}")
TRY = Text("第 {number} 次通知 {target}", "tell {target}, try {number}")
PAUSE = Text("{target}：稍后第 {number} 次尝试", "{target}: pause before try {number}")
HANDED_ON = Text("通知运维：{target} 未收下通知", "tell operations that {target} takes nothing")
RECORD = Text("记录：{results}", "record: {results}")
TO_RECORD = Text("等待数据库恢复后记录", "recorded when the database is back")

WAITING = Text("{target}：{count} 条通知等待发送", "{target}: {count} notices wait")
TRIED = Text("- 第 {number} 次：{result}", "- try {number}: {result}")


def at_hour(at: datetime) -> Sentence:
    """When a notice that waits will be told."""
    return AT_HOUR.of(hour=f"{at.astimezone(CHINA):%d %b %H:%M}")
