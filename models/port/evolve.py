"""What is known of a box in the port."""

from datetime import datetime

from models.consignment.box import Box, Permit
from models.consignment.evolution_tables import Changes, ended, latest
from models.kernel.base_types import replace
from models.kernel.fold import on
from models.kernel.terms import CheckResult
from models.port.events import (
    AlarmTriaged,
    MachineInspected,
    RadiationMeasured,
    RemovalPermitLapsed,
    RemovalPermitted,
    RemovalPermitWithdrawn,
    RemovalRefused,
    RemovalResumed,
    RemovalWithheld,
)


def _measured(body: RadiationMeasured, box: Box, _: datetime) -> Box:
    """An alarm stands until an officer judges it; a second pass does not undo it."""
    if body.result is CheckResult.ALARM:
        return replace(box, radiation=body.result, triage=None)
    return replace(box, radiation=box.radiation or body.result)


def _refused(body: RemovalRefused, box: Box, _: datetime) -> Box:
    return replace(box, refusal=body.reason, permit_attempts=box.permit_attempts + 1)


def _permitted(body: RemovalPermitted, box: Box, at: datetime) -> Box:
    permits = latest(box.permits, Permit(permit_no=body.permit_no, given=at))
    return replace(box, permit_no=body.permit_no, refusal=None, permits=permits)


def _without(box: Box, permit_no: str) -> Box:
    attempts = box.permit_attempts + 1
    return replace(box, permit_no=None, permit_ended=permit_no, permit_attempts=attempts)


def _withdrawn(body: RemovalPermitWithdrawn, box: Box, at: datetime) -> Box:
    """Whom an officer holds back is held back until he decides, whatever else is taken back."""
    permits = ended(box.permits, at, body.reason)
    withheld = box.withheld or body.until_decided
    return replace(_without(box, body.permit_no), permits=permits, withheld=withheld)


def _lapsed(body: RemovalPermitLapsed, box: Box, at: datetime) -> Box:
    permits = ended(box.permits, at, "it was not used in time", lapsed=True)
    return replace(_without(box, body.permit_no), permits=permits)


CHANGES = Changes(
    box=(
        on(RadiationMeasured, _measured),
        on(AlarmTriaged, lambda e, box, _: replace(box, triage=e.verdict)),
        on(MachineInspected, lambda e, box, _: replace(box, machine=e.result)),
        on(RemovalPermitted, _permitted),
        on(RemovalRefused, _refused),
        on(RemovalPermitWithdrawn, _withdrawn),
        on(RemovalWithheld, lambda _, box, __: replace(box, withheld=True)),
        on(RemovalResumed, lambda _, box, __: replace(box, withheld=False)),
        on(RemovalPermitLapsed, _lapsed),
    ),
)
