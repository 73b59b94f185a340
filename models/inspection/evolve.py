"""Seal, unloading, inspection and defects."""

from datetime import datetime

from models.consignment.box import Box, Permit
from models.consignment.evolution_tables import Changes, ended, latest
from models.consignment.state import Defect, State
from models.inspection.coverage import owed_anew, with_work
from models.inspection.events import (
    AppointmentMissed,
    ConformityAssessed,
    InspectionBooked,
    InspectionConcluded,
    InspectionRecorded,
    InspectionRequestDecided,
    InspectionRequested,
    InspectionStarted,
    MeasurementsRecorded,
    NonconformanceRaised,
    NonconformanceSettled,
    RequirementsWaived,
    SealChecked,
    Unloaded,
    UnloadingPermitted,
    UnloadingPermitWithdrawn,
)
from models.kernel.base_types import replace
from models.kernel.fold import on
from models.kernel.terms import Disposal, SealState, Suspicion


def _settled(body: NonconformanceSettled, state: State, _: datetime) -> State:
    suspected = (body.reason, body.box, Suspicion.SUSPECTED)
    defects = tuple(
        replace(defect, status=body.status)
        if (defect.reason, defect.box, defect.status) == suspected
        else defect
        for defect in state.defects
    )
    return _judged(state, defects, body.status)


def _raised(body: NonconformanceRaised, state: State, _: datetime) -> State:
    found = Defect(reason=body.reason, status=body.status, box=body.box, afloat=body.afloat)
    return _judged(state, latest(state.defects, found), body.status)


def _judged(state: State, defects: tuple[Defect, ...], status: Suspicion) -> State:
    """What is confirmed after the goods were found to conform undoes that."""
    found = replace(state, defects=defects)
    if status is not Suspicion.CONFIRMED:
        return found
    undone = state.conforms and not state.released
    known = replace(found, conforms=False, failed=True) if undone else found
    return owed_anew(known, (each for each in known.confirmed() if each not in state.defects))


def _inspected(body: InspectionRecorded, state: State, _: datetime) -> State:
    """A record that waits for the laboratory takes the treatment with it, until it is concluded."""
    concluding = body.conform and bool(state.samples_out)
    recorded = replace(
        with_work(state, body),
        inspections=body.visit,
        inspection_open=False,
        failed=not body.conform,
        concluding=concluding,
        on_request="",
        rectified=state.rectified and concluding,
        disposal=None if state.disposal is Disposal.RECTIFY else state.disposal,
    )
    # What a record tells of a defect is how it was found, not that it is cured.
    return recorded if body.conform else owed_anew(recorded, recorded.confirmed())


def _waived(body: RequirementsWaived, state: State, _: datetime) -> State:
    return replace(state, waived=latest(dict.fromkeys((*state.waived, *body.requirements))))


def _request_decided(body: InspectionRequestDecided, state: State, _: datetime) -> State:
    granted = (state.inspection_wanted or "") if body.granted else ""
    return replace(state, inspection_wanted=None, on_request=granted)


def _sealed(body: SealChecked, box: Box, _: datetime) -> Box:
    """The number of a seal that replaced another one is the one to expect from now on."""
    checked = replace(box, seal_state=body.state)
    replaced = body.state is SealState.REPLACED and body.seal_no
    return replace(checked, seal=body.seal_no) if replaced else checked


def _permitted(_: UnloadingPermitted, box: Box, at: datetime) -> Box:
    permits = latest(box.unloading_permits, Permit(given=at))
    return replace(box, unloading_permitted=True, unloading_permits=permits)


def _withdrawn(body: UnloadingPermitWithdrawn, box: Box, at: datetime) -> Box:
    permits = ended(box.unloading_permits, at, body.reason)
    return replace(box, unloading_permitted=False, unloading_permits=permits)


CHANGES = Changes(
    box=(
        on(SealChecked, _sealed),
        on(UnloadingPermitted, _permitted),
        on(UnloadingPermitWithdrawn, _withdrawn),
        on(Unloaded, lambda e, box, at: replace(box, unloaded=at, net_kg=e.net_kg)),
    ),
    state=(
        on(InspectionBooked, lambda e, s, _: replace(s, booked_for=e.slot)),
        on(InspectionRequested, lambda e, s, _: replace(s, inspection_wanted=e.reason)),
        on(InspectionRequestDecided, _request_decided),
        on(AppointmentMissed, lambda _, s, __: replace(s, booked_for=None)),
        on(InspectionStarted, lambda _, s, __: replace(s, inspection_open=True)),
        on(MeasurementsRecorded, lambda e, s, _: with_work(s, e)),
        on(InspectionRecorded, _inspected),
        on(
            InspectionConcluded,
            lambda e, s, _: replace(s, concluding=False, failed=not e.conform, rectified=False),
        ),
        on(ConformityAssessed, lambda _, s, __: replace(s, conforms=True, disposal=None)),
        on(NonconformanceRaised, _raised),
        on(NonconformanceSettled, _settled),
        on(RequirementsWaived, _waived),
    ),
)
