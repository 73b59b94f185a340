"""What may not stand any more is taken back: permits to remove, gates, trucks, unloading.

One place for every stop and every permission, in whatever order they were heard: after each message
what stands is held against the same rules by which it is asked for
(`models/consignment/permissions.py`). Whatever was taken back is asked for anew once nothing speaks
against it any more.
"""

from collections.abc import Iterator

from models.consignment.box import Box
from models.consignment.permissions import (
    against_leaving,
    against_permit,
    against_unloading,
    waits_at_gate,
)
from models.consignment.state import State
from models.inspection.events import UnloadingPermitWithdrawn
from models.kernel.event_body import Body
from models.port.events import RemovalPermitWithdrawn
from models.transport.events import GateBarred, GateReopened

PERMITTED_ANEW = "it is permitted to leave"


def next_revocation(state: State) -> Body | None:
    """The first permission that is to be taken back, or gate to be moved; None when all is well."""
    return next((body for box in state.boxes.values() for body in _of_box(state, box)), None)


def _of_box(state: State, box: Box) -> Iterator[Body]:
    if box.permit_no is not None and not box.inland:
        why = against_permit(state, box)
        if why is not None:
            yield RemovalPermitWithdrawn(
                box=box.number, permit_no=box.permit_no, reason=why, until_decided=box.withheld
            )
    if box.unloading_permitted and box.unloaded is None:
        why = against_unloading(state, box)
        if why is not None:
            yield UnloadingPermitWithdrawn(box=box.number, reason=why)
    if waits_at_gate(state, box):
        yield from _gate(state, box)


def _gate(state: State, box: Box) -> Iterator[Body]:
    """The gate is told when it changes: shut with the reason, open when that is gone."""
    why = against_leaving(state, box)
    if why is not None and not box.gate_barred:
        yield GateBarred(box=box.number, trip_no=box.drive_no, reason=why)
    if why is None and box.gate_barred:
        yield GateReopened(box=box.number, trip_no=box.drive_no, reason=PERMITTED_ANEW)
