"""The form of the tables in which a room states its rules; the registry of decisions joins them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.consignment.pending_event import Decided
from models.consignment.state import State
from models.kernel.event_body import Body
from models.kernel.message import Command

Bodies = list[Body]

Supplement = Callable[[State, Any, datetime], Bodies]
Decides = Callable[[State, Any, datetime], Decided]
Consequence = Callable[[State, State, Any, datetime], Bodies]


@dataclass(frozen=True)
class Rules:
    """The rules of one matter.

    - `single`: happenings of which the first report stands; another report is a contradiction
    - `supplements`: what a later report of such a happening adds to the first one
    - `repeatable`: happenings of which every report counts
    - `by_state`: facts that become events by the state
    - `commands`: what an officer may do when, and what comes of it
    - `internal`: steps of the workflow: answers of systems, permissions, time that has passed
    - `consequences`: what follows at once from an event, given the state before and after it
    """

    single: tuple[type[Body], ...] = ()
    supplements: dict[type[Body], Supplement] = field(default_factory=dict)
    repeatable: tuple[type[Body], ...] = ()
    by_state: dict[type, Decides] = field(default_factory=dict)
    commands: dict[type[Command], Decides] = field(default_factory=dict)
    internal: dict[type, Decides] = field(default_factory=dict)
    consequences: dict[type[Body], Consequence] = field(default_factory=dict)
