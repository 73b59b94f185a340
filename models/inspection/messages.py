"""At the inspection."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from models.consignment.state import State
from models.inspection.events import InspectionBooked, InspectionRequested, SealChecked, Unloaded
from models.inspection.requirements import outstanding
from models.kernel.capacity import EnterpriseCapacity
from models.kernel.codes import ReasonCode
from models.kernel.enterprise_terms import Resource
from models.kernel.incoming import Prose
from models.kernel.language import Text
from models.kernel.measured import Measurement
from models.kernel.message import EXAMPLE_BOX, Command, Instant, Message, fields
from models.kernel.risk_terms import Why
from models.kernel.terms import ControlResult, Party, Petition, RiskLevel, Suspicion


class RecordNoShow(Command):
    """Say that the slot passed without the goods being made available."""

    verb = "record_no_show"
    label = Text("登记失约", "record a no-show")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(note="the bay was locked")

    note: Prose = ""


class DecideInspectionRequest(Command):
    """Grant or refuse an inspection that the enterprise asks for."""

    verb = "decide_inspection_request"
    label = Text("决定检验申请", "decide on a request for inspection")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(decision="APPROVE", reason="weight certificate for the buyer")

    decision: Petition
    reason: Prose


class StartInspection(Command):
    """Say that the inspection has begun."""

    verb = "start_inspection"
    label = Text("开始检验", "begin the inspection")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields()


class InspectionFinding(Message):
    """One defect found: reason of the catalogue, suspected or confirmed."""

    reason: str
    status: Literal[Suspicion.SUSPECTED, Suspicion.CONFIRMED] = Suspicion.CONFIRMED
    box: str | None = None
    note: Prose = ""
    leaking: bool = False


class Picture(Message):
    """A photo as evidence: where it lies, and the SHA-256 of its file."""

    name: str
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class SectionLook(Message):
    """A section of the protocol that was gone through, and what was seen; "5.4" if all is well.

    In these boxes; without any in all that the same message has opened, or any before it.
    """

    section: str
    in_order: bool
    note: Prose = ""
    photos: tuple[Picture, ...] = ()
    boxes: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _number_alone(cls, told: object) -> object:
        return {"section": told, "in_order": True} if isinstance(told, str) else told


class RecordMeasurements(Command):
    """Record what is done at the goods when it is done, such as the re-check before unloading.

    Readings and photos, sections that were looked at, boxes that were opened or emptied.
    """

    verb = "record_measurements"
    label = Text("登记测量数据", "record measurements")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(
        box=EXAMPLE_BOX,
        readings=[
            {"parameter": "dose rate", "value": "0.12", "unit": "µSv/h", "background": "0.09"}
        ],
    )

    box: str | None = None
    readings: tuple[Measurement, ...] = ()
    photos: tuple[Picture, ...] = ()
    looks: tuple[SectionLook, ...] = ()
    opened: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()


class RecordInspection(Command):
    """Record the result of an inspection: conforming, or with findings.

    Goods conform when nothing is owed: drawn boxes opened and emptied, sections and readings.
    `result` is the control result and `text` its explanation; by default they follow from the rest.
    """

    verb = "record_inspection"
    label = Text("登记检验结果", "record the inspection")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(
        conform=False,
        findings=[
            {"reason": ReasonCode.VOLATILES, "status": "CONFIRMED", "note": "0.9 % moisture"}
        ],
        readings=[{"parameter": "moisture", "value": "0.9", "unit": "%"}],
    )

    conform: bool
    started_at: Instant | None = None
    findings: tuple[InspectionFinding, ...] = ()
    readings: tuple[Measurement, ...] = ()
    looks: tuple[SectionLook, ...] = ()
    opened: tuple[str, ...] = ()
    result: ControlResult | None = None
    text: Prose = ""
    emptied: tuple[str, ...] = ()


class ConcludeInspection(Command):
    """Conclude an inspection whose record had to wait for the laboratory."""

    verb = "conclude_inspection"
    label = Text("作出检验结论", "conclude the inspection")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(conform=True)

    conform: bool
    findings: tuple[InspectionFinding, ...] = ()
    note: Prose = ""
    result: ControlResult | None = None
    text: Prose = ""


def _suspected(state: State) -> list[str]:
    return list(dict.fromkeys(defect.reason for defect in state.suspicions()))


class SettleSuspicion(Command):
    """Confirm or clear a suspected non-conformance."""

    verb = "settle_suspicion"
    label = Text("确认或排除嫌疑", "settle a suspicion")
    given_by = (Party.INSPECTION_OFFICER,)
    choices = fields(reason=_suspected)
    example = fields(
        reason=ReasonCode.DOC_MISMATCH,
        box=EXAMPLE_BOX,
        verdict="CLEARED",
        note="weighed again, the scales were set wrong",
    )

    reason: str
    verdict: Literal[Suspicion.CONFIRMED, Suspicion.CLEARED]
    box: str | None = None
    note: Prose = ""


def _owed(state: State) -> list[list[str]]:
    """One at a time: whoever goes without something should know without what."""
    return [[each.code] for each in outstanding(state)]


class WaiveRequirements(Command):
    """Go without what is owed before the goods conform; only in a `role` that the rulebook names.

    What is owed is named by the refusal and by `guomen show`; `approver` is whoever else allows it.
    """

    verb = "waive_requirements"
    label = Text("免除检验要求", "go without what is owed")
    given_by = (Party.INSPECTION_LEAD,)
    suggestions = fields(requirements=_owed)
    example = fields(
        role="C2_LEAD",
        requirements=[f"OPEN/{EXAMPLE_BOX}"],
        reason="its doors are jammed; the load was seen through the roof",
    )

    requirements: Annotated[tuple[str, ...], Field(min_length=1)]
    reason: Prose


class PermitUnloading(Message):
    """The seal is in order: unloading may be permitted."""

    box: str


class CapacityHeard(Message):
    """How much others have taken of what is booked, called or sent to: None, if nobody says.

    `own` is what the enterprise has said that it takes.
    """

    resource: Resource
    holder: str
    box: str | None = None
    sample_no: str = ""
    at: datetime
    taken: int | None = None
    own: EnterpriseCapacity | None = None


class LevelsHeard(Message):
    """What the stream of the supplier made of a finding: the levels before and after it.

    `finding` is the id of its event; `others` are pairs of the supplier that became worse too.
    """

    supplier: str
    finding: str
    before: RiskLevel
    after: RiskLevel
    why: Why
    census: int = 0
    others: int = 0


InspectionFact = SealChecked | Unloaded | InspectionBooked | InspectionRequested
InspectionStep = PermitUnloading | CapacityHeard | LevelsHeard

COMMANDS: tuple[type[Command], ...] = (
    RecordNoShow,
    DecideInspectionRequest,
    StartInspection,
    RecordMeasurements,
    RecordInspection,
    ConcludeInspection,
    SettleSuspicion,
    WaiveRequirements,
)
