"""Why a command is refused here, and what to do instead."""

from models.kernel.language import Text

DISPOSAL_DECIDED = Text("已作出处置决定：{disposal}", "{disposal} has been decided already")
LAPSED = Text(
    "整改期限已过，由{lead}决定处置",
    "the time for the treatment has lapsed: {lead} decides what becomes of the goods",
)
DISPUTED = Text(
    "检验结果有异议；请先处理异议（settle_dispute）",
    "the result is disputed; settle that first (settle_dispute)",
)
NONE_CONFIRMED = Text(
    "没有已确认的不合格；请先登记或确认一项",
    "no non-conformance is confirmed; record or settle one first",
)
DISPOSAL_NOT_ALLOWED = Text(
    "{reason}不允许{disposal}；允许：{allowed}",
    "{reason} does not allow {disposal}; allowed: {allowed}",
)
SAY_EXPLICITLY = Text(
    "{reason}应退运；如要在监督下剔除，请填explicit: true",
    "{reason} is returned; to have it removed under supervision say explicit: true",
)
POLICY_OFF = Text(
    "{reason}应退运：规则集{rulebook}未启用政策“{policy}”",
    "{reason} is returned: the policy '{policy}' is off in rulebook {rulebook}",
)
NO_OTHER_CODE = Text(
    "{reason}只能通过改报编码解决，而{kind} {code}没有可改的编码；请责令退运",
    "{reason} is cured by another code only, and {kind} {code} has none; order the return",
)
BOX_RELEASED = Text("箱{box}已放行", "box {box} has been released already")
NO_PARTIAL_RELEASE = Text(
    "当前为{course}，不能部分放行", "no box is released while the course is {course}"
)
RELEASED_AS_WHOLE = Text("货物合格：整批放行", "the goods conform: they are released as a whole")
NOT_INSPECTED = Text(
    "尚未检验（record_inspection）", "nothing has been inspected yet (record_inspection)"
)
THAT_IS_ALL = Text(
    "这已是全部箱：请改为作出检验结论",
    "that is all there is: conclude the inspection instead",
)
OPEN_ON_BOX = Text(
    "箱{box}或整批尚有未结的{reasons}",
    "{reasons} is open on box {box} or on the whole batch",
)
NOT_DISPUTED = Text("检验结果没有异议", "no result is disputed")
NOTHING_LEFT_TO_INSPECT = Text(
    "货物已离开或已销毁：无法复验",
    "the goods have left, or are destroyed: nothing can be inspected",
)
TREATMENT_UNDECIDED = Text(
    "尚未决定整改（decide_disposal）",
    "no treatment has been decided (decide_disposal)",
)
WHERE_AND_HOW = Text(
    "请写明销毁地点（place）和方式（method）",
    "say where and how the goods are destroyed (place, method)",
)
WITNESS_MISSING = Text(
    "监督销毁须有{officer}以外的另一名关员在场：请填写witness",
    "another officer than {officer} must have watched the destruction as well: name him (witness)",
)
PROOF_MISSING = Text(
    "请附照片（photos）或录像存放处（video）",
    "add a photo (photos) or say where the film lies (video)",
)
WEIGHT_MISSING = Text(
    "重量为{weight}千克：请填写实际销毁的重量（本批{lot}千克，已记录{known}千克）",
    "the weight is {weight} kg: say what was destroyed, of a lot of {lot} kg with {known} kg on"
    " record",
)
MORE_THAN_THERE = Text(
    "本批{lot}千克，已记录{known}千克，再加{weight}千克则超出；请更正重量",
    "the lot has {lot} kg and {known} kg are on record: {weight} kg more are too many; correct the"
    " weight",
)
GREW_BY_TREATMENT = Text(
    "处理后{after}千克，多于处理前{before}千克；请更正其一",
    "{after} kg after the treatment are more than {before} kg before it; correct one of them",
)
