"""What follows from the state of an enterprise: who must act, what is due next, how late it is."""

from datetime import datetime

from models.enterprise.deadlines import due
from models.enterprise.state import EnterpriseState
from models.enterprise.terms import Phase, Standing
from models.terms import Level, Party

STANDINGS: dict[Standing, str] = {
    Standing.KNOWN: "未申请 not applied",
    Standing.APPLIED: "已申请 applied",
    Standing.SITE_CHECK: "现场核查通过 site checked",
    Standing.ENROLLED: "试点企业 enrolled",
    Standing.WARNED: "警告 warned",
    Standing.SUSPENDED: "暂停试点 suspended",
    Standing.EXPIRED: "资格到期 expired",
    Standing.REFUSED: "未通过 refused",
    Standing.REMOVED: "退出试点 removed",
}


def summary(code: str) -> str:
    """One line that names an enterprise in a list."""
    return f"试点企业 Pilot enterprise · {code}"


def sheet(code: str) -> str:
    """What stands beside the summary: how to look further. Markdown."""
    look = f"- `guomen enterprise show '{code}'`"
    return f"{look}\n- `guomen views --enterprise '{code}'`"


def next_due(state: EnterpriseState) -> datetime | None:
    """When the next milestone is due, None when nothing runs."""
    found = due(state)
    return found[1].due if found else None


def escalation(state: EnterpriseState) -> Level | None:
    """The highest level at which an open deadline stands."""
    levels = [d.level for d in state.deadlines.values() if d.open and d.level is not None]
    return max(levels, default=None)


def must_act(state: EnterpriseState) -> Party | None:
    """Who must act next, None when nobody need."""
    if state.standing is Standing.SUSPENDED:
        return Party.ENTERPRISE
    match state.phase:
        case Phase.APPLIED | Phase.SITE_CHECK:
            return Party.INSPECTION_OFFICER
        case Phase.EXPIRED:
            return Party.ENTERPRISE
        case Phase.ENROLLED:
            found = due(state)
            return found[1].party if found and escalation(state) else None
        case _:
            return None
