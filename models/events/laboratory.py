"""Outside bodies look at the goods: samples with their custody and results, and identification."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from models.events.body import Body
from models.events.inspection import Reading


class SampleTaken(Body):
    """A sample was taken, sealed and sent to a laboratory."""

    type: Literal["sample-taken"] = "sample-taken"
    sample_no: str
    box: str | None = None
    lab: str
    seal: str
    note: str
    officer: str


class SampleVoided(Body):
    """A sample was lost or spoilt, and its report is not waited for any more."""

    type: Literal["sample-voided"] = "sample-voided"
    sample_no: str
    reason: str
    officer: str


class SampleHandedOver(Body):
    """A sample came into other hands, under the seal that was found on it."""

    type: Literal["sample-handed-over"] = "sample-handed-over"
    sample_no: str
    holder: str
    seal: str


class Custody(BaseModel):
    """Who held a sample since when, under which seal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    holder: str
    since: datetime | None = None
    seal: str = ""


class LabResultReceived(Body):
    """A laboratory reported on a sample; `adopted` is the result of another body than was asked.

    Of one that is `unlisted` customs adopt nothing: the sample still waits for its report.
    """

    type: Literal["lab-result-received"] = "lab-result-received"
    sample_no: str
    issuer: str
    report_no: str
    adopted: bool
    unlisted: bool = False
    readings: tuple[Reading, ...]
    custody: tuple[Custody, ...]


class ReadingsQuestioned(Body):
    """A report has readings over their limits, or some that nobody understands."""

    type: Literal["readings-questioned"] = "readings-questioned"
    sample_no: str
    report_no: str
    readings: str


class LabWorkCompleted(Body):
    """No sample is out any more; `awaited` says that the conclusion is still to be made."""

    type: Literal["lab-work-completed"] = "lab-work-completed"
    samples: tuple[str, ...]
    awaited: bool


class IdentificationCommissioned(Body):
    """A professional body is asked whether the goods are solid waste; they are sealed meanwhile."""

    type: Literal["identification-commissioned"] = "identification-commissioned"
    body: str
    reason: str
    officer: str


class IdentificationReported(Body):
    """The body's conclusion: solid waste or not; `awaited` if no sample is out any more."""

    beside = frozenset({"awaited"})

    type: Literal["identification-reported"] = "identification-reported"
    body: str
    report_no: str
    solid_waste: bool
    awaited: bool = True
