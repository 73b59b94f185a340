"""What the verbs about draws say."""

from models.kernel.language import Text

QUARTER = Text("季度", "quarter")
DIGEST = Text("密钥摘要", "digest of the key")
STATE = Text("状态", "state")
PUBLIC_FROM = Text("可公开时间", "may be public from")
SECRET = Text("保密中", "secret")
PUBLIC = Text("已公开", "public")
LOST = Text("丢失：请放回密钥文件", "lost: put its file back")
DIFFERS = Text("位置{position}（{stream}）：{why}", "position {position} ({stream}): {why}")
CHECKED = Text(
    "已重算{recomputed}次抽箱；{waiting}次待密钥公开",
    "{recomputed} draws were recomputed; {waiting} wait for their key to be public",
)
REVEALED = Text("{quarter}的密钥已公开", "the key of {quarter} is public")
REPLACED = Text(
    "{quarter}改用新密钥；以丢失密钥所抽的箱无法再核验",
    "{quarter} has another key; what was drawn by the lost one can never be checked",
)
NO_QUARTER = Text(
    "{quarter}没有密钥；有：{known}", "no key was committed to for {quarter}; there are {known}"
)
IS_PUBLIC = Text("{quarter}的密钥已公开", "the key of {quarter} is public already")
TOO_EARLY = Text(
    "{quarter}的密钥尚不能公开：{when}", "the key of {quarter} may not be public yet: {when}"
)
BATCH_OPEN = Text("尚有票未办结", "a consignment that was drawn in it is still open")
SAY_WHY = Text("请说明密钥如何丢失（--reason）", "say how the key was lost (--reason)")
NOT_LOST = Text("{quarter}的密钥并未丢失", "the key of {quarter} is not lost")
