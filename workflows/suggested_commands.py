"""Suggests the command that unblocks a consignment, ready to copy."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from models.consignment.guards import permitted
from models.consignment.state import Incident, StandingAct, State
from models.declaration.decide import seizable
from models.disposal.messages import DecideDisposal
from models.inspection.requirements import Outstanding, outstanding
from models.kernel.terms import PreShipment, ProcessPhase, Requirement

_Fields: TypeAlias = Mapping[str, object]

_WHY = {"reason": "…"}
_CLOSE = {
    "role": "C1_CHIEF",
    **_WHY,
    "scene_cleared": True,
    "expert_report": "…",
    "lessons": "…",
}
_LIFT = {**_CLOSE, "resolution": "RESUME"}


def unblocking(state: State) -> list[str]:
    """The command that unblocks the consignment, one a call, danger or box; the first row holds."""
    for holds, verb, given in _ROWS:
        if holds(state):
            act = f"guomen act {state.registration.tracking_no} {verb}"
            return [f"{act}{_told(fields)}" for fields in given(state)]
    return []


def _told(fields: _Fields) -> str:
    return f" '{json.dumps(fields, ensure_ascii=False)}'" if fields else ""


def _open(state: State) -> tuple[Incident, ...]:
    return state.emergency.open if state.emergency else ()


def _unheard(state: State) -> list[Incident]:
    return [each for each in _open(state) if each.acknowledged_by is None]


def _several(state: State) -> bool:
    return len(_open(state)) > 1


def _named(state: State, each: Incident) -> _Fields:
    """The danger and its box, where another one is open beside it."""
    if not _several(state):
        return {}
    return {"danger": each.danger, **({"box": each.box} if each.box else {})}


def _withheld(state: State) -> list[str]:
    if state.course is not ProcessPhase.PILOT:
        return []
    return [box.number for box in state.boxes.values() if box.withheld and not box.inland]


def _to_be_audited(state: State) -> bool:
    return state.pre_shipment is PreShipment.SUBMITTED and state.course is ProcessPhase.INBOUND


def _to_be_inspected(state: State) -> bool:
    waiting = state.conforms or state.concluding or state.identifying
    return state.course is ProcessPhase.PILOT and state.unloaded and not waiting


def _unsampled(state: State) -> list[str]:
    return [each.box or "" for each in _owed(state, Requirement.SAMPLE)]


def _owed(state: State, requirement: Requirement) -> Iterator[Outstanding]:
    return (each for each in outstanding(state) if each.requirement is requirement)


def _record(state: State) -> _Fields:
    """What is owed, as the record would tell of it: the values are the officer's to fill in."""
    opened = [each.box for each in _owed(state, Requirement.OPEN)]
    emptied = [each.box for each in _owed(state, Requirement.EMPTY)]
    looks = dict.fromkeys(each.subject for each in _owed(state, Requirement.SECTION))
    readings = [
        {"parameter": each.subject, "value": "…", "unit": "…", "box": each.box}
        for each in _owed(state, Requirement.READING)
    ]
    given = {"opened": opened, "emptied": emptied, "looks": [*looks], "readings": readings}
    return {"conform": True, **{name: value for name, value in given.items() if value}}


def _decided(act: StandingAct) -> _Fields:
    of = {"box": act.box} if act.box else {}
    return {"act": act.event, **of, "stands": True, **_WHY, "approver": "…"}


def _always(fields: _Fields) -> Callable[[State], Iterable[_Fields]]:
    return lambda _: (fields,)


_ROWS: tuple[tuple[Callable[[State], object], str, Callable[[State], Iterable[_Fields]]], ...] = (
    (
        lambda s: s.failing_calls,
        "retry_call",
        lambda s: [{"call": call} for call in s.failing_calls],
    ),
    (
        lambda s: s.undecided and s.open_emergency is None,
        "decide_standing_act",
        lambda s: [_decided(act) for act in s.undecided],
    ),
    (_unheard, "acknowledge_emergency", lambda s: [_named(s, each) for each in _unheard(s)]),
    (_several, "close_danger", lambda s: [{**_named(s, each), **_CLOSE} for each in _open(s)]),
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
    (
        lambda s: s.disposal and permitted(s, DecideDisposal.verb),
        DecideDisposal.verb,
        _always({"disposal": "RETURN", **_WHY}),
    ),
    (
        lambda s: _to_be_inspected(s) and _unsampled(s),
        "take_sample",
        lambda s: [
            {"sample_no": "…", "box": box, "lab": "…", "seal_no": "…"} for box in _unsampled(s)
        ],
    ),
    (_to_be_inspected, "record_inspection", lambda s: [_record(s)]),
)
"""When, which verb, and its fields."""
