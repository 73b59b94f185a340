"""What officers order."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import JsonValue

from systems.world import Box, Data, Order, Steps


class Officer(NamedTuple):
    """Who gives an order, and in which role."""

    name: str
    role: str


# The people of samples/officers.toml.
_AUDITOR = Officer("Zhou Min", "C2")
INSPECTOR = Officer("Lin Tao", "C2")
_DUTY_OFFICER = Officer("Chen Hao", "C1")
LEAD = Officer("Wang Li", "C2_LEAD")
_DIVISION = Officer("Wang Li", "C3")
_OPERATOR = Officer("Xu Jie", "OPS")
MINUTE = timedelta(minutes=1)


def approves(at: datetime) -> Order:
    """The pre-shipment file is in order."""
    return order(at, "decide_pre_shipment", _AUDITOR, decision="APPROVE")


def asks_for_more(at: datetime, reason: str) -> Order:
    """The pre-shipment file lacks something."""
    return order(at, "decide_pre_shipment", _AUDITOR, decision="SUPPLEMENT", reason=reason)


def doubts(at: datetime, reason: str, finding: str) -> Order:
    """The papers do not fit one another, which a supplement may mend."""
    suspected: JsonValue = {"reason": finding, "status": "SUSPECTED", "note": reason}
    return order(
        at,
        "decide_pre_shipment",
        _AUDITOR,
        decision="SUPPLEMENT",
        reason=reason,
        findings=[suspected],
    )


def mended(at: datetime, reason: str, note: str) -> Order:
    """What the papers made doubtful is cleared by a supplement."""
    verdict = {"reason": reason, "verdict": "CLEARED", "note": note}
    return order(at, "settle_suspicion", _AUDITOR, **verdict)


def rejects(at: datetime, reason: str) -> Order:
    """The goods are not to sail in the pilot."""
    return order(at, "decide_pre_shipment", _AUDITOR, decision="REJECT", reason=reason)


def grants_return(at: datetime, reason: str) -> Order:
    """The goods are sent back because the enterprise asked for that."""
    return order(at, "decide_return_application", LEAD, decision="APPROVE", reason=reason)


def refuses_return(at: datetime, reason: str) -> Order:
    """The goods are not sent back though the enterprise asked for it."""
    return order(at, "decide_return_application", LEAD, decision="REFUSE", reason=reason)


def finds_conforming(at: datetime, begun: datetime, boxes: Iterable[Box]) -> Order:
    """An inspection of every box without a finding."""
    return order(
        at,
        "record_inspection",
        INSPECTOR,
        conform=True,
        started_at=begun.isoformat(),
        opened=[box.number for box in boxes],
    )


def finds(at: datetime, begun: datetime, reason: str, box: Box, note: str) -> Order:
    """An inspection with one confirmed finding."""
    finding: JsonValue = {"reason": reason, "box": box.number, "note": note}
    return order(
        at,
        "record_inspection",
        INSPECTOR,
        conform=False,
        started_at=begun.isoformat(),
        findings=[finding],
        opened=[box.number],
    )


def clears(at: datetime, reason: str, box: Box, note: str) -> Order:
    """A suspicion proves unfounded."""
    return order(
        at,
        "settle_suspicion",
        INSPECTOR,
        reason=reason,
        verdict="CLEARED",
        box=box.number,
        note=note,
    )


def confirms(at: datetime, reason: str, box: Box, note: str) -> Order:
    """A suspicion proves founded."""
    return order(
        at,
        "settle_suspicion",
        INSPECTOR,
        reason=reason,
        verdict="CONFIRMED",
        box=box.number,
        note=note,
    )


def falls_back(at: datetime, reason: str) -> Order:
    """The pilot is left before anything has left the port."""
    return order(at, "fall_back", LEAD, reason=reason)


def lets_go_on(at: datetime, box: Box) -> Order:
    """A box whose permit was withdrawn may leave."""
    reason = "looked at in the stack, the order is for the destination"
    return order(at, "resume_removal", _DUTY_OFFICER, box=box.number, reason=reason)


def disposes(at: datetime, disposal: str, reason: str) -> Order:
    """What becomes of goods that failed."""
    return order(at, "decide_disposal", LEAD, disposal=disposal, reason=reason)


def orders_return(at: datetime, reason: str) -> Order:
    """Goods that nothing more can be done about must leave the country."""
    return order(at, "order_return", LEAD, reason=reason)


def asks_again(at: datetime, box: Box) -> Order:
    """The permit to remove a box was refused once, and is asked for again."""
    return order(at, "retry_call", _OPERATOR, call=f"removal:{box.number}:1")


def suspends(at: datetime, reason: str) -> Order:
    """The enterprise is suspended at its page, which tells the consignment."""
    told: Data = {"id": f"suspended:{at.isoformat()}", "cause_event": "enterprise-suspended"}
    return Order(at, "suspend", {**told, "reason": reason})


def reinstates_enterprise(at: datetime, reason: str) -> Order:
    """The enterprise is reinstated at its page, which tells the consignment."""
    told: Data = {"id": f"reinstated:{at.isoformat()}", "cause_event": "enterprise-reinstated"}
    return Order(at, "reinstate_enterprise", {**told, "reason": reason})


def acknowledges(at: datetime, deadline: str) -> Order:
    """The escalations of a deadline are answered."""
    return order(at, "acknowledge_escalation", _DUTY_OFFICER, deadline=deadline)


def reinstates(at: datetime, deadline: str, box: Box, reason: str) -> Order:
    """What an escalation did by mistake is undone."""
    return order(at, "reinstate", LEAD, deadline=deadline, box=box.number, reason=reason)


def confirms_entry(at: datetime, deadline: str, reason: str) -> Order:
    """What the enterprise entered late did happen when it says."""
    return order(at, "confirm_entry", LEAD, deadline=deadline, reason=reason)


def enters(at: datetime, fact: Mapping[str, JsonValue], reason: str) -> Order:
    """A fact is entered by hand."""
    return order(at, "report_by_hand", _DUTY_OFFICER, fact={**fact}, reason=reason)


def fines(at: datetime, amount_cny: str, reason: str, topic: str = "") -> Order:
    """The penalty is decided, under a topic of the rulebook or for the ordered return."""
    return order(at, "decide_penalty", _DIVISION, amount_cny=amount_cny, reason=reason, topic=topic)


def seizes(at: datetime, reason: str) -> Order:
    """Goods that nobody declared are taken over."""
    return order(at, "seize", _DIVISION, reason=reason)


def accepts_return(at: datetime, box: Box, reason: str) -> Order:
    """A returned box that does not match is accepted."""
    return order(at, "accept_return", _DUTY_OFFICER, box=box.number, reason=reason)


def holds(at: datetime, reason: str) -> Order:
    """Everything waits."""
    return order(at, "hold", LEAD, reason=reason)


def resumes(at: datetime, reason: str) -> Order:
    """Everything goes on."""
    return order(at, "resume", LEAD, reason=reason)


def triages(at: datetime, box: Box, verdict: str, note: str, outcome: str = "") -> Order:
    """The portal alarm is judged; what it proved to be is a code of the rulebook."""
    judged = {"verdict": verdict, "note": note, "outcome": outcome}
    return order(at, "triage_alarm", _DUTY_OFFICER, box=box.number, **judged)


def answers_emergency(
    alarm: datetime, report: str, steps: tuple[str, ...] = ("CALLED", "SECURED", "SURVEYED")
) -> Steps:
    """The emergency is acknowledged in time, its steps are done in time, and reported on."""
    done = (reports_step(alarm + n * 2 * MINUTE, step) for n, step in enumerate(steps, start=1))
    return (
        order(alarm + MINUTE / 2, "acknowledge_emergency", _DUTY_OFFICER),
        *done,
        order(alarm + 40 * MINUTE, "report_incident", _DUTY_OFFICER, report=report),
    )


def reports_step(at: datetime, step: str, note: str = "done, see the duty log") -> Order:
    """A step of the emergency is done."""
    return order(at, "report_step", _DUTY_OFFICER, step=step, note=note)


def raises_emergency(at: datetime, kind: str, reason: str, box: Box) -> Order:
    """Somebody sees a danger."""
    return order(at, "raise_emergency", _DUTY_OFFICER, kind=kind, reason=reason, box=box.number)


def lifts_emergency(
    at: datetime, resolution: str, reason: str, authority: str | None = None
) -> Order:
    """The emergency is over, and the consignment goes on like this, or to another authority."""
    return order(
        at,
        "lift_emergency",
        _DIVISION,
        resolution=resolution,
        reason=reason,
        expert_report=f"on file: {reason}",
        scene_cleared=True,
        lessons="drill repeated with the shift",
        authority=authority,
    )


def excuses(at: datetime, code: str, reason: str, box: Box | None = None) -> Order:
    """A violation, of one box or of the whole consignment, was no fault."""
    of = box.number if box else None
    return order(at, "excuse_violation", LEAD, code=code, reason=reason, box=of)


def transships(at: datetime, box: Box, plate: str, reason: str) -> Order:
    """The box changes to another truck, under the lock that it has."""
    return order(
        at, "approve_transshipment", _DUTY_OFFICER, box=box.number, plate=plate, reason=reason
    )


def swaps_tractor(at: datetime, box: Box, plate: str, reason: str) -> Order:
    """Another tractor takes over."""
    return order(at, "swap_tractor", _DUTY_OFFICER, box=box.number, plate=plate, reason=reason)


def resumes_fleet(at: datetime, box: Box, reason: str) -> Order:
    """The trucks of a haulier may leave again though a box of theirs is not there yet."""
    return order(at, "resume_fleet", _DIVISION, box=box.number, reason=reason)


def sends_officer(at: datetime, box: Box, reason: str) -> Order:
    """Somebody drives there and looks."""
    return order(at, "send_officer", _DUTY_OFFICER, box=box.number, reason=reason)


def extends(at: datetime, deadline: str, box: Box | None, hours: int, reason: str) -> Order:
    """More time, for one box or for the whole consignment."""
    return order(
        at,
        "extend_deadline",
        _DUTY_OFFICER,
        deadline=deadline,
        box=box.number if box else None,
        hours=hours,
        reason=reason,
    )


def order(at: datetime, verb: str, officer: Officer, **more: JsonValue) -> Order:
    """What this officer orders."""
    return Order(at, verb, {"officer": officer.name, "role": officer.role, **more})
