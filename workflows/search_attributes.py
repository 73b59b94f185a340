"""Search attributes: what operators filter the list by.

A SQL server has room for 10 keywords and 3 of each other type in a namespace. Values are readable
by everybody who sees the list: no personal data. Upserted merged, and when `visible_state` changes.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    SearchAttributeUpdate,
    TypedSearchAttributes,
)

from models.consignment.state import State
from models.kernel.event_types import EventType
from models.kernel.language import Text
from models.kernel.terms import Mode, Overlay, Party, Stage
from models.process.derived_status import (
    escalation,
    must_act,
    next_due,
    open_reasons,
    overdue,
    stage,
)
from models.process.search_texts import aliases, news

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
NET_TONNES = SearchAttributeKey.for_float("NetTonnes")
OPEN_REASONS = SearchAttributeKey.for_keyword_list("OpenReasons")
ALIASES = SearchAttributeKey.for_keyword_list("Aliases")

MEANINGS: dict[SearchAttributeKey[Any], Text] = {
    STAGE: Text(
        "环节；企业页面为试点资格状态", "where it stands; of an enterprise's page: its standing"
    ),
    MODE: Text("监管模式", "the mode of supervision"),
    RISK_LEVEL: Text("风险等级", "the risk level, R1 to R4"),
    ENTERPRISE: Text("收货企业", "the enterprise that will melt the goods"),
    METAL_KIND: Text("再生金属种类", "the kind of metal"),
    ORIGIN: Text("启运国", "where the goods come from, two letters"),
    MUST_ACT: Text("当前责任方", "who must act: E enterprise, C2 inspection officer, …"),
    OVERLAY: Text("叠加状态，以 + 连接", "what freezes its deadlines, joined by +"),
    ESCALATION_LEVEL: Text("督办级别", "the highest level that an open deadline has reached"),
    OUTCOME: Text("办结结果", "how it ended"),
    NEXT_DEADLINE: Text("下一时限", "when the next escalation is due"),
    OVERDUE: Text("是否逾期", "whether an open deadline has escalated"),
    NET_TONNES: Text("净重（吨）", "the declared net weight in tonnes"),
    OPEN_REASONS: Text(
        "未了结的不合格原因；企业页面为计入的违规",
        "defects that are suspected or confirmed; of an enterprise: violations that count",
    ),
    ALIASES: Text(
        "箱号、报关单号、提单号、统一编号、车牌、锁号、封志号",
        "numbers of boxes, declaration, bill, unified number, plate, lock, seal",
    ),
}
"""Every attribute, and what it means to somebody who filters by it."""

ALL = tuple(MEANINGS)

LONGEST_KEYWORD = 255
"""Characters of a keyword that a SQL server takes."""

LONGEST_LIST = 2048
"""Bytes of one attribute that a server takes."""

OVERLAYS = (Overlay.EMERGENCY, Overlay.SUSPENDED, Overlay.HOLD, Overlay.DISPUTE)
"""In the order in which they are joined: a query can ask for the first ones."""

# In these stages of the pilot deadlines follow each other within minutes.
_BRISK = (Stage.PORT, Stage.ROAD, Stage.FACTORY)


def initial(state: State) -> TypedSearchAttributes:
    """All attributes of a state, as given at the start (free of Actions)."""
    known = state.registration
    fixed: list[SearchAttributePair[Any]] = [
        SearchAttributePair(RISK_LEVEL, known.risk_level.value),
        SearchAttributePair(ENTERPRISE, keyword(known.enterprise)),
        SearchAttributePair(METAL_KIND, known.kind.value),
        SearchAttributePair(ORIGIN, keyword(known.origin)),
        SearchAttributePair(NET_TONNES, float(known.net_weight_kg / 1000)),
        SearchAttributePair(OVERDUE, overdue(state)),
    ]
    due = next_due(state)
    dated = [SearchAttributePair(NEXT_DEADLINE, due)] if due else []
    moving = [SearchAttributePair(key, value) for key, value in _texts(state).items() if value]
    listed = [SearchAttributePair(key, values) for key, values in _lists(state).items() if values]
    return TypedSearchAttributes([*fixed, *dated, *moving, *listed])


def updates(state: State) -> list[SearchAttributeUpdate[Any]]:
    """The merged upsert of everything that moves."""
    due = next_due(state)
    texts: list[SearchAttributeUpdate[Any]] = [
        key.value_set(value) if value else key.value_unset() for key, value in _texts(state).items()
    ]
    lists: list[SearchAttributeUpdate[Any]] = [
        key.value_set(values) if values else key.value_unset()
        for key, values in _lists(state).items()
    ]
    dated = NEXT_DEADLINE.value_set(due) if due else NEXT_DEADLINE.value_unset()
    return [*texts, *lists, dated, OVERDUE.value_set(overdue(state))]


def visible_state(state: State) -> tuple[object, ...]:
    """What makes an upsert worth its Action when it changes.

    What an operator must find at once. The rest rides along: the first numbers of declaration,
    truck and lock, and on the pilot's way from port to enterprise each next deadline.
    """
    return (
        stage(state),
        state.overlays,
        escalation(state),
        state.outcome,
        open_reasons(state),
        news(state),
        _turn(state),
        _term(state),
    )


def keyword(text: str) -> str:
    """As much of a text as an attribute may have."""
    return text[:LONGEST_KEYWORD]


def listed(values: Iterable[str]) -> list[str]:
    """As many values as one attribute may have, from the first on."""
    kept: list[str] = []
    room = LONGEST_LIST - len("[]")
    for value in map(keyword, values):
        room -= len(json.dumps(value)) + len(", ")
        if room < 0:
            break
        kept.append(value)
    return kept


def _turn(state: State) -> Party | None:
    """Who must act; that a truck is called to the port, its gate will tell within hours."""
    party = must_act(state)
    called = state.mode is Mode.PILOT and stage(state) is Stage.PORT and party is Party.HAULIER
    return Party.CHECKPOINT_OFFICER if called else party


def _term(state: State) -> datetime | None:
    """The next deadline, where they follow each other by days."""
    ashore = stage(state) is Stage.INBOUND and state.happened(EventType.DISCHARGED)
    brisk = state.mode is not Mode.TRADITIONAL and (stage(state) in _BRISK or ashore)
    return None if brisk else next_due(state)


def _texts(state: State) -> dict[SearchAttributeKey[str], str | None]:
    level, party = escalation(state), must_act(state)
    return {
        STAGE: stage(state).value,
        MODE: state.mode.value,
        MUST_ACT: party.value if party else None,
        OVERLAY: "+".join(sorted(state.overlays, key=OVERLAYS.index)) or None,
        ESCALATION_LEVEL: f"L{level}" if level else None,
        OUTCOME: state.outcome.value if state.outcome else None,
    }


def _lists(state: State) -> dict[SearchAttributeKey[Any], list[str]]:
    return {OPEN_REASONS: listed(open_reasons(state)), ALIASES: listed(aliases(state))}
