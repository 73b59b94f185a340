"""Lists every activity: task queue, time-outs, retry policy, result type. One row an activity.

Activities are named here, not imported: workflows know nothing of HTTP or SQL. A test compares
this table with what the tracker registers, another lets everybody answer at the last moment.

Each policy has an end (`in_all`), or people hear of it after a while (`quiet`) and it is tried on,
or it says who sees that it is still tried (`seen`).
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Generic

from temporalio.common import RetryPolicy

from models.execution.activity_io import (
    A,
    AssignedTrip,
    CapacityTaken,
    ControlInstruction,
    DrawAnswer,
    DutiesDone,
    Empty,
    LevelFound,
    LevelsTold,
    Permission,
    Pulled,
    Reply,
    RunOrigin,
    StandingHeard,
    StatusProof,
)
from models.execution.enterprise_io import EnterpriseSnapshot
from models.execution.outsiders import ANSWERS_WITHIN, SYSTEMS, Outsider
from models.execution.workflow_io import Snapshot
from models.kernel.terms import System
from workflows.task_queues import OF_SYSTEM, Queue


@dataclass(frozen=True)
class CallPolicy:
    """Retries of one kind of call; `in_all` None means for ever.

    After `quiet` without an answer people hear of it, and the call is made again. `heartbeat` is
    how long a call that takes many steps may go without a sign of life.
    """

    in_all: timedelta | None
    retry: RetryPolicy
    heartbeat: timedelta | None = None
    quiet: timedelta | None = None
    seen: str = ""


MARGIN = timedelta(seconds=5)
"""What an attempt may take beside waiting: a busy worker, the way to the server."""

STARTS_WITHIN = timedelta(seconds=5)
"""So long events wait at the head of a call that finds no slot; then they are recorded alone."""


def _backoff(longest: timedelta) -> RetryPolicy:
    return RetryPolicy(
        initial_interval=timedelta(seconds=1), backoff_coefficient=2, maximum_interval=longest
    )


_SOON = _backoff(timedelta(seconds=30))
_QUIET = timedelta(minutes=5)

RECORD = CallPolicy(in_all=None, retry=_SOON, quiet=_QUIET)
ASKED = CallPolicy(in_all=timedelta(hours=1), retry=_SOON, quiet=_QUIET)
PULL = CallPolicy(in_all=timedelta(minutes=2), retry=_SOON)
SPREAD = CallPolicy(
    in_all=None, retry=_SOON, heartbeat=timedelta(minutes=1), quiet=timedelta(minutes=30)
)
# An alarm is never dropped: the noticeboard has it with the first try, this is about the targets.
TELL = CallPolicy(in_all=None, retry=_backoff(timedelta(minutes=10)), seen="noticeboard, log")
# A second attempt for a tracker that died with the first; what a target answers is no error. With
# the wait for its turn at a target that is slow, or that no tracker knows: then it has failed, and
# the workflow of the notice tries again.
SENT = CallPolicy(in_all=timedelta(minutes=10), retry=RetryPolicy(maximum_attempts=2))
NOTED = CallPolicy(in_all=None, retry=_backoff(timedelta(minutes=10)), seen="`guomen status`")
# Ends as a failed workflow; the same command goes on with it.
IMPORT = CallPolicy(in_all=timedelta(days=1), retry=_SOON, heartbeat=timedelta(seconds=40))
# Ends before the next round of the schedule is missed for long.
UPKEEP = CallPolicy(
    in_all=timedelta(hours=1), retry=_backoff(timedelta(minutes=1)), heartbeat=timedelta(minutes=5)
)
PLAN = CallPolicy(in_all=timedelta(hours=1), retry=_backoff(timedelta(minutes=1)))
# Ends before the next round; what a round could not say, the next one says.
HEALTH = CallPolicy(in_all=timedelta(minutes=10), retry=_backoff(timedelta(minutes=1)))

DRAIN = timedelta(seconds=15)
"""How long a stopping worker lets running activities finish; below every stop grace period."""

Waits = tuple[frozenset[Outsider], ...]
"""Whom an activity waits for, one after the other; those of one set are asked at the same time."""


@dataclass(frozen=True)
class Errand:
    """An activity: where it is done, whom it waits for, how it is tried again.

    One of many steps waits for that between two signs of life, and has the `whole` time in all.
    """

    activity: str
    queue: Queue
    waits: Waits
    patience: CallPolicy
    whole: timedelta | None = None

    @property
    def attempt(self) -> timedelta:
        """How long one attempt may take: longer than what it contains."""
        return self.whole or longest(self.waits) + MARGIN


@dataclass(frozen=True)
class ActivitySpec(Errand, Generic[A]):
    """One kind of call of a consignment or an enterprise."""

    reply: type[Reply[A]] = field(kw_only=True)


def longest(waits: Waits) -> timedelta:
    """How long everybody may take together."""
    return sum((max(ANSWERS_WITHIN[one] for one in asked) for asked in waits), timedelta(0))


def after(*outsiders: Outsider) -> Waits:
    """One after the other."""
    return tuple(frozenset({one}) for one in outsiders)


def pulled_from(system: System) -> ActivitySpec[Pulled]:
    """Asking one system for what it has sent, in the queue of that system."""
    return _of(system, PULL_MESSAGES)


def looked_up_in(system: System) -> ActivitySpec[DutiesDone]:
    """Asking one system for its record of a duty, in the same way."""
    return _of(system, LOOK_UP_DUTY)


def _of(system: System, spec: ActivitySpec[A]) -> ActivitySpec[A]:
    return replace(spec, queue=OF_SYSTEM[system], waits=after(SYSTEMS[system]))


_RECORDED = Outsider.APPEND
_CLEARANCE = (Queue.CLEARANCE, after(_RECORDED, Outsider.CLEARANCE), ASKED)
_CHECKPOINT = (Queue.CHECKPOINT, after(_RECORDED, Outsider.CHECKPOINT), ASKED)
_ENTERPRISE = (Queue.ENTERPRISE, after(_RECORDED, Outsider.ENTERPRISE), ASKED)
_BOTH = frozenset({Outsider.CLEARANCE, Outsider.CHECKPOINT, Outsider.READ})
_INSTRUCTION = (Queue.INSTRUCTION, (*after(_RECORDED), _BOTH), ASKED)
_VIOLATION = (Queue.REGISTER, after(_RECORDED, Outsider.READ, Outsider.WORKFLOW), ASKED)
_STANDING = (Queue.REGISTER, after(_RECORDED, Outsider.TEMPORAL, Outsider.WORKFLOW), SPREAD)
_PEOPLE = (Queue.PEOPLE, after(Outsider.TEMPORAL, Outsider.NOTE, Outsider.TEMPORAL), TELL)
_JUDGED = after(*[Outsider.QUERY, Outsider.TEMPORAL, Outsider.TEMPORAL] * 3)
# Between two signs of life: one question to the database, which takes longer than the starts.
_IMPORTED = after(Outsider.QUERY)

RECORD_EVENTS = ActivitySpec("record", Queue.MAIN, after(_RECORDED), RECORD, reply=Reply[Empty])
FETCH_INSTRUCTION = ActivitySpec(
    "fetch_instruction", *_INSTRUCTION, reply=Reply[ControlInstruction]
)
DRAW_BOXES = ActivitySpec(
    "draw_boxes", Queue.MAIN, after(_RECORDED, Outsider.READ), ASKED, reply=Reply[DrawAnswer]
)
PERMIT_REMOVAL = ActivitySpec("permit_removal", *_CLEARANCE, reply=Reply[Permission])
END_PERMIT = ActivitySpec("end_permit", *_CLEARANCE, reply=Reply[Empty])
ORDER_TRANSPORT = ActivitySpec("order_transport", *_CHECKPOINT, reply=Reply[AssignedTrip])
DIRECT_ROAD = ActivitySpec("direct_road", *_CHECKPOINT, reply=Reply[Empty])
PERMIT_UNLOADING = ActivitySpec("permit_unloading", *_ENTERPRISE, reply=Reply[Empty])
CONCLUDE = ActivitySpec("conclude", *_CLEARANCE, reply=Reply[Empty])
TAG_STOCK = ActivitySpec("tag_stock", *_ENTERPRISE, reply=Reply[Empty])
# Asked in the queue of the system that should have reported: `pulled_from`.
PULL_MESSAGES = ActivitySpec(
    "pull_messages", Queue.CHECKPOINT, after(Outsider.CHECKPOINT), PULL, reply=Reply[Pulled]
)
LOOK_UP_DUTY = ActivitySpec(
    "look_up_duty", Queue.ENTERPRISE, after(Outsider.ENTERPRISE), PULL, reply=Reply[DutiesDone]
)
NOTIFY_PEOPLE = ActivitySpec("notify_people", *_PEOPLE, reply=Reply[Empty])
REPORT_VIOLATION = ActivitySpec("report_violation", *_VIOLATION, reply=Reply[Empty])
_TOLD = (Queue.MAIN, after(_RECORDED, Outsider.READ, Outsider.APPEND), ASKED)
TELL_FINDING = ActivitySpec("tell_finding", *_TOLD, reply=Reply[LevelsTold])
_LOOK = (Queue.MAIN, after(_RECORDED, Outsider.READ), ASKED)
LOOK_AT_LEVEL = ActivitySpec("look_at_level", *_LOOK, reply=Reply[LevelFound])
_NEWS = after(_RECORDED, Outsider.READ, Outsider.TEMPORAL, Outsider.WORKFLOW)
CARRY_LEVELS = ActivitySpec(
    *("carry_levels", Queue.REGISTER, _NEWS, SPREAD, timedelta(minutes=15)),
    reply=Reply[StandingHeard],
)
_PROOF = (Queue.MAIN, after(_RECORDED, Outsider.READ), ASKED)
PROVE_ORDER = ActivitySpec("prove_order", *_PROOF, reply=Reply[StatusProof])
ASK_CAPACITY = ActivitySpec(
    "ask_capacity", Queue.MAIN, after(_RECORDED, Outsider.READ), PULL, reply=Reply[CapacityTaken]
)
CARRY_STANDING = ActivitySpec(
    "carry_standing", *_STANDING, timedelta(minutes=15), reply=Reply[StandingHeard]
)

_READ = (Queue.MAIN, after(Outsider.READ, Outsider.READ), RECORD)
FOLD_CONSIGNMENT = ActivitySpec("fold_consignment", *_READ, reply=Reply[Snapshot])
FOLD_ENTERPRISE = ActivitySpec("fold_enterprise", *_READ, reply=Reply[EnterpriseSnapshot])
LOOK_AT_RUN = ActivitySpec("look_at_run", Queue.MAIN, (), RECORD, reply=Reply[RunOrigin])

SEND_NOTICE = Errand("send_notice", Queue.NOTICES, after(Outsider.TARGET), SENT)
RECORD_ATTEMPTS = Errand("record_attempts", Queue.RECORD, after(Outsider.QUERY), NOTED)
START_CONSIGNMENTS = Errand(
    "start_consignments", Queue.IMPORTS, _IMPORTED, IMPORT, timedelta(minutes=30)
)
# Between two signs of life: one seal; the verdict on one consignment, which is looked at thrice.
SEAL_LEDGER = Errand(
    "seal_ledger", Queue.UPKEEP, after(*[Outsider.QUERY] * 3), UPKEEP, timedelta(minutes=25)
)
KEEP_DRAW_KEYS = Errand(
    "keep_draw_keys", Queue.UPKEEP, after(*[Outsider.QUERY] * 3), UPKEEP, timedelta(minutes=25)
)
# Between two signs of life: the batches, or one enterprise in the registry and at clearance.
ASSESS_RISK = Errand(
    "assess_risk", Queue.UPKEEP, after(*[Outsider.QUERY] * 3), UPKEEP, timedelta(minutes=25)
)
PLAN_REVIEW = Errand("plan_review", Queue.UPKEEP, after(Outsider.READ, Outsider.APPEND), PLAN)
RECONCILE_CHANGED = Errand(
    "reconcile_changed", Queue.UPKEEP, _JUDGED, UPKEEP, timedelta(minutes=25)
)
# Every probe at the same time, each with an end of its own (workers/health_checks/).
CHECK_HEALTH = Errand("check_health", Queue.UPKEEP, after(Outsider.PROBE), HEALTH)

ERRANDS: tuple[Errand, ...] = (
    *(RECORD_EVENTS, FETCH_INSTRUCTION, DRAW_BOXES, PERMIT_REMOVAL, END_PERMIT, CONCLUDE),
    *(ORDER_TRANSPORT, DIRECT_ROAD, PERMIT_UNLOADING, TAG_STOCK),
    *map(pulled_from, System),
    *map(looked_up_in, System),
    *(NOTIFY_PEOPLE, REPORT_VIOLATION, PROVE_ORDER, CARRY_STANDING, SEND_NOTICE, RECORD_ATTEMPTS),
    *(ASK_CAPACITY, TELL_FINDING, LOOK_AT_LEVEL, CARRY_LEVELS),
    *(FOLD_CONSIGNMENT, FOLD_ENTERPRISE, LOOK_AT_RUN),
    *(START_CONSIGNMENTS, SEAL_LEDGER, KEEP_DRAW_KEYS, ASSESS_RISK, PLAN_REVIEW),
    *(RECONCILE_CHANGED, CHECK_HEALTH),
)
"""Every row, with each queue in which it is done."""
