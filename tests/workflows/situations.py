"""For every message that can be sent by hand: a situation in which its example is accepted."""

from datetime import timedelta
from decimal import Decimal

from models.consignment.registration import BoxRegistration
from models.disposal.events import RectificationCompleted
from models.enterprise import messages as of_enterprise
from models.enterprise.messages import UPDATES as PAGE_UPDATES
from models.inspection.events import InspectionBooked, InspectionRequested
from models.inspection.messages import PermitUnloading
from models.kernel.message import EXAMPLE_BOX
from models.kernel.terms import CheckResult, Danger, Disposal, SealState, System
from models.port.messages import RemovalAnswered
from models.process.messages import UPDATES, Retract
from models.returns.events import ReturnApplied, ReturnGatedIn, ReturnSealed
from models.returns.messages import ReturnTripAnswered
from models.supervision.messages import CallGaveUp, SuspensionNotice
from models.transport.events import ArrivalNotified, BoxArrived
from tests.enterprises import APPLY, ENROLLED, INSTITUTIONS, SITE, SUSPENDED, Enterprise
from tests.given import Given, Told, heard, later
from tests.history import sample_box, sample_registration
from tests.inspecting import conforming, worked
from tests.models.stories import (
    APPROVED,
    DISPUTE,
    FILE,
    FIRE,
    HOLD,
    PILOT,
    RETURN,
    SEALS,
    TICK,
    UNDECLARED,
    at_the_factory,
    checked,
    disposal,
    failing,
    lab_result,
    letter,
    on_the_road,
    permitted,
    reading,
    sampled,
    seal,
    unloaded,
)

EXAMPLES = {verb: kind.sample() for verb, kind in UPDATES.items()}
PAGE_EXAMPLES = {verb: kind.sample() for verb, kind in PAGE_UPDATES.items()}
BOX = EXAMPLE_BOX
OTHER = sample_box(1, 2)
SUSPENSION = SuspensionNotice.model_validate(SuspensionNotice.sample())

_PILOT, _PERMITTED, _ROAD, _FACTORY = PILOT, permitted(BOX), on_the_road(BOX), at_the_factory(BOX)
_UNLOADED = unloaded(BOX)
_FAILED: tuple[Told, ...] = (*_UNLOADED, failing())
_BURNING: tuple[Told, ...] = (*_ROAD, FIRE)
_SPILLED = FIRE.model_copy(update={"kind": Danger.SPILL})
_RECTIFYING: tuple[Told, ...] = (*_FAILED, disposal(Disposal.RECTIFY))
_MISMATCH: tuple[Told, ...] = (*_FACTORY, seal(BOX, SealState.MISMATCH))
_TRUCK_BACK: tuple[Told, ...] = (
    ReturnSealed(box=BOX, seal_no="R1", gross_kg=Decimal(25000)),
    ReturnTripAnswered(
        box=BOX, trip_no="T2", plate="浙B20002", lock_no="LK-2", planned_drive_minutes=70
    ),
)
_SAMPLED: tuple[Told, ...] = (
    *_UNLOADED,
    sampled(),
    conforming("Lin", BOX),
)
_REFUSED = RemovalAnswered(box=BOX, visit=f"removal:{BOX}:1", permit_no="", refusal="closed")
_CAME_BACK: tuple[Told, ...] = (
    *(*_UNLOADED, RETURN),
    ReturnSealed(box=BOX, seal_no="R1", gross_kg=Decimal(25350)),
    ReturnGatedIn(box=BOX, seals=("R1",), gross_kg=Decimal(24000)),
)


def consignment(*told: Told, boxes: tuple[str, ...] = (BOX,)) -> Given:
    """A consignment with the box of the examples that was told all this."""
    declared = tuple(
        BoxRegistration(number=box, seal=SEALS[box], net_weight_kg=Decimal("21550.0"))
        for box in boxes
    )
    sample = sample_registration(1, len(boxes)).model_copy(update={"boxes": declared})
    found = Given(sample)
    for message in told:
        found.tell(message)
    return found


def _treated_in_time() -> Given:
    """The return was ordered by a deadline; then we hear that the goods were treated in time."""
    treated = consignment(*_RECTIFYING).now + timedelta(days=4)
    report = heard(RectificationCompleted(note="dried"), treated)
    return consignment(*_RECTIFYING, later(TICK, days=40), *[TICK] * 20, report)


def _entered_late() -> Given:
    """The enterprise enters the arrival two hours late, dated in time."""
    arrived = consignment(*_ROAD).now
    notice = heard(ArrivalNotified(box=BOX), arrived, system=System.ENTERPRISE)
    return consignment(*_ROAD, BoxArrived(box=BOX), later(TICK, hours=2), *[TICK] * 9, notice)


