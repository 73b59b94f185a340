"""How long an activity waits for each outside system: a table.

The clients take their time-outs from here, the calls of a workflow add them up
(`workflows/activity_specs.py`): no attempt can end before what it contains.
"""

from datetime import timedelta
from enum import StrEnum

from models.kernel.terms import System


class Outsider(StrEnum):
    """Whoever answers in his own time."""

    APPEND = "append"
    """An append to the ledger: it may wait for one that is under way."""
    READ = "read"
    """A look into the database that a call waits for."""
    QUERY = "query"
    """Any other statement, for which nobody waits."""
    NOTE = "note"
    """A line of the record of notices, before it is left to a workflow."""
    CLEARANCE = "clearance"
    CHECKPOINT = "checkpoint"
    ENTERPRISE = "enterprise"
    TEMPORAL = "temporal"
    """Temporal, for the start of a workflow or a page of a list."""
    WORKFLOW = "workflow"
    """Another workflow, for the answer to an Update."""
    PROBE = "probe"
    """The slowest probe of the tracker itself: it goes through all that is open."""
    TARGET = "target"
    """A target of the routes: most services give up by themselves after 4 s."""


ANSWERS_WITHIN: dict[Outsider, timedelta] = {
    # As long as the server lets a statement run, and a connection besides.
    Outsider.APPEND: timedelta(seconds=20),
    Outsider.READ: timedelta(seconds=8),
    Outsider.QUERY: timedelta(seconds=25),
    Outsider.NOTE: timedelta(seconds=1),
    Outsider.CLEARANCE: timedelta(seconds=8),
    Outsider.CHECKPOINT: timedelta(seconds=8),
    Outsider.ENTERPRISE: timedelta(seconds=8),
    Outsider.TEMPORAL: timedelta(seconds=5),
    Outsider.WORKFLOW: timedelta(seconds=20),
    Outsider.PROBE: timedelta(minutes=1),
    Outsider.TARGET: timedelta(seconds=20),
}
"""From the wish to the last byte of the answer: connecting, and waiting for a connection, too."""

TARGET_AT_ONCE = 2
"""A target is sent so many messages at a time: threads, and slots of its queue."""

SYSTEMS: dict[System, Outsider] = {system: Outsider(system.value) for system in System}
"""The three systems."""


def seconds(outsider: Outsider) -> float:
    """How long to wait for somebody, as clients want it."""
    return ANSWERS_WITHIN[outsider].total_seconds()
