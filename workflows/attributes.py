"""Search attributes: what operators filter the list by, within the SQL budget (10 keywords).

Upserted merged and only when the stage, an overlay, the escalation or the outcome changes.
"""

from typing import Any

from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    SearchAttributeUpdate,
    TypedSearchAttributes,
)

from models.outlook import escalation, must_act, next_due, overdue, stage
from models.state import State

STAGE = SearchAttributeKey.for_keyword("Stage")
MODE = SearchAttributeKey.for_keyword("Mode")
RISK_LEVEL = SearchAttributeKey.for_keyword("RiskLevel")
ENTERPRISE = SearchAttributeKey.for_keyword("Enterprise")
METAL_KIND = SearchAttributeKey.for_keyword("MetalKind")
ORIGIN = SearchAttributeKey.for_keyword("Origin")
MUST_ACT = SearchAttributeKey.for_keyword("MustAct")
OVERLAY = SearchAttributeKey.for_keyword("Overlay")
ESCALATION_LEVEL = SearchAttributeKey.for_keyword("EscalationLevel")
OUTCOME = SearchAttributeKey.for_keyword("Outcome")
NEXT_DEADLINE = SearchAttributeKey.for_datetime("NextDeadline")
OVERDUE = SearchAttributeKey.for_bool("Overdue")

ALL = (
    STAGE,
    MODE,
    RISK_LEVEL,
    ENTERPRISE,
    METAL_KIND,
    ORIGIN,
    MUST_ACT,
    OVERLAY,
    ESCALATION_LEVEL,
    OUTCOME,
    NEXT_DEADLINE,
    OVERDUE,
)


def initial(state: State) -> TypedSearchAttributes:
    """All attributes of a state, as given at the start (free of Actions)."""
    known = state.registration
    fixed = [
        SearchAttributePair(RISK_LEVEL, known.risk_level.value),
        SearchAttributePair(ENTERPRISE, known.enterprise),
        SearchAttributePair(METAL_KIND, known.kind.value),
        SearchAttributePair(ORIGIN, known.origin),
    ]
    moving = [SearchAttributePair(key, value) for key, value in _texts(state).items() if value]
    due = next_due(state)
    dated = [SearchAttributePair(NEXT_DEADLINE, due)] if due else []
    return TypedSearchAttributes(
        [*fixed, *moving, *dated, SearchAttributePair(OVERDUE, overdue(state))]
    )


def face(state: State) -> tuple[object, ...]:
    """What makes an upsert worth its Action when it changes."""
    return (stage(state), state.overlays, escalation(state), state.outcome)


def updates(state: State) -> list[SearchAttributeUpdate[Any]]:
    """The merged upsert of everything that moves."""
    due = next_due(state)
    texts: list[SearchAttributeUpdate[Any]] = [
        key.value_set(value) if value else key.value_unset() for key, value in _texts(state).items()
    ]
    dated = NEXT_DEADLINE.value_set(due) if due else NEXT_DEADLINE.value_unset()
    return [*texts, dated, OVERDUE.value_set(overdue(state))]


def _texts(state: State) -> dict[SearchAttributeKey[str], str | None]:
    level, party = escalation(state), must_act(state)
    return {
        STAGE: stage(state).value,
        MODE: state.mode.value,
        MUST_ACT: party.value if party else None,
        OVERLAY: "+".join(sorted(state.overlays)) or None,
        ESCALATION_LEVEL: f"L{level}" if level else None,
        OUTCOME: state.outcome.value if state.outcome else None,
    }
