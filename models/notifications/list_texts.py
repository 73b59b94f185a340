"""What `guomen notices` says, in two languages."""

from models.kernel.language import Text
from models.notifications.notice import Manner, NoticeStatus

RECORD_COLUMNS = (
    Text("时间", "at"),
    Text("票号", "number"),
    Text("级别", "level"),
    Text("通知对象", "party"),
    Text("渠道", "target"),
    Text("次", "try"),
    Text("结果", "result"),
    Text("内容", "subject"),
    Text("答复", "acknowledged"),
)
TEST_COLUMNS = (Text("渠道", "target"), Text("地址", "address"), Text("结果", "result"))

STATUSES: dict[NoticeStatus, Text] = {
    NoticeStatus.SENT: Text("已送达", "sent"),
    NoticeStatus.FAILED: Text("失败：{why}", "failed: {why}"),
    NoticeStatus.HELD: Text("静默时段，{until} 发送", "quiet hours, told {until}"),
    NoticeStatus.DIGEST: Text("汇总，{until} 发送", "in the digest of {until}"),
}
RESULTS: dict[NoticeStatus, Text] = {
    NoticeStatus.SENT: Text("已送达", "sent"),
    NoticeStatus.FAILED: Text("失败", "failed"),
    NoticeStatus.HELD: Text("静默时段", "quiet hours"),
    NoticeStatus.DIGEST: Text("汇总", "digest"),
}
MANNERS: dict[Manner, Text] = {
    Manner.NOW: Text("已送达", "sent"),
    Manner.HELD: Text(
        "将在静默时段后 {until} 发送", "would wait for the end of quiet hours, {until}"
    ),
    Manner.DIGEST: Text("将在 {until} 汇总发送", "would wait for the digest of {until}"),
}

COUNTED = Text("共 {lines} 条，失败 {failed} 条", "{lines} lines, {failed} failed")
NO_FILE = Text(
    "没有通知路由：请用 GUOMEN_NOTICES 指定文件（示例 samples/notices.toml）",
    "there are no routes: name their file with GUOMEN_NOTICES (an example: samples/notices.toml)",
)
NO_ROUTE = Text(
    "没有路由接收发给 {party} 的 {level} 通知：请在 {file} 中增加",
    "no route takes an {level} notice for {party}: add one to {file}",
)
