"""The kinds of workflow that have a stream in the ledger."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from models.consignment.state import State
from models.enterprise import evolve as enterprises
from models.enterprise.state import EnterpriseState
from models.execution.accepted_messages import TO_CONSIGNMENT, TO_ENTERPRISE
from models.kernel.event import Event
from models.kernel.event_types import EventType
from models.kernel.identity import (
    consignment_workflow_id,
    enterprise_of,
    enterprise_workflow_id,
    tracking_no_of,
)
from models.kernel.message import Message
from models.process import evolve


@dataclass(frozen=True, eq=False)
class StreamKind:
    """A kind of workflow with a stream of its own: of that name, by its number.

    Attributes:
        fold: the state that the events of a stream come to.
        messages: what it takes in, by the name of the Update.
        closed: the terminal event: nothing opens the stream again; empty when there is none.
    """

    workflow: str
    stream: Callable[[str], str]
    number: Callable[[str], str]
    fold: Callable[[Iterable[Event]], State | EnterpriseState | None]
    messages: Mapping[str, type[Message]]
    closed: str = ""


CONSIGNMENTS = StreamKind(
    *("Consignment", consignment_workflow_id, tracking_no_of, evolve.fold, TO_CONSIGNMENT),
    closed=EventType.CONSIGNMENT_CLOSED,
)
PAGES = StreamKind(
    "PilotEnterprise", enterprise_workflow_id, enterprise_of, enterprises.fold, TO_ENTERPRISE
)
