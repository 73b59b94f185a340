"""What is said of a manifest, in both languages: every reason with what to do about it."""

from models.kernel.language import Text

# The whole file and its header.
NO_ROWS = Text(
    "清单中没有数据行：请在表头下每箱填写一行",
    "the manifest has no rows: give one row a box, under a header",
)
UNKNOWN_COLUMN = Text("无法识别的列", "unknown column")
DID_YOU_MEAN = Text("是否应为 {like}？", "did you mean {like}?")
IGNORED = Text(
    "该列内容不会读取，可以删除，或改用规定的列名",
    "its values are ignored: remove it, or use a name that is known",
)
MISSING_COLUMN = Text("缺少该列", "missing column")
ADD_COLUMN = Text(
    "请在表头增加该列（如“{alias}”），并为每票填写",
    "add it to the header (for example '{alias}'), and its value to every consignment",
)
TWICE = Text("与“{other}”是同一列", "means the same column as '{other}'")
ONE_OF_THEM = Text("只保留其中一列", "keep one of them")

# One cell.
MISSING = Text("没有填写", "is missing")
WRITE_IT = Text(
    "请填写，至少填在该票的第一行", "write it, at least on the first row of the consignment"
)
TOO_LONG = Text("有 {length} 个字符", "has {length} characters")
AT_MOST = Text("最多 {most} 个字符", "write at most {most}")
LOST_CHARACTERS = Text(
    "有文字在此前保存时已丢失（\ufffd）",
    "has characters that were lost when the file was saved before (\ufffd)",
)
SAVE_AGAIN = Text("请从原文件重新导出", "export it again from where it comes")
UNPRINTABLE = Text("含有无法显示的字符", "has characters that cannot be printed")
REMOVE_THEM = Text("请删除这些字符", "remove them")
SCIENTIFIC = Text(
    "是科学计数法：表格软件把编号当成了数字，位数已丢失",
    "is in scientific notation: a spreadsheet took the number for an amount and lost digits",
)
A_FRACTION = Text(
    "是小数：表格软件把编号当成了数字",
    "is a decimal fraction: a spreadsheet took the number for an amount",
)
A_DATE = Text(
    "是日期或时间：表格软件改写了编号",
    "is a date or a time: a spreadsheet has changed what was written",
)
A_TRUTH_VALUE = Text("是逻辑值，不是编号", "is a truth value and no number of anything")
LOST_DIGITS = Text(
    "第 {kept} 位之后都是 0：表格软件不保留更多位数",
    "has only zeros after digit {kept}: a spreadsheet keeps no more",
)
FORMAT_AS_TEXT = Text(
    "请将该列设为文本格式，并按单证重新填写",
    "format the column as text, and write it again from the document",
)
NOT_KEPT = Text("无法记录：{why}", "cannot be recorded: {why}")
CORRECT_IT = Text("请更正", "correct it")
NOT_TRACKING_NO = Text("不是跟踪号", "is not a tracking number")
LIKE_TRACKING_NO = Text(
    "格式如 NB26-000123：两个字母、年份、序号",
    "write it like NB26-000123: two letters, year, serial",
)
NOT_SEQ_NO = Text("不是统一编号", "is not a unified number")
LIKE_SEQ_NO = Text("共 18 位：I、年份、13 位数字", "write 18 characters: I, the year, 13 digits")
NOT_BOX_NO = Text("不是集装箱号", "is not a container number")
LIKE_BOX_NO = Text(
    "三个字母，加 U、J 或 Z，再加七位数字",
    "write three letters, U, J or Z, then seven digits",
)
CHECK_DIGIT = Text(
    "校验码是 {digit}，按 ISO 6346 应为 {right}",
    "has the check digit {digit}, by ISO 6346 it is {right}",
)
COMPARE_BOX = Text(
    "请与箱体核对：{number} 才是正确的",
    "compare with the container: {number} would be right",
)
NOT_COUNTRY = Text("不是国家（地区）代码", "is not a country code")
LIKE_COUNTRY = Text("请写两位字母代码，如 JP", "write two letters, such as JP")
NOT_LOCODE = Text("不是 UN/LOCODE 港口代码", "is not a UN/LOCODE")
LIKE_LOCODE = Text("请写国家和港口，如 JPTYO", "write country and place, such as JPTYO")
NO_SUCH_PORT = Text("不是已知的海港", "is no seaport that is known")
COMPARE_PORT = Text(
    "请与提单核对；若确为海港，请联系运行人员增补港口代码",
    "compare with the bill; if the code is right, have operations add it to the list of ports",
)
NO_CODE = Text("不是代码", "is no code")
READ_INSTEAD = Text("已按 {code} 读取，请核对", "it is read as {code}: look whether that is meant")
NOT_PILOT_PORT = Text("不是试点口岸", "is not a port of the pilot")
NOT_KIND = Text("不是再生金属的种类", "is not a kind of recycled metal")
NOT_CODE = Text("不是商品编码", "is not a customs code")
LIKE_CODE = Text("请写十位数字，不带点", "write its ten digits without dots")
NOT_CURRENCY = Text("不是币制代码", "is not a currency")
LIKE_CURRENCY = Text("请写三位字母，如 CNY", "write three letters, such as CNY")
NOT_RISK_LEVEL = Text("不是风险等级", "is not a risk level")
BLANK_RISK_LEVEL = Text("未填", "is blank")
COUNTS_AS = Text(
    "请填写 R1 至 R4；未填按 {level} 处理，不进入试点",
    "write R1 to R4: without it the goods count as {level} and are no pilot goods",
)
ONE_OF = Text("请填写以下之一：{choices}", "write one of {choices}")
NOT_NUMBER = Text("不是数字", "is not a number")
ONLY_DIGITS = Text(
    "只写数字和小数点，单位写在表头，如“净重(kg)”下的 24350.5",
    "write digits and a decimal point only, such as 24350.5, and the unit in the header",
)
AMBIGUOUS_NUMBER = Text("千位分隔不明确", "has separators that can be read in two ways")
PLAIN_NUMBER = Text(
    "请不用分隔符书写，如 24350.5；千分位只能每三位一个逗号",
    "write it plainly, such as 24350.5; a comma may only part groups of three digits",
)
NOT_POSITIVE = Text(
    "不是正数，或小数超过 {decimals} 位",
    "is not a positive amount of at most {decimals} decimals",
)
WRITE_PLAINLY = Text("请直接书写，如 24350.5", "write it plainly, such as 24350.5")
NOT_DATE = Text("不是日期", "is not a date")
LIKE_DATE = Text(
    "如 2026-12-01、2026年12月1日 或 2026-12-01T08:30+08:00",
    "write it like 2026-12-01, 2026/12/1 or 2026-12-01T08:30+08:00",
)
AMBIGUOUS_DATE = Text("分不清日和月", "may be read with day and month the other way round")
YEAR_FIRST = Text("年份写在前面，如 2026/3/5", "write the year first, such as 2026/3/5")
NO_TIME_OF_DAY = Text("不是一天中的时间", "is not a time of day")
WRONG_YEAR = Text("年份是 {year}", "lies in the year {year}")
CORRECT_YEAR = Text("请更正年份", "correct the year")
FORMULA_ERROR = Text("是公式错误", "is the error of a formula")
NO_FORMULA_VALUE = Text(
    "是公式，但文件中没有计算结果",
    "is a formula whose result is not in the file",
)
STRUCK_THROUGH = Text("有删除线", "is struck through")
WITHOUT_STRIKE = Text(
    "请填写有效的值，并去掉删除线",
    "write the value that counts, without a line through it",
)
PASTE_VALUES = Text(
    "请在 Excel 中打开并保存，或粘贴为数值",
    "open and save it in Excel, or paste the value in place of the formula",
)

