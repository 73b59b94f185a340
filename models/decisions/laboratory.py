"""Samples and their custody, laboratory results, solid-waste identification."""

from datetime import datetime

from models import events, messages
from models.decisions import refusals
from models.decisions.assessment import base, shown
from models.decisions.draft import Decided, Draft
from models.decisions.guards import (
    ashore,
    contradiction,
    given_reason,
    need,
    need_not_released,
)
from models.decisions.rows import Bodies, Rules
from models.identity import content_digest
from models.labels.terms import coded
from models.measurement import UNCLEAR, described, read
from models.state import Sample, State
from models.terms import Course, Suspicion, Verdict

_INBOUND = (Course.INBOUND, Course.PILOT, Course.TRADITIONAL)


def _sample(state: State, command: messages.TakeSample, _: datetime) -> Decided:
    known = state.samples.get(command.sample_no)
    fresh = known is None or known.taken is None
    need(fresh, refusals.SAMPLE_TAKEN, sample=command.sample_no)
    need(not state.conforms, refusals.CONFORMS_ALREADY)
    there = state.course in (Course.PILOT, Course.TRADITIONAL)
    need(there, refusals.NO_SAMPLE_NOW, course=coded(state.course))
    taken = events.SampleTaken(
        sample_no=command.sample_no,
        box=command.box,
        lab=command.lab,
        seal=command.seal_no,
        note=command.note,
        officer=command.officer,
    )
    return [taken, *(_completed(state, known.number, known.answered) if known else [])]


def _void(state: State, command: messages.VoidSample, at: datetime) -> Decided:
    known = state.samples.get(command.sample_no)
    need(known is not None and known.out, refusals.SAMPLE_NOT_OUT, sample=command.sample_no)
    voided = events.SampleVoided(
        sample_no=command.sample_no, reason=given_reason(command.reason), officer=command.officer
    )
    return [voided, *_completed(state, command.sample_no, at)]


def _handover(state: State, fact: messages.SampleHandover, _: datetime) -> Decided:
    handed = events.SampleHandedOver(sample_no=fact.sample_no, holder=fact.holder, seal=fact.seal)
    return [handed, *_broken(state, fact.type, fact.sample_no, fact.seal)]


def _result(state: State, fact: messages.LabResult, at: datetime) -> Decided:
    """A report is told once; another one on the same sample adds to it, however early it comes."""
    sample = state.samples.get(fact.sample_no)
    adopted = fact.adopted or _asked_another(sample, fact.issuer)
    received = events.LabResultReceived(
        sample_no=fact.sample_no,
        issuer=fact.issuer,
        report_no=fact.report_no,
        adopted=adopted,
        unlisted=adopted and not state.rules.adopts(fact.issuer, at),
        readings=read(_of_box(sample, fact), state.registration, at),
        custody=tuple(events.Custody(**link.model_dump()) for link in fact.custody),
    )
    told = sample.reports.get(fact.report_no) if sample else None
    if told is not None:
        same = told == content_digest(received)
        return [] if same else [contradiction(fact.type, f"{fact.report_no} said otherwise", None)]
    broken: Decided = []
    for link in fact.custody:
        broken = broken or [*_broken(state, fact.type, fact.sample_no, link.seal)]
    answers = sample is not None and sample.out and not received.unlisted
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
    return [Draft(events.LabWorkCompleted(samples=samples, awaited=awaited), last)]


def _of_box(sample: Sample | None, fact: messages.LabResult) -> list[messages.Measurement]:
    box = sample.box if sample else None
    return [each.model_copy(update={"box": each.box or box}) for each in fact.readings]


def _asked_another(sample: Sample | None, issuer: str) -> bool:
    return sample is not None and sample.taken is not None and sample.lab != issuer


def _broken(state: State, fact: str, sample_no: str, seal: str) -> Bodies:
    """The seal on a sample is not the one that it was taken under."""
    sample = state.samples.get(sample_no)
    if sample is None or not (seal and sample.seal) or seal == sample.seal:
        return []
    known = f"sample {sample_no} was sealed {sample.seal}, it has {seal} now"
    return [contradiction(fact, known, None)]


def _received(_: State, after: State, body: events.LabResultReceived, __: datetime) -> Bodies:
    """A danger is told at once, and so is what nobody understands; both are suspected."""
    told = [each for each in body.readings if each.verdict in {Verdict.OVER, *UNCLEAR}]
    questioned: Bodies = [
        events.ReadingsQuestioned(
            sample_no=body.sample_no,
            report_no=body.report_no,
            readings="; ".join(map(described, told)),
        )
    ]
    return [*(questioned if told else []), *shown(after, body.readings)]


def _identify(state: State, command: messages.CommissionIdentification, _: datetime) -> Decided:
    need(not state.identifying, refusals.IDENTIFYING)
    need_not_released(state)
    need(ashore(state), refusals.NOT_ARRIVED)
    need(state.course in _INBOUND, refusals.OTHER_COURSE, course=coded(state.course))
    return [
        events.IdentificationCommissioned(
            body=command.body, reason=given_reason(command.reason), officer=command.officer
        )
    ]


def _commissioned(
    _: State, after: State, body: events.IdentificationCommissioned, __: datetime
) -> Bodies:
    """The goods are suspected until the report is there."""
    if not after.identifying or _waste_known(after):
        return []
    return [
        events.NonconformanceRaised(reason="NC-08", status=Suspicion.SUSPECTED, note=body.reason)
    ]


def _report(state: State, fact: messages.IdentificationReport, at: datetime) -> Decided:
    awaited = not state.samples_out
    said = fact.model_dump(exclude={"type"})
    reported = events.IdentificationReported(**said, awaited=awaited)
    known = state.marks.get("identification-reported")
    if known is not None and known.digest == content_digest(reported, reported.beside):
        return []
    commissioned = state.marks.get("identification-commissioned")
    if not state.identifying and known is not None:
        return [contradiction(fact.type, f"identified at {known.at.isoformat()}", None)]
    if commissioned is not None and at < commissioned.at:
        return [contradiction(fact.type, "the identification was commissioned after that", None)]
    return [reported]


def _identified(
    _: State, after: State, body: events.IdentificationReported, __: datetime
) -> Bodies:
    """Solid waste is confirmed, which refers the case; otherwise the suspicion is cleared."""
    status = Suspicion.CONFIRMED if body.solid_waste else Suspicion.CLEARED
    note = f"{body.body} report {body.report_no}".strip()
    suspected = [d for d in after.suspicions() if base(d.reason) == "NC-08"]
    found: Bodies = [
        events.NonconformanceSettled(reason=d.reason, status=status, box=d.box, note=note)
        for d in suspected
    ]
    if body.solid_waste and not suspected and not _waste_known(after):
        found = [events.NonconformanceRaised(reason="NC-08", status=status, note=note)]
    return found


def _waste_known(state: State) -> bool:
    """Solid waste is suspected or confirmed already."""
    open_ones = [d for d in state.defects if d.status is not Suspicion.CLEARED]
    return any(base(defect.reason) == "NC-08" for defect in open_ones)


RULES = Rules(
    heard={
        messages.SampleHandover: _handover,
        messages.LabResult: _result,
        messages.IdentificationReport: _report,
    },
    verbs={
        messages.TakeSample: _sample,
        messages.VoidSample: _void,
        messages.CommissionIdentification: _identify,
    },
    follows={
        events.LabResultReceived: _received,
        events.IdentificationCommissioned: _commissioned,
        events.IdentificationReported: _identified,
    },
)
