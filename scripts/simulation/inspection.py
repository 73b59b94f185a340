"""The inspection in either place, and what comes of it."""

from datetime import timedelta

from models import events, messages
from models.record import Event
from models.terms import Check, Disposal, Mode, Suspicion
from scripts.simulation import assumptions as a
from scripts.simulation.life import Answers, Life, Told, saying

INSPECTOR, LEAD = "Lin Tao", "Wang Li"
BETWEEN_BOXES = timedelta(minutes=10)
RETURNED_OF_GRAVE = 0.85


def _unloaded(life: Life, _: Event) -> None:
    """Pilot: the inspector comes once all is unloaded."""
    if not (life.state.unloaded and life.once("inspector")):
        return
    if life.chance.happens(a.APPOINTED):
        life.later(life.chance.lasts(a.INSPECTOR), start)
    else:
        life.at_work(a.INSPECTOR_AT_WORK, start)


def start(_: Life) -> Told:
    """The inspector begins."""
    return messages.StartInspection(officer=INSPECTOR)


def _started(life: Life, _: Event) -> None:
    """The result is recorded when it is concluded."""
    in_port = life.state.mode is Mode.TRADITIONAL
    lasts = life.chance.lasts(a.INSPECTED if in_port else a.INSPECTED_PILOT)
    if life.state.inspections == 0 and life.chance.happens(a.LABS):
        lasts += life.chance.lasts(a.LAB)
    life.later(lasts, _record)


def _record(life: Life) -> Told:
    """The first inspection finds what there is; after a treatment the goods are in order."""
    first, chance = life.state.inspections == 0, life.chance
    opened = tuple(life.state.boxes)[:1]
    reason = None
    if first and chance.happens(a.GRAVE):
        reason = chance.pick("grave", a.GRAVE_REASONS)
    elif first and chance.happens(a.DEFECTS):
        reason = chance.pick("minor", a.MINOR_REASONS)
    found = (messages.Finding(reason=reason, box=opened[0]),) if reason else ()
    return messages.RecordInspection(
        officer=INSPECTOR, conform=not found, findings=found, opened=opened
    )


def _suspected(life: Life, event: Event) -> None:
    said = event.body
    if isinstance(said, events.NonconformanceRaised) and said.status is Suspicion.SUSPECTED:
        subject = f"{said.reason}/{said.box}"
        life.at_work(a.SETTLED, lambda life: _verdict(life, said), subject, always=True)


def _verdict(life: Life, said: events.NonconformanceRaised) -> Told:
    """A broken seal proves harmless; what an image shows may be waste."""
    seen = life.state.boxes[said.box or ""].machine is Check.ALARM
    waste = seen and said.reason == "NC-07" and life.chance.happens(a.WASTE, said.box or "")
    if all(d.reason != said.reason or d.box != said.box for d in life.state.suspicions()):
        return None
    return messages.SettleSuspicion(
        officer=LEAD,
        reason=said.reason,
        verdict=Suspicion.CONFIRMED if waste else Suspicion.CLEARED,
        box=said.box,
    )


def _failed(life: Life, _: Event) -> None:
    if life.state.confirmed() and not life.state.disposal and life.once("disposal"):
        life.at_work(a.DISPOSED, _dispose)


def _dispose(life: Life) -> Told:
    minor = all(defect.reason in a.MINOR_REASONS for defect in life.state.confirmed())
    returned = life.chance.share("grave/way") < RETURNED_OF_GRAVE
    otherwise = Disposal.RETURN if returned else Disposal.DESTROY
    disposal = Disposal.RECTIFY if minor else otherwise
    return messages.DecideDisposal(officer=LEAD, disposal=disposal, reason="as the rules say")


ANSWERS: Answers = {
    events.Unloaded: _unloaded,
    events.InspectionStarted: _started,
    events.NonconformanceRaised: _suspected,
    events.NonconformanceSettled: _failed,
    events.InspectionRecorded: _failed,
    events.RectificationOrdered: lambda life, _: life.later(
        life.chance.lasts(a.TREATED), saying(messages.RectificationReport(note="sorted, dried"))
    ),
    events.RectificationCompleted: lambda life, _: life.at_work(a.REINSPECTED, start),
    events.DestructionOrdered: lambda life, _: life.later(
        life.chance.lasts(a.DESTROYED), saying(messages.DestructionReport(note="smelted"))
    ),
}
