"""The inspection in either place, and what comes of it."""

from datetime import timedelta
from decimal import Decimal

from models.consignment.state import State
from models.disposal import destruction
from models.disposal.events import (
    Destroyed,
    DestructionOrdered,
    RectificationCompleted,
    RectificationOrdered,
)
from models.disposal.messages import (
    DecideDisposal,
    SuperviseDestruction,
    SuperviseTreatment,
)
from models.inspection.events import (
    InspectionRecorded,
    InspectionStarted,
    NonconformanceRaised,
    NonconformanceSettled,
    Unloaded,
)
from models.inspection.messages import (
    ConcludeInspection,
    InspectionFinding,
    RecordInspection,
    SectionLook,
    SettleSuspicion,
    StartInspection,
)
from models.inspection.requirements import Outstanding, outstanding
from models.kernel.codes import ReasonCode
from models.kernel.event import Event
from models.kernel.measured import Measurement
from models.kernel.terms import (
    CheckResult,
    Disposal,
    Mode,
    Requirement,
    Suspicion,
)
from models.laboratory.events import LabWorkCompleted, SampleTaken
from models.laboratory.messages import LabResult, TakeSample
from scripts.simulation import assumptions as a
from scripts.simulation.simulator import Answers, Life, Told, saying

INSPECTOR, LEAD = "Lin Tao", "Wang Li"
LABORATORY = "Ningbo Customs Technology Center"
VALUES: dict[str, tuple[str, str, Decimal | None]] = {
    "dose rate": ("0.11", "µSv/h", Decimal("0.09")),
    "inclusions": ("0.4", "%", None),
    "total metal": ("99.2", "%", None),
    "coated share": ("1.5", "%", None),
    "moisture": ("0.1", "%", None),
    "copper content": ("99.1", "%", None),
}
"""What is measured in goods that are in order."""
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


def start(life: Life) -> Told:
    """The inspector begins, and takes the samples that are drawn at once."""
    for nth, owed in enumerate(_owed(life.state, Requirement.SAMPLE), start=1):
        life.later(BETWEEN_BOXES * nth, saying(_sample(str(owed.box))))
    return StartInspection(officer=INSPECTOR)


def _owed(state: State, *kinds: Requirement) -> list[Outstanding]:
    return [each for each in outstanding(state) if each.requirement in kinds]


def _sample(box: str) -> TakeSample:
    return TakeSample(
        officer=INSPECTOR, sample_no=f"S-{box}", box=box, lab=LABORATORY, seal_no=f"LS-{box}"
    )


def _sampled(life: Life, event: Event) -> None:
    """The laboratory reports, and finds nothing."""
    taken = event.body
    if isinstance(taken, SampleTaken):
        found = (in_order("copper content", taken.box),)
        report = LabResult(
            sample_no=taken.sample_no,
            issuer=LABORATORY,
            report_no=f"R-{taken.sample_no}",
            readings=found,
        )
        life.later(life.chance.lasts(a.LAB), saying(report), always=True)


def _analysed(life: Life, _: Event) -> None:
    """What had waited for the laboratory is concluded."""
    if life.state.concluding and not life.state.samples_out:
        life.later(BETWEEN_BOXES, _conclude)


def _conclude(life: Life) -> Told:
    return ConcludeInspection(officer=INSPECTOR, conform=True) if life.state.concluding else None


def in_order(parameter: str, box: str | None) -> Measurement:
    """A reading within every limit."""
    value, unit, background = VALUES[parameter]
    return Measurement(
        parameter=parameter, value=Decimal(value), unit=unit, background=background, box=box
    )


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
    first_box = next(iter(life.state.boxes))
    reason = None
    if first and chance.happens(a.GRAVE):
        reason = chance.pick("grave", a.GRAVE_REASONS)
    elif first and chance.happens(a.DEFECTS):
        reason = chance.pick("minor", a.MINOR_REASONS)
    found = (InspectionFinding(reason=reason, box=first_box),) if reason else ()
    if found:
        return RecordInspection(
            officer=INSPECTOR, conform=False, findings=found, opened=(first_box,)
        )
    return _conforming(life.state)


