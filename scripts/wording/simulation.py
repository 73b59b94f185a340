"""What stops a simulated life: a fault of the simulation, not of the batch."""

from models.language import Text

NOTHING_HAPPENS = Text(
    "{batch}：在{course}中不再有事发生", "{batch}: nothing more happens in course {course}"
)
LED_TO_NOTHING = Text("{batch}：步骤{step}没有结果", "{batch}: the step {step} led to nothing")
NO_END = Text(
    "{batch}：在{course}中没有终点；{refusal}", "{batch}: no end in course {course}; {refusal}"
)
NOTHING_REFUSED = Text("没有拒绝", "nothing was refused")
REFUSED_AT_LAST = Text("最后一次拒绝：{refusal}", "refused at last: {refusal}")
