"""The scenarios by name, and the cast: which consignment of the sample manifest plays which."""

import json
from importlib.resources import files

from systems.scenarios import (
    after_inspection,
    at_factory,
    at_port,
    before_shipment,
    declarations,
    exceptional,
    in_doubt,
    messages,
    on_the_road,
    seizures,
)
from systems.world import Scenario

SCENARIOS: dict[str, Scenario] = {
    scenario.__name__: scenario
    for scenario in (
        before_shipment.smooth,
        before_shipment.supplement,
        before_shipment.rejected,
        before_shipment.rejected_sails,
        before_shipment.never_approved,
        before_shipment.higher_risk,
        before_shipment.amended_after_approval,
        before_shipment.approval_expired,
        before_shipment.file_too_late,
        before_shipment.traditional,
        at_port.innocent_alarm,
        at_port.source_found,
        at_port.portal_offline,
        at_port.permit_lapses,
        at_port.sent_back_for_change,
        at_port.inspection_ordered_late,
        at_port.gone_without_permit,
        at_port.port_check_ordered,
        at_port.alarm_unattended,
        at_port.timber_cesium,
        at_port.bullets,
        declarations.two_step,
        declarations.renumbered,
        declarations.new_form,
        declarations.papers_in_trouble,
        declarations.declaration_too_late,
        declarations.never_declared,
        on_the_road.three_trucks,
        on_the_road.truck_late,
        on_the_road.box_missing,
        on_the_road.lock_cut,
        on_the_road.off_route,
        on_the_road.short_detour,
        on_the_road.long_stop,
        on_the_road.signal_lost,
        on_the_road.tractor_swapped,
        on_the_road.wrong_truck,
        on_the_road.breakdown_extended,
        at_factory.seal_mismatch,
        at_factory.nobody_inspects,
        at_factory.on_hold,
        at_factory.hot_at_factory,
        after_inspection.moisture,
        after_inspection.rectification_lapses,
        after_inspection.sealed_vessel,
        after_inspection.return_too_late,
        after_inspection.destroyed,
        after_inspection.returned_by_road,
        after_inspection.return_mismatch,
        exceptional.fire,
        exceptional.spill,
        exceptional.person_irradiated,
        exceptional.handed_over,
        exceptional.suspended_enterprise,
        exceptional.unanswered_escalation,
        exceptional.reinstated,
        exceptional.entered_by_hand,
        in_doubt.lab_passed,
        in_doubt.lab_failed_amended,
        in_doubt.partly_released,
        in_doubt.identification_cleared,
        in_doubt.disputed,
        seizures.brass_inclusions,
        seizures.undismantled_brass,
        seizures.brass_crumb,
        seizures.false_name,
        seizures.copper_121,
        messages.message_lost,
        messages.message_thrice,
        messages.message_late,
        messages.failing_service,
    )
}


def casting() -> dict[str, str]:
    """The scenario that each tracking number of the sample manifest plays."""
    cast: dict[str, str] = json.loads((files("systems") / "casting.json").read_text())
    return cast
