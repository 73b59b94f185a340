"""What an operator reads first in the Temporal UI: the lines of summaries and current details.

Forms (`{what}: {value}`) name things in both languages and give every value once.
"""

from models.kernel.language import Text, form

# The one line that names a consignment, or the page of an enterprise
CONSIGNMENT = form("{kind} · {tonnes} t · {boxes} · {origin} → {port} · {risk}")
BOXES = Text("{number}箱", "{number} boxes")
ONE_BOX = Text("{number}箱", "{number} box")
PAGE = form("{what} · {code}")
PILOT_ENTERPRISE = Text("试点企业", "Pilot enterprise")

# Where is it
STANDS = form("**{stage}** · {mode}")
STANDS_IN_PORT = form("**{stage}** · {mode} · {step}")
STANDING = form("**{standing}**")

# Who must act until when
OUTCOME = form("- {what}: **{outcome}**")
ENDED = Text("结果", "outcome")
WHO = form("- {what}: **{party}**")
WHO_UNTIL = form("- {what}: **{party}** · {until} {due}")
MUST_ACT = Text("必须处理", "must act")
NEXT_ESCALATION = Text("下次上报", "next escalation")

# Is anything wrong
OVERLAY = form("- ⚠ **{overlay}**: {frozen}")
FROZEN_DEADLINES = Text("普通时限已冻结", "deadlines are frozen")
EMERGENCY = form("- ⚠ {what} **{danger}**: {reason}")
EMERGENCY_OF_BOX = form("- ⚠ {what} **{danger}** · {box}: {reason}")
EMERGENCY_OPEN = Text("应急", "emergency")
DO = form("- {what}: {this}")
AT_ONCE = Text("立即", "at once")
RETURNED_BOX = form("- ⚠ {what} {box}: {differs}")
BOX_DIFFERS = Text("退运箱不符", "returned box")
BY_HAND = form("- ⚠ {what}: **{fact}**")
BY_HAND_OF_BOX = form("- ⚠ {what}: **{fact}** · {box}")
TO_DECIDE = Text("撤回后须决定", "to be decided, a fact was taken back")
TO_DECIDE_ACT = form("- ⚠ {what}: **{act}** · {party}")
TO_DECIDE_ACT_OF_BOX = form("- ⚠ {what}: **{act}** · {box} · {party}")
ON_PAPER = form("- ⚠ {what}: **{permission}** · {document}")
ON_PAPER_OF_BOX = form("- ⚠ {what}: **{permission}** · {box} · {document}")
UNCONFIRMED = Text("降级办理，纸面许可待核实", "degraded, on paper and not confirmed")
DEGRADED = Text("降级办理，人工补录", "degraded, entered by hand")
DEFECT = form("- ⚠ {code} {title} · {status}")
DEFECT_OF_BOX = form("- ⚠ {code} {title} · {status} · {box}")
DECLARED_ANEW = form("- {what}: {number}")
UNIFIED_NOW = Text("已重新申报，现统一编号", "declared anew, unified number now")
SUCCESSOR = form("- ⚠ {what}: {number} · {letter}")
BEFORE_DELETION = Text("原单未删撤，另有报关单", "not cancelled, and there is another form")
SAMPLE = form("- {what} {sample} · {lab}")
SAMPLE_OUT = Text("样品在实验室", "sample is at the laboratory")
OUTSTANDING = form("- ⚠ {what}: {owed}")
STILL_OWED = Text("尚未完成的要求", "outstanding")
WAIVED = form("- ⚠ {what}: {codes}")
GONE_WITHOUT = Text("已免除的要求", "gone without")
IN_PART = form("- {what}: {boxes}")
RELEASED_IN_PART = Text("部分放行", "released in part")
CALL = form("- ⚠ {what} {call}: {why}")
CALL_FAILED = Text("系统调用失败", "call failed")
CALL_UNANSWERED = Text("系统未答复，持续重试", "no answer, asked on and on")
INSPECTION = form("- {what}: {shares}")
TO_INSPECT = Text("检验", "inspection")
SHARE = form("{what} {boxes}")
TO_OPEN = Text("开箱", "open")
TO_EMPTY = Text("掏箱", "empty")
TO_SAMPLE = Text("取样", "sample")
ENROLLED_UNTIL = form("- {what} **{due}**")
VALID_TO = Text("资格有效期至", "enrolled until")
INSTITUTIONS = form("- {what} {adequate}/{needed}")
AUDITED = Text("配套制度", "institutions")
SUSPENDED = form("- ⚠ {what}: {reason}")
SUSPENSION = Text("暂停试点", "suspended")
BREACHES = form("- ⚠ {what}: {codes}")
VIOLATIONS = Text("违规", "violations")

# Open deadlines
DEADLINE = form("- {id} {title}: {then}")
DEADLINE_OF_BOX = form("- {id} {title} · {box}: {then}")
ESCALATION = form("L{level} {due}")
ESCALATION_STANDING = form("L{level} {due} · {standing}")
STANDS_AT = Text("已至L{level}", "stands at L{level}")
FROZEN = Text("已冻结", "frozen")
FROZEN_STANDING = form("{frozen} · {standing}")
EXHAUSTED = Text("各级均已触发", "all levels fired")
EXHAUSTED_STANDING = form("{exhausted} · {standing}")

# What exactly to do
COMMAND = form("- `{command}`")
