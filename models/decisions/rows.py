"""The form of the tables in which each matter states its rules; `matters.py` joins them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.decisions.draft import Decided
from models.events import Body
from models.messages import Command
from models.state import State

Bodies = list[Body]

Becomes = Callable[[Any], Body]
Adds = Callable[[State, Any, datetime], Bodies]
Decides = Callable[[State, Any, datetime], Decided]
Follows = Callable[[State, State, Any, datetime], Bodies]


@dataclass(frozen=True)
class Rules:
    """The rules of one matter.

    - `once`: facts of which the first report stands; told differently, it is a contradiction
    - `more`: what a later report of such a happening says beside it that the first did not
    - `again`: facts of which every report counts
    - `heard`: facts that mean one thing or another, by the state
    - `verbs`: what an officer may do when, and what comes of it
    - `steps`: answers of systems, permissions, time that has passed
    - `follows`: what follows at once from an event, given the state before and after it
    """

    once: dict[type, Becomes] = field(default_factory=dict)
    more: dict[type[Body], Adds] = field(default_factory=dict)
    again: dict[type, Becomes] = field(default_factory=dict)
    heard: dict[type, Decides] = field(default_factory=dict)
    verbs: dict[type[Command], Decides] = field(default_factory=dict)
    steps: dict[type, Decides] = field(default_factory=dict)
    follows: dict[type[Body], Follows] = field(default_factory=dict)
