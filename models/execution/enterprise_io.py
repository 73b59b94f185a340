"""Inputs and outputs of the enterprise workflow."""

from datetime import datetime
from typing import Annotated

from pydantic import WrapSerializer, WrapValidator

from models.enterprise.state import EnterpriseState
from models.execution.accepted_messages import KeptMessages
from models.kernel.base_types import Frozen
from models.kernel.compression import Compressed
from models.kernel.enterprise_terms import EnterpriseStatus
from models.kernel.language import Language
from models.kernel.notification import Notification
from models.kernel.stream_head import StreamHead
from models.kernel.terms import Party

_COMPRESSED = Compressed(EnterpriseState)


class EnterpriseSnapshot(Frozen):
    """An enterprise in mid-life: its state, and the ledger head that it was folded to.

    `untold` are alarms that people may not have been told of.
    """

    state: Annotated[
        EnterpriseState,
        WrapValidator(_COMPRESSED.read),
        WrapSerializer(_COMPRESSED.write, when_used="json"),
    ]
    head: StreamHead
    pending_notifications: tuple[Notification, ...] = ()


class EnterpriseStart(Frozen):
    """A new enterprise, or one that goes on (snapshot); see `models/execution/workflow_io.py`."""

    code: str
    rulebook: str = ""
    registered_at: datetime | None = None
    snapshot: EnterpriseSnapshot | None = None
    offset_seconds: int = 0
    language: Language = Language.BOTH
    continue_after: int | None = None
    kept: KeptMessages = ()
    recoveries: int = 0


class EnterpriseReceipt(Frozen):
    """The answer to a message: what was recorded, and how the enterprise stands now."""

    recorded: tuple[str, ...]
    standing: EnterpriseStatus
    must_act: Party | None
    next_due: datetime | None
