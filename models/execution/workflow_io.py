"""Inputs and outputs of the consignment workflow."""

from datetime import datetime
from typing import Annotated

from pydantic import WrapSerializer, WrapValidator

from models.consignment.registration import Registration
from models.consignment.state import State
from models.enterprise.messages import ViolationNotice
from models.execution.accepted_messages import KeptMessages
from models.kernel.base_types import Frozen
from models.kernel.compression import Compressed
from models.kernel.language import Language
from models.kernel.notification import Notification
from models.kernel.stream_head import StreamHead
from models.kernel.terms import Mode, Outcome, Party, Stage
from models.port.permits import EndedPermit
from models.risk.react import FoundBatch, LevelNews
from models.transport.road_orders import RoadOrder

_COMPRESSED = Compressed(State)


class Snapshot(Frozen):
    """A consignment in mid-life: its state, and the ledger head that the state was folded to.

    `made` names the calls that have been made. A call that is made again is harmless: its key is
    the same. `untold` are alarms that people may not have been told of. `breaches` is
    what the register of enterprises may not have heard of yet, `ended_permits` what clearance may
    not have, `road_orders` what the checkpoint system may not have,
    `findings` what the stream of the supplier may not have, `level_news` what other consignments of
    the pairs that became worse may not have.
    """

    state: Annotated[
        State,
        WrapValidator(_COMPRESSED.read),
        WrapSerializer(_COMPRESSED.write, when_used="json"),
    ]
    head: StreamHead
    pending_notifications: tuple[Notification, ...] = ()
    completed_calls: tuple[str, ...] = ()
    breaches: tuple[ViolationNotice, ...] = ()
    ended_permits: tuple[EndedPermit, ...] = ()
    road_orders: tuple[RoadOrder, ...] = ()
    findings: tuple[FoundBatch, ...] = ()
    level_news: tuple[LevelNews, ...] = ()


class Start(Frozen):
    """A new consignment (registration), or one that goes on (snapshot).

    `offset_seconds` shifts domain time against workflow time (`models/kernel/clock.py`).
    `language` is that of everything people read of this consignment in the Temporal UI.
    `continue_after` makes the workflow continue as new after so many messages; for tests only,
    in operation the server says when a history has grown long enough.
    `kept` are messages that were accepted and are not in the snapshot: they are decided anew.
    `recoveries` counts the runs in a row that went on from the ledger and not from each other.
    """

    registration: Registration | None = None
    rulebook: str = ""
    registered_at: datetime | None = None
    snapshot: Snapshot | None = None
    offset_seconds: int = 0
    # Pinned here, since a setting read by the workflow itself could be another one in a replay.
    language: Language = Language.BOTH
    continue_after: int | None = None
    kept: KeptMessages = ()
    recoveries: int = 0


class Receipt(Frozen):
    """The answer to a message: what was recorded, and how the consignment stands now."""

    recorded: tuple[str, ...]
    stage: Stage
    must_act: Party | None
    next_due: datetime | None


class Ending(Frozen):
    """The result of a consignment workflow: how it ended, in one look.

    `escalations` counts every escalation that was raised and not withdrawn.
    """

    outcome: Outcome
    mode: Mode
    recorded_events: int
    escalations: int
    defects: tuple[str, ...]
    head: StreamHead
