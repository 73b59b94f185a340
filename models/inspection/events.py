"""At the inspection: seal, unloading, readings, defects, conclusion."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from models.kernel.enterprise_terms import Resource
from models.kernel.event_body import Body, BoxBody
from models.kernel.event_types import EventType
from models.kernel.incoming import Prose
from models.kernel.language import Text
from models.kernel.risk_terms import Why
from models.kernel.terms import (
    ControlResult,
    Party,
    ReadingVerdict,
    RiskLevel,
    SealState,
    Suspicion,
)


class SealChecked(BoxBody):
    """The seal was checked at the enterprise."""

    type: Literal[EventType.SEAL_CHECKED] = EventType.SEAL_CHECKED
    label = Text("关锁核验", "seal checked")
    seal_no: str
    state: SealState


class UnloadingPermitted(BoxBody):
    """Customs allow the box to be opened and unloaded."""

    type: Literal[EventType.UNLOADING_PERMITTED] = EventType.UNLOADING_PERMITTED
    label = Text("准予卸货", "unloading permitted")


class UnloadingPermitWithdrawn(BoxBody):
    """The box must stay shut: what was permitted is taken back, until it is permitted anew."""

    type: Literal[EventType.UNLOADING_PERMIT_WITHDRAWN] = EventType.UNLOADING_PERMIT_WITHDRAWN
    label = Text("撤回卸货许可", "permission to unload withdrawn")
    reason: str


class Unloaded(BoxBody):
    """The box was unloaded and weighed; kilograms. No word of a video is None, a missing one "".

    The remarks are those of NCTS (domain 6.3): whether the goods are as declared (`conform`) and
    all out of the box (`complete`), the state of the seals when it was opened, and free text; what
    the enterprise does not say is None. `began` is when it was opened.
    """

    type: Literal[EventType.UNLOADED] = EventType.UNLOADED
    label = Text("已卸货", "unloaded")
    net_kg: Decimal
    remarks: Prose = ""
    gross_kg: Decimal | None = None
    tare_kg: Decimal | None = None
    video: str | None = None
    conform: bool | None = None
    complete: bool | None = None
    seal_state: SealState | None = None
    began: datetime | None = None


class InspectionBooked(Body):
    """The enterprise booked the inspection."""

    type: Literal[EventType.INSPECTION_BOOKED] = EventType.INSPECTION_BOOKED
    label = Text("已预约检验", "inspection booked")
    slot: datetime


class CapacityShort(Body):
    """More is booked, called or sent than can be taken then, or nobody can say whether it is.

    `holder` is the enterprise or the laboratory. `taken` is what others have taken of what it
    `holds`, None when nobody could say. `queue_days` are the working days for which a lot waits
    for its turn in the laboratory.
    """

    type: Literal[EventType.CAPACITY_SHORT] = EventType.CAPACITY_SHORT
    label = Text("容量不足", "capacity short")
    resource: Resource
    holder: str
    box: str | None = None
    sample_no: str = ""
    at: datetime
    taken: int | None
    holds: int
    queue_days: int = 0


class InspectionRequested(Body):
    """The enterprise asks for an inspection of its own accord, such as of weight or quality."""

    type: Literal[EventType.INSPECTION_REQUESTED] = EventType.INSPECTION_REQUESTED
    label = Text("企业申请检验", "inspection requested")
    reason: Prose


class InspectionRequestDecided(Body):
    """Customs decided on the request; one that is granted is done with the next inspection."""

    type: Literal[EventType.INSPECTION_REQUEST_DECIDED] = EventType.INSPECTION_REQUEST_DECIDED
    label = Text("检验申请已决定", "request for inspection decided")
    granted: bool
    reason: str
    officer: str


class RiskLevelsWorsened(Body):
    """What a confirmed finding did to the levels of the supplier's pairs, at once.

    `before` and `after` are of the pair of this consignment; the next `census` batches of it are
    unpacked whole. `others` of the supplier's pairs became worse with it.
    """

    type: Literal[EventType.RISK_LEVELS_WORSENED] = EventType.RISK_LEVELS_WORSENED
    label = Text("风险等级随之上调", "risk levels worsened")
    supplier: str
    finding: str
    before: RiskLevel
    after: RiskLevel
    why: Why
    census: int = 0
    others: int = 0


class AppointmentMissed(Body):
    """The slot passed, and the enterprise had not made the goods available."""

    type: Literal[EventType.APPOINTMENT_MISSED] = EventType.APPOINTMENT_MISSED
    label = Text("检验预约失约", "appointment missed")
    slot: datetime
    note: str
    officer: str


class InspectionStarted(Body):
    """An inspector began."""

    type: Literal[EventType.INSPECTION_STARTED] = EventType.INSPECTION_STARTED
    label = Text("检验开始", "inspection started")
    officer: str


class Yardstick(BaseModel):
    """The limit that a reading was held against, with its source and how sure that is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    operator: str
    limit: Decimal
    unit: str
    reason: str
    source: str
    confidence: str


