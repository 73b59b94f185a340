"""Why a command is refused here, and what to do instead."""

from models.kernel.language import Text

NOT_ARRIVED = Text("货物尚未到港", "the goods have not arrived")
SAMPLE_TAKEN = Text("样品{sample}已取", "sample {sample} was taken already")
SAMPLE_NOT_OUT = Text(
    "不在等待样品{sample}的报告", "no report on a sample {sample} is waited for: see `guomen show`"
)
NO_SAMPLE_NOW = Text("当前为{course}，不取样", "no sample is taken while the course is {course}")
IDENTIFYING = Text(
    "鉴别正在进行；请等待报告", "an identification runs already; wait for its report"
)
OTHER_COURSE = Text("当前为{course}", "the course is {course}")
