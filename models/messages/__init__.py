"""Everything that can reach a consignment: facts, commands, and steps of the process itself.

A fact says what happened and is never refused. A command wants something and may be refused.
A step is what the workflow tells itself: an answer of a system, a due deadline, the end.
One file a matter.
"""

from typing import Annotated

from pydantic import Field

from models.incoming import Kind, Prose
from models.messages.arrival import *
from models.messages.deadlines import *
from models.messages.disposal import *
from models.messages.emergency import *
from models.messages.inspection import *
from models.messages.laboratory import *
from models.messages.message import *
from models.messages.port import *
from models.messages.pre_shipment import *
from models.messages.returning import *
from models.messages.supervision import *
from models.messages.transport import *
from models.messages.yard import *
from models.terms import System

Fact = Annotated[
    SupervisionFact
    | PreShipmentFact
    | ArrivalFact
    | PortFact
    | YardFact
    | TransportFact
    | InspectionFact
    | LaboratoryFact
    | DisposalFact
    | ReturningFact,
    Field(discriminator="type"),
]


class ReportByHand(Command):
    """Report a fact in place of a system that cannot: recorded with your name and reason."""

    verb = "report_by_hand"
    fact: Fact
    reason: Prose


class Report(Message):
    """One fact with its envelope: the id that the sending system gave it, and when it happened."""

    id: str
    system: System
    occurred_at: Instant
    fact: Fact


def unread(report: Report) -> Report:
    """The same report with its fact as it came: when nothing can be made of what it says."""
    raw = report.fact.model_dump_json()[: Kind.RAW.value.longest]
    return report.model_copy(update={"fact": Unknown(raw=raw)})


Told = EnterpriseSuspended | EnterpriseReinstated

TOLD: dict[str, type[Told]] = {
    "suspend": EnterpriseSuspended,
    "reinstate_enterprise": EnterpriseReinstated,
}
"""What the tracker itself tells a consignment, by the name of the Update; never refused."""

COMMANDS: dict[str, type[Command]] = {kind.verb: kind for kind in Command.__subclasses__()}

Step = (
    SupervisionStep
    | ArrivalStep
    | PortStep
    | TransportStep
    | InspectionStep
    | ReturningStep
    | DeadlinesStep
)