def _conforming(state: State) -> RecordInspection:
    """All that is owed is done, and nothing is found."""
    looked = dict.fromkeys(each.subject for each in _owed(state, Requirement.SECTION))
    drawn = state.selection
    return RecordInspection(
        officer=INSPECTOR,
        conform=True,
        opened=drawn.opened if drawn else tuple(state.boxes),
        emptied=drawn.emptied if drawn else (),
        looks=tuple(SectionLook(section=section, in_order=True) for section in looked),
        readings=tuple(
            in_order(each.subject, each.box) for each in _owed(state, Requirement.READING)
        ),
    )


def _treated(life: Life, _: Event) -> None:
    """The treatment is watched to its end."""
    lasts = life.chance.lasts(a.TREATED)
    life.later(lasts, _watched)
    life.later(lasts + BETWEEN_BOXES, saying(RectificationCompleted(note="sorted, dried")))


def _watched(life: Life) -> Told:
    kg = life.state.registration.net_weight_kg
    return SuperviseTreatment(
        officer=INSPECTOR, place="floor 1", method="sorted, dried", before_kg=kg, after_kg=kg
    )


def _destroyed(life: Life, _: Event) -> None:
    """Two officers watch, and the enterprise says that it is done."""
    lasts = life.chance.lasts(a.DESTROYED)
    life.later(lasts, _burning)
    life.later(lasts + BETWEEN_BOXES, saying(Destroyed(note="smelted")))


def _burning(life: Life) -> Told:
    return SuperviseDestruction(
        officer=INSPECTOR,
        place="furnace 2",
        method="smelted",
        weight_kg=destruction.lot_kg(life.state),
        witness=LEAD,
        video="made up",
    )


def _suspected(life: Life, event: Event) -> None:
    said = event.body
    if isinstance(said, NonconformanceRaised) and said.status is Suspicion.SUSPECTED:
        subject = f"{said.reason}/{said.box}"
        life.at_work(a.SETTLED, lambda life: _verdict(life, said), subject, always=True)


def _verdict(life: Life, said: NonconformanceRaised) -> Told:
    """A broken seal proves harmless; what an image shows may be waste."""
    seen = life.state.boxes[said.box or ""].machine is CheckResult.ALARM
    waste = (
        seen
        and said.reason == ReasonCode.PROHIBITED_WASTE
        and life.chance.happens(a.WASTE, said.box or "")
    )
    if all(d.reason != said.reason or d.box != said.box for d in life.state.suspicions()):
        return None
    return SettleSuspicion(
        officer=LEAD,
        reason=said.reason,
        verdict=Suspicion.CONFIRMED if waste else Suspicion.CLEARED,
        box=said.box,
        note="" if waste else "looked at, nothing found",
    )


def _failed(life: Life, _: Event) -> None:
    if life.state.confirmed() and not life.state.disposal and life.once("disposal"):
        life.at_work(a.DISPOSED, _dispose)


def _dispose(life: Life) -> Told:
    minor = all(defect.reason in a.MINOR_REASONS for defect in life.state.confirmed())
    returned = life.chance.share("grave/way") < RETURNED_OF_GRAVE
    otherwise = Disposal.RETURN if returned else Disposal.DESTROY
    disposal = Disposal.RECTIFY if minor else otherwise
    return DecideDisposal(officer=LEAD, disposal=disposal, reason="as the rules say")


ANSWERS: Answers = {
    Unloaded: _unloaded,
    InspectionStarted: _started,
    NonconformanceRaised: _suspected,
    NonconformanceSettled: _failed,
    InspectionRecorded: _failed,
    RectificationOrdered: _treated,
    SampleTaken: _sampled,
    LabWorkCompleted: _analysed,
    RectificationCompleted: lambda life, _: life.at_work(a.REINSPECTED, start),
    DestructionOrdered: _destroyed,
}