# One consignment.
DIFFERS = Text("与第 {row} 行的“{wanted}”不同", "differs from '{wanted}' in row {row}")
NO_MIXING = Text(
    "与第 {row} 行的“{wanted}”不同；不同种类不得同一报关单申报（2024 年第 23 号公告）",
    "differs from '{wanted}' in row {row}; different kinds may not be on one declaration "
    "(Announcement 2024 No. 23)",
)
REPEAT = Text(
    "与首行一致或留空；若是另一票请填写新的跟踪号",
    "repeat the first row or leave it blank, or begin a new consignment",
)
STANDS_ALREADY = Text("第 {row} 行已有", "stands in row {row} already")
ONCE = Text(
    "同一清单中只能出现一次，同一票的各行须相邻",
    "each may stand once in a manifest, and the rows of a consignment together",
)
TOO_MANY_BOXES = Text(
    "该票有 {boxes} 箱，最多 {most} 箱",
    "makes {boxes} boxes of one consignment, at most {most} fit",
)
SPLIT = Text(
    "请按提单或报关单拆分为多票，各用自己的跟踪号和统一编号",
    "split the consignment by bill or declaration: each with its own tracking and unified number",
)
WRONG_PREFIX = Text(
    "不是以 {prefix} 开头，{kind} 应以此开头",
    "does not begin with {prefix}, as {kind} does",
)
CODE_OR_KIND = Text("请更正编码或种类", "correct the code or the kind")
UNLISTED_CODE = Text(
    "不在规则 {version} 中 {kind} 的编码之列",
    "is not listed for {kind} in the rulebook {version}",
)
COMPARE_CODE = Text(
    "请与报关单核对；规则所列为 {listed}",
    "compare with the declaration; listed are {listed}",
)
NOT_AFTER = Text("不晚于离港时间 {etd}", "is not after the departure {etd}")
TOO_FAR_APART = Text(
    "比离港时间{etd}晚{days}天以上", "is more than {days} days after the departure {etd}"
)
FAR_FROM_NOW = Text("在{year}年，距今太远", "lies in {year}, too far from now")
CORRECT_VOYAGE = Text("请更正离港或到港时间", "correct etd or eta")
BOXES_WEIGH = Text("各箱合计 {boxes} 千克", "the boxes weigh {boxes} kg together")
CORRECT_WEIGHTS = Text(
    "请更正总净重或各箱净重，并核对表头中的单位",
    "correct net_weight_kg or box_net_weight_kg; compare the units in the header",
)
TOO_LIGHT_WITHOUT_UNIT = Text(
    "一箱只有 {weight} 千克，表头未写单位，可能是吨",
    "makes a box of {weight} kg: the header names no unit, tonnes may be meant",
)
TOO_LIGHT = Text(
    "一箱只有 {weight} 千克，可能是吨，或小数点是千位分隔",
    "makes a box of {weight} kg: tonnes may be meant, or the point may part thousands",
)
TOO_HEAVY = Text(
    "一箱有 {weight} 千克，集装箱连货最多 {most} 千克",
    "makes a box of {weight} kg: a container with its load may weigh {most} kg at most",
)
WEIGH_AGAIN = Text(
    "请核对重量、表头单位，以及各箱是否分行填写",
    "compare the weight and the unit in the header, and give each box a row of its own",
)
NAME_THE_UNIT = Text(
    "请在表头写明单位，如“箱净重(吨)”",
    "write the unit into the header, such as 'box net weight (t)'",
)

# A declaration.
LINES_DIFFER = Text(
    "各商品项不同：{values}",
    "differs between the lines: {values}",
)
SPLIT_DECLARATION = Text(
    "一票只能有一种；请分开申报，或在补充文件中填写",
    "a consignment has one: declare them apart, or write it in the file of --with",
)
UNKNOWN_UNIT = Text("计量单位 {unit} 不是重量", "is counted in the unit {unit}, which is no weight")
WEIGHT_UNIT = Text("请用 035（千克）或 070（吨）", "use 035 (kilograms) or 070 (tonnes)")
NOT_IN_DECLARATION = Text(
    "报关单报文中没有",
    "is not in a declaration",
)
GIVE_SUPPLEMENT = Text(
    "用 --with 附上一份写有统一编号、箱号和该列的表格",
    "give a table with the unified number, the box number and this column by --with",
)
NET_DISAGREES = Text(
    "表头净重 {head} 千克与商品项合计 {lines} 千克不符",
    "the head says {head} kg, its lines add up to {lines} kg",
)
CORRECT_DECLARATION = Text("请更正报关单", "correct the declaration")
