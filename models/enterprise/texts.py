"""Why a command about an enterprise is refused, and what to do instead."""

from models.kernel.language import Text

APPLIED_ALREADY = Text(
    "已有申请；企业状态：{standing}",
    "there is an application already; the enterprise is {standing}",
)
NO_SITE_CHECK = Text(
    "没有等待现场核查的申请；企业状态：{standing}",
    "no application waits for a site check; the enterprise is {standing}",
)
UNKNOWN_INSTITUTION = Text(
    "没有配套制度“{institution}”；可选：{known}",
    "no institution '{institution}'; there are: {known}",
)
SITE_UNCHECKED = Text("尚未现场核查（check_site）", "the site is not checked yet (check_site)")
NO_DECISION_WAITS = Text(
    "没有等待决定的申请；企业状态：{standing}",
    "no application waits for a decision; the enterprise is {standing}",
)
NOTHING_TO_RENEW = Text(
    "无可续期；企业状态：{standing}", "nothing to renew; the enterprise is {standing}"
)
RENEWED_TOO_EARLY = Text(
    "到期前{days}天（{day}）起方可续期",
    "an enrolment is renewed in the last {days} days of its term, from {day} on",
)
SUSPENDED = Text(
    "企业已暂停试点；请先恢复（reinstate）", "the enterprise is suspended; reinstate it first"
)
SUSPENDED_ALREADY = Text("企业已暂停试点", "the enterprise is suspended already")
APPLY_AGAIN = Text(
    "企业状态：{standing}；可以重新申请（apply）",
    "the enterprise is {standing}; it may apply again (apply)",
)
NOTHING_TO_LIFT = Text(
    "没有可解除的暂停；企业状态：{standing}", "nothing to lift; the enterprise is {standing}"
)
ADMITTED_ALREADY = Text("{supplier}已准入", "{supplier} is admitted already")
TOO_MANY_SUPPLIERS = Text(
    "已准入{most}家供货商；请先除名（strike_supplier）不再供货的",
    "{most} suppliers are admitted; strike one off first (strike_supplier)",
)
NOT_ADMITTED = Text(
    "{supplier}未准入；已准入的有：{admitted}",
    "{supplier} is not admitted; admitted: {admitted}",
)
NO_VIOLATION = Text(
    "没有计入的违规{violation}；计入的有：{counting}",
    "no violation {violation} counts; counting: {counting}",
)
DIFFERENCE_UNEXPLAINED = Text(
    "账面与实存不符；请说明（note），或判为不符合要求（INADEQUATE）",
    "books and stock differ; explain it (note), or find it INADEQUATE",
)
APPLY_FIRST = Text(
    "企业状态：{standing}；须先申请（apply）",
    "the enterprise is {standing}; it has to apply first (apply)",
)
ENROLLED_ONLY = Text(
    "只适用于试点企业；此企业状态：{standing}",
    "only an enrolled enterprise; this one is {standing}",
)
DOCUMENTS_LACKING = Text(
    "申请材料不全（complete_application）：{lacking}",
    "the application lacks (complete_application): {lacking}",
)
INSTITUTIONS_LACKING = Text(
    "尚未审核或不符合要求（audit_institutions）：{lacking}",
    "not audited, or inadequate (audit_institutions): {lacking}",
)
