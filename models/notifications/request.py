"""What a workflow asks to have sent: the notifications of one consignment, enterprise or system."""

from datetime import datetime
from typing import Literal

from models.kernel.base_types import Frozen
from models.kernel.notification import Notification


class NotificationRequest(Frozen):
    """What people must be told about a consignment, an enterprise by its code, or a system.

    About the stack, operations are told how it stands itself; its number is its name.

    `stage` is where it stands, `next_due` when something escalates, `emergency` whether one is open
    (then nothing that is told of it can wait).
    """

    about: Literal["consignment", "enterprise", "system", "stack"] = "consignment"
    number: str
    at: datetime
    notifications: tuple[Notification, ...]
    stage: str = ""
    next_due: datetime | None = None
    emergency: bool = False
