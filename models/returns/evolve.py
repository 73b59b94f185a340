"""Returned goods."""

from datetime import datetime

from models.consignment.box import Box
from models.consignment.evolution_tables import Changes, decided_anew
from models.kernel.base_types import replace
from models.kernel.fold import on
from models.kernel.terms import Disposal
from models.returns.events import (
    ReturnAccepted,
    ReturnApplicationRefused,
    ReturnApplied,
    ReturnGatedIn,
    ReturnGatedOut,
    ReturnMismatched,
    ReturnOrdered,
    ReturnPlanned,
    ReturnSealed,
    ReturnTransportCalledOff,
    ReturnTransportOrdered,
)
from models.transport.evolve import LOCKING, driven


def _ordered(body: ReturnTransportOrdered, box: Box, _: datetime) -> Box:
    return replace(driven(box, body), lock_in=box.lock_no, return_trip_no=body.trip_no)


def _called_off(_: ReturnTransportCalledOff, box: Box, __: datetime) -> Box:
    """Nobody is expected to fetch it; its lock is the one that it came in with."""
    return replace(
        box,
        return_trip_no=None,
        plate="",
        trailer="",
        driver="",
        haulier="",
        lock_no=box.lock_in,
        lock_in="",
        window_minutes=None,
        gate_refused=False,
    )


def _gated_in(body: ReturnGatedIn, box: Box, at: datetime) -> Box:
    return replace(
        box,
        returned=at,
        missing=False,
        gate_barred=False,
        return_seals=body.seals,
        return_weighed=body.gross_kg,
    )


CHANGES = Changes(
    box=(
        on(
            ReturnSealed,
            lambda e, box, _: replace(box, return_seal=e.seal_no, return_kg=e.gross_kg),
        ),
        on(ReturnTransportOrdered, _ordered),
        on(ReturnTransportCalledOff, _called_off),
        on(
            ReturnGatedOut,
            lambda _, box, at: replace(
                box, return_gated_out=at, gate_refused=False, gate_barred=False
            ),
        ),
        on(ReturnGatedIn, _gated_in),
        on(ReturnMismatched, lambda e, box, _: replace(box, return_mismatch=e.differs)),
        on(ReturnAccepted, lambda _, box, __: replace(box, return_accepted=True)),
    ),
    state=(
        on(ReturnOrdered, lambda _, s, __: decided_anew(s, Disposal.RETURN)),
        on(ReturnApplied, lambda e, s, _: replace(s, return_wanted=e.reason)),
        on(ReturnApplicationRefused, lambda _, s, __: replace(s, return_wanted=None)),
        on(ReturnPlanned, lambda e, s, _: replace(s, carrier=e.carrier)),
    ),
    anew={ReturnTransportOrdered: LOCKING},
)
