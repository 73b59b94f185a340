"""What the tables of the process have, the scenarios play: what they leave out is named here."""

from models.deadlines.events import EscalationRaised
from models.inspection.events import NonconformanceRaised
from models.process.event_registry import CONSIGNMENT_EVENTS_BY_TYPE
from models.process.messages import COMMANDS
from models.rules.rulebook import rulebook
from models.supervision.events import ViolationRecorded
from systems.scenario import OfficerOrder
from systems.scenarios import SCENARIOS
from tests.systems.folded import MONDAY, RULEBOOK, played
from tests.systems.shipments import shipment

BOXES = 2

_SILENT = "a system that is silent, by the clock of a server: tests/workflows/test_silence.py"
_FAULT = (
    "a fault of a system, which no script may lead to: tests/models/process/test_decisions_facts.py"
)
_BEFALLEN = "what operators of Temporal do to a workflow: tests/workers/recovery/test_surviving.py"
_OF_ITS_OWN = "an enterprise with hours of its own: tests/models/transport/test_transport.py"
_OTHERS = "others that take its place: tests/models/inspection/test_capacity.py"
_TOLD_BY_THE_STREAM = "the answer of a call: tests/workflows/test_findings.py"
_REFUTED = "a system that says otherwise than a paper: tests/models/process/test_paper.py"
_MISREAD = (
    "a camera's mistake: "
    "tests/models/kernel/test_misread.py, tests/workers/gateway/test_delivery.py"
)

ROWS: dict[str, str] = {}
"""Rows of the register of deadlines whose escalation policy no scenario plays to the top."""

EVENTS = {
    "call-unanswered": _SILENT,
    "call-answered": _SILENT,
    "call-dropped": _SILENT,
    "fact-not-understood": _FAULT,
    "box-number-repaired": _MISREAD,
    "arrived-out-of-hours": _OF_ITS_OWN,
    "paper-contradicted": _REFUTED,
    "capacity-short": _OTHERS,
    "risk-levels-worsened": _TOLD_BY_THE_STREAM,
    "cancellation-requested": _BEFALLEN,
    "command-lapsed": _BEFALLEN,
}
"""Types of events that no scenario leads to."""


async def test_the_scenarios_play_every_level_violation_reason_and_event() -> None:
    rules = rulebook(RULEBOOK)
    bodies = [e.body for name in SCENARIOS for e in (await played(name, MONDAY, BOXES)).events]
    told = {(body.deadline, body.level) for body in bodies if isinstance(body, EscalationRaised)}
    untold = {
        row.id for row in rules.deadlines for m in row.levels if (row.id, m.level) not in told
    }
    breaches = {body.code for body in bodies if isinstance(body, ViolationRecorded)}
    raised = {body.reason for body in bodies if isinstance(body, NonconformanceRaised)}
    assert untold == set(ROWS)
    assert breaches == {row.code for row in rules.violations}
    assert {reason.partition(".")[0] for reason in raised} == {
        row.code for row in rules.nonconformances
    }
    assert CONSIGNMENT_EVENTS_BY_TYPE.keys() - {body.type for body in bodies} == set(EVENTS)


def test_the_scenarios_give_every_command() -> None:
    sent = shipment(MONDAY, BOXES)
    steps = [step for make in SCENARIOS.values() for step in make(sent, MONDAY).steps]
    given = {step.verb for step in steps if isinstance(step, OfficerOrder)}
    assert COMMANDS.keys() - given == set()
