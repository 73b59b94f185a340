"""Wire models of the customs clearance system; DecHead spelling as in DecMessage."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints, model_validator

from systems.wire.message import BoxNumber, Number, Wire

UnifiedNumber = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{17}$")]
EntryNumber = Annotated[str, StringConstraints(pattern=r"^\d{4}20\d{2}[01]\d{9}$")]
"""18 digits: 4 customs office, 4 year, 1 flag (1 import, 0 export), 9 serial; no check digit."""

Share = Annotated[Decimal, Field(ge=0, le=1)]
TradeFlag = Literal["I", "E"]
_FLAG_POSITION = 8
_FLAG = {"I": "1", "E": "0"}

StatusCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,3}$")]
"""A receipt code, such as L, D or SpK; case matters. Not a closed list: code tables change."""


class ManifestDeparted(Wire):
    """The vessel left the port of loading."""

    BillNo: Number
    TrafName: Number
    DespPortCode: Number


class ManifestArrived(Wire):
    """The vessel arrived at the first port."""

    BillNo: Number
    TrafName: Number
    EntyPortCode: Number


class ManifestDischarged(Wire):
    """The discharge of the bill was completed."""

    BillNo: Number
    CmplDschrgDt: Number


class ManifestLoaded(Wire):
    """The returned goods were loaded."""

    BillNo: Number
    TrafName: Number


class ManifestExited(Wire):
    """The returned goods left the country."""

    BillNo: Number
    TrafName: Number


class ManifestStatusData(Wire):
    """A receipt for the manifest of a bill: two digits, such as 11, released, or 13, refused."""

    BillNo: Number
    Status: Annotated[str, StringConstraints(pattern=r"^\d{2}$")]
    reason: str = ""


class DeclarationStatusData(Wire):
    """A receipt for a declaration: one that was made anew says of which bill, or in place of what.

    The two are a proposal of ours; the name of the last one is DCSA's (Track & Trace 3.0).
    """

    SeqNo: UnifiedNumber
    EntryId: EntryNumber | None = None
    Status: StatusCode
    IEFlag: TradeFlag = "I"
    BillNo: Number | None = None
    documentReferenceReplacements: list[UnifiedNumber] = Field(  # noqa: N815 - as DCSA spells it
        default_factory=list
    )

    @model_validator(mode="after")
    def _flag_agrees(self) -> Self:
        if self.EntryId is not None and self.EntryId[_FLAG_POSITION] != _FLAG[self.IEFlag]:
            msg = f"EntryId {self.EntryId} has not the flag {_FLAG[self.IEFlag]} in its 9th place"
            raise ValueError(msg)
        return self


class InstructionIssued(Wire):
    """The control instruction of goods that are inspected in the port; shares of their boxes."""

    SeqNo: UnifiedNumber
    open_share: Share
    empty_share: Share
    place: str = ""


class SlotAssigned(Wire):
    """The inspection site has a time for the goods."""

    SeqNo: UnifiedNumber
    slot: AwareDatetime
    place: str = ""


class DeclarationAmendedData(Wire):
    """The declaration keeps its number and has another code; the duty is paid, CNY."""

    SeqNo: UnifiedNumber
    EntryId: EntryNumber
    CodeTS: Annotated[str, StringConstraints(pattern=r"^\d{10}$")]
    duty: Decimal
    receipt_no: Number


class SampleHandedOverData(Wire):
    """A sample came into other hands."""

    SeqNo: UnifiedNumber
    sample_no: Number
    holder: Number
    seal: str = ""


class CustodyStep(Wire):
    """Who held a sample since when, under which seal."""

    holder: Number
    since: AwareDatetime | None = None
    seal: str = ""


class LabReading(Wire):
    """One value of a laboratory's report."""

    parameter: Number
    value: Decimal
    unit: str
    instrument: str = ""
    background: Decimal | None = None
    uncertainty: Decimal | None = None


class LabResultData(Wire):
    """A laboratory reported on a sample; `adopted` if customs did not ask for it."""

    SeqNo: UnifiedNumber
    sample_no: Number
    issuer: Number
    report_no: Number
    adopted: bool = False
    readings: list[LabReading] = Field(default_factory=list)
    custody: list[CustodyStep] = Field(default_factory=list)


class IdentificationReportedData(Wire):
    """A professional body says whether the goods are solid waste."""

    SeqNo: UnifiedNumber
    body: str = ""
    report_no: Number
    solid_waste: bool


LaboratoryData = SampleHandedOverData | LabResultData | IdentificationReportedData
ManifestData = (
    ManifestDeparted
    | ManifestArrived
    | ManifestDischarged
    | ManifestLoaded
    | ManifestExited
    | ManifestStatusData
)
PortData = InstructionIssued | SlotAssigned
ClearanceData = (
    ManifestData | DeclarationStatusData | DeclarationAmendedData | PortData | LaboratoryData
)

