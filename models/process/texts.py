"""Why a command is refused here, and what to do instead."""

from models.kernel.language import Text

CLOSED = Text(
    "此票已办结（{outcome}）；只继续记录系统消息",
    "the consignment is closed ({outcome}); only facts are still recorded",
)
TOO_LONG_AGO = Text(
    "{at}太早：不可能早于{earliest}，请核对时间",
    "{at} is too long ago: it cannot be before {earliest}, correct the time",
)
BEYOND_ANY_PLAN = Text(
    "{field}为{at}，超出可约定的范围：请核对",
    "{field} is {at}, which nobody agrees on: correct it",
)
NOT_A_RAW_MESSAGE = Text(
    "请补录发生的事实，不要补录原始消息", "report what happened, not a raw message"
)
KNOWN_ALREADY = Text("{fact}已有相同内容的记录", "{fact} is known already, in the same words")
NOT_RETRACTABLE = Text(
    "{fact}不能撤回；可撤回：{facts}", "{fact} cannot be taken back; what can be: {facts}"
)
NOT_KNOWN = Text(
    "{box}没有可撤回的{fact}：未发生、已撤回，或之后的事项过多",
    "no {fact} of {box} can be taken back: it did not happen, is taken back already,"
    " or too much has happened since",
)
BOX_HAS_A_LIFE = Text(
    "箱{box}已替换原箱并有后续记录（{seen}），不能撤回该变更；请补报一次变更（shipment-amended）",
    "box {box} has taken the place of another and more is known of it ({seen}): the change is not"
    " taken back; report one more that names the right box (shipment-amended)",
)
ALL_BOXES = Text("本票", "the consignment")
TOO_OLD = Text(
    "{fact}只能在得知后{hours}小时内撤回（得知于{heard}）",
    "{fact} can be taken back within {hours} hours after it was heard of, which was {heard}",
)
FOUR_EYES = Text(
    "须由{officer}以外的人批准：请填写approver",
    "somebody else than {officer} must allow it: approver",
)
NOT_YOURS = Text(
    "{fact}由{parties}撤回，{role}无权", "{fact} is taken back by {parties}, not by {role}"
)
NOTHING_UNDECIDED = Text(
    "没有待决定的{act}；待决定：{open}", "no {act} waits for a decision; what does: {open}"
)
TAKE_IT_BACK = Text(
    "{act}是事实：如不成立，请用retract撤回", "{act} is a fact: if it does not stand, retract it"
)
NO_PAPER_NEEDED = Text(
    "{call}没有等待系统的调用：系统在用时不得凭纸面办理；等待中：{waiting}",
    "{call} does not wait for a system: while it answers nothing is permitted on paper;"
    " what waits: {waiting}",
)
DOCUMENT_MISSING = Text("请填写文书编号", "name the document")
NAME_THE_MODE = Text("请填写mode", "say which mode the paper decides")
NOT_PILOT = Text(
    "按所填情况不得采用试点模式：{causes}", "by what the paper says it is no pilot: {causes}"
)
DOES_NOT_FIT = Text("{fact}与已知情况不符：{known}", "{fact} does not fit what is known: {known}")
