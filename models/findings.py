"""What can be wrong with the tracker itself: one row a fault. Pure; who looks is elsewhere.

A row says how bad it is, who must act, and the command that mends it. `models/labels/findings.py`
says it to people, `workers/health_checks/` looks. What nobody could be asked about is a finding
like any other: unknown is never well.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from shlex import quote
from typing import NamedTuple

from models.links import list_page, schedule_page, workflow_page
from models.terms import Level, Party
from models.values import Frozen


class Source(StrEnum):
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


class Row(NamedTuple):
    """A fault: whom it is asked of, how urgent it is, who must act, and what mends it.

    The fields of `command` are those of a finding; a command of Temporal learns where it is.
    """

    source: Source
    level: Level
    command: str
    party: Party = Party.OPERATIONS


_T, _P, _M = Source.TEMPORAL, Source.POSTGRESQL, Source.MACHINE
_TRACKER = "python -m workers.tracker"
_WHO_HOLDS = (
    'guomen psql --as postgres -- -c "select pid, usename, clock_timestamp() - xact_start as open,'
    " wait_event_type, left(query, 60) as query from pg_stat_activity where xact_start is not null"
    ' order by xact_start"'
)
"""Whoever holds a lock stands on top; `select pg_terminate_backend(PID)` ends it."""

FAULTS: Mapping[Fault, Row] = {
    Fault.NO_ANSWER: Row(_M, Level.L3, "guomen up"),
    Fault.PROCESS_GONE: Row(_M, Level.L3, "guomen up"),
    Fault.NO_WORKER: Row(_T, Level.L3, _TRACKER),
    Fault.TASKS_WAIT: Row(_T, Level.L2, _TRACKER),
    Fault.TASK_FAILS: Row(_T, Level.L3, "guomen reconcile --level 3 {number}"),
    Fault.NOT_RECORDED: Row(_T, Level.L3, _WHO_HOLDS),
    Fault.LEDGER_LOST: Row(_T, Level.L3, "guomen refill"),
    Fault.ACTIVITY_PAUSED: Row(
        _T, Level.L3, "temporal activity unpause --workflow-id {workflow} --activity-id {activity}"
    ),
    Fault.ACTIVITY_RETRIED: Row(
        _T, Level.L2, "temporal workflow describe --workflow-id {workflow}"
    ),
    Fault.WORKFLOW_PAUSED: Row(_T, Level.L3, "temporal workflow unpause --workflow-id {workflow}"),
    Fault.WORKFLOW_ENDED: Row(_T, Level.L3, "guomen resurrect"),
    Fault.WORKFLOW_GONE: Row(_T, Level.L3, "guomen resurrect"),
    Fault.NOT_LOOKED_AT: Row(_T, Level.L1, "guomen reconcile {number}"),
    Fault.NOT_TOLD: Row(_T, Level.L3, "guomen notices --failed"),
    Fault.IMPORT_ENDED: Row(_T, Level.L2, "temporal workflow describe --workflow-id {workflow}"),
    Fault.READ_MODEL_STANDS: Row(_P, Level.L2, "guomen rebuild {subject}"),
    Fault.READ_MODEL_LEFT: Row(_P, Level.L2, "python -m workers.projector"),
    Fault.SCHEDULE_MISSING: Row(_T, Level.L2, _TRACKER),
    Fault.SCHEDULE_PAUSED: Row(
        _T,
        Level.L2,
        "temporal schedule toggle --unpause --reason resumed --schedule-id {subject}",
    ),
    Fault.SCHEDULE_LATE: Row(_T, Level.L2, "temporal schedule trigger --schedule-id {subject}"),
    Fault.SCHEDULE_FAILED: Row(_T, Level.L2, "temporal schedule trigger --schedule-id {subject}"),
    Fault.MESSAGES_WAIT: Row(
        _P,
        Level.L2,
        "guomen messages --status {subject}",
    ),
    Fault.SYSTEM_SILENT: Row(_P, Level.L1, "guomen views"),
    Fault.NOT_RECONCILED: Row(_P, Level.L2, "guomen reconcile {number}"),
}


_OF_SOURCE: Mapping[Source, str] = {
    Source.POSTGRESQL: _WHO_HOLDS,
    Source.GATEWAY: "python -m workers.gateway",
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
    source: Source | None = None

    @property
    def asked(self) -> Source:
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
    return list_page(where.ui, where.namespace) if finding.asked is Source.TEMPORAL else ""


def grouped(findings: Iterable[Finding]) -> dict[Fault, list[Finding]]:
    """By fault, the most urgent first."""
    found: dict[Fault, list[Finding]] = {}
    for each in findings:
        found.setdefault(each.fault, []).append(each)
    return dict(sorted(found.items(), key=lambda item: -FAULTS[item[0]].level))
