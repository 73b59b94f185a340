"""What the tables of the process have, the scenarios play: what they leave out is named here."""

from models.events import BY_TYPE, EscalationRaised, NonconformanceRaised, ViolationRecorded
from models.messages import COMMANDS
from models.rulebook import rulebook
from systems.scenarios import SCENARIOS
from systems.world import Order
from tests.systems.folded import MONDAY, RULEBOOK, played
from tests.systems.shipments import shipment

BOXES = 2

_SILENT = "a system that is silent, by the clock of a server: tests/workflows/test_silence.py"
_FAULT = "a fault of a system, which no script may lead to: tests/models/test_decisions_facts.py"
_BEFALLEN = "what operators of Temporal do to a workflow: tests/workers/test_surviving.py"
_MISREAD = "a camera's mistake: tests/models/test_misread.py, tests/workers/test_delivery.py"

ROWS: dict[str, str] = {}
"""Rows of the register of deadlines whose ladder no scenario plays to the top."""

EVENTS = {
    "call-unanswered": _SILENT,
    "call-answered": _SILENT,
    "call-dropped": _SILENT,
    "fact-not-understood": _FAULT,
    "box-number-repaired": _MISREAD,
    "cancellation-requested": _BEFALLEN,
    "command-lapsed": _BEFALLEN,
}
"""Types of events that no scenario leads to."""


async def test_the_scenarios_play_every_rung_violation_reason_and_event() -> None:
    rules = rulebook(RULEBOOK)
    bodies = [e.body for name in SCENARIOS for e in (await played(name, MONDAY, BOXES)).events]
    told = {(body.deadline, body.level) for body in bodies if isinstance(body, EscalationRaised)}
    untold = {
        row.id for row in rules.deadlines for m in row.milestones if (row.id, m.level) not in told
    }
    breaches = {body.code for body in bodies if isinstance(body, ViolationRecorded)}
    raised = {body.reason for body in bodies if isinstance(body, NonconformanceRaised)}
    assert untold == set(ROWS)
    assert breaches == {row.code for row in rules.violations}
    assert {reason.partition(".")[0] for reason in raised} == {
        row.code for row in rules.nonconformances
    }
    assert BY_TYPE.keys() - {body.type for body in bodies} == set(EVENTS)


def test_the_scenarios_give_every_command() -> None:
    sent = shipment(MONDAY, BOXES)
    steps = [step for make in SCENARIOS.values() for step in make(sent, MONDAY).steps]
    given = {step.verb for step in steps if isinstance(step, Order)}
    assert COMMANDS.keys() - given == set()
