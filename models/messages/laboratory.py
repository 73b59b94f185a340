"""Samples, laboratories, identification."""

from typing import Literal

from models.incoming import Prose
from models.messages.inspection import Measurement
from models.messages.message import Command, Instant, Message


class TakeSample(Command):
    """Take a sample: number it, seal it, send it to a laboratory."""

    verb = "take_sample"
    sample_no: str
    box: str | None = None
    lab: str
    seal_no: str
    note: Prose = ""


class VoidSample(Command):
    """Give up a sample that is lost or spoilt: nobody waits for its report any more."""

    verb = "void_sample"
    sample_no: str
    reason: Prose


class Holder(Message):
    """One link of the chain of custody: who held the sample since when, under which seal."""

    holder: str
    since: Instant | None = None
    seal: str = ""


class SampleHandover(Message):
    """A sample came into other hands."""

    type: Literal["sample_handover"] = "sample_handover"
    sample_no: str
    holder: str
    seal: str = ""


class LabResult(Message):
    """A laboratory's report; `adopted` if it was not customs who asked for it."""

    type: Literal["lab_result"] = "lab_result"
    sample_no: str
    issuer: str
    report_no: str
    adopted: bool = False
    readings: tuple[Measurement, ...] = ()
    custody: tuple[Holder, ...] = ()


class CommissionIdentification(Command):
    """Ask a professional body whether the goods are solid waste."""

    verb = "commission_identification"
    body: str
    reason: Prose


class IdentificationReport(Message):
    """The body's conclusion."""

    type: Literal["identification_report"] = "identification_report"
    body: str = ""
    report_no: str
    solid_waste: bool


LaboratoryFact = SampleHandover | LabResult | IdentificationReport
