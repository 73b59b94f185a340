"""Every call that leaves a workflow: activity, queue, whom it waits for, retries. One row a call.

Activities are named here, not imported: workflows know nothing of HTTP or SQL. A test compares
this table with what the tracker registers, another lets everybody answer at the last moment.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Generic

from models.calls import (
    A,
    Begun,
    Instruction,
    Nothing,
    Permission,
    Proof,
    Pulled,
    Reply,
    StandingHeard,
    Trip,
)
from models.enterprise.start import EnterpriseSnapshot
from models.outsiders import ANSWERS_WITHIN, SYSTEMS, Outsider
from models.start import Snapshot
from models.terms import System
from workflows.queues import OF_SYSTEM, Queue
from workflows.timing import (
    ASKED,
    HEALTH,
    IMPORT,
    MARGIN,
    NOTED,
    PULL,
    RECORD,
    SENT,
    SPREAD,
    TELL,
    UPKEEP,
    Patience,
)

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
    patience: Patience
    whole: timedelta | None = None

    @property
    def attempt(self) -> timedelta:
        """How long one attempt may take: longer than what it contains."""
        return self.whole or longest(self.waits) + MARGIN


@dataclass(frozen=True)
class Outward(Errand, Generic[A]):
    """One kind of call of a consignment or an enterprise."""

    reply: type[Reply[A]] = field(kw_only=True)


def longest(waits: Waits) -> timedelta:
    """How long everybody may take together."""
    return sum((max(ANSWERS_WITHIN[one] for one in asked) for asked in waits), timedelta(0))


def after(*outsiders: Outsider) -> Waits:
    """One after the other."""
    return tuple(frozenset({one}) for one in outsiders)


def pulled_from(system: System) -> Outward[Pulled]:
    """Asking one system for what it has sent, in the queue of that system."""
    asked = after(SYSTEMS[system])
    return replace(PULL_MESSAGES, queue=OF_SYSTEM[system], waits=asked)


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

RECORD_EVENTS = Outward("record", Queue.MAIN, after(_RECORDED), RECORD, reply=Reply[Nothing])
FETCH_INSTRUCTION = Outward("fetch_instruction", *_INSTRUCTION, reply=Reply[Instruction])
PERMIT_REMOVAL = Outward("permit_removal", *_CLEARANCE, reply=Reply[Permission])
END_PERMIT = Outward("end_permit", *_CLEARANCE, reply=Reply[Nothing])
ORDER_TRANSPORT = Outward("order_transport", *_CHECKPOINT, reply=Reply[Trip])
DIRECT_ROAD = Outward("direct_road", *_CHECKPOINT, reply=Reply[Nothing])
PERMIT_UNLOADING = Outward("permit_unloading", *_ENTERPRISE, reply=Reply[Nothing])
CONCLUDE = Outward("conclude", *_CLEARANCE, reply=Reply[Nothing])
TAG_STOCK = Outward("tag_stock", *_ENTERPRISE, reply=Reply[Nothing])
# Asked in the queue of the system that should have reported: `pulled_from`.
PULL_MESSAGES = Outward(
    "pull_messages", Queue.CHECKPOINT, after(Outsider.CHECKPOINT), PULL, reply=Reply[Pulled]
)
NOTIFY_PEOPLE = Outward("notify_people", *_PEOPLE, reply=Reply[Nothing])
REPORT_VIOLATION = Outward("report_violation", *_VIOLATION, reply=Reply[Nothing])
_PROOF = (Queue.MAIN, after(_RECORDED, Outsider.READ), ASKED)
PROVE_ORDER = Outward("prove_order", *_PROOF, reply=Reply[Proof])
CARRY_STANDING = Outward(
    "carry_standing", *_STANDING, timedelta(minutes=15), reply=Reply[StandingHeard]
)

_READ = (Queue.MAIN, after(Outsider.READ, Outsider.READ), RECORD)
FOLD_CONSIGNMENT = Outward("fold_consignment", *_READ, reply=Reply[Snapshot])
FOLD_ENTERPRISE = Outward("fold_enterprise", *_READ, reply=Reply[EnterpriseSnapshot])
LOOK_AT_RUN = Outward("look_at_run", Queue.MAIN, (), RECORD, reply=Reply[Begun])

SEND_NOTICE = Errand("send_notice", Queue.NOTICES, after(Outsider.TARGET), SENT)
RECORD_ATTEMPTS = Errand("record_attempts", Queue.RECORD, after(Outsider.QUERY), NOTED)
START_CONSIGNMENTS = Errand(
    "start_consignments", Queue.IMPORTS, _IMPORTED, IMPORT, timedelta(minutes=30)
)
# Between two signs of life: one seal; the verdict on one consignment, which is looked at thrice.
SEAL_LEDGER = Errand(
    "seal_ledger", Queue.UPKEEP, after(*[Outsider.QUERY] * 3), UPKEEP, timedelta(minutes=25)
)
RECONCILE_CHANGED = Errand(
    "reconcile_changed", Queue.UPKEEP, _JUDGED, UPKEEP, timedelta(minutes=25)
)
# Every probe at the same time, each with an end of its own (workers/health_checks/).
CHECK_HEALTH = Errand("check_health", Queue.UPKEEP, after(Outsider.PROBE), HEALTH)

ERRANDS: tuple[Errand, ...] = (
    *(RECORD_EVENTS, FETCH_INSTRUCTION, PERMIT_REMOVAL, END_PERMIT, CONCLUDE),
    *(ORDER_TRANSPORT, DIRECT_ROAD, PERMIT_UNLOADING, TAG_STOCK),
    *map(pulled_from, System),
    *(NOTIFY_PEOPLE, REPORT_VIOLATION, PROVE_ORDER, CARRY_STANDING, SEND_NOTICE, RECORD_ATTEMPTS),
    *(FOLD_CONSIGNMENT, FOLD_ENTERPRISE, LOOK_AT_RUN),
    *(START_CONSIGNMENTS, SEAL_LEDGER, RECONCILE_CHANGED, CHECK_HEALTH),
)
"""Every row, with each queue in which it is done."""
