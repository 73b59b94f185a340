"""What `guomen import` says, in both languages."""

from models.kernel.language import Text

# Tables.
WHERE = Text("位置", "where")
COLUMN = Text("列", "column")
VALUE = Text("内容", "value")
WRONG = Text("问题与处理", "what is wrong, and what to do")
CONSIGNMENT = Text("跟踪号", "consignment")
KNOWN_VALUE = Text("已登记", "as it is known")
FILE_VALUE = Text("文件中", "in the file")
WHOLE_FILE = Text("全文件", "file")
IN_SHEET = Text("{sheet} 第 {row} 行", "{sheet} row {row}")
PROBLEM = Text("错误：{reason}；{fix}", "error: {reason}; {fix}")
WARNING = Text("提醒：{reason}；{fix}", "warning: {reason}; {fix}")
MORE = Text(
    "另有 {count} 个问题：用 --errors FILE.xlsx 查看全部",
    "and {count} more: --errors FILE.xlsx has them all",
)

# Results.
MAY_START = Text(
    "{consignments} 票（{boxes} 箱）可以启动，未启动任何一票",
    "{consignments} consignments ({boxes} boxes) may start; nothing was started",
)
NONE_MAY_START = Text("没有可以启动的票", "no consignment may start")
NOT_COMPARED = Text(
    "没有运行中的系统，未与已登记的比较",
    "no stack runs: what is known already was not looked up",
)
COMPARED = Text(
    "{fresh} 票新的，{same} 票已登记且相同，{different} 票已登记但不同",
    "{fresh} new, {same} known already, {different} known with other particulars",
)
LEFT_ALONE = Text(
    "已登记的票不会因导入而改变",
    "an import changes nothing of what is known",
)
DONE = Text(
    "{consignments} 票（{boxes} 箱）：启动 {started} 票，{known} 票已登记",
    "{consignments} consignments ({boxes} boxes): {started} started, {known} known already",
)
STANDS_STILL = Text(
    "外部系统是模拟的，导入的票不会自己动：用`guomen world play`让它们动起来",
    "the outside systems are simulated, and nothing moves by itself: `guomen world play` lets what"
    " was imported travel",
)
CANNOT_START = Text(
    "{count} 票无法启动，其余已启动：{refused}",
    "{count} consignments cannot be started, the others are: {refused}",
)
EARLIER = Text(
    "{consignments} 票（{boxes} 箱）：该清单已于 {at} 导入，启动 {started} 票，{known} 票已登记",
    "{consignments} consignments ({boxes} boxes): this manifest was imported on {at}: "
    "{started} started, {known} known already",
)
GOES_ON = Text(
    "{consignments} 票（{boxes} 箱）：导入 {batch} 在后台继续；再次运行同一命令即可跟踪",
    "{consignments} consignments ({boxes} boxes): the import {batch} goes on by itself; run the "
    "same command again to follow it",
)
PROGRESS = Text("导入中", "importing")
REPORTED = Text("{count} 个问题已写入 {file}", "{count} problems are written to {file}")
REPORT_FORMAT = Text(
    "{file}：错误报告只能是 .csv 或 .xlsx",
    "{file}: an error report is .csv or .xlsx",
)
REPORT_OVER_SOURCE = Text(
    "{file} 正是要读取的文件：错误报告请另取文件名",
    "{file} is a file that is read: give the error report another name",
)
CANNOT_WRITE = Text("无法写入 {file}：{why}", "cannot write {file}: {why}")

# The error report.
REPORT_SHEET = Text("问题", "problems")
FILE = Text("文件", "file")
SHEET = Text("工作表", "sheet")
ROW = Text("行", "row")
FIELD = Text("字段", "field")
GRADE = Text("级别", "grade")
REASON = Text("原因", "reason")
FIX = Text("处理", "fix")
ERROR_GRADE = Text("错误", "error")
WARNING_GRADE = Text("提醒", "warning")
