"""The voyage, the declaration, and the mode."""

from typing import Literal

from models.arrival.events import Discharged, Shipped, VesselArrived
from models.kernel.incoming import Prose
from models.kernel.language import Text
from models.kernel.message import Command, Message, Quantity, RawFact, Update, fields
from models.kernel.receiving import ReceivingHours
from models.kernel.risk_terms import Why
from models.kernel.terms import Party
from models.risk.draw import Chances
from models.risk.supplier_stream import PinnedLevel


class DeclarationStatus(RawFact):
    """A status letter of the single window; `exported` for the return's export declaration.

    `seq_no` is the unified number of the form that the letter is about: the one in hand if None.
    """

    type: Literal["declaration-status"] = "declaration-status"
    label = Text("报关单状态", "status of the declaration")
    letter: str
    entry_id: str | None
    exported: bool = False
    seq_no: str | None = None


class ManifestStatus(RawFact):
    """A status of the manifest, and why, where clearance says so."""

    type: Literal["manifest-status"] = "manifest-status"
    label = Text("舱单状态", "status of the manifest")
    status: str
    reason: Prose = ""


class Seize(Command):
    """Seize goods that nobody declared within the legal time: their supervision ends."""

    verb = "seize"
    label = Text("提取逾期未申报货物", "seize undeclared goods")
    given_by = (Party.DIVISION,)
    example = fields(reason="undeclared for three months, owner not found")

    reason: Prose


class ApprovePilot(Command):
    """Let goods of a level that is watched take the pilot, by an approval in writing."""

    verb = "approve_pilot"
    label = Text("书面批准试点", "approve the pilot in writing")
    given_by = (Party.DIVISION,)
    example = fields(document="甬关检〔2026〕17号", approver="Wang Li", reason="ten clean batches")

    document: str
    approver: str
    reason: Prose


class InstructionAnswered(Message):
    """Clearance told checks and standing; now the mode can be decided.

    By the `rulebook` in force that day, or the pinned one when none is named.
    What nobody told is None, which permits nothing: storage that is free at the enterprise (kg), a
    lock and a truck. `standing` and `supplier_standing` are how enterprise and supplier stand in
    our registry, `confirmed` is what clearance says of the enrolment. `notices` are the origins and
    suppliers under an active notice, `open_violations` the breaches (SV) of the enterprise that
    nobody has settled. `port_inspection`: clearance has the boxes opened in the port, or does not
    say that it has not. The shares to open and to empty and the `place` are those of the control
    instruction, if it names any. `receiving` is when the enterprise takes boxes in, as our registry
    has it. `assessment` is our own level, `risk_why` why the worst of all levels is what it is.
    `chances` are those of the draw; on paper there are none, they are asked for then.
    """

    risk_level: str
    risk_why: Why | None = None
    assessment: PinnedLevel | None = None
    standing: str
    confirmed: str = ""
    rulebook: str = ""
    notices: tuple[str, ...] = ()
    open_violations: tuple[str, ...] = ()
    storage_kg: Quantity | None = None
    transport_available: bool | None = None
    supplier_standing: str | None = None
    port_inspection: bool = True
    opened_share: Quantity | None = None
    emptied_share: Quantity | None = None
    place: str = ""
    receiving: ReceivingHours | None = None
    chances: Chances | None = None


class BoxesDrawn(Message):
    """The chances of a draw that was not made with the decision on the mode."""

    chances: Chances


class LevelSeen(Message):
    """How the pair of a consignment stands by now, and the events that led it there."""

    assessment: PinnedLevel
    because: tuple[str, ...] = ()


class LevelHint(Update):
    """The tracker tells consignments of a supplier that their pair may stand worse.

    It says nothing that counts: a consignment asks the stream of its supplier. `id` is that of the
    finding, and makes it once.
    """

    verb = "look_at_level"
    label = Text("提示复看风险等级", "tell of a worse risk level")
    example = fields(id="3f0c2b1e-6c5d-5a43-9a52-6f2f5f6d7a10", supplier="Kobe Metals")

    id: str
    supplier: str


ArrivalFact = Shipped | VesselArrived | Discharged | DeclarationStatus | ManifestStatus
ArrivalStep = InstructionAnswered | BoxesDrawn | LevelSeen


COMMANDS: tuple[type[Command], ...] = (Seize, ApprovePilot)
