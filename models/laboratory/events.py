"""Outside bodies look at the goods: samples with their custody and results, and identification."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from models.inspection.events import Reading
from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.language import Text


class SampleTaken(Body):
    """A sample was taken, sealed and sent to a laboratory."""

    type: Literal[EventType.SAMPLE_TAKEN] = EventType.SAMPLE_TAKEN
    label = Text("已取样", "sample taken")
    sample_no: str
    box: str | None = None
    lab: str
    seal: str
    note: str
    officer: str


class SampleVoided(Body):
    """A sample was lost or spoilt, and its report is not waited for any more."""

    type: Literal[EventType.SAMPLE_VOIDED] = EventType.SAMPLE_VOIDED
    label = Text("样品作废", "sample voided")
    sample_no: str
    reason: str
    officer: str


class SampleHandedOver(Body):
    """A sample came into other hands, under the seal that was found on it."""

    type: Literal[EventType.SAMPLE_HANDED_OVER] = EventType.SAMPLE_HANDED_OVER
    label = Text("样品交接", "sample handed over")
    sample_no: str
    holder: str
    seal: str = ""


class Custody(BaseModel):
    """Who held a sample since when, under which seal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    holder: str
    since: datetime | None = None
    seal: str = ""


class LabResultReceived(Body):
    """A laboratory reported on a sample; `adopted` is the result of another body than was asked.

    Of one that is `unlisted` customs adopt nothing, and one that is `empty` has no reading:
    the sample still waits for its report.
    """

    type: Literal[EventType.LAB_RESULT_RECEIVED] = EventType.LAB_RESULT_RECEIVED
    label = Text("实验室结果", "laboratory result received")
    sample_no: str
    issuer: str
    report_no: str
    adopted: bool
    unlisted: bool = False
    empty: bool = False
    readings: tuple[Reading, ...]
    custody: tuple[Custody, ...]


class ReadingsQuestioned(Body):
    """A report has readings over their limits, or some that nobody understands."""

    type: Literal[EventType.READINGS_QUESTIONED] = EventType.READINGS_QUESTIONED
    label = Text("读数存疑", "readings questioned")
    sample_no: str
    report_no: str
    readings: str


class LabWorkCompleted(Body):
    """No sample is out any more; `awaited` says that the conclusion is still to be made."""

    type: Literal[EventType.LAB_WORK_COMPLETED] = EventType.LAB_WORK_COMPLETED
    label = Text("实验室检测完毕", "laboratory work completed")
    samples: tuple[str, ...]
    awaited: bool


class IdentificationCommissioned(Body):
    """A professional body is asked whether the goods are solid waste; they are sealed meanwhile."""

    type: Literal[EventType.IDENTIFICATION_COMMISSIONED] = EventType.IDENTIFICATION_COMMISSIONED
    label = Text("委托固体废物鉴别", "identification commissioned")
    body: str
    reason: str
    officer: str


class IdentificationReported(Body):
    """The body's conclusion: solid waste or not; `awaited` if no sample is out any more."""

    beside = frozenset({"awaited"})

    type: Literal[EventType.IDENTIFICATION_REPORTED] = EventType.IDENTIFICATION_REPORTED
    label = Text("固体废物鉴别结论", "identification reported")
    body: str
    report_no: str
    solid_waste: bool
    awaited: bool = True


EVENTS: tuple[type[Body], ...] = (
    SampleTaken,
    SampleVoided,
    SampleHandedOver,
    LabResultReceived,
    ReadingsQuestioned,
    LabWorkCompleted,
    IdentificationCommissioned,
    IdentificationReported,
)
