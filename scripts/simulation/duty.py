"""Officers on duty: emergencies are taken charge of, escalations are answered."""

from functools import partial

from models import events, messages
from models.ladder import deadline_key
from models.record import Event
from models.terms import EmergencyStep, Party, Resolution, Triage
from scripts.simulation import assumptions as a
from scripts.simulation.life import Act, Answers, Life, Told

OFFICER, LEAD = "Chen Hao", "Wang Li"


def _raised(life: Life, event: Event) -> None:
    nth = f"{len(life.events)}"
    life.later(life.chance.lasts(a.ACKNOWLEDGED, nth), _acknowledge, always=True)
    life.later(life.chance.lasts(a.REPORTED, nth), _report, always=True)
    life.later(life.chance.lasts(a.LIFTED, nth), _lift, always=True)
    danger = vars(event.body)["danger"]
    for rule in life.state.rules.deadlines:
        if danger in rule.when.get("danger", ()):
            for step in map(EmergencyStep, rule.done.get("step", ())):
                done = life.chance.lasts(a.STEP_DONE, f"{nth}/{step}")
                life.later(done, partial(_step, step=step), always=True)


def _step(life: Life, step: EmergencyStep) -> Told:
    known = life.state.emergency
    done = known is None or known.lifted or step in known.steps
    return None if done else messages.ReportStep(officer=OFFICER, step=step)


def _acknowledge(life: Life) -> Told:
    known = life.state.emergency
    answered = known is None or known.lifted or known.acknowledged_by
    return None if answered else messages.AcknowledgeEmergency(officer=OFFICER)


def _report(_: Life) -> Told:
    return messages.ReportIncident(officer=OFFICER, report="survey done, scene cleared")


def _lift(life: Life) -> Told:
    """A source goes back; all else proves harmless."""
    if life.state.open_emergency is None:
        return None
    source = any(box.triage is Triage.SOURCE for box in life.state.boxes.values())
    resolution = Resolution.RETURN if source else Resolution.RESUME
    return messages.LiftEmergency(
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
    if not isinstance(said, events.EscalationRaised):
        return
    subject = f"{said.deadline}/{said.box}/{said.level}"
    if life.chance.happens(a.ESCALATIONS_ANSWERED, subject):
        life.at_work(a.ANSWERED, _answer(said.deadline, said.box), subject, always=True)


def _answer(deadline: str, box: str | None) -> Act:
    def answer(life: Life) -> Told:
        known = life.state.deadlines[deadline_key(deadline, box)]
        if known.level is None or known.acknowledged_by:
            return None
        return messages.AcknowledgeEscalation(officer=OFFICER, deadline=deadline, box=box)

    return answer


ANSWERS: Answers = {
    events.EmergencyRaised: _raised,
    events.EscalationRaised: _escalated,
}
