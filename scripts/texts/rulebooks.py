"""Titles of the parts of a rulebook, and the words of their rows that no rulebook has."""

from models.kernel.language import Text

CODES = Text("编码、标准与规程", "codes, standards and protocols")
LEVELS = Text("信用等级", "credit levels")
LIMITS = Text("限值", "limits")
DEADLINES = Text("时限", "deadlines")
REASONS = Text("不合格原因（建议）", "non-conformance reasons (our proposal)")
VIOLATIONS = Text("违规行为（建议）", "violations of supervision (our proposal)")
CONSEQUENCES = Text("法律后果", "what the law makes of it")
ENTERPRISES = Text("企业须保持的条件（建议）", "what enterprises must keep up (our proposal)")
CALENDAR = Text("工作日历", "working calendar")
INSTRUMENTS = Text("首日有效的法规文件", "legal instruments in force on its first day")
VALUES = Text("比例与其他参数（建议）", "proportions and other values (our proposal)")
SOURCES = Text("出处", "sources")

EMERGENCY = Text("应急", "emergency")
VALID_FOR = Text("资格有效期", "valid for")
ENTERED_WITHIN = Text("补录期限", "to enter what followed a late entry")
SUSPENDS_AT_ONCE = Text("立即暂停", "suspends at once")
SUSPENDS = Text("累计暂停", "suspends")
OTHER_YEARS = Text("其他年份", "other years")
PLAIN_WEEKS = Text("只按周一至周五：节假日未知", "plain Mondays to Fridays: no holidays are known")
ALWAYS = Text("一直", "always")
NOW = Text("今", "now")
FROM_TO = Text("{since}至{until}", "{since} to {until}")
EACH_DAY = Text("每日", "each day")
IN_YUAN = Text("{least}至{most}元（{law}）", "CNY {least} to {most} ({law})")
OF_THE_VALUE = Text("货值的{least}%至{most}%（{law}）", "{least} to {most} % of the value ({law})")
WORKING_HOURS = Text(
    "工作时间{opens}至{closes}，中国时间", "working hours {opens} to {closes}, Chinese time"
)