CLEARANCE_TYPES: dict[str, type[ClearanceData]] = {
    "manifest.departed": ManifestDeparted,
    "manifest.arrived": ManifestArrived,
    "manifest.discharged": ManifestDischarged,
    "manifest.loaded": ManifestLoaded,
    "manifest.exited": ManifestExited,
    "manifest.status": ManifestStatusData,
    "declaration.status": DeclarationStatusData,
    "instruction.issued": InstructionIssued,
    "slot.assigned": SlotAssigned,
    "declaration.amended": DeclarationAmendedData,
    "sample.handed_over": SampleHandedOverData,
    "lab.result": LabResultData,
    "identification.reported": IdentificationReportedData,
}


class DecList(Wire):
    """One line of goods; what else a broker sends is kept as it is."""

    model_config = ConfigDict(extra="allow")

    GNo: int | None = None
    CodeTS: Annotated[str, StringConstraints(pattern=r"^\d{10}$")] | None = None
    GName: str | None = None
    GQty: Decimal | None = None
    GUnit: str | None = None
    OriginCountry: str | None = None
    DeclPrice: Decimal | None = None
    DeclTotal: Decimal | None = None
    TradeCurr: str | None = None


class DecHead(Wire):
    """The head of a declaration; what else a broker sends is kept as it is."""

    model_config = ConfigDict(extra="allow")

    SeqNo: UnifiedNumber
    IEFlag: TradeFlag = "I"
    EntryId: EntryNumber | None = None
    Status: StatusCode | None = None
    CustomMaster: str | None = None
    EntyPortCode: str | None = None
    BillNo: str | None = None
    ContrNo: str | None = None
    TrafName: str | None = None
    TradeCoScc: str | None = None
    TradeName: str | None = None
    OwnerCodeScc: str | None = None
    OwnerName: str | None = None
    AgentName: str | None = None
    GrossWet: Decimal | None = None
    NetWt: Decimal | None = None
    PackNo: int | None = None
    DespPortCode: str | None = None
    GoodsPlace: str | None = None
    InspOrgCode: str | None = None
    PurpOrgCode: str | None = None
    OrigBoxFlag: Literal["0", "1"] = "0"
    DecLists: list[DecList] = Field(default_factory=list)


class Declaration(DecHead):
    """A declaration head and the time of its latest receipt."""

    StatusTime: AwareDatetime | None = None


class Declarations(Wire):
    """Declarations that changed; ask again with the cursor."""

    declarations: list[Declaration]
    cursor: str


BillState = Literal["DEPARTED", "ARRIVED", "DISCHARGED", "LOADED", "EXITED"]


class Bill(Wire):
    """A bill of lading, how far it has come, and the latest status of its manifest."""

    BillNo: str
    state: BillState | None = None
    Status: str | None = None
    TrafName: str | None = None
    CmplDschrgDt: str | None = None


Check = Literal["RADIATION", "MACHINE", "MANUAL"]


class Checks(Wire):
    """What is to be checked, and where."""

    port: list[Check]
    destination: list[Check]


class InstructionReply(Wire):
    """The control instruction of one declaration; shares are None until it was issued."""

    SeqNo: str
    EntryId: str
    checks: Checks
    open_share: Share | None = None
    empty_share: Share | None = None
    place: str


class RemovalRequest(Wire):
    """May these boxes leave the port?"""

    SeqNo: UnifiedNumber
    EntryId: EntryNumber | None = None
    containers: Annotated[list[BoxNumber], Field(min_length=1)]


class RemovalEnd(Wire):
    """A permit to remove does not stand any more: withdrawn, or not used in time."""

    reason: Annotated[str, Field(min_length=1)]


class RemovalDecision(Wire):
    """The permit to remove, or the reason there is none (any more); not a release for use."""

    permission_no: str
    status: Literal["PERMITTED", "REFUSED", "ENDED"]
    reason: str | None = None


class ConclusionRecord(Wire):
    """How the supervision ended."""

    SeqNo: UnifiedNumber
    EntryId: EntryNumber | None = None
    outcome: Literal["RELEASED", "RETURNED", "DESTROYED", "HANDED_OVER"]


class ConclusionNoted(Wire):
    """The conclusion's own number."""

    conclusion_no: str


Storage = Annotated[Decimal, Field(ge=0, le=1_000_000_000)]
"""What an enterprise has room for, in kilograms: more than any one box weighs."""


class StandingReply(Wire):
    """How customs sees an enterprise; whatever nobody has said of it speaks against it."""

    enterprise: Number
    credit_level: str = ""
    pilot: Literal["ENROLLED", "SUSPENDED", "NOT_ENROLLED"] = "NOT_ENROLLED"
    risk_level: Literal["R1", "R2", "R3", "R4"] = "R4"
    notices: list[Number] = Field(default_factory=list)
    """Origins and suppliers under an active notice."""
    open_violations: list[Number] = Field(default_factory=list)
    storage_kg: Storage | None = None
