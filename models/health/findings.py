"""Table of faults of the tracker: urgency, who must act, the command that mends it.

A row says how bad it is, who must act, and the command that mends it. `models/health/texts.py`
says it to people, `workers/health_checks/` looks. What nobody could be asked about is a finding
like any other: unknown is never well.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from shlex import quote
from typing import NamedTuple

from models.kernel.base_types import Frozen
from models.kernel.terms import EscalationLevel, Party
from models.kernel.ui_links import list_page, schedule_page, workflow_page


class FindingSource(StrEnum):
    """Who is asked."""

    TEMPORAL = "temporal"
    POSTGRESQL = "postgresql"
    GATEWAY = "gateway"
    MACHINE = "machine"


class Fault(StrEnum):
    """What is wrong."""

    NO_ANSWER = "no-answer"
    PROCESS_GONE = "process-gone"
    NO_WORKER = "no-worker"
    TASKS_WAIT = "tasks-wait"
    TASK_FAILS = "task-fails"
    NOT_RECORDED = "not-recorded"
    LEDGER_LOST = "ledger-lost"
    ACTIVITY_PAUSED = "activity-paused"
    ACTIVITY_RETRIED = "activity-retried"
    WORKFLOW_PAUSED = "workflow-paused"
    WORKFLOW_ENDED = "workflow-ended"
    WORKFLOW_GONE = "workflow-gone"
    NOT_LOOKED_AT = "not-looked-at"
    NOT_TOLD = "not-told"
    IMPORT_ENDED = "import-ended"
    READ_MODEL_STANDS = "read-model-stands"
    READ_MODEL_LEFT = "read-model-left"
    SCHEDULE_MISSING = "schedule-missing"
    SCHEDULE_PAUSED = "schedule-paused"
    SCHEDULE_LATE = "schedule-late"
    SCHEDULE_FAILED = "schedule-failed"
    MESSAGES_WAIT = "messages-wait"
    SYSTEM_SILENT = "system-silent"
    NOT_RECONCILED = "not-reconciled"
    TARGET_SILENT = "target-silent"
    LIMIT_NEAR = "limit-near"
    FACT_TOO_LARGE = "fact-too-large"
    ALARM_UNMATCHED = "alarm-unmatched"
    MESSAGE_UNREADABLE = "message-unreadable"
    SYSTEM_REFUSED = "system-refused"
    CLOCK_WRONG = "clock-wrong"
    DRAW_KEY_LOST = "draw-key-lost"
    RISK_REVIEW_DUE = "risk-review-due"
    SUSPENSION_PROPOSED = "suspension-proposed"


class FaultRow(NamedTuple):
    """A fault: whom it is asked of, how urgent it is, who must act, and what mends it.

    The fields of `command` are those of a finding; a command of Temporal learns where it is.
    """

    source: FindingSource
    level: EscalationLevel
    command: str
    party: Party = Party.OPERATIONS


_T, _P, _M = FindingSource.TEMPORAL, FindingSource.POSTGRESQL, FindingSource.MACHINE
_TRACKER = "python -m workers.tracker"
_WHO_HOLDS = (
    'guomen psql --as postgres -- -c "select pid, usename, clock_timestamp() - xact_start as open,'
    " wait_event_type, left(query, 60) as query from pg_stat_activity where xact_start is not null"
    ' order by xact_start"'
)
"""Whoever holds a lock stands on top; `select pg_terminate_backend(PID)` ends it."""

FAULTS: Mapping[Fault, FaultRow] = {
    Fault.NO_ANSWER: FaultRow(_M, EscalationLevel.L3, "guomen up"),
    Fault.PROCESS_GONE: FaultRow(_M, EscalationLevel.L3, "guomen up"),
    Fault.NO_WORKER: FaultRow(_T, EscalationLevel.L3, _TRACKER),
    Fault.TASKS_WAIT: FaultRow(_T, EscalationLevel.L2, _TRACKER),
    Fault.TASK_FAILS: FaultRow(_T, EscalationLevel.L3, "guomen reconcile --level 3 {number}"),
    Fault.NOT_RECORDED: FaultRow(_T, EscalationLevel.L3, _WHO_HOLDS),
    Fault.LEDGER_LOST: FaultRow(_T, EscalationLevel.L3, "guomen refill"),
    Fault.ACTIVITY_PAUSED: FaultRow(
        _T,
        EscalationLevel.L3,
        "temporal activity unpause --workflow-id {workflow} --activity-id {activity}",
    ),
    Fault.ACTIVITY_RETRIED: FaultRow(
        _T, EscalationLevel.L2, "temporal workflow describe --workflow-id {workflow}"
    ),
    Fault.WORKFLOW_PAUSED: FaultRow(
        _T, EscalationLevel.L3, "temporal workflow unpause --workflow-id {workflow}"
    ),
    Fault.WORKFLOW_ENDED: FaultRow(_T, EscalationLevel.L3, "guomen resurrect"),
    Fault.WORKFLOW_GONE: FaultRow(_T, EscalationLevel.L3, "guomen resurrect"),
    Fault.NOT_LOOKED_AT: FaultRow(_T, EscalationLevel.L1, "guomen reconcile {number}"),
    Fault.NOT_TOLD: FaultRow(_T, EscalationLevel.L3, "guomen notices --failed"),
    Fault.IMPORT_ENDED: FaultRow(
        _T, EscalationLevel.L2, "temporal workflow describe --workflow-id {workflow}"
    ),
    Fault.READ_MODEL_STANDS: FaultRow(_P, EscalationLevel.L2, "guomen rebuild {subject}"),
    Fault.READ_MODEL_LEFT: FaultRow(_P, EscalationLevel.L2, "python -m workers.projector"),
    Fault.SCHEDULE_MISSING: FaultRow(_T, EscalationLevel.L2, _TRACKER),
    Fault.SCHEDULE_PAUSED: FaultRow(
        _T,
        EscalationLevel.L2,
        "temporal schedule toggle --unpause --reason resumed --schedule-id {subject}",
    ),
    Fault.SCHEDULE_LATE: FaultRow(
        _T, EscalationLevel.L2, "temporal schedule trigger --schedule-id {subject}"
    ),
    Fault.SCHEDULE_FAILED: FaultRow(
        _T, EscalationLevel.L2, "temporal schedule trigger --schedule-id {subject}"
    ),
    Fault.MESSAGES_WAIT: FaultRow(
        _P,
        EscalationLevel.L2,
        "guomen messages --status {subject}",
    ),
    Fault.SYSTEM_SILENT: FaultRow(_P, EscalationLevel.L1, "guomen views"),
    Fault.NOT_RECONCILED: FaultRow(_P, EscalationLevel.L2, "guomen reconcile {number}"),
    Fault.TARGET_SILENT: FaultRow(_P, EscalationLevel.L2, "guomen notices --failed"),
    Fault.LIMIT_NEAR: FaultRow(
        _P, EscalationLevel.L2, "temporal workflow describe --workflow-id {workflow}"
    ),
    Fault.FACT_TOO_LARGE: FaultRow(
        _P, EscalationLevel.L2, 'guomen psql -- -c "table gateway.too_large"'
    ),
    Fault.ALARM_UNMATCHED: FaultRow(
        _P,
        EscalationLevel.L3,
        "guomen messages show {number}",
        Party.CHECKPOINT_OFFICER,
    ),
    Fault.MESSAGE_UNREADABLE: FaultRow(
        _P, EscalationLevel.L3, 'guomen psql -- -c "table gateway.too_large"'
    ),
    Fault.SYSTEM_REFUSED: FaultRow(
        _P, EscalationLevel.L3, 'guomen psql -- -c "table gateway.refused"'
    ),
    Fault.DRAW_KEY_LOST: FaultRow(_P, EscalationLevel.L3, "guomen risk draw keys"),
    Fault.RISK_REVIEW_DUE: FaultRow(_P, EscalationLevel.L1, "guomen risk review", Party.DIVISION),
    Fault.SUSPENSION_PROPOSED: FaultRow(
        _P, EscalationLevel.L2, "guomen enterprise show {subject}", Party.INSPECTION_LEAD
    ),
    Fault.CLOCK_WRONG: FaultRow(
        _P,
        EscalationLevel.L2,
        'guomen psql -- -c "select distinct stream, subject, raised_at from notices.attempts'
        " where kind = 'clock-doubted' order by raised_at desc limit 20\"",
    ),
}


_OF_SOURCE: Mapping[FindingSource, str] = {
    FindingSource.POSTGRESQL: _WHO_HOLDS,
    FindingSource.GATEWAY: "python -m workers.gateway.server",
}
"""Who does not answer may have ended, or be held up."""
_OF_SCHEDULES = frozenset(
    {Fault.SCHEDULE_PAUSED, Fault.SCHEDULE_LATE, Fault.SCHEDULE_FAILED, Fault.SCHEDULE_MISSING}
)


class Finding(Frozen):
    """A fault somewhere.

    Attributes:
        subject: what it concerns: a consignment, an enterprise, a schedule, a read model.
        since: when it began, as far as anybody knows.
        why: what was said by whatever is at fault.
        number: how `guomen` is told which one: a tracking number, or `--enterprise CODE`.
        workflow: its workflow id, if it has one; `activity` the id of the activity in it.
    """

    fault: Fault
    subject: str
    since: datetime | None = None
    why: str = ""
    number: str = ""
    workflow: str = ""
    activity: str = ""
    source: FindingSource | None = None

    @property
    def asked(self) -> FindingSource:
        """Whose answer says that it is there, or gone."""
        return self.source or FAULTS[self.fault].source

    @property
    def same(self) -> tuple[Fault, str, str]:
        """What makes it the same finding as another."""
        return self.fault, self.subject, self.activity


class Where(Frozen):
    """Where the stack is, for commands and links; without an address, the profile's."""

    ui: str
    namespace: str = "default"
    address: str = ""


