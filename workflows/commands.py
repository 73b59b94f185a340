"""The command that unblocks a consignment, ready to copy: what the current details end with."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from models.outlook import seizable
from models.state import State
from models.terms import Course, PreShipment

_Fields: TypeAlias = Mapping[str, object]

_WHY = {"reason": "…"}
_LIFT = {
    "role": "C1_CHIEF",
    "resolution": "RESUME",
    **_WHY,
    "scene_cleared": True,
    "expert_report": "…",
    "lessons": "…",
}


def unblocking(state: State) -> list[str]:
    """The command that unblocks the consignment, one a call or a box; the first row that holds."""
    for holds, verb, given in _ROWS:
        if holds(state):
            act = f"guomen act {state.registration.tracking_no} {verb}"
            return [f"{act}{_told(fields)}" for fields in given(state)]
    return []


def _told(fields: _Fields) -> str:
    return f" '{json.dumps(fields, ensure_ascii=False)}'" if fields else ""


def _unheard(state: State) -> bool:
    return state.open_emergency is not None and state.open_emergency.acknowledged_by is None


def _withheld(state: State) -> list[str]:
    if state.course is not Course.PILOT:
        return []
    return [box.number for box in state.boxes.values() if box.withheld and not box.inland]


def _to_be_audited(state: State) -> bool:
    return state.pre_shipment is PreShipment.SUBMITTED and state.course is Course.INBOUND


def _to_be_inspected(state: State) -> bool:
    waiting = state.conforms or state.concluding or state.identifying
    return state.course is Course.PILOT and state.unloaded and not waiting


def _opened(state: State) -> _Fields:
    return {"opened": state.selection.opened} if state.selection else {}


def _always(fields: _Fields) -> Callable[[State], Iterable[_Fields]]:
    return lambda _: (fields,)


_ROWS: tuple[tuple[Callable[[State], object], str, Callable[[State], Iterable[_Fields]]], ...] = (
    (
        lambda s: s.failing_calls,
        "retry_call",
        lambda s: [{"call": call} for call in s.failing_calls],
    ),
    (_unheard, "acknowledge_emergency", _always({})),
    (lambda s: s.open_emergency, "lift_emergency", _always(_LIFT)),
    (_withheld, "resume_removal", lambda s: [{"box": box, **_WHY} for box in _withheld(s)]),
    (_to_be_audited, "decide_pre_shipment", _always({"decision": "APPROVE"})),
    (seizable, "seize", _always(_WHY)),
    (lambda s: s.disputed, "settle_dispute", _always({"verdict": "UPHELD", **_WHY})),
    (
        lambda s: s.return_wanted is not None and not s.released,
        "decide_return_application",
        _always({"decision": "APPROVE"}),
    ),
    (
        lambda s: s.concluding and not s.samples_out,
        "conclude_inspection",
        _always({"conform": True}),
    ),
    (
        lambda s: s.failed and not s.disposal,
        "decide_disposal",
        _always({"disposal": "RECTIFY", **_WHY}),
    ),
    (_to_be_inspected, "record_inspection", lambda s: [{"conform": True, **_opened(s)}]),
)
"""When, which verb, and its fields."""
