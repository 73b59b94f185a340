"""Samples and their custody, laboratory results, solid-waste identification."""

from datetime import datetime

from models.consignment.decision_tables import Bodies, Rules
from models.consignment.guards import ashore, given_reason, need_not_released, require
from models.consignment.pending_event import Decided, Draft
from models.consignment.state import Sample, State
from models.consignment.texts import CONFORMS_ALREADY
from models.inspection.assessment import base, shown
from models.inspection.events import NonconformanceRaised, NonconformanceSettled
from models.inspection.measurement import UNCLEAR, described, read
from models.kernel.codes import ReasonCode
from models.kernel.event_types import EventType
from models.kernel.identity import content_digest
from models.kernel.measured import Measurement
from models.kernel.spelling import said_digest, same
from models.kernel.terms import ProcessPhase, ReadingVerdict, Suspicion
from models.laboratory import texts
from models.laboratory.events import (
    Custody,
    IdentificationCommissioned,
    IdentificationReported,
    LabResultReceived,
    LabWorkCompleted,
    ReadingsQuestioned,
    SampleHandedOver,
    SampleTaken,
    SampleVoided,
)
from models.laboratory.messages import (
    CommissionIdentification,
    IdentificationReport,
    LabResult,
    TakeSample,
    VoidSample,
)
from models.supervision.consequences import contradiction
from models.texts.terms import coded

_INBOUND = (ProcessPhase.INBOUND, ProcessPhase.PILOT, ProcessPhase.TRADITIONAL)


def _sample(state: State, command: TakeSample, _: datetime) -> Decided:
    known = state.samples.get(command.sample_no)
    fresh = known is None or known.taken is None
    require(fresh, texts.SAMPLE_TAKEN, sample=command.sample_no)
    require(not state.conforms, CONFORMS_ALREADY)
    there = state.course in (ProcessPhase.PILOT, ProcessPhase.TRADITIONAL)
    require(there, texts.NO_SAMPLE_NOW, course=coded(state.course))
    taken = SampleTaken(
        sample_no=command.sample_no,
        box=command.box,
        lab=command.lab,
        seal=command.seal_no,
        note=command.note,
        officer=command.officer,
    )
    return [taken, *(_completed(state, known.number, known.answered) if known else [])]


def _void(state: State, command: VoidSample, at: datetime) -> Decided:
    known = state.samples.get(command.sample_no)
    require(known is not None and known.out, texts.SAMPLE_NOT_OUT, sample=command.sample_no)
    voided = SampleVoided(
        sample_no=command.sample_no, reason=given_reason(command.reason), officer=command.officer
    )
    return [voided, *_completed(state, command.sample_no, at)]


def _handover(state: State, fact: SampleHandedOver, _: datetime) -> Decided:
    return [fact, *_broken(state, fact.type, fact.sample_no, fact.seal)]


def _result(state: State, fact: LabResult, at: datetime) -> Decided:
    """A report is told once; another one on the same sample adds to it, however early it comes."""
    sample = state.samples.get(fact.sample_no)
    adopted = fact.adopted or _asked_another(sample, fact.issuer)
    received = LabResultReceived(
        sample_no=fact.sample_no,
        issuer=fact.issuer,
        report_no=fact.report_no,
        adopted=adopted,
        unlisted=adopted and not state.rules.adopts(fact.issuer, at),
        empty=not fact.readings,
        readings=read(_of_box(sample, fact), state.registration, at),
        custody=tuple(Custody(**link.model_dump()) for link in fact.custody),
    )
    told = sample.reports.get(fact.report_no) if sample else None
    if told is not None:
        same = told == content_digest(received)
        return [] if same else [contradiction(fact.type, f"{fact.report_no} said otherwise", None)]
    broken: Decided = []
    for link in fact.custody:
        broken = broken or [*_broken(state, fact.type, fact.sample_no, link.seal)]
    says = not (received.unlisted or received.empty)
    answers = sample is not None and sample.out and says
    done = _completed(state, fact.sample_no, at) if answers else []
    return [received, *broken, *done]


def _completed(state: State, answered: str, at: datetime | None) -> Decided:
    """With that answer, or without that sample, none is out any more: since the last answer."""
    others = [sample for sample in state.samples.values() if sample.number != answered]
    if at is None or any(sample.out for sample in others):
        return []
    taken = [sample for sample in others if sample.taken is not None]
    last = max([at, *(sample.answered for sample in taken if sample.answered)])
    samples = tuple(sorted({*(sample.number for sample in taken), answered}))
    settled = state.failed or state.conforms or state.disposal
    awaited = not (settled or state.identifying)
    return [Draft(LabWorkCompleted(samples=samples, awaited=awaited), last)]


