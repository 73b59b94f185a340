"""Why a command is refused here, and what to do instead."""

from models.kernel.language import Text

NO_ALARM = Text("箱{box}没有待判定的辐射报警", "box {box} has no portal alarm to judge")
SOURCE_FOUND = Text("箱{box}已发现放射源", "a source was found in box {box} already")
OUTCOME_UNFIT = Text(
    "{outcome}不是{verdict}的结果；可选：{fitting}",
    "{outcome} is no outcome of {verdict}; there are {fitting}",
)
NO_PERMIT_WITHDRAWN = Text(
    "箱{box}没有待关员决定的提离许可",
    "no permit of box {box} waits for an officer to decide",
)
