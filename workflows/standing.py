"""What an operator sees of an enterprise: summary line, current details, search attributes.

The attributes are those of consignments (`attributes.py`): the list of an enterprise's name shows
its page and its consignments. Stage is the standing.
"""

from typing import Any

from temporalio.common import SearchAttributeUpdate

from models.enterprise.outlook import STANDINGS, escalation, must_act, next_due, summary
from models.enterprise.state import EnterpriseState
from models.enterprise.terms import Standing
from models.labels import PARTIES
from models.terms import Overlay
from workflows.attributes import (
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
from workflows.details import local

_NEXT: dict[Standing, str] = {
    Standing.KNOWN: "apply",
    Standing.APPLIED: """check_site '{"verdict": "ADEQUATE"}'""",
    Standing.SITE_CHECK: "enrol",
    Standing.SUSPENDED: """reinstate '{"reason": "…"}'""",
    Standing.EXPIRED: "renew",
    Standing.REFUSED: "apply",
    Standing.REMOVED: "apply",
}


def details(state: EnterpriseState) -> str:
    """How does it stand, is anything wrong, who must act until when, what exactly to do."""
    head = f"**{STANDINGS[state.standing]}**"
    lines = [summary(state.code), "", head, "", *_who(state), *_wrong(state), *_deadlines(state)]
    if state.standing in _NEXT:
        lines.append(f"- `guomen enterprise act {state.code} {_NEXT[state.standing]}`")
    return "\n".join(lines)


def face(state: EnterpriseState) -> tuple[object, ...]:
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
    return tuple(sorted({breach.code for breach in state.breaches if not breach.excused}))


def _who(state: EnterpriseState) -> list[str]:
    party, due = must_act(state), next_due(state)
    lines = [f"- enrolled until **{local(state.valid_to)}**"] if state.valid_to else []
    lines.append(f"- institutions {len(state.adequate)} of {len(state.rules.institutions)}")
    if party is not None:
        until = f", next escalation {local(due)}" if due else ""
        lines.append(f"- must act: **{PARTIES[party]}**{until}")
    return lines


def _wrong(state: EnterpriseState) -> list[str]:
    found = [f"- ⚠ suspended: {state.suspension.reason}"] if state.suspension else []
    counting = [breach.code for breach in state.breaches if not breach.excused]
    found += [f"- ⚠ violations: {', '.join(counting)}"] if counting else []
    return found


def _deadlines(state: EnterpriseState) -> list[str]:
    return [
        f"- {deadline.id} {state.rules.deadline(deadline.id).title}:"
        f" L{rung.level} at {local(rung.due)}"
        for deadline in state.deadlines.values()
        if (rung := deadline.next) is not None
    ]
