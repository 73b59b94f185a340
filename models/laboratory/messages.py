"""Samples, laboratories, identification."""

from itertools import count
from typing import Literal

from models.consignment.state import State
from models.kernel.incoming import Prose
from models.kernel.language import Text
from models.kernel.measured import Measurement
from models.kernel.message import Command, Instant, Message, RawFact, fields
from models.kernel.terms import Party
from models.laboratory.events import SampleHandedOver


def _next_number(state: State) -> list[str]:
    """The first that is free: the example's may be taken."""
    numbers = (f"S-{n:04}" for n in count(1))
    return [next(number for number in numbers if number not in state.samples)]


def _out(state: State) -> list[str]:
    return [sample.number for sample in state.samples_out]


class TakeSample(Command):
    """Take a sample: number it, seal it, send it to a laboratory."""

    verb = "take_sample"
    label = Text("取样送检", "take a sample")
    given_by = (Party.INSPECTION_OFFICER,)
    suggestions = fields(sample_no=_next_number)
    example = fields(sample_no="S-0001", lab="Ningbo Customs Technology Center", seal_no="LS-0001")

    sample_no: str
    box: str | None = None
    lab: str
    seal_no: str
    note: Prose = ""


class VoidSample(Command):
    """Give up a sample that is lost or spoilt: nobody waits for its report any more."""

    verb = "void_sample"
    label = Text("样品作废", "void a sample")
    given_by = (Party.INSPECTION_OFFICER,)
    choices = fields(sample_no=_out)
    example = fields(sample_no="S-0001", reason="broken on the way")

    sample_no: str
    reason: Prose


class Holder(Message):
    """One link of the chain of custody: who held the sample since when, under which seal."""

    holder: str
    since: Instant | None = None
    seal: str = ""


class LabResult(RawFact):
    """A laboratory's report; `adopted` if it was not customs who asked for it."""

    type: Literal["lab-result"] = "lab-result"
    label = Text("实验室结果", "laboratory result")
    sample_no: str
    issuer: str
    report_no: str
    adopted: bool = False
    readings: tuple[Measurement, ...] = ()
    custody: tuple[Holder, ...] = ()


class CommissionIdentification(Command):
    """Ask a professional body whether the goods are solid waste."""

    verb = "commission_identification"
    label = Text("委托固体废物鉴别", "commission an identification")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(body="identification body", reason="brass parts that were not dismantled")

    body: str
    reason: Prose


class IdentificationReport(RawFact):
    """The body's conclusion."""

    type: Literal["identification-report"] = "identification-report"
    label = Text("固体废物属性鉴别报告", "solid-waste identification report")
    body: str = ""
    report_no: str
    solid_waste: bool


LaboratoryFact = SampleHandedOver | LabResult | IdentificationReport

COMMANDS: tuple[type[Command], ...] = (
    TakeSample,
    VoidSample,
    CommissionIdentification,
)
