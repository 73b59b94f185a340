"""What other matters may do to the trucks of a haulier: stop them, let them drive again."""

from models.consignment.box import Box
from models.consignment.decision_tables import Bodies
from models.transport.events import FleetResumed, FleetStopped


def stop_fleet(box: Box, reason: str) -> Bodies:
    """Stops the trucks of whoever hauls a long overdue box, if that is known (domain 4.3)."""
    if not box.haulier or box.fleet_stopped:
        return []
    stopped = FleetStopped(box=box.number, trip_no=box.drive_no, haulier=box.haulier, reason=reason)
    return [stopped]


def resume_fleet(box: Box, reason: str) -> Bodies:
    """Lets them drive again, if they were stopped for that box."""
    if not box.fleet_stopped:
        return []
    resumed = FleetResumed(
        box=box.number, trip_no=box.fleet_stopped, haulier=box.haulier, reason=reason
    )
    return [resumed]
