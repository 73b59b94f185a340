"""What `guomen world` says."""

from models.kernel.language import Text, form

NO_WORLD = Text(
    "{folder}上没有`guomen up`启动的系统：只有那里的外部系统是模拟的，可以演示",
    "no stack of `guomen up` runs on {folder}: only its outside systems are simulated, and can be"
    " moved",
)
NO_SCENARIO = Text(
    "没有剧本{name}，最接近的：{nearest}；全部见`guomen world scenarios`",
    "there is no scenario {name}, the nearest: {nearest}; `guomen world scenarios` lists them all",
)
NOTHING_TO_PLAY = Text(
    "没有可以演示的未结票：请先用`guomen import FILE`导入",
    "nothing imported is open: `guomen import FILE` brings something to play",
)
NOT_IMPORTED = Text(
    "{number}不是在此导入的（`guomen import`），不能演示",
    "{number} was not imported here (`guomen import`), and cannot be played",
)
CLOSED = Text("{number}已办结", "{number} is closed")
MOVED_BY_OTHERS = Text(
    "{number}已由他方推进（{stage}），不能从头演示",
    "{number} is under way already, moved by somebody else ({stage}): it cannot be played from its"
    " beginning",
)
OTHER_SCENARIO = Text(
    "{number}正在演{playing}，不能改演{wanted}：不带--scenario即可继续",
    "{number} plays {playing} already, and cannot change to {wanted}: without --scenario it goes"
    " on",
)
UNFIT = Text(
    "剧本{name}不适用于{number}（{boxes}箱）：{why}",
    "the scenario {name} does not fit {number} ({boxes} boxes): {why}",
)

ENROLLED = Text(
    "登记了{number}家企业，作为关员所为：{codes}",
    "enrolled {number} enterprises, as officers would: {codes}",
)
LEFT_OUT = Text("未演示：{why}", "left out: {why}")
BEGINS = Text(
    "{number}  演{scenario}，{first}至{last}，约{minutes}分钟",
    "{number}  plays {scenario}, {first} to {last}, in about {minutes} min",
)
HAPPENS = form("{number}  {at}  {what}")
TOLD = form("{system} {type}")
ORDERED = Text("关员 {verb}", "officer {verb}")
REFUSED = Text("{number}  {verb}被拒绝，继续：{why}", "{number}  {verb} is refused, goes on: {why}")
ENDED = Text("{number}  演完：{outcome}", "{number}  played to its end: {outcome}")
STILL_OPEN = Text(
    "{number}  演完，仍未结：{stage}，须由{party}处理",
    "{number}  played to its end, still open: {stage}, {party} must act",
)
BROKE_OFF = Text("{number}  中断：{why}", "{number}  broke off: {why}")
STOPPED = Text(
    "已停止；再次运行同一命令即从此处继续",
    "stopped; the same command goes on from here",
)
DONE = Text("{played}票已演完，{broken}票中断", "{played} played to their end, {broken} broken off")
BROKEN = Text("{broken}票中断：{numbers}", "{broken} broke off: {numbers}")
SCENARIO = Text("剧本", "scenario")
WHAT_HAPPENS = Text("内容", "what happens")
