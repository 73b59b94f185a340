"""Task queues: one for workflows and the ledger, one for each kind of outsider.

Who hangs fills the slots of its own queue and no other's. The names derive from the queue of the
workflows; `workers/task_queue_workers.py` says how many slots each has.
"""

from enum import StrEnum

from models.kernel.terms import System


class Queue(StrEnum):
    """What a tracker serves; all activities of one wait for the same outsiders."""

    MAIN = "main"
    """Workflow tasks, and the records of the ledger."""
    INSTRUCTION = "instruction"
    """The decision on the mode, which asks two systems and our own register."""
    CLEARANCE = "clearance"
    CHECKPOINT = "checkpoint"
    ENTERPRISE = "enterprise"
    REGISTER = "register"
    """From a consignment to the page of its enterprise, and back: Updates of other workflows."""
    PEOPLE = "people"
    """Alarms to people: the noticeboard, and the hand-over to the targets."""
    NOTICES = "notices"
    """The targets of the routes; each has a queue of its own."""
    RECORD = "record"
    """The record of notices."""
    UPKEEP = "upkeep"
    """What a schedule starts: sealing, reconciliation."""
    IMPORTS = "imports"


OF_SYSTEM = {system: Queue(system.value) for system in System}
"""Where each of the three systems is asked."""


def named(base: str, queue: Queue, target: str | None = None) -> str:
    """What Temporal calls a queue; `base` is the queue of the workflows."""
    if queue is Queue.MAIN:
        return base
    whose = queue.value if target is None else f"{queue.value}-{target}"
    return f"{base}-{whose}"
