"""Officers on duty: emergencies are taken charge of, escalations are answered."""

from functools import partial

from models.consignment.deadline import deadline_key
from models.consignment.state import Incident
from models.deadlines.events import EscalationRaised
from models.deadlines.messages import AcknowledgeEscalation
from models.emergency.events import DangerJoined, EmergencyRaised
from models.emergency.messages import (
    AcknowledgeEmergency,
    CloseDanger,
    LiftEmergency,
    ReportIncident,
    ReportStep,
)
from models.kernel.event import Event
from models.kernel.terms import Danger, EmergencyStep, Party, Resolution, Triage
from scripts.simulation import assumptions as a
from scripts.simulation.simulator import Act, Answers, Life, Told

OFFICER, LEAD = "Chen Hao", "Wang Li"

_Place = tuple[Danger, str | None]


def _raised(life: Life, event: Event) -> None:
    """Each danger is seen to by itself, whether it is the first or joins another."""
    said = event.body
    if not isinstance(said, EmergencyRaised | DangerJoined):
        return
    nth = f"{len(life.events)}"
    place = (said.danger, said.box)
    for lasts, act in (
        (a.ACKNOWLEDGED, _acknowledge),
        (a.REPORTED, _report),
        (a.LIFTED, _lift),
    ):
        life.later(life.chance.lasts(lasts, nth), partial(act, place=place), always=True)
    for rule in life.state.rules.deadlines:
        if said.danger in rule.when.get("danger", ()):
            for step in map(EmergencyStep, rule.done.get("step", ())):
                done = life.chance.lasts(a.STEP_DONE, f"{nth}/{step}")
                life.later(done, partial(_step, place=place, step=step), always=True)


def _open(life: Life, place: _Place) -> Incident | None:
    known = life.state.open_emergency
    return next((each for each in known.open if each.place == place), None) if known else None


def _step(life: Life, place: _Place, step: EmergencyStep) -> Told:
    known, (danger, box) = _open(life, place), place
    if known is None or step in known.steps:
        return None
    return ReportStep(officer=OFFICER, danger=danger, box=box, step=step)


def _acknowledge(life: Life, place: _Place) -> Told:
    known, (danger, box) = _open(life, place), place
    if known is None or known.acknowledged_by:
        return None
    return AcknowledgeEmergency(officer=OFFICER, danger=danger, box=box)


def _report(_: Life, place: _Place) -> Told:
    danger, box = place
    report = "survey done, scene cleared"
    return ReportIncident(officer=OFFICER, danger=danger, box=box, report=report)


def _lift(life: Life, place: _Place) -> Told:
    """A source goes back; all else proves harmless."""
    known, (danger, box) = life.state.open_emergency, place
    if known is None or _open(life, place) is None:
        return None
    if len(known.open) > 1:
        return CloseDanger(
            officer=LEAD,
            role=Party.DIVISION_LEAD,
            danger=danger,
            box=box,
            reason="survey done",
            expert_report="report of the radiation protection station",
            scene_cleared=True,
            lessons="none",
        )
    source = any(box.triage is Triage.SOURCE for box in life.state.boxes.values())
    resolution = Resolution.RETURN if source else Resolution.RESUME
    return LiftEmergency(
        officer=LEAD,
        role=Party.DIVISION_LEAD,
        resolution=resolution,
        reason="survey done",
        expert_report="report of the radiation protection station",
        scene_cleared=True,
        lessons="none",
    )


def _escalated(life: Life, event: Event) -> None:
    said = event.body
    if not isinstance(said, EscalationRaised):
        return
    subject = f"{said.deadline}/{said.box}/{said.level}"
    if life.chance.happens(a.ESCALATIONS_ANSWERED, subject):
        life.at_work(a.ANSWERED, _answer(said), subject, always=True)


def _answer(said: EscalationRaised) -> Act:
    def answer(life: Life) -> Told:
        known = life.state.deadlines[deadline_key(said.deadline, said.box, said.danger)]
        if known.level is None or known.acknowledged_by:
            return None
        named = {"deadline": said.deadline, "box": said.box, "danger": said.danger}
        return AcknowledgeEscalation.model_validate({"officer": OFFICER, **named})

    return answer


ANSWERS: Answers = {
    EmergencyRaised: _raised,
    DangerJoined: _raised,
    EscalationRaised: _escalated,
}