def _of_box(sample: Sample | None, fact: LabResult) -> list[Measurement]:
    box = sample.box if sample else None
    return [each.model_copy(update={"box": each.box or box}) for each in fact.readings]


def _asked_another(sample: Sample | None, issuer: str) -> bool:
    return sample is not None and sample.taken is not None and not same(sample.lab, issuer)


def _broken(state: State, fact: str, sample_no: str, seal: str) -> Bodies:
    """The seal on a sample is not the one that it was taken under."""
    sample = state.samples.get(sample_no)
    if sample is None or not (seal and sample.seal) or same(seal, sample.seal):
        return []
    known = f"sample {sample_no} was sealed {sample.seal}, it has {seal} now"
    return [contradiction(fact, known, None)]


def _received(_: State, after: State, body: LabResultReceived, __: datetime) -> Bodies:
    """A danger is told at once, and so is what nobody understands; both are suspected."""
    told = [each for each in body.readings if each.verdict in {ReadingVerdict.OVER, *UNCLEAR}]
    questioned: Bodies = [
        ReadingsQuestioned(
            sample_no=body.sample_no,
            report_no=body.report_no,
            readings="; ".join(map(described, told)),
        )
    ]
    return [*(questioned if told else []), *shown(after, body.readings)]


def _identify(state: State, command: CommissionIdentification, _: datetime) -> Decided:
    require(not state.identifying, texts.IDENTIFYING)
    need_not_released(state)
    require(ashore(state), texts.NOT_ARRIVED)
    require(state.course in _INBOUND, texts.OTHER_COURSE, course=coded(state.course))
    return [
        IdentificationCommissioned(
            body=command.body, reason=given_reason(command.reason), officer=command.officer
        )
    ]


def _commissioned(_: State, after: State, body: IdentificationCommissioned, __: datetime) -> Bodies:
    """The goods are suspected until the report is there."""
    if not after.identifying or _waste_known(after):
        return []
    return [
        NonconformanceRaised(
            reason=ReasonCode.SOLID_WASTE, status=Suspicion.SUSPECTED, note=body.reason
        )
    ]


def _report(state: State, fact: IdentificationReport, at: datetime) -> Decided:
    awaited = not state.samples_out
    said = fact.model_dump(exclude={"type"})
    reported = IdentificationReported(**said, awaited=awaited)
    known = state.marks.get(EventType.IDENTIFICATION_REPORTED)
    if known is not None and known.digest == said_digest(reported, reported.beside):
        return []
    commissioned = state.marks.get(EventType.IDENTIFICATION_COMMISSIONED)
    if not state.identifying and known is not None:
        return [contradiction(fact.type, f"identified at {known.at.isoformat()}", None)]
    if commissioned is not None and at < commissioned.at:
        return [contradiction(fact.type, "the identification was commissioned after that", None)]
    return [reported]


def _identified(_: State, after: State, body: IdentificationReported, __: datetime) -> Bodies:
    """Solid waste is confirmed, which refers the case; otherwise the suspicion is cleared."""
    status = Suspicion.CONFIRMED if body.solid_waste else Suspicion.CLEARED
    note = f"{body.body} report {body.report_no}".strip()
    suspected = [d for d in after.suspicions() if base(d.reason) == ReasonCode.SOLID_WASTE]
    found: Bodies = [
        NonconformanceSettled(reason=d.reason, status=status, box=d.box, note=note)
        for d in suspected
    ]
    if body.solid_waste and not suspected and not _waste_known(after):
        found = [NonconformanceRaised(reason=ReasonCode.SOLID_WASTE, status=status, note=note)]
    return found


def _waste_known(state: State) -> bool:
    """Solid waste is suspected or confirmed already."""
    open_ones = [d for d in state.defects if d.status is not Suspicion.CLEARED]
    return any(base(defect.reason) == ReasonCode.SOLID_WASTE for defect in open_ones)


RULES = Rules(
    by_state={
        SampleHandedOver: _handover,
        LabResult: _result,
        IdentificationReport: _report,
    },
    commands={
        TakeSample: _sample,
        VoidSample: _void,
        CommissionIdentification: _identify,
    },
    consequences={
        LabResultReceived: _received,
        IdentificationCommissioned: _commissioned,
        IdentificationReported: _identified,
    },
)
