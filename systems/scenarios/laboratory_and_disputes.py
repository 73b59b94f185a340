"""Goods that are not clear at once: laboratory, identification, dispute, and release in part."""

from dataclasses import replace
from datetime import datetime

from systems.scenario import Expectation, Script, Shipment, Steps, escalations, script
from systems.scenarios.parts import (
    clearance,
    enterprise,
    findings,
    inspector,
    officer,
    standard_steps,
)
from systems.scenarios.parts.inspector import finding, reading
from systems.scenarios.parts.standard_steps import DAY, HOUR

_SAMPLE = "S-001"
_OTHER_SAMPLE = "S-002"
_OTHER_CODES = {"7404000030": "7404000050", "7404000020": "7404000040"}


def lab_passed(shipment: Shipment, start: datetime) -> Script:
    """The record waits for the laboratory, which finds nothing: released."""
    sent, answered = findings.inspected_at(shipment), findings.inspected_at(shipment) + 3 * DAY
    steps: Steps = (
        *_sampled(shipment, start),
        inspector.handed_over(shipment, sent + 5 * HOUR, _SAMPLE),
        inspector.lab_result(shipment, answered, _SAMPLE, reading("copper content", "99.1")),
        inspector.concludes(answered + 2 * HOUR, conform=True, note="the laboratory agrees"),
    )
    return script("lab_passed", "sampled, within limits", steps, Expectation("RELEASED"))


def lab_failed_amended(shipment: Shipment, start: datetime) -> Script:
    """Too little copper for the code: declared under the other one, duty paid, released."""
    answered = findings.inspected_at(shipment) + 3 * DAY
    decided = answered + 4 * HOUR
    amended = decided + 2 * DAY
    code = _OTHER_CODES.get(shipment.code, shipment.code)
    number = clearance.entry_id(shipment)
    steps: Steps = (
        *_sampled(shipment, start),
        inspector.lab_result(shipment, answered, _SAMPLE, reading("copper content", "92.8")),
        officer.confirms(answered + HOUR, "NC-11", inspector.to_sample(shipment), "copper 92.8 %"),
        inspector.concludes(answered + 2 * HOUR, conform=False, note="copper 92.8 %"),
        officer.disposes(decided, "RECTIFY", "the Announcement's own table is still met"),
        enterprise.rectification_planned(shipment, decided + DAY, f"amend to {code}, pay the duty"),
        inspector.amended(shipment, amended, number, code),
        enterprise.rectified(shipment, amended + HOUR, "amended, duty paid"),
        *standard_steps.inspected(shipment, amended + 4 * HOUR),
    )
    expect = Expectation("RELEASED")
    return script("lab_failed_amended", "too little copper: code amended", steps, expect)


def partly_released(shipment: Shipment, start: datetime) -> Script:
    """One box of several is bad: the others are released by themselves, it goes back."""
    bad, *good = shipment.boxes
    at = findings.inspected_at(shipment)
    found = finding("NC-10", "enamelled wire, 6.4 % of this box", bad)
    read = reading("coated share", "6.4", box=bad.number)
    only = replace(shipment, boxes=(bad,))
    freed = (inspector.frees(at + HOUR, "nothing was found in them", *good),) if good else ()
    steps: Steps = (
        inspector.works(shipment, at - HOUR / 2),
        *findings.failed(shipment, start, found, readings=(read,)),
        *freed,
        *findings.sent_back(only, at + 2 * HOUR, "one box of coated material"),
    )
    return script("partly_released", "one box returned", steps, Expectation("RETURNED"))


def identification_cleared(shipment: Shipment, start: datetime) -> Script:
    """Suspected to be solid waste; the body says it is not: released."""
    asked = findings.inspected_at(shipment)
    reported = asked + 11 * DAY
    steps: Steps = (
        *findings.begun(shipment, start),
        inspector.commissions(asked, "oily turnings, hard to tell from waste"),
        inspector.identified(shipment, reported, solid_waste=False),
        *standard_steps.inspected(shipment, reported + 3 * HOUR),
    )
    expect = Expectation("RELEASED")
    return script("identification_cleared", "identified: no solid waste", steps, expect)


def late_opinions(shipment: Shipment, start: datetime) -> Script:
    """Begun, and for three months no word: institute and laboratory are late, so are customs."""
    asked = findings.inspected_at(shipment) + 6 * DAY
    reported = asked + 36 * DAY
    sampled = reported + 6 * DAY
    answered = sampled + 13 * DAY
    found = reading("copper content", "99.0")
    steps: Steps = (
        *findings.begun(shipment, start),
        inspector.commissions(asked, "oily turnings, hard to tell from waste"),
        enterprise.return_wanted(shipment, asked + DAY, "the furnace cannot wait for the report"),
        officer.refuses_return(asked + 22 * DAY, "what is being identified does not leave"),
        inspector.identified(shipment, reported, solid_waste=False),
        inspector.samples(sampled - 2 * HOUR, _SAMPLE, inspector.to_sample(shipment)),
        inspector.samples(sampled - HOUR, _OTHER_SAMPLE, inspector.to_sample(shipment)),
        inspector.conforms(shipment, sampled),
        inspector.lab_result(shipment, answered - DAY, _SAMPLE, found),
        inspector.gives_up(answered, _OTHER_SAMPLE, "lost on the way to the laboratory"),
        inspector.concludes(answered + 6 * DAY, conform=True, note="one sample, within limits"),
    )
    late = [
        escalation
        for each in ("L07", "L04", "R08", "L08", "D13", "D14")
        for escalation in escalations(each, 3)
    ]
    expect = Expectation("RELEASED", tuple(late))
    return script("late_opinions", "in doubt for three months", steps, expect)


def disputed(shipment: Shipment, start: datetime) -> Script:
    """The enterprise does not accept the result; inspected again, nothing is found: released."""
    at, box = findings.inspected_at(shipment), shipment.boxes[0]
    settled = at + 8 * DAY
    steps: Steps = (
        *findings.failed(
            shipment,
            start,
            finding("NC-09.TOTAL", "inclusions 0.95 %", box),
            readings=(reading("inclusions", "0.95", box=box.number),),
        ),
        officer.disposes(at + 2 * HOUR, "RETURN", "inclusions over the limit"),
        enterprise.disputed(shipment, at + 2 * DAY, "the packing was weighed with the goods"),
        inspector.settles_dispute(settled, "REINSPECT", "the record does not show the tare"),
        inspector.begins(settled + 2 * HOUR),
        officer.clears(settled + 4 * HOUR, "NC-09.TOTAL", box, "0.6 % without the packing"),
        *standard_steps.inspected(
            shipment, settled + 5 * HOUR, reading("inclusions", "0.6", box=box.number)
        ),
    )
    return script("disputed", "result disputed and set aside", steps, Expectation("RELEASED"))


def _sampled(shipment: Shipment, start: datetime) -> Steps:
    """An inspection that finds nothing on site, and a sample that is sent out."""
    at = findings.inspected_at(shipment)
    return (
        *findings.begun(shipment, start),
        inspector.samples(at - HOUR / 2, _SAMPLE, inspector.to_sample(shipment)),
        inspector.conforms(shipment, at),
    )
