"""Samples that are out or answered, and identification."""

from datetime import datetime

from models.consignment.evolution_tables import MOST, Changes, known_later, newest
from models.consignment.state import Sample, State
from models.inspection.coverage import understood, with_readings
from models.kernel.base_types import replace
from models.kernel.event_types import EventType
from models.kernel.fold import on
from models.kernel.identity import content_digest
from models.laboratory.events import (
    IdentificationCommissioned,
    IdentificationReported,
    LabResultReceived,
    SampleTaken,
    SampleVoided,
)


def _known(state: State, number: str) -> Sample:
    return state.samples.get(number) or Sample(number=number)


def _with(state: State, changed: Sample) -> State:
    samples = {**state.samples, changed.number: changed}
    # One that a laboratory still has is not forgotten for reports on samples that nobody took.
    done = [n for n, sample in samples.items() if not sample.out and n != changed.number]
    for name in done[: max(0, len(samples) - MOST)]:
        del samples[name]
    return replace(state, samples=samples)


def _taken(body: SampleTaken, state: State, at: datetime) -> State:
    known = _known(state, body.sample_no)
    return _with(state, replace(known, box=body.box, lab=body.lab, seal=body.seal, taken=at))


def _voided(body: SampleVoided, state: State, at: datetime) -> State:
    return _with(state, replace(_known(state, body.sample_no), voided=at))


def _answered(body: LabResultReceived, state: State, at: datetime) -> State:
    """The first report that customs adopt answers; any other on the same sample adds to it.

    One without a reading says nothing: the sample still waits for its report.
    """
    known = _known(state, body.sample_no)
    reports = newest(known.reports, body.report_no, content_digest(body))
    if body.unlisted or body.empty:
        return _with(state, replace(known, reports=reports))
    clear = (each.parameter for each in understood(body.readings))
    analysed = tuple(dict.fromkeys((*known.analysed, *clear)))
    told = replace(known, answered=known.answered or at, reports=reports, analysed=analysed)
    return with_readings(_with(state, told), body.readings)


def _identifying(_: IdentificationCommissioned, state: State, at: datetime) -> State:
    return replace(state, identifying=not known_later(state, at, EventType.IDENTIFICATION_REPORTED))


CHANGES = Changes(
    state=(
        on(SampleTaken, _taken),
        on(SampleVoided, _voided),
        on(LabResultReceived, _answered),
        on(IdentificationCommissioned, _identifying),
        on(IdentificationReported, lambda _, s, __: replace(s, identifying=False)),
    ),
)
