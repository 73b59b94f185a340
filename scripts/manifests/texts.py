"""What is said of a manifest file as a whole, in both languages."""

from models.kernel.language import Text

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

OPEN_QUOTE = Text(
    "第 {line} 行起有引号没有闭合，或引号在文字中间（{why}）：文字中的引号要写两个",
    "from line {line} on a quotation mark is not closed, or stands within a text ({why}): close "
    "it, and write one within a text twice",
)
UNEXPECTED = Text(
    "读取时出错（{why}）：请在原来的软件中打开，另存后再试",
    "it could not be read ({why}): open it in the program that wrote it, save it anew, try again",
)
NO_SHEETS = Text(
    "{file} 没有工作表：--sheet {sheet} 只用于 .xlsx 和 .xlsm",
    "{file} has no sheets: leave out --sheet {sheet}, which is for .xlsx and .xlsm",
)

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
A_CHART = Text(
    "“{sheet}”是图表，不是工作表：可选 {sheets}",
    "'{sheet}' is a chart and no sheet: choose one of {sheets}",
)

# Workbooks.
ZIP_BOMB = Text(
    "解压后有 {size} MB，上限 {most} MB：请另存为新文件",
    "it unpacks to {size} MB, at most {most} are read: save it anew",
)
TOO_MANY_CELLS_IN_BOOK = Text(
    "有 {cells} 个单元格，上限 {most}：请只保留清单所在的工作表和列，另存为新文件",
    "it has {cells} cells, at most {most} are read: keep the sheet and the columns of the manifest",
)
NOT_A_WORKBOOK = Text(
    "不是 Excel 工作簿：请在 Excel 中打开，另存为“Excel 工作簿 (*.xlsx)”",
    "it is no workbook: open it in Excel and save it as 'Excel Workbook (*.xlsx)'",
)
DAMAGED = Text(
    "工作簿已损坏（{why}）：请在 Excel 中打开并修复，另存为新文件，或请对方重新发送",
    "the workbook is damaged ({why}): open it in Excel, let it be repaired and save it anew, or "
    "have it sent again",
)
LOCKED = Text(
    "工作簿有打开密码：请在 Excel 中打开，去掉密码后另存",
    "the workbook is locked with a password: open it in Excel, remove the password and save it",
)
OLD_INSIDE = Text(
    "内容是旧版 Excel (.xls)：请另存为 .xlsx，不要只改后缀",
    "it is a workbook of the old kind under a new name: save it as .xlsx, do not rename it",
)
STRICT = Text(
    "是“Strict Open XML 电子表格”：请另存为“Excel 工作簿 (*.xlsx)”",
    "it is a 'Strict Open XML Spreadsheet': save it as 'Excel Workbook (*.xlsx)'",
)
BINARY = Text(
    "是二进制工作簿 (.xlsb)：请另存为“Excel 工作簿 (*.xlsx)”",
    "it is a binary workbook (.xlsb): save it as 'Excel Workbook (*.xlsx)'",
)
OPEN_DOCUMENT = Text(
    "是 OpenDocument 表格 (.ods)：请另存为“Excel 工作簿 (*.xlsx)”",
    "it is an OpenDocument table (.ods): save it as 'Excel Workbook (*.xlsx)'",
)
REALLY_TEXT = Text(
    "是文本而不是工作簿：若是 CSV 请把后缀改为 .csv",
    "it is text and no workbook: if it is CSV, name it .csv",
)
REALLY_A_WORKBOOK = Text(
    "是工作簿而不是文本：请把后缀改为 .xlsx",
    "it is a workbook and no text: name it .xlsx",
)

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
KEY_TWICE = Text(
    "第 {number} 票中键“{key}”出现两次：只保留一个",
    "consignment {number} has the key '{key}' twice: keep one of them",
)

# Declarations.
NOT_A_DECLARATION = Text(
    "最外层是 {root}，不是 DecMessage",
    "its outermost element is {root}, not DecMessage",
)
WITHOUT_HEAD = Text("没有 DecHead", "it has no DecHead")
NOT_AS_DECLARED = Text(
    "第 {byte} 字节不符合首行声明的编码：请由申报软件以 UTF-8 重新导出",
    "byte {byte} is not in the encoding that its first line names: export it again in UTF-8",
)
ENCODING_UNKNOWN = Text(
    "首行声明的编码 {encoding} 无法识别：请由申报软件以 UTF-8 重新导出",
    "its first line names the encoding {encoding}, which nobody knows: export it again in UTF-8",
)
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
HIDDEN_ROWS_LEFT_OUT = Text(
    "第 {rows} 行被隐藏或筛选掉，未读取：需要时请取消隐藏后另存",
    "hidden rows, as by a filter, are not read: {rows}; show them and save, if they count",
)
STRUCK_ROWS_LEFT_OUT = Text(
    "第 {rows} 行有删除线，未读取：需要时请去掉删除线后另存",
    "rows that are struck through are not read: {rows}; remove the line and save, if they count",
)
HIDDEN_COLUMNS_READ = Text(
    "隐藏的列 {columns} 已读取",
    "the hidden columns {columns} are read",
)
