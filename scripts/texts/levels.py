"""What the verbs about levels of risk say."""

from models.kernel.language import Text

PAIR = Text("组合", "pair")
LEVEL = Text("等级", "level")
PROPOSED = Text("建议", "proposed")
ANY = Text("任一不合格上限（万分之）", "bound, any (bp)")
GRAVE = Text("较重以上上限（万分之）", "bound, major (bp)")
CRITICAL = Text("严重上限（万分之）", "bound, critical (bp)")
LOOKED_FOR = Text("已查找批数", "looked-for batches")
APPROVED = Text("{pair}的初始等级：{level}", "{pair} begins at {level}")
OVERRIDDEN = Text("{pair}：{level}，{days}天", "{pair} is at {level} for {days} days")
OVERRIDE_ENDED = Text("{pair}：人工指定等级已结束", "no officer's level holds for {pair} any more")
DUE = Text("待进行的复核（截止）：{quarters}", "reviews that are due (until): {quarters}")
HELD = Text(
    "{quarter}的复核已进行，作出{decisions}项决定",
    "the review of {quarter} is held, {decisions} decisions are recorded",
)
NAME_A_ROLE = Text("请以--role写明岗位：{roles}", "say in which role, by --role: {roles}")
NO_DIGEST = Text(
    "{said}不是SHA-256：请写64位十六进制数，如`sha256sum 文件`所示",
    "{said} is no SHA-256: give its 64 hex digits, as `sha256sum FILE` says them",
)
BAD_DECISIONS = Text(
    "{file}无法读取（{why}）：应为列表，每项有enterprise、supplier、kind、decision、reason",
    "{file} cannot be read ({why}): a list is needed, each row with enterprise, supplier, kind,"
    " decision and reason",
)
