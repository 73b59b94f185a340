"""1: by which instruments, over which period, up to which position; what is assumed."""

from models.kernel.clock import CHINA
from models.kernel.language import Text, form
from models.kernel.risk_terms import Channel
from models.risk.spans import months_before
from models.risk.standing import Circumstances
from models.rules.instruments import instruments
from models.texts.risk import CHANNELS
from reports.risk.document import Section, Tone, Writer
from reports.risk.numbers import Unit
from reports.risk.texts import report as r

_TITLE = Text("依据与范围", "Basis and scope")
_INSTRUMENTS = Text(
    "评估时有效的法规文件（本项目的登记）", "instruments in force (as registered here)"
)
_SCOPE = Text("范围", "scope")
_SINCE = Text("自", "from")
_UNTIL = Text("至（评估时间）", "until (time of the assessment)")
_POSITION = Text("台账位置", "position of the ledger")
_HEAD = Text("该位置事件的哈希", "hash of the event there")
_DIGEST = Text("输入批次的SHA-256", "SHA-256 of the batches")
_RULEBOOK = Text("规则集", "rulebook")
_MODEL = Text("计算方法", "way of reckoning")
_MADE_UP = Text("无：合成数据", "none: made up")
_WINDOW = Text("比率的窗口（月）", "window of the rates, months")
_NOTHING_TOLD = Text(
    "各对的信用、违规和证据均未告知：未告知的一律作不利处理，故各对处于R4。",
    "Nobody has told credit, breaches or evidence of any pair: what nobody has told speaks against"
    " it, so that every pair is at R4.",
)
_ASSUMED = Text(
    "以下为假设，尚未测定；盲复检测得后更换。另假设一批中只有一个箱有缺陷。",
    "These are assumptions until blind re-inspection has measured them; so is that only one box of"
    " a batch is bad.",
)
_SENSITIVITIES = Text("假设的灵敏度（千分之）", "assumed sensitivities, in thousandths")
_SENSITIVITY = Text("灵敏度", "sensitivity")
_ID = Text("文件", "instrument")
_SINCE_DAY = Text("生效", "in force since")


def basis(write: Writer) -> Section:
    """The instruments, the period and the position, and the table of assumptions."""
    origin, known = write.origin, write.known
    since = months_before(origin.at, known.rules.windows.rates_months)
    write.say(r.NOT_THEIRS, Tone.ASSUMED)
    standings = known.assessment.standings
    if standings and all(each.circumstances == Circumstances() for each in standings):
        write.say(_NOTHING_TOLD, Tone.ASSUMED)
    made_up = _MADE_UP if known.synthetic else form("–")
    write.table(
        _SCOPE,
        (r.WHAT, r.VALUE),
        [
            (_SINCE, since.isoformat()),
            (_UNTIL, origin.at.astimezone(CHINA).isoformat()),
            (_WINDOW, write.of("rule", path="windows.rates_months")),
            (_POSITION, made_up if origin.position is None else str(origin.position)),
            (_HEAD, made_up if origin.head is None else origin.head),
            (_DIGEST, known.assessment.digest),
            (_RULEBOOK, origin.rulebook),
            (_MODEL, known.assessment.model),
        ],
    )
    day = origin.at.date()
    write.table(
        _INSTRUMENTS,
        (_ID, r.NAME, _SINCE_DAY),
        [
            (each.id, Text(each.title_zh, each.title), each.since or "–")
            for each in instruments()
            if each.in_force(day)
        ],
    )
    write.say(_ASSUMED, Tone.ASSUMED)
    write.table(
        _SENSITIVITIES,
        (r.CHANNEL, _SENSITIVITY),
        [
            (CHANNELS[each], write.of("rule", Unit.COUNT, path=f"sensitivities.{each}"))
            for each in Channel
        ],
    )
    return write.done(_TITLE)
