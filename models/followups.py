"""The calls that a change of state lets the workflow make, for whoever wants to know beforehand.

One row a call, with what it waits for in `workflows/consignment.py` and `workflows/calls.py`. This
is a forecast: the workflow itself asks its own predicates.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models.language import Text
from models.state import State
from models.terms import Course, Outcome


@dataclass(frozen=True)
class Followup:
    """A call, and for which boxes it may be made; "" stands for the whole consignment."""

    call: str
    what: Text
    wanted: Callable[[State], list[str]]


def followups(before: State, after: State) -> Iterator[tuple[Followup, str]]:
    """The calls that were not to be made before, each with its box or ""."""
    for row in _ROWS:
        known = set(row.wanted(before))
        for box in row.wanted(after):
            if box not in known:
                yield row, box


def _whole(wanted: bool) -> list[str]:  # noqa: FBT001 - reads as a sentence
    return [""] if wanted else []


def _removable(state: State) -> list[str]:
    if state.course is not Course.PILOT or state.frozen or not state.declaration_stands:
        return []
    return [
        box.number
        for box in state.boxes.values()
        if box.cleared and box.permit_no is None and not (box.inland or box.withheld)
        if f"removal:{box.number}:{box.permits_spent}" not in state.failing_calls
    ]


def _ended(state: State) -> list[str]:
    boxes = state.boxes.values()
    return [box.number for box in boxes if box.permit_ended and box.permit_no is None]


def _haulable(state: State) -> list[str]:
    if state.course is not Course.PILOT or state.frozen:
        return []
    boxes = state.boxes.values()
    return [b.number for b in boxes if b.permit_no and b.trip_no is None and not b.inland]


def _openable(state: State) -> list[str]:
    if state.course is not Course.PILOT or state.frozen:
        return []
    return [
        box.number
        for box in state.boxes.values()
        if state.openable(box.number) and not box.unloading_permitted
    ]


def _conforming(state: State) -> list[str]:
    there = state.course in (Course.PILOT, Course.TRADITIONAL)
    return _whole(there and state.cleared_for_use)


def _returning(state: State) -> list[str]:
    if state.course is not Course.RETURN:
        return []
    return [box.number for box in state.boxes.values() if box.ready_to_return]


def _stopped(state: State) -> list[str]:
    return [box.number for box in state.boxes.values() if box.fleet_stopped]


def _driving(state: State) -> list[str]:
    """A fleet that drives again is one that was stopped."""
    halted = [box for box in state.boxes.values() if state.happened("fleet-stopped", box.number)]
    return [box.number for box in halted if not box.fleet_stopped]


def _refused(state: State) -> list[str]:
    return [box.number for box in state.boxes.values() if box.gate_refused]


_ROWS = (
    Followup(
        "fetch_instruction",
        Text("海关：布控指令和企业状态", "clearance: checks and standing, then the mode"),
        lambda s: _whole(s.course is Course.INBOUND and s.ready_to_decide),
    ),
    Followup(
        "permit_removal",
        Text("海关：准予提离 {box}", "clearance: permit to remove {box}"),
        _removable,
    ),
    Followup(
        "end_permit",
        Text("海关：{box} 的提离许可失效", "clearance: the permit of {box} has ended"),
        _ended,
    ),
    Followup(
        "order_transport",
        Text("卡口：为 {box} 派车上锁", "checkpoint: truck and lock for {box}"),
        _haulable,
    ),
    Followup(
        "direct_road",
        Text("卡口：因 {box} 车队停运", "checkpoint: the fleet stops because of {box}"),
        _stopped,
    ),
    Followup(
        "direct_road",
        Text("卡口：{box} 的车队恢复", "checkpoint: the fleet of {box} drives again"),
        _driving,
    ),
    Followup(
        "direct_road",
        Text("卡口：不放行 {box}", "checkpoint: the gate refuses {box}"),
        _refused,
    ),
    Followup(
        "permit_unloading",
        Text("企业：{box} 可以卸货", "enterprise: {box} may be unloaded"),
        _openable,
    ),
    Followup(
        "tag_stock",
        Text("企业：整批封存", "enterprise: the lot is on hold"),
        lambda s: _whole(s.sealed),
    ),
    Followup(
        "tag_stock",
        Text("企业：{box} 可以使用", "enterprise: {box} may be used"),
        lambda s: [box.number for box in s.boxes.values() if box.released],
    ),
    Followup(
        "conclude",
        Text("海关：办结，准予使用", "clearance: released for use, concluded"),
        _conforming,
    ),
    Followup(
        "tag_stock",
        Text("企业：整批退运", "enterprise: the lot goes back"),
        lambda s: _whole(s.course is Course.RETURN),
    ),
    Followup(
        "order_transport",
        Text("卡口：{box} 返程派车上锁", "checkpoint: truck back for {box}"),
        _returning,
    ),
    Followup(
        "tag_stock",
        Text("企业：整批销毁", "enterprise: the lot is destroyed"),
        lambda s: _whole(s.course is Course.DESTRUCTION),
    ),
    Followup(
        "conclude",
        Text("海关：退运办结", "clearance: concluded as returned"),
        lambda s: _whole(s.course is Course.RETURN and s.left_the_country and not s.frozen),
    ),
    Followup(
        "tag_stock",
        Text("企业：整批可以使用", "enterprise: the lot may be used"),
        lambda s: _whole(s.outcome is Outcome.RELEASED),
    ),
)
