"""What an enterprise workflow is started with, and what it answers."""

from datetime import datetime

from models.enterprise.state import EnterpriseState
from models.enterprise.terms import Standing
from models.keeping import Kept
from models.language import Language
from models.start import Head
from models.state import Alarm
from models.terms import Party
from models.values import Frozen


class EnterpriseSnapshot(Frozen):
    """An enterprise in mid-life: its state, and the ledger head that it was folded to.

    `untold` are alarms that people may not have been told of.
    """

    state: EnterpriseState
    head: Head
    untold: tuple[Alarm, ...] = ()


class EnterpriseStart(Frozen):
    """A new page of the register, or (snapshot) one that goes on; see `models/start.py`."""

    code: str
    rulebook: str = ""
    registered_at: datetime | None = None
    snapshot: EnterpriseSnapshot | None = None
    offset_seconds: int = 0
    language: Language = Language.BOTH
    continue_after: int | None = None
    kept: tuple[Kept, ...] = ()
    recoveries: int = 0


class EnterpriseReceipt(Frozen):
    """The answer to a message: what was recorded, and how the enterprise stands now."""

    recorded: tuple[str, ...]
    standing: Standing
    must_act: Party | None
    next_due: datetime | None
