"""The voyage, the declaration, and the mode."""

from typing import Literal

from models.incoming import Prose
from models.messages.message import Command, Message, Quantity
from models.terms import Cause


class VesselDeparture(Message):
    """The vessel left the loading port."""

    type: Literal["vessel_departure"] = "vessel_departure"
    vessel: str


class VesselArrival(Message):
    """The vessel entered the port of discharge."""

    type: Literal["vessel_arrival"] = "vessel_arrival"
    vessel: str


class Discharge(Message):
    """Discharge of the bill is complete."""

    type: Literal["discharge"] = "discharge"


class DeclarationStatus(Message):
    """A status letter of the single window; `exported` for the return's export declaration.

    `seq_no` is the unified number of the form that the letter is about: the one in hand if None.
    """

    type: Literal["declaration_status"] = "declaration_status"
    letter: str
    entry_id: str | None
    exported: bool = False
    seq_no: str | None = None


class ManifestStatus(Message):
    """A status of the manifest, and why, where clearance says so."""

    type: Literal["manifest_status"] = "manifest_status"
    status: str
    reason: Prose = ""


class FallBack(Command):
    """End the pilot for this consignment before its first box leaves the port."""

    verb = "fall_back"
    cause: Cause = Cause.OFFICER
    reason: Prose


class Seize(Command):
    """Seize goods that nobody declared within the legal time: their supervision ends."""

    verb = "seize"
    reason: Prose


class InstructionAnswered(Message):
    """Clearance told checks and standing; now the mode can be decided.

    By the `rulebook` in force that day, or the pinned one when none is named.
    What nobody told is None: storage that is free at the enterprise (kg), a lock and a truck.
    `notices` are the origins and suppliers under an active notice, `open_violations` the breaches
    (SV) of the enterprise that nobody has settled, `supplier_standing` is how the enterprise's page
    has the supplier. `port_inspection`: clearance has the boxes opened in the port. The shares to
    open and to empty and the `place` are those of the control instruction, if it names any.
    """

    risk_level: str
    standing: str
    rulebook: str = ""
    notices: tuple[str, ...] = ()
    open_violations: tuple[str, ...] = ()
    storage_kg: Quantity | None = None
    transport_available: bool | None = None
    supplier_standing: str | None = None
    port_inspection: bool = False
    opened_share: Quantity | None = None
    emptied_share: Quantity | None = None
    place: str = ""


ArrivalFact = VesselDeparture | VesselArrival | Discharge | DeclarationStatus | ManifestStatus
ArrivalStep = InstructionAnswered
