"""Facts come late and in any order: the picture is the same in the end, and nobody is alarmed."""

from datetime import timedelta

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from models import messages as m
from models import outlook
from models.decisions import decide_command, decide_report, decide_step
from models.evolve import evolve
from models.messages import Fact, Report
from models.state import State
from models.terms import Mode, Outcome, Stage
from tests.given import given, heard
from tests.models.process import proceed
from tests.models.stories import (
    APPROVED,
    BOX,
    BOX_2,
    CONFORM,
    DECLARED,
    ENTRY_ID,
    TICK,
    gate_out,
    reading,
    scan,
    seal,
    weighed,
)

APPROVAL = given(*APPROVED, boxes=2)
SHIP = APPROVAL.now + timedelta(days=30)


def _of_box(box: str, start: int) -> list[tuple[int, Fact]]:
    """The facts of one box, with the minutes after the ship's arrival."""
    slot = m.Appointment(slot=SHIP + timedelta(days=1))
    return [
        (start, reading(box)),
        (start + 5, scan(box)),
        (start + 60, gate_out(box)),
        (start + 150, m.Arrival(box=box)),
        (start + 155, m.ArrivalNotice(box=box)),
        (start + 160, seal(box)),
        (start + 170, slot),
        (start + 220, weighed(box)),
    ]


FACTS: list[tuple[int, Fact]] = [
    (-999, m.VesselDeparture(vessel="EVER LUCID")),
    (-30, DECLARED),
    (0, m.VesselArrival(vessel="EVER LUCID")),
    (30, m.Discharge()),
    (40, m.DeclarationStatus(letter="J", entry_id=ENTRY_ID)),
    *_of_box(BOX, 45),
    *_of_box(BOX_2, 90),
]
RELEASE: list[Report] = [
    heard(fact, SHIP + timedelta(minutes=minutes), f"message-{number}")
    for number, (minutes, fact) in enumerate(FACTS)
]
HEARD = SHIP + timedelta(minutes=320)


def permitted_first(reports: list[Report]) -> list[Report]:
    """No gate opens before we have permitted it, and that takes what was heard until then."""
    heard_now: list[Report] = []
    waiting: list[Report] = []
    for report in reports:
        (waiting if isinstance(report.fact, m.GateOut) else heard_now).append(report)
        passing = [gate for gate in waiting if _may_pass(gate, heard_now)]
        waiting = [gate for gate in waiting if gate not in passing]
        heard_now += passing
    return heard_now


def _may_pass(gate: Report, known: list[Report]) -> bool:
    first = (m.DeclarationStatus, m.Discharge)
    facts, box = [report.fact for report in known], getattr(gate.fact, "box", None)
    checks = {type(f) for f in facts if getattr(f, "box", None) == box}
    ashore = {type(f) for f in facts}.issuperset(first)
    return ashore and checks.issuperset((m.PortalReading, m.ScanVerdict))


ORDERS = st.permutations(RELEASE).map(permitted_first)


def hear(reports: list[Report]) -> State:
    """The state after all reports, each followed by the steps that it makes possible."""
    state = APPROVAL.state
    for report in reports:
        for event in decide_report(state, report):
            state = evolve(state, event)
        state = proceed(state, HEARD)
    return state


def told_of(state: State) -> list[str]:
    """What people are told until everything has been heard."""
    while raised := decide_step(state, TICK, "tick", HEARD):
        for event in raised:
            state = evolve(state, event)
    return [alarm.subject for alarm in state.alarms]


@for_all(ORDERS)
@settings(max_examples=60)
def test_in_whatever_order_facts_come_the_goods_are_ready_and_nobody_is_alarmed(
    reports: list[Report],
) -> None:
    state = hear(reports)
    assert state.mode is Mode.PILOT
    assert outlook.stage(state) is Stage.FACTORY
    assert told_of(state) == []
    # Leaving and unloading are breaches while we have not permitted them, and we permit them by the
    # reports of the port and of the seal.
    assert set(state.violations) <= {"SV-07", "SV-09", "SV-10"}
    for event in decide_command(state, CONFORM, "inspection", HEARD):
        state = evolve(state, event)
    assert proceed(state, HEARD).outcome is Outcome.RELEASED


@for_all(st.lists(st.sampled_from(RELEASE), max_size=40), ORDERS)
@settings(max_examples=30)
def test_copies_change_nothing(copies: list[Report], reports: list[Report]) -> None:
    again = hear([*reports, *copies])
    assert again == hear(reports)


@for_all(ORDERS, st.integers(0, len(RELEASE)))
@settings(max_examples=30)
def test_what_was_escalated_too_early_is_withdrawn_when_the_facts_come(
    reports: list[Report], heard_by_then: int
) -> None:
    state = hear(reports[:heard_by_then])
    # Before effects (a lapsed permit, a missing box) change the course of things.
    for _ in range(2):
        for event in decide_step(state, TICK, "tick", HEARD):
            state = evolve(state, event)
    for report in reports[heard_by_then:]:
        for event in decide_report(state, report):
            state = evolve(state, event)
        state = proceed(state, HEARD)
    standing = [
        f"{d.id} L{rung.level}"
        for d in state.deadlines.values()
        for rung in d.milestones
        if rung.standing
    ]
    assert standing == []
