"""Facts come late and in any order: the picture is the same in the end, and nobody is alarmed."""

from datetime import timedelta

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from models.arrival.events import Discharged, Shipped, VesselArrived
from models.arrival.messages import DeclarationStatus
from models.consignment.state import State
from models.inspection.events import InspectionBooked, Unloaded
from models.kernel.event_types import EventType
from models.kernel.terms import Mode, Outcome, Stage
from models.port.events import MachineInspected
from models.port.messages import PortalReading
from models.process import derived_status
from models.process.decide import decide_command, decide_report, decide_step
from models.process.evolve import evolve
from models.process.messages import Fact, Report
from models.transport.events import ArrivalNotified, BoxArrived, GatedOut
from tests.given import given, heard
from tests.inspecting import (
    conforming,
)
from tests.models.steps import proceed
from tests.models.stories import (
    APPROVED,
    BOX,
    BOX_2,
    DECLARED,
    ENTRY_ID,
    LIN,
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
    slot = InspectionBooked(slot=SHIP + timedelta(days=1))
    return [
        (start, reading(box)),
        (start + 5, scan(box)),
        (start + 60, gate_out(box)),
        (start + 150, BoxArrived(box=box)),
        (start + 155, ArrivalNotified(box=box)),
        (start + 160, seal(box)),
        (start + 170, slot),
        (start + 220, weighed(box)),
    ]


FACTS: list[tuple[int, Fact]] = [
    (-999, Shipped(vessel="EVER LUCID")),
    (-30, DECLARED),
    (0, VesselArrived(vessel="EVER LUCID")),
    (30, Discharged()),
    (40, DeclarationStatus(letter="J", entry_id=ENTRY_ID)),
    *_of_box(BOX, 45),
    *_of_box(BOX_2, 90),
]
RELEASE: list[Report] = [
    heard(fact, SHIP + timedelta(minutes=minutes), f"message-{number}")
    for number, (minutes, fact) in enumerate(FACTS)
]
HEARD = SHIP + timedelta(minutes=320)


def permitted_first(reports: list[Report]) -> list[Report]:
    """No gate opens before we have permitted it, and that takes what was heard until then.

    Nobody asks for the permit of a box that is known to be unloaded: that is heard after it, too.
    """
    heard_now: list[Report] = []
    waiting: list[Report] = []
    for report in reports:
        (waiting if isinstance(report.fact, GatedOut | Unloaded) else heard_now).append(report)
        passing = [gate for gate in waiting if _may_pass(gate, heard_now)]
        waiting = [gate for gate in waiting if gate not in passing]
        heard_now += passing
    return heard_now


def _may_pass(gate: Report, known: list[Report]) -> bool:
    first = (DeclarationStatus, Discharged)
    facts, box = [report.fact for report in known], getattr(gate.fact, "box", None)
    checks = {type(f) for f in facts if getattr(f, "box", None) == box}
    ashore = {type(f) for f in facts}.issuperset(first)
    return ashore and checks.issuperset((PortalReading, MachineInspected))


ORDERS = st.permutations(RELEASE).map(permitted_first)


def on_their_trucks(state: State) -> State:
    """Every step that is possible: the trucks are those that the facts name, and have no lock."""
    return proceed(state, HEARD, "order_transport")


def hear(reports: list[Report]) -> State:
    """The state after all reports, each followed by the steps that it makes possible."""
    state = APPROVAL.state
    for report in reports:
        for event in decide_report(state, report):
            state = evolve(state, event)
        state = on_their_trucks(state)
    return state


def told_of(state: State) -> list[str]:
    """What people are told until everything has been heard, but for breaches.

    Leaving and unloading are breaches while we have not permitted them, and here we permit them by
    the reports of the port and of the seal, which may be heard last.
    """
    while raised := decide_step(state, TICK, "tick", HEARD):
        for event in raised:
            state = evolve(state, event)
    breach = EventType.VIOLATION_RECORDED
    return [alarm.subject for alarm in state.notifications if alarm.kind != breach]


@for_all(ORDERS)
@settings(max_examples=60)
def test_in_whatever_order_facts_come_the_goods_are_ready_and_nobody_is_alarmed(
    reports: list[Report],
) -> None:
    state = hear(reports)
    assert state.mode is Mode.PILOT
    assert derived_status.stage(state) is Stage.FACTORY
    assert told_of(state) == []
    assert set(state.violations) <= {"SV-07", "SV-09", "SV-10"}
    for event in decide_command(state, conforming(LIN, BOX, BOX_2), "inspection", HEARD):
        state = evolve(state, event)
    assert on_their_trucks(state).outcome is Outcome.RELEASED


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
        state = on_their_trucks(state)
    standing = [
        f"{d.id} L{escalation.level}"
        for d in state.deadlines.values()
        for escalation in d.escalations
        if escalation.standing
    ]
    assert standing == []