def command(finding: Finding, where: Where) -> str:
    """The command that mends it, as a shell takes it."""
    fields = {
        "subject": quote(finding.subject),
        "number": finding.number,
        "workflow": quote(finding.workflow),
        "activity": quote(finding.activity),
    }
    pattern = FAULTS[finding.fault].command
    if finding.fault is Fault.NO_ANSWER and finding.source is not None:
        pattern = _OF_SOURCE.get(finding.source, pattern)
    said = " ".join(pattern.format_map(fields).split())
    if pattern.startswith("temporal "):
        said += f" --address {where.address}" if where.address else ""
        said += f" --namespace {quote(where.namespace)}" if where.namespace != "default" else ""
    return said


def link(finding: Finding, where: Where) -> str:
    """Where it is seen in the Temporal UI: its workflow, its schedule, or the list."""
    if finding.fault in _OF_SCHEDULES:
        return schedule_page(where.ui, where.namespace, finding.subject)
    if finding.workflow:
        return workflow_page(where.ui, where.namespace, finding.workflow)
    return list_page(where.ui, where.namespace) if finding.asked is FindingSource.TEMPORAL else ""


def grouped(findings: Iterable[Finding]) -> dict[Fault, list[Finding]]:
    """By fault, the most urgent first."""
    found: dict[Fault, list[Finding]] = {}
    for each in findings:
        found.setdefault(each.fault, []).append(each)
    return dict(sorted(found.items(), key=lambda item: -FAULTS[item[0]].level))
