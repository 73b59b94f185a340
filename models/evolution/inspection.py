"""Seal, unloading, inspection and defects."""

from models import events
from models.evolution.rows import Change, Changes, latest
from models.state import Defect, State
from models.terms import Disposal, SealState, Suspicion

_Found = events.NonconformanceRaised | events.NonconformanceSettled


def _settle(defects: tuple[Defect, ...], body: events.NonconformanceSettled) -> tuple[Defect, ...]:
    suspected = Suspicion.SUSPECTED
    return tuple(
        defect.replace(status=body.status)
        if (defect.reason, defect.box, defect.status) == (body.reason, body.box, suspected)
        else defect
        for defect in defects
    )


def _defect(state: State, body: _Found) -> Change:
    """What is confirmed after the goods were found to conform undoes that."""
    if isinstance(body, events.NonconformanceSettled):
        defects = _settle(state.defects, body)
    else:
        found = Defect(reason=body.reason, status=body.status, box=body.box, afloat=body.afloat)
        defects = latest(state.defects, found)
    undone = body.status is Suspicion.CONFIRMED and state.conforms and not state.released
    return {"defects": defects, **({"conforms": False, "failed": True} if undone else {})}


def _measured(state: State, body: events.MeasurementsRecorded) -> Change:
    names = dict.fromkeys((*state.measured, *(each.parameter for each in body.readings)))
    return {"measured": latest(names)}


def _sealed(body: events.SealChecked) -> Change:
    """The number of a seal that replaced another one is the one to expect from now on."""
    replaced = body.state is SealState.REPLACED and body.seal_no
    return {"seal_state": body.state, **({"seal": body.seal_no} if replaced else {})}


CHANGES = Changes(
    box={
        events.SealChecked: lambda e, _, __: _sealed(e),
        events.UnloadingPermitted: lambda _, __, ___: {"unloading_permitted": True},
        events.Unloaded: lambda e, _, at: {"unloaded": at, "net_kg": e.net_kg},
    },
    state={
        events.InspectionBooked: lambda e, _, __: {"booked_for": e.slot},
        events.AppointmentMissed: lambda _, __, ___: {"booked_for": None},
        events.InspectionStarted: lambda _, __, ___: {"inspection_open": True},
        events.MeasurementsRecorded: lambda e, s, __: _measured(s, e),
        events.InspectionRecorded: lambda e, s, __: {
            "inspections": e.visit,
            "opened": latest(dict.fromkeys((*s.opened, *e.opened))),
            "inspection_open": False,
            "failed": not e.conform,
            "concluding": e.conform and bool(s.samples_out),
            "measured": (),
            "rectified": False,
            "disposal": None if s.disposal is Disposal.RECTIFY else s.disposal,
        },
        events.InspectionConcluded: lambda e, _, __: {
            "concluding": False,
            "failed": not e.conform,
        },
        events.ConformityAssessed: lambda _, __, ___: {"conforms": True, "disposal": None},
        events.NonconformanceRaised: lambda e, s, __: _defect(s, e),
        events.NonconformanceSettled: lambda e, s, __: _defect(s, e),
    },
)
