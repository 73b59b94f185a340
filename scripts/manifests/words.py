"""What is said of a manifest file as a whole, in both languages."""

from models.language import Text

# It cannot be read.
CANNOT_READ = Text("无法读取 {file}：{why}", "cannot read {file}: {why}")
NOT_UNDERSTOOD = Text("{file} 无法识别：{why}", "{file} cannot be understood: {why}")
OTHER_FORMAT = Text(
    "{file} 的格式不受支持：请另存为 {known} 之一",
    "{file} is none of {known}: save the manifest as one of them",
)
OLD_EXCEL = Text(
    "{file} 是旧版 Excel 文件：请另存为 .xlsx",
    "{file} is a workbook of the old kind: save it as .xlsx",
)
TOO_LARGE = Text(
    "文件有 {size} MB，上限 {most} MB：请分成几个文件",
    "it has {size} MB, at most {most} are read: split it",
)
TOO_MANY_ROWS = Text(
    "超过 {most} 行：请分成几个文件",
    "it has more than {most} rows: split it",
)
TOO_MANY_COLUMNS = Text(
    "第 {row} 行超过 {most} 列：请删除多余的列",
    "row {row} has more than {most} columns: delete those that are not needed",
)
UNKNOWN_ENCODING = Text(
    "无法判断编码（第 {byte} 字节不是 UTF-8）：请另存为 CSV UTF-8",
    "its encoding cannot be told (byte {byte} is not UTF-8): save it again as 'CSV UTF-8'",
)
NOT_PARSED = Text("格式有误：{why}", "it is malformed: {why}")

# Tables.
SAME_NAME = Text(
    "有两列同名“{name}”：表头中每个列名只能出现一次",
    "two columns have the same name '{name}': each may stand once in the header",
)
TOO_MANY_CELLS = Text(
    "第 {row} 行有 {cells} 个单元格，表头只有 {columns} 列：含分隔符的文字要加引号",
    "row {row} has {cells} cells under {columns} columns: a text with a separator belongs in "
    "quotes",
)
NO_HEADER = Text(
    "没有找到表头：请在前 {rows} 行内写明列名（如跟踪号、箱号、净重(kg)）",
    "no header is found: name the columns (such as tracking_no, box_no, net_weight_kg) within the "
    "first {rows} rows",
)
NO_SUCH_SHEET = Text(
    "没有工作表“{sheet}”：有 {sheets}",
    "it has no sheet '{sheet}': there are {sheets}",
)
ZIP_BOMB = Text(
    "解压后有 {size} MB，上限 {most} MB：请另存为新文件",
    "it unpacks to {size} MB, at most {most} are read: save it anew",
)
NOT_A_WORKBOOK = Text("不是 Excel 工作簿：{why}", "it is no workbook: {why}")

# JSON.
NOT_A_LIST = Text(
    "最外层必须是各票的列表",
    "its outermost value must be a list of consignments",
)
NOT_AN_OBJECT = Text(
    "第 {number} 票必须是带 boxes 的对象",
    "consignment {number} must be an object with boxes",
)
BOXES_NOT_A_LIST = Text(
    "第 {number} 票的 boxes 必须是对象的列表",
    "the boxes of consignment {number} must be a list of objects",
)

# Declarations.
NOT_A_DECLARATION = Text(
    "最外层是 {root}，不是 DecMessage",
    "its outermost element is {root}, not DecMessage",
)
WITHOUT_HEAD = Text("没有 DecHead", "it has no DecHead")
AN_EXPORT = Text(
    "是出口报关单（IEFlag {flag}）",
    "it declares an export (IEFlag {flag})",
)
FORBIDDEN_XML = Text(
    "含有实体或 DTD，出于安全不予读取",
    "it has entities or a document type, which are not read for safety",
)

# What was done.
READ_AS = Text("按 {encoding} 编码读取", "read as {encoding}")
READ_SHEET = Text(
    "读取工作表“{sheet}”，表头在第 {row} 行",
    "sheet '{sheet}' is read, its header is row {row}",
)
SHEET_LEFT_OUT = Text(
    "工作表“{sheet}”也像清单，未读取：可用 --sheet 指定",
    "sheet '{sheet}' looks like a manifest too and is not read: choose it with --sheet",
)
HIDDEN_LEFT_OUT = Text(
    "隐藏的工作表“{sheet}”也像清单，未读取",
    "the hidden sheet '{sheet}' looks like a manifest and is not read",
)
