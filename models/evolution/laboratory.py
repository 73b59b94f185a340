"""Samples that are out or answered, and identification."""

from datetime import datetime

from models import events
from models.evolution.rows import MOST, Change, Changes, known_later, newest
from models.identity import content_digest
from models.state import Sample, State


def _sample(state: State, number: str, **change: object) -> Change:
    known = state.samples.get(number) or Sample(number=number)
    samples = {**state.samples, number: known.replace(**change)}
    # One that a laboratory still has is not forgotten for reports on samples that nobody took.
    done = [name for name, sample in samples.items() if not sample.out and name != number]
    for name in done[: max(0, len(samples) - MOST)]:
        del samples[name]
    return {"samples": samples}


def _answered(state: State, body: events.LabResultReceived, at: datetime) -> Change:
    """The first report that customs adopt answers; any other on the same sample adds to it."""
    known = state.samples.get(body.sample_no) or Sample(number=body.sample_no)
    reports = newest(known.reports, body.report_no, content_digest(body))
    answered = known.answered if body.unlisted else known.answered or at
    return _sample(state, body.sample_no, answered=answered, reports=reports)


CHANGES = Changes(
    state={
        events.SampleTaken: lambda e, s, at: _sample(
            s, e.sample_no, box=e.box, lab=e.lab, seal=e.seal, taken=at
        ),
        events.SampleVoided: lambda e, s, at: _sample(s, e.sample_no, voided=at),
        events.LabResultReceived: lambda e, s, at: _answered(s, e, at),
        events.IdentificationCommissioned: lambda _, s, at: {
            "identifying": not known_later(s, at, "identification-reported")
        },
        events.IdentificationReported: lambda _, __, ___: {"identifying": False},
    },
)
