"""What happens to messages and systems while nothing is wrong with the goods."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from systems.scenario import (
    Expectation,
    Script,
    Shipment,
    Steps,
    SystemFault,
    WorldEvent,
    escalations,
    script,
)
from systems.scenarios.parts import officer, standard_steps
from systems.scenarios.parts.officer import MINUTE
from systems.scenarios.parts.standard_steps import DAY, HOUR


def message_lost(shipment: Shipment, start: datetime) -> Script:
    """The arrival never reaches the tracker: it asks before it raises an alarm."""
    steps = _changed(
        standard_steps.smooth(shipment, start),
        lambda told: replace(told, delivery={"lose": True}),
        only=("geofence.entered",),
    )
    expect = Expectation("RELEASED")
    return script("message_lost", "arrival message lost, and pulled", steps, expect)


def message_thrice(shipment: Shipment, start: datetime) -> Script:
    """Every message comes three times."""
    steps = _changed(
        standard_steps.smooth(shipment, start), lambda told: replace(told, delivery={"copies": 3})
    )
    return script("message_thrice", "every message three times", steps, Expectation("RELEASED"))


def message_late(shipment: Shipment, start: datetime) -> Script:
    """The booking is entered two days late, dated in time; a lead believes it, with good reason."""
    trucks = standard_steps.hauls(shipment)
    late = standard_steps.booking(shipment, tuple(trucks)).at + 2 * DAY
    steps = _changed(
        standard_steps.to_factory(shipment, start, trucks),
        lambda told: replace(told, told_at=late),
        only=("appointment.booked",),
    )
    reason = "the call is in the log of the appointment desk"
    believed = officer.confirms_entry(late + 30 * MINUTE, "D11", reason)
    inspected = standard_steps.inspected(shipment, late + HOUR)
    expect = Expectation(
        "RELEASED",
        (*escalations("D11", 3), *escalations("D12", 2)),
        withdrawn=escalations("D11", 3),
        violations=("SV-12",),
        excused=("SV-12",),
    )
    title = "booking heard of two days late"
    return script("message_late", title, (*steps, believed, *inspected), expect)


def failing_service(shipment: Shipment, start: datetime) -> Script:
    """The checkpoint fails while a truck is ordered, then forgets to answer: still one trip."""
    ordered = standard_steps.at_portal(shipment, shipment.boxes[0]) + 20 * MINUTE
    settings = SystemFault(ordered - MINUTE, "checkpoint", {"fail_next": 1, "lose_answer_next": 1})
    steps = (settings, *standard_steps.smooth(shipment, start))
    expect = Expectation("RELEASED")
    return script("failing_service", "checkpoint fails, one trip all the same", steps, expect)


def _changed(
    steps: Steps, change: Callable[[WorldEvent], WorldEvent], only: tuple[str, ...] = ()
) -> Steps:
    """The steps with the delivery of these types, or of all, changed."""
    return tuple(
        change(step) if isinstance(step, WorldEvent) and (not only or step.type in only) else step
        for step in steps
    )
