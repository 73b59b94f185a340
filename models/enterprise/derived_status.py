"""What follows from the state of an enterprise: who must act, what is due next, how late it is."""

from datetime import datetime

from models.enterprise.deadlines import due
from models.enterprise.state import EnterpriseState
from models.kernel.enterprise_terms import EnterpriseStatus, Phase
from models.kernel.language import Language
from models.kernel.markdown import clipped, in_code, marked
from models.kernel.terms import EscalationLevel, Party
from models.texts.details import PAGE, PILOT_ENTERPRISE


def summary(code: str, language: Language = Language.BOTH) -> str:
    """One line that names an enterprise in a list."""
    line = marked(PAGE.of(what=PILOT_ENTERPRISE, code=code)).said(language)
    return clipped(line, 400)


def sheet(code: str) -> str:
    """What stands beside the summary: how to look further. Markdown."""
    named = in_code(code)
    return f"- `guomen enterprise show '{named}'`\n- `guomen views --enterprise '{named}'`"


def next_due(state: EnterpriseState) -> datetime | None:
    """When the next escalation is due, None when nothing runs."""
    found = due(state)
    return found[1].due if found else None


def escalation(state: EnterpriseState) -> EscalationLevel | None:
    """The highest level at which an open deadline stands."""
    levels = [d.level for d in state.deadlines.values() if d.open and d.level is not None]
    return max(levels, default=None)


def must_act(state: EnterpriseState) -> Party | None:
    """Who must act next, None when nobody need."""
    if state.standing is EnterpriseStatus.SUSPENDED:
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
