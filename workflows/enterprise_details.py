"""Builds summary line, current details and search attributes of an enterprise.

The attributes are those of consignments (`attributes.py`): the list of an enterprise's name shows
its page and its consignments. Stage is the standing.
"""

from collections.abc import Iterator
from typing import Any

from temporalio.common import SearchAttributeUpdate

from models.enterprise.derived_status import escalation, must_act, next_due, summary
from models.enterprise.state import EnterpriseState
from models.kernel.enterprise_terms import EnterpriseStatus
from models.kernel.language import Language, Sentence
from models.kernel.markdown import in_code, marked
from models.kernel.terms import Overlay
from models.rules.calendar import minute_in_china
from models.texts import PARTIES, STANDINGS, titled
from models.texts import details as said
from workflows.search_attributes import (
    ENTERPRISE,
    ESCALATION_LEVEL,
    MUST_ACT,
    NEXT_DEADLINE,
    OPEN_REASONS,
    OVERDUE,
    OVERLAY,
    STAGE,
    keyword,
    listed,
)

_NEXT: dict[EnterpriseStatus, str] = {
    EnterpriseStatus.KNOWN: "apply",
    EnterpriseStatus.APPLIED: """check_site '{"verdict": "ADEQUATE"}'""",
    EnterpriseStatus.SITE_CHECK: """enrol '{"approver": "…", "approver_role": "C3"}'""",
    EnterpriseStatus.SUSPENDED: (
        """reinstate '{"reason": "…", "approver": "…", "approver_role": "C3"}'"""
    ),
    EnterpriseStatus.EXPIRED: "renew",
    EnterpriseStatus.REFUSED: "apply",
    EnterpriseStatus.REMOVED: "apply",
}


def details(state: EnterpriseState, language: Language = Language.BOTH) -> str:
    """How does it stand, is anything wrong, who must act until when, what exactly to do."""
    head = said.STANDING.said(language, standing=STANDINGS[state.standing])
    told = (marked(line).said(language) for line in _lines(state))
    return "\n".join((summary(state.code, language), "", head, "", *told))


def visible_state(state: EnterpriseState) -> tuple[object, ...]:
    """What makes an upsert worth its Action when it changes: a page lives slowly, so all of it."""
    standing = (state.standing, state.suspension is not None)
    return (*standing, escalation(state), must_act(state), next_due(state), _counting(state))


def updates(state: EnterpriseState) -> list[SearchAttributeUpdate[Any]]:
    """The merged upsert of everything that moves."""
    level, party, due = escalation(state), must_act(state), next_due(state)
    reasons = listed(_counting(state))
    suspended = state.suspension is not None
    return [
        ENTERPRISE.value_set(keyword(state.code)),
        STAGE.value_set(state.standing.value),
        MUST_ACT.value_set(party.value) if party else MUST_ACT.value_unset(),
        OVERLAY.value_set(Overlay.SUSPENDED.value) if suspended else OVERLAY.value_unset(),
        ESCALATION_LEVEL.value_set(f"L{level}") if level else ESCALATION_LEVEL.value_unset(),
        NEXT_DEADLINE.value_set(due) if due else NEXT_DEADLINE.value_unset(),
        OVERDUE.value_set(level is not None),
        OPEN_REASONS.value_set(reasons) if reasons else OPEN_REASONS.value_unset(),
    ]


def _counting(state: EnterpriseState) -> tuple[str, ...]:
    """The violations of its consignments that were not excused."""
    return tuple(state.counting)


def _lines(state: EnterpriseState) -> Iterator[Sentence]:
    yield from _who(state)
    yield from _wrong(state)
    yield from _deadlines(state)
    if state.standing in _NEXT:
        command = f"guomen enterprise act {state.code} {_NEXT[state.standing]}"
        yield said.COMMAND.of(command=in_code(command))


def _who(state: EnterpriseState) -> Iterator[Sentence]:
    party, due = must_act(state), next_due(state)
    if state.valid_to is not None:
        yield said.ENROLLED_UNTIL.of(what=said.VALID_TO, due=minute_in_china(state.valid_to))
    audited = {"adequate": len(state.adequate), "needed": len(state.rules.institutions)}
    yield said.INSTITUTIONS.of(what=said.AUDITED, **audited)
    if party is None:
        return
    who = {"what": said.MUST_ACT, "party": PARTIES[party]}
    if due is None:
        yield said.WHO.of(**who)
    else:
        yield said.WHO_UNTIL.of(**who, until=said.NEXT_ESCALATION, due=minute_in_china(due))


def _wrong(state: EnterpriseState) -> Iterator[Sentence]:
    if state.suspension is not None:
        yield said.SUSPENDED.of(what=said.SUSPENSION, reason=state.suspension.reason)
    if counting := state.counting:
        codes = (f"{code} ×{times}" if times > 1 else code for code, times in counting.items())
        yield said.BREACHES.of(what=said.VIOLATIONS, codes=", ".join(codes))


def _deadlines(state: EnterpriseState) -> Iterator[Sentence]:
    for deadline in state.deadlines.values():
        escalation, title = deadline.next, titled(state.rules.deadline(deadline.id))
        if escalation is not None:
            due = said.ESCALATION.of(level=escalation.level, due=minute_in_china(escalation.due))
            yield said.DEADLINE.of(id=deadline.id, title=title, then=due)
