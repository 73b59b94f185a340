"""What is said of the keys of the draws."""

from models.kernel.language import Text

UNREADABLE = Text("{path}无法读取（{why}）", "{path} cannot be read ({why})")
NO_KEY = Text("{path}不是密钥", "{path} holds no key")
UNWRITABLE = Text("{path}无法写入（{why}）", "{path} cannot be written ({why})")
NO_FOLDER = Text(
    "未设置GUOMEN_DRAW_KEYS：没有抽箱密钥的文件夹",
    "GUOMEN_DRAW_KEYS names no folder of draw keys",
)
OTHER_KEY = Text(
    "{path}不是台账所承诺的密钥", "{path} is not the key that the ledger was committed to"
)
NOTHING_DRAWN = Text(
    "无法抽箱：{why}；见`guomen risk draw keys`",
    "no boxes can be drawn: {why}; see `guomen risk draw keys`",
)