class Reading(BaseModel):
    """One measurement: raw value and unit as read, and what it came to under which rulebook.

    `compared` was held against the limit: above the background where that counts, and rounded.
    `parameter` is the one name of what was measured, `written` what was said instead of it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    parameter: str
    written: str = ""
    value: Decimal
    unit: str
    instrument: str
    box: str | None = None
    background: Decimal | None = None
    uncertainty: Decimal | None = None
    rulebook: str
    verdict: ReadingVerdict
    compared: Decimal | None = None
    approximation: str = ""
    limit: Yardstick | None = None


class Photo(BaseModel):
    """Where a photo lies, and the SHA-256 of its file: it can be shown to be the same one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    sha256: str


class SectionRecord(BaseModel):
    """A section of the protocol that was gone through, and what was seen.

    In these boxes; without any in all that were open then.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    section: str
    in_order: bool
    note: str = ""
    photos: tuple[Photo, ...] = ()
    boxes: tuple[str, ...] = ()


class MeasurementsRecorded(Body):
    """What was done outside a record, such as the handheld re-check before unloading."""

    type: Literal[EventType.MEASUREMENTS_RECORDED] = EventType.MEASUREMENTS_RECORDED
    label = Text("测量数据已登记", "measurements recorded")
    box: str | None = None
    readings: tuple[Reading, ...]
    photos: tuple[Photo, ...]
    officer: str
    looks: tuple[SectionRecord, ...] = ()
    opened: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()


class InspectionRecorded(Body):
    """The inspection record in the order of the protocol; `visit` counts those of a consignment.

    `uncovered` are the sections of the protocol that nobody has looked at or measured for so far.
    `result` is the control result of a record that waits for nothing, and `text` what it says
    beside its code. `on_request` is what the enterprise had asked for, where customs granted that.
    """

    type: Literal[EventType.INSPECTION_RECORDED] = EventType.INSPECTION_RECORDED
    label = Text("检验记录", "inspection recorded")
    visit: int
    conform: bool
    readings: tuple[Reading, ...]
    opened: tuple[str, ...]
    officer: str
    protocol: str = ""
    looks: tuple[SectionRecord, ...] = ()
    uncovered: tuple[str, ...] = ()
    on_request: str = ""
    result: ControlResult | None = None
    text: Prose = ""
    emptied: tuple[str, ...] = ()


class InspectionConcluded(Body):
    """What had waited for the laboratory was concluded; `result` and `text` as in the record."""

    type: Literal[EventType.INSPECTION_CONCLUDED] = EventType.INSPECTION_CONCLUDED
    label = Text("检验结论", "inspection concluded")
    visit: int
    conform: bool
    note: str
    officer: str
    result: ControlResult | None = None
    text: Prose = ""


class NonconformanceRaised(Body):
    """A defect of the goods is suspected or confirmed; `afloat` by their papers alone."""

    type: Literal[EventType.NONCONFORMANCE_RAISED] = EventType.NONCONFORMANCE_RAISED
    label = Text("发现不合格", "non-conformance raised")
    reason: str
    status: Suspicion
    box: str | None = None
    note: str = ""
    leaking: bool = False
    afloat: bool = False


class NonconformanceSettled(Body):
    """A suspicion was confirmed or cleared; a cleared one does not count. `afloat` as above."""

    type: Literal[EventType.NONCONFORMANCE_SETTLED] = EventType.NONCONFORMANCE_SETTLED
    label = Text("不合格已确认或排除", "non-conformance settled")
    reason: str
    status: Suspicion
    box: str | None = None
    note: str = ""
    afloat: bool = False


class ConformityAssessed(Body):
    """The goods conform, with that control result."""

    type: Literal[EventType.CONFORMITY_ASSESSED] = EventType.CONFORMITY_ASSESSED
    label = Text("合格评定通过", "goods conform")
    visit: int
    result: ControlResult | None = None
    text: Prose = ""


class RequirementsWaived(Body):
    """A named officer goes without what is owed before goods conform.

    Each by its code (`requirements.py`); `approver` is whoever else allowed it, as the rulebook
    wants it.
    """

    type: Literal[EventType.REQUIREMENTS_WAIVED] = EventType.REQUIREMENTS_WAIVED
    label = Text("免除检验要求", "requirements waived")
    requirements: tuple[str, ...]
    reason: str
    officer: str
    role: Party
    approver: str = ""


EVENTS: tuple[type[Body], ...] = (
    SealChecked,
    UnloadingPermitted,
    UnloadingPermitWithdrawn,
    Unloaded,
    InspectionRequested,
    InspectionRequestDecided,
    InspectionBooked,
    CapacityShort,
    RiskLevelsWorsened,
    AppointmentMissed,
    InspectionStarted,
    MeasurementsRecorded,
    InspectionRecorded,
    InspectionConcluded,
    NonconformanceRaised,
    NonconformanceSettled,
    ConformityAssessed,
    RequirementsWaived,
)
