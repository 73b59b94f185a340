"""Every call that leaves a workflow: activity, form of the reply, patience. One row a call.

Activities are named here, not imported: workflows know nothing of HTTP or SQL. A test compares
this table with what the tracker registers.
"""

from dataclasses import dataclass
from typing import Generic

from models.calls import (
    A,
    Begun,
    Instruction,
    Nothing,
    Permission,
    Pulled,
    Reply,
    StandingHeard,
    Trip,
)
from models.enterprise.start import EnterpriseSnapshot
from models.start import Snapshot
from workflows.timing import (
    LOOKUP,
    MUTATION,
    NOTIFY,
    PULL,
    RECORD,
    REGISTER,
    SPREAD,
    Patience,
)


@dataclass(frozen=True)
class Outward(Generic[A]):
    """One kind of call."""

    activity: str
    reply: type[Reply[A]]
    patience: Patience


RECORD_EVENTS = Outward("record", Reply[Nothing], RECORD)
FETCH_INSTRUCTION = Outward("fetch_instruction", Reply[Instruction], LOOKUP)
PERMIT_REMOVAL = Outward("permit_removal", Reply[Permission], MUTATION)
END_PERMIT = Outward("end_permit", Reply[Nothing], REGISTER)
ORDER_TRANSPORT = Outward("order_transport", Reply[Trip], MUTATION)
DIRECT_ROAD = Outward("direct_road", Reply[Nothing], REGISTER)
PERMIT_UNLOADING = Outward("permit_unloading", Reply[Nothing], MUTATION)
CONCLUDE = Outward("conclude", Reply[Nothing], MUTATION)
TAG_STOCK = Outward("tag_stock", Reply[Nothing], MUTATION)
PULL_MESSAGES = Outward("pull_messages", Reply[Pulled], PULL)
NOTIFY_PEOPLE = Outward("notify_people", Reply[Nothing], NOTIFY)
REPORT_VIOLATION = Outward("report_violation", Reply[Nothing], REGISTER)
LOOK_AT_RUN = Outward("look_at_run", Reply[Begun], RECORD)
FOLD_CONSIGNMENT = Outward("fold_consignment", Reply[Snapshot], RECORD)
FOLD_ENTERPRISE = Outward("fold_enterprise", Reply[EnterpriseSnapshot], RECORD)
CARRY_STANDING = Outward("carry_standing", Reply[StandingHeard], SPREAD)
