"""What officers order."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import JsonValue

from systems.scenario import Data, OfficerOrder, PaperBox, Steps


class OrderGiver(NamedTuple):
    """Who gives an order, and in which role."""

    name: str
    role: str


# The people of samples/officers.toml.
AUDITOR = OrderGiver("Zhou Min", "C2")
INSPECTOR = OrderGiver("Lin Tao", "C2")
_DUTY_OFFICER = OrderGiver("Chen Hao", "C1")
LEAD = OrderGiver("Wang Li", "C2_LEAD")
_DIVISION = OrderGiver("Wang Li", "C3")
CHIEF = OrderGiver("Sun Yan", "C1_CHIEF")
_SECOND = OrderGiver("Gao Feng", "C3")
_OPERATOR = OrderGiver("Xu Jie", "OPS")


class DangerSeen(NamedTuple):
    """A danger by its name: its kind, and the box where it is."""

    kind: str
    box: PaperBox


MINUTE = timedelta(minutes=1)


def approves(at: datetime) -> OfficerOrder:
    """The pre-shipment file is in order."""
    return order(at, "decide_pre_shipment", AUDITOR, decision="APPROVE")


def asks_for_more(at: datetime, reason: str) -> OfficerOrder:
    """The pre-shipment file lacks something."""
    return order(at, "decide_pre_shipment", AUDITOR, decision="SUPPLEMENT", reason=reason)


def doubts(at: datetime, reason: str, finding: str) -> OfficerOrder:
    """The papers do not fit one another, which a supplement may mend."""
    suspected: JsonValue = {"reason": finding, "status": "SUSPECTED", "note": reason}
    return order(
        at,
        "decide_pre_shipment",
        AUDITOR,
        decision="SUPPLEMENT",
        reason=reason,
        findings=[suspected],
    )


def mended(at: datetime, reason: str, note: str) -> OfficerOrder:
    """What the papers made doubtful is cleared by a supplement."""
    verdict = {"reason": reason, "verdict": "CLEARED", "note": note}
    return order(at, "settle_suspicion", AUDITOR, **verdict)


def rejects(at: datetime, reason: str) -> OfficerOrder:
    """The goods are not to sail in the pilot."""
    return order(at, "decide_pre_shipment", AUDITOR, decision="REJECT", reason=reason)


def grants_return(at: datetime, reason: str) -> OfficerOrder:
    """The goods are sent back because the enterprise asked for that."""
    return order(at, "decide_return_application", LEAD, decision="APPROVE", reason=reason)


def refuses_return(at: datetime, reason: str) -> OfficerOrder:
    """The goods are not sent back though the enterprise asked for it."""
    return order(at, "decide_return_application", LEAD, decision="REFUSE", reason=reason)


def finds(at: datetime, begun: datetime, reason: str, box: PaperBox, note: str) -> OfficerOrder:
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


def clears(at: datetime, reason: str, box: PaperBox, note: str) -> OfficerOrder:
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


def confirms(at: datetime, reason: str, box: PaperBox, note: str) -> OfficerOrder:
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


def falls_back(at: datetime, reason: str) -> OfficerOrder:
    """The pilot is left before anything has left the port."""
    return order(at, "fall_back", LEAD, reason=reason)


def lets_go_on(at: datetime, box: PaperBox) -> OfficerOrder:
    """A box whose permit was withdrawn may leave."""
    reason = "looked at in the stack, the order is for the destination"
    return order(at, "resume_removal", _DUTY_OFFICER, box=box.number, reason=reason)


def disposes(at: datetime, disposal: str, reason: str) -> OfficerOrder:
    """What becomes of goods that failed."""
    return order(at, "decide_disposal", LEAD, disposal=disposal, reason=reason)


def orders_return(at: datetime, reason: str) -> OfficerOrder:
    """Goods that nothing more can be done about must leave the country."""
    return order(at, "order_return", LEAD, reason=reason)


def asks_again(at: datetime, box: PaperBox) -> OfficerOrder:
    """The permit to remove a box was refused once, and is asked for again."""
    return order(at, "retry_call", _OPERATOR, call=f"removal:{box.number}:1")


def suspends(at: datetime, reason: str) -> OfficerOrder:
    """The enterprise is suspended at its page, which tells the consignment."""
    told: Data = {"id": f"suspended:{at.isoformat()}", "cause_event": "enterprise-suspended"}
    return OfficerOrder(at, "suspend", {**told, "reason": reason})


def reinstates_enterprise(at: datetime, reason: str) -> OfficerOrder:
    """The enterprise is reinstated at its page, which tells the consignment."""
    told: Data = {"id": f"reinstated:{at.isoformat()}", "cause_event": "enterprise-reinstated"}
    return OfficerOrder(at, "reinstate_enterprise", {**told, "reason": reason})


def acknowledges(at: datetime, deadline: str) -> OfficerOrder:
    """The escalations of a deadline are answered."""
    return order(at, "acknowledge_escalation", _DUTY_OFFICER, deadline=deadline)


def reinstates(at: datetime, deadline: str, box: PaperBox, reason: str) -> OfficerOrder:
    """What an escalation did by mistake is undone."""
    given = {"deadline": deadline, "box": box.number, "reason": reason}
    return order(at, "reinstate", LEAD, **given, **_allowed_by(_SECOND))


def confirms_entry(at: datetime, deadline: str, reason: str) -> OfficerOrder:
    """What the enterprise entered late did happen when it says."""
    given = {"deadline": deadline, "reason": reason}
    return order(at, "confirm_entry", LEAD, **given, **_allowed_by(_SECOND))


def enters(at: datetime, fact: Mapping[str, JsonValue], reason: str) -> OfficerOrder:
    """A fact is entered by hand."""
    return order(at, "report_by_hand", _DUTY_OFFICER, fact={**fact}, reason=reason)


def takes_back(
    at: datetime, fact: str, box: PaperBox, reason: str, who: OrderGiver | None = None
) -> OfficerOrder:
    """A fact was wrong; the lead allows it to be taken back."""
    said: Data = {"fact": fact, "box": box.number, "reason": reason, "approver": LEAD.name}
    return order(at, "retract", who or _DUTY_OFFICER, **said)


def settles_act(
    at: datetime, act: str, box: PaperBox, reason: str, *, stands: bool
) -> OfficerOrder:
    """What was done upon a fact that was taken back stands, or was undone."""
    said: Data = {"act": act, "box": box.number, "reason": reason, "approver": LEAD.name}
    return order(at, "decide_standing_act", INSPECTOR, stands=stands, **said)


def permits_on_paper(at: datetime, box: PaperBox, document: str, reason: str) -> OfficerOrder:
    """Clearance is down: the box may leave the port by a paper that the lead has signed too."""
    said: Data = {"box": box.number, "document": document, "approver": LEAD.name}
    paper: Data = {"permission": "REMOVAL", "reason": reason, **said}
    return order(at, "permit_on_paper", _DUTY_OFFICER, **paper)


def fines(
    at: datetime, amount_cny: str, reason: str, topic: str = "", *, of_cny: str | None = None
) -> OfficerOrder:
    """The penalty is decided, under a topic of the rulebook or for the ordered return.

    Of goods that are worth so much, if it is not for all of them.
    """
    fine: Data = {"amount_cny": amount_cny, "value_cny": of_cny, "topic": topic}
    return order(at, "decide_penalty", _DIVISION, reason=reason, **fine)


def approves_pilot(at: datetime, document: str, reason: str) -> OfficerOrder:
    """Watched goods may take the pilot, by a document."""
    told = {"document": document, "approver": "Gao Feng", "reason": reason}
    return order(at, "approve_pilot", _DIVISION, **told)


def grants_inspection(at: datetime, reason: str) -> OfficerOrder:
    """What the enterprise asks to have inspected is inspected."""
    return order(at, "decide_inspection_request", LEAD, decision="APPROVE", reason=reason)


def seizes(at: datetime, reason: str) -> OfficerOrder:
    """Goods that nobody declared are taken over."""
    return order(at, "seize", _DIVISION, reason=reason)


def accepts_return(at: datetime, box: PaperBox, reason: str) -> OfficerOrder:
    """A returned box that does not match is accepted."""
    return order(at, "accept_return", _DUTY_OFFICER, box=box.number, reason=reason)


def calls_off_truck(at: datetime, box: PaperBox, reason: str) -> OfficerOrder:
    """The truck back of a box that does not go back is called off."""
    return order(at, "call_off_return_truck", _DUTY_OFFICER, box=box.number, reason=reason)


def holds(at: datetime, reason: str) -> OfficerOrder:
    """Everything waits."""
    return order(at, "hold", LEAD, reason=reason)


def resumes(at: datetime, reason: str) -> OfficerOrder:
    """Everything goes on."""
    return order(at, "resume", LEAD, reason=reason)


def refers(at: datetime, to: str, reason: str) -> OfficerOrder:
    """The case is handed to another authority."""
    return order(at, "refer_case", INSPECTOR, to=to, reason=reason)


def triages(
    at: datetime, box: PaperBox, verdict: str, note: str, outcome: str = ""
) -> OfficerOrder:
    """The portal alarm is judged; what it proved to be is a code of the rulebook."""
    judged = {"verdict": verdict, "note": note, "outcome": outcome}
    return order(at, "triage_alarm", _DUTY_OFFICER, box=box.number, **judged)


def answers_emergency(
    alarm: datetime,
    report: str,
    steps: tuple[str, ...] = ("CALLED", "SECURED", "SURVEYED"),
    of: DangerSeen | None = None,
) -> Steps:
    """A danger is acknowledged in time, its steps are done in time, and it is reported on."""
    named = _named(of)
    done = (
        reports_step(alarm + n * 2 * MINUTE, step, of=of) for n, step in enumerate(steps, start=1)
    )
    return (
        order(alarm + MINUTE / 2, "acknowledge_emergency", _DUTY_OFFICER, **named),
        *done,
        order(alarm + 40 * MINUTE, "report_incident", _DUTY_OFFICER, report=report, **named),
    )


def reports_step(
    at: datetime,
    step: str,
    note: str = "done, see the duty log",
    of: DangerSeen | None = None,
) -> OfficerOrder:
    """A step against a danger is done."""
    return order(at, "report_step", _DUTY_OFFICER, step=step, note=note, **_named(of))


def closes_danger(at: datetime, of: DangerSeen, reason: str) -> OfficerOrder:
    """One of several dangers is over."""
    return order(
        at,
        "close_danger",
        _DIVISION,
        **_named(of),
        reason=reason,
        expert_report=f"on file: {reason}",
        scene_cleared=True,
        lessons="drill repeated with the shift",
    )


def _named(of: DangerSeen | None) -> dict[str, JsonValue]:
    """The danger and its box, where another one is open beside it."""
    return {} if of is None else {"danger": of.kind, "box": of.box.number}


def raises_emergency(at: datetime, kind: str, reason: str, box: PaperBox) -> OfficerOrder:
    """Somebody sees a danger."""
    return order(at, "raise_emergency", _DUTY_OFFICER, kind=kind, reason=reason, box=box.number)


def lifts_emergency(
    at: datetime, resolution: str, reason: str, authority: str | None = None
) -> OfficerOrder:
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


def excuses(at: datetime, code: str, reason: str, box: PaperBox | None = None) -> OfficerOrder:
    """A violation, of one box or of the whole consignment, was no fault."""
    of = box.number if box else None
    given = {"code": code, "reason": reason, "box": of}
    return order(at, "excuse_violation", LEAD, **given, **_allowed_by(_SECOND))


def transships(at: datetime, box: PaperBox, plate: str, reason: str) -> OfficerOrder:
    """The box changes to another truck, under the lock that it has."""
    return order(
        at, "approve_transshipment", _DUTY_OFFICER, box=box.number, plate=plate, reason=reason
    )


def swaps_tractor(at: datetime, box: PaperBox, plate: str, reason: str) -> OfficerOrder:
    """Another tractor takes over."""
    return order(at, "swap_tractor", _DUTY_OFFICER, box=box.number, plate=plate, reason=reason)


def resumes_fleet(at: datetime, box: PaperBox, reason: str) -> OfficerOrder:
    """The trucks of a haulier may leave again though a box of theirs is not there yet."""
    return order(at, "resume_fleet", _DIVISION, box=box.number, reason=reason)


def sends_officer(at: datetime, box: PaperBox, reason: str) -> OfficerOrder:
    """Somebody drives there and looks."""
    return order(at, "send_officer", _DUTY_OFFICER, box=box.number, reason=reason)


def extends(
    at: datetime, deadline: str, box: PaperBox | None, hours: int, reason: str
) -> OfficerOrder:
    """More time, for one box or for the whole consignment."""
    return order(
        at,
        "extend_deadline",
        _DUTY_OFFICER,
        deadline=deadline,
        box=box.number if box else None,
        hours=hours,
        reason=reason,
        **_allowed_by(CHIEF),
    )


def by_leave_of(given: OfficerOrder, second: OrderGiver) -> OfficerOrder:
    """The same order, allowed by somebody else."""
    return replace(given, payload={**given.payload, **_allowed_by(second)})


def refused(given: OfficerOrder, because: str) -> OfficerOrder:
    """The same order, which the rules do not allow: the tracker says why, and does nothing."""
    return replace(given, refused=because)


def _allowed_by(second: OrderGiver) -> dict[str, JsonValue]:
    """Another person allows it."""
    return {"approver": second.name, "approver_role": second.role}


def order(at: datetime, verb: str, officer: OrderGiver, **more: JsonValue) -> OfficerOrder:
    """What this officer orders."""
    return OfficerOrder(at, verb, {"officer": officer.name, "role": officer.role, **more})