STORIES: dict[str, tuple[Told, ...]] = {
    "report": _ROAD,
    "decide_pre_shipment": (FILE,),
    "triage_alarm": (*_PILOT, reading(BOX, CheckResult.ALARM)),
    "resume_removal": (*_PERMITTED, letter("C")),
    "record_no_show": (*_UNLOADED, InspectionBooked(slot=consignment(*_UNLOADED).now)),
    "start_inspection": _UNLOADED,
    "record_inspection": _UNLOADED,
    "record_measurements": _FACTORY,
    "conclude_inspection": (*_SAMPLED, lab_result()),
    "settle_suspicion": _MISMATCH,
    "waive_requirements": _UNLOADED,
    "take_sample": _UNLOADED,
    "void_sample": (*_UNLOADED, sampled("S-0001")),
    "commission_identification": _UNLOADED,
    "decide_disposal": _FAILED,
    "settle_dispute": (*_FAILED, DISPUTE),
    "refer_case": _FAILED,
    "supervise_treatment": _RECTIFYING,
    "supervise_destruction": (*_FAILED, disposal(Disposal.DESTROY)),
    "order_return": _ROAD,
    "look_at_level": _ROAD,
    "decide_inspection_request": (*_UNLOADED, InspectionRequested(reason="weight")),
    "decide_return_application": (*_ROAD, ReturnApplied(reason="wrong lot")),
    "call_off_return_truck": (*_FAILED, RETURN, *_TRUCK_BACK, disposal(Disposal.DESTROY)),
    "accept_return": _CAME_BACK,
    "decide_penalty": (*_UNLOADED, RETURN),
    "raise_emergency": _ROAD,
    "acknowledge_emergency": _BURNING,
    "report_step": _BURNING,
    "report_incident": _BURNING,
    "close_danger": (*_BURNING, _SPILLED),
    "lift_emergency": _BURNING,
    "acknowledge_escalation": (*_UNLOADED, later(TICK, hours=23), *[TICK] * 3),
    "hold": _PILOT,
    "resume": (*_PILOT, HOLD),
    "extend_deadline": _RECTIFYING,
    "fall_back": APPROVED,
    "seize": UNDECLARED,
    "approve_pilot": APPROVED,
    "swap_tractor": _ROAD,
    "approve_transshipment": _ROAD,
    "send_officer": _ROAD,
    "resume_fleet": (*_ROAD, later(TICK, hours=4), *[TICK] * 4),
    "retry_call": (*checked(BOX), _REFUSED),
    "excuse_violation": (*_ROAD, later(BoxArrived(box=BOX), hours=3)),
    "report_by_hand": _ROAD,
    "retract": (*_ROAD, BoxArrived(box=BOX)),
    "decide_standing_act": (
        *(*_FACTORY, PermitUnloading(box=BOX)),
        Retract(officer="Lin", fact="box-arrived", box=BOX, reason="mistyped", approver="Wang Li"),
    ),
    "permit_on_paper": (
        *checked(BOX),
        CallGaveUp(call=f"removal:{BOX}:1", reason="closed for maintenance"),
    ),
    "suspend": _PILOT,
    "reinstate_enterprise": (*_PILOT, SUSPENSION),
}
SITUATIONS: dict[str, Given] = {
    **{verb: consignment(*story) for verb, story in STORIES.items()},
    "confirm_entry": _entered_late(),
    "reinstate": _treated_in_time(),
    "release_boxes": consignment(
        *unloaded(BOX, OTHER),
        failing("NC-09", OTHER),
        worked("Lin", BOX, OTHER),
        boxes=(BOX, OTHER),
    ),
}

_NOTED = of_enterprise.ViolationNotice.model_validate(PAGE_EXAMPLES["note_violation"])
_ADMIT = of_enterprise.AdmitSupplier.model_validate(PAGE_EXAMPLES["admit_supplier"])
PAGES: dict[str, tuple[Told, ...]] = {
    "note_violation": ENROLLED,
    "apply": (),
    "complete_application": (APPLY,),
    "check_site": (APPLY,),
    "audit_institutions": (APPLY,),
    "enrol": (APPLY, INSTITUTIONS, SITE),
    "refuse_application": (APPLY,),
    "renew": (*ENROLLED, later(of_enterprise.EnterpriseTick(), days=320)),
    "audit_enterprise": ENROLLED,
    "record_drill": ENROLLED,
    "reconcile_stock": ENROLLED,
    "set_receiving_hours": ENROLLED,
    "set_capacity": ENROLLED,
    "warn": ENROLLED,
    "suspend": ENROLLED,
    "reinstate": SUSPENDED,
    "remove": ENROLLED,
    "admit_supplier": ENROLLED,
    "strike_supplier": (*ENROLLED, _ADMIT),
    "excuse_violation": (*ENROLLED, _NOTED),
    "answer_escalation": (
        *ENROLLED,
        later(of_enterprise.EnterpriseTick(), days=370),
        *[of_enterprise.EnterpriseTick()] * 9,
    ),
}


def page(*told: Told) -> Enterprise:
    """An enterprise that was told all this; what is due by then has been raised."""
    found = Enterprise()
    for message in told:
        found.tell(message)
    found.pass_until(found.now)
    return found
