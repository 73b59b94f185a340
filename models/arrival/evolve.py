"""The mode, and what was drawn for the inspection."""

from datetime import datetime

from models.arrival.events import (
    Discharged,
    ModeDecided,
    PilotApproved,
    SelectionDrawn,
    SelectionExtended,
    VesselArrived,
)
from models.consignment.evolution_tables import Changes
from models.consignment.state import Defect, State
from models.kernel.base_types import replace
from models.kernel.fold import on
from models.kernel.terms import Suspicion


def _ashore(state: State) -> State:
    """What the papers had confirmed is to be seen on the goods, now that they are there."""
    return replace(state, defects=tuple(_seen(d) if d.afloat else d for d in state.defects))


def _seen(defect: Defect) -> Defect:
    confirmed = defect.status is Suspicion.CONFIRMED
    status = Suspicion.SUSPECTED if confirmed else defect.status
    return replace(defect, afloat=False, status=status)


def _extended(body: SelectionExtended, state: State, _: datetime) -> State:
    """Goods that were found to conform without the boxes that join are not, unless released."""
    stands = state.conforms and state.released
    return replace(state, selection=body.selection, conforms=stands)


CHANGES = Changes(
    state=(
        on(VesselArrived, lambda _, s, __: _ashore(s)),
        on(Discharged, lambda _, s, __: _ashore(s)),
        on(PilotApproved, lambda e, s, _: replace(s, pilot_approval=e.document)),
        on(
            ModeDecided,
            lambda e, s, _: replace(
                s,
                mode=e.mode,
                causes=e.causes,
                risk_level=e.risk_level,
                risk_why=e.risk_why,
                rulebook=e.rulebook,
                receiving=e.receiving,
            ),
        ),
        on(SelectionDrawn, lambda e, s, _: replace(s, selection=e.selection)),
        on(SelectionExtended, _extended),
    ),
)
