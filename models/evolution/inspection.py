"""Seal, unloading, inspection and defects."""

from models import events
from models.evolution.rows import Changes
from models.state import Defect
from models.terms import Disposal, Suspicion


def _settle(defects: tuple[Defect, ...], body: events.NonconformanceSettled) -> tuple[Defect, ...]:
    suspected = Suspicion.SUSPECTED
    return tuple(
        defect.model_copy(update={"status": body.status})
        if (defect.reason, defect.box, defect.status) == (body.reason, body.box, suspected)
        else defect
        for defect in defects
    )


CHANGES = Changes(
    box={
        events.SealChecked: lambda e, _, __: {"seal_state": e.state},
        events.UnloadingPermitted: lambda _, __, ___: {"unloading_permitted": True},
        events.Unloaded: lambda e, _, at: {"unloaded": at, "net_kg": e.net_kg},
    },
    state={
        events.InspectionStarted: lambda _, __, ___: {"inspection_open": True},
        events.InspectionRecorded: lambda e, s, __: {
            "inspections": e.visit,
            "inspection_open": False,
            "failed": not e.conform,
            "rectified": False,
            "disposal": None if s.disposal is Disposal.RECTIFY else s.disposal,
        },
        events.ConformityAssessed: lambda _, __, ___: {"conforms": True, "disposal": None},
        events.NonconformanceRaised: lambda e, s, __: {
            "defects": (*s.defects, Defect(reason=e.reason, status=e.status, box=e.box))
        },
        events.NonconformanceSettled: lambda e, s, __: {"defects": _settle(s.defects, e)},
    },
)
