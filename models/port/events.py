"""In the port: radiation, machine inspection, and the permission to leave."""

from decimal import Decimal
from typing import Literal

from models.inspection.events import Reading
from models.kernel.event_body import Body, BoxBody
from models.kernel.event_types import EventType
from models.kernel.language import Text
from models.kernel.terms import CheckResult, Triage


class RadiationMeasured(BoxBody):
    """A portal measured a box; readings as reported, units µSv/h and counts per second.

    `result` is the worse of what the portal says (`reported`) and of what its values come to:
    `reading` holds them against the limit of the rulebook.
    """

    type: Literal[EventType.RADIATION_MEASURED] = EventType.RADIATION_MEASURED
    label = Text("辐射检测", "radiation measured")
    result: CheckResult
    reported: CheckResult
    reading: Reading
    portal_id: str
    dose_rate: Decimal
    background: Decimal
    neutrons: Decimal = Decimal(0)


class AlarmTriaged(BoxBody):
    """An officer judged a portal alarm."""

    type: Literal[EventType.ALARM_TRIAGED] = EventType.ALARM_TRIAGED
    label = Text("辐射报警已判定", "alarm judged")
    verdict: Triage
    note: str
    outcome: str = ""


class MachineInspected(BoxBody):
    """A box was scanned; `suspects` is the reason that a suspect image speaks for, if it is one.

    An image that is suspect without a reason speaks for prohibited waste.
    """

    type: Literal[EventType.MACHINE_INSPECTED] = EventType.MACHINE_INSPECTED
    label = Text("机检", "machine inspection")
    result: CheckResult
    scan_id: str
    suspects: str = ""


class PortalWentOffline(BoxBody):
    """The radiation portal could not measure a box."""

    type: Literal[EventType.PORTAL_WENT_OFFLINE] = EventType.PORTAL_WENT_OFFLINE
    label = Text("辐射门离线", "portal offline")
    portal_id: str


class RemovalPermitted(BoxBody):
    """Customs permitted the box to leave the port: the first of the two permissions."""

    type: Literal[EventType.REMOVAL_PERMITTED] = EventType.REMOVAL_PERMITTED
    label = Text("准予提离", "permitted to leave the port")
    permit_no: str


class RemovalRefused(BoxBody):
    """Customs refused the removal; an officer must decide how to go on."""

    type: Literal[EventType.REMOVAL_REFUSED] = EventType.REMOVAL_REFUSED
    label = Text("不予提离", "removal refused")
    reason: str


class RemovalPermitWithdrawn(BoxBody):
    """Customs took the permit back before the box left; people stop it at the gate.

    It is asked for again by itself, or when an officer has decided.
    """

    type: Literal[EventType.REMOVAL_PERMIT_WITHDRAWN] = EventType.REMOVAL_PERMIT_WITHDRAWN
    label = Text("撤回提离许可", "permit to remove withdrawn")
    permit_no: str
    reason: str
    until_decided: bool


class RemovalWithheld(BoxBody):
    """An inspection was ordered before there was a permit: none is asked for until it is decided.

    An officer lets the removal go on, or has the goods inspected in the port.
    """

    type: Literal[EventType.REMOVAL_WITHHELD] = EventType.REMOVAL_WITHHELD
    label = Text("暂缓准予提离", "permit to remove withheld")
    reason: str


class RemovalResumed(BoxBody):
    """An officer decided that a box whose permit was withdrawn or withheld may be permitted."""

    type: Literal[EventType.REMOVAL_RESUMED] = EventType.REMOVAL_RESUMED
    label = Text("恢复提离", "removal resumed")
    reason: str
    officer: str


class RemovalPermitLapsed(BoxBody):
    """The box was not picked up in time: the permit must be asked for again."""

    type: Literal[EventType.REMOVAL_PERMIT_LAPSED] = EventType.REMOVAL_PERMIT_LAPSED
    label = Text("提离许可失效", "permit to remove lapsed")
    permit_no: str


EVENTS: tuple[type[Body], ...] = (
    RadiationMeasured,
    AlarmTriaged,
    MachineInspected,
    PortalWentOffline,
    RemovalPermitted,
    RemovalRefused,
    RemovalPermitWithdrawn,
    RemovalWithheld,
    RemovalResumed,
    RemovalPermitLapsed,
)
