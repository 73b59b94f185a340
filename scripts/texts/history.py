"""What `guomen risk import` and `guomen risk history` say, in both languages."""

from models.kernel.language import Text

NOTHING_TAKEN = Text(
    "文件有 {count} 个错误，没有导入任何一批：请更正后再导入",
    "the file has {count} errors, and nothing of it was imported: correct them and import it again",
)
MAY_BE_TAKEN = Text(
    "{fresh} 批可以导入，{known} 批已导入过；未写入任何一批",
    "{fresh} batches may be imported, {known} were imported before; nothing was written",
)
TAKEN = Text(
    "导入 {fresh} 批（{suppliers} 家供应商），{known} 批此前已导入",
    "{fresh} batches of {suppliers} suppliers imported, {known} were imported before",
)
NOTHING_NEW = Text(
    "没有新的内容：{known} 批此前都已导入",
    "nothing new: all {known} batches were imported before",
)
MADE_UP = Text(
    "注意：这是合成数据，不是真实的检验结果",
    "note: this history is made up, and no result of a real inspection",
)
NOT_C3 = Text(
    "历史记录影响风险等级，须由C3或C3_LEAD导入，而不是{role}",
    "a history bears on levels: C3 or C3_LEAD imports it, not {role}",
)
NO_DOCUMENT = Text(
    "“{given}”既不是SHA-256，也不是可读的文件：请写批准文件的摘要（64位十六进制），或文件本身",
    "'{given}' is neither a SHA-256 nor a file that can be read: give the digest of the approving"
    " document (64 hex digits), or the document itself",
)
WROTE = Text(
    "写入{file}：{batches}批，{suppliers}家供应商，全部是合成的；真值在{truth}",
    "{file}: {batches} batches of {suppliers} suppliers, all made up; the truth is in {truth}",
)
TABLE_FORMAT = Text("{file}：表格只能是.csv或.xlsx", "{file}: a table is .csv or .xlsx")
