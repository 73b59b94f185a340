"""What can be wrong with a draw."""

from models.kernel.language import Text

COMMITTED_TWICE = Text(
    "同一季度已承诺另一把密钥", "another key was committed to for the same quarter"
)
OTHER_KEY = Text("公开的密钥不是所承诺的", "the key that was revealed is not the one committed to")
NO_GROUNDS = Text("未说明抽箱依据", "does not say by what was drawn")
NOT_COMMITTED = Text("所用密钥此前未承诺", "its key was not committed to before")
PUBLIC = Text("所用密钥当时已公开", "its key was public by then")
TOO_EARLY = Text("所属季度尚未开始", "its quarter had not begun")
OTHER_BOXES = Text("箱号与该票不符", "the boxes are not those of the consignment")
OTHER_CHANCES = Text("随机数与密钥不符", "the key gives other chances")
NOT_DECIDED = Text("模式未定即抽箱", "drawn before the mode was decided")
OTHER_SHARES = Text("比例与决定不符", "the shares are not those that were decided")
DRAWN_TWICE = Text("重复抽箱", "drawn a second time")
OTHER_SELECTION = Text("所选箱与随机数不符", "the chances give other boxes")
