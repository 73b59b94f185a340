"""Why a command is refused here, and what to do instead."""

from models.kernel.language import Text

NAME_THE_PLATE = Text("请填写接替车辆的车牌号", "name the plate of the truck that takes over")
SAME_TRUCK = Text("{plate}就是原定车辆", "{plate} is the truck that is expected already")
NO_FLEET_STOPPED = Text("没有车队因箱{box}停运", "no fleet is stopped for box {box}")
BOX_ARRIVED = Text(
    "箱{box}已到厂；请改为处理已登记的违规（excuse_violation）",
    "box {box} has arrived; settle what was recorded there instead (excuse_violation)",
)
BOX_BACK = Text(
    "箱{box}已回港；请改为处理已登记的违规（excuse_violation）或认可差异（accept_return）",
    "box {box} is back in the port; settle what was recorded there instead "
    "(excuse_violation, accept_return)",
)
