"""How a consignment was really looked at: what may count as evidence that its goods are clean.

What is not on record to have been looked at, with a result that is final, counts as not looked at.
"""

from collections.abc import Iterable, Iterator, Sequence

from models.consignment.box import Box
from models.consignment.selection import Selection, draw
from models.consignment.state import State
from models.inspection.coverage import parameters_of, with_readings, with_work
from models.inspection.events import InspectionRecorded, MeasurementsRecorded
from models.kernel.base_types import replace
from models.kernel.codes import ReasonCode
from models.kernel.event_body import Body
from models.kernel.risk_terms import Channel
from models.kernel.terms import CheckResult
from models.laboratory.events import LabResultReceived
from models.risk.records import Inspected
from models.rules.goods import Section
from models.rules.rulebook import Rulebook

WORK = (InspectionRecorded, MeasurementsRecorded, LabResultReceived)
"""The events that tell of a look at the goods."""

_ON_SITE, _LABORATORY = "on-site", "laboratory"
_NEVER_HIT = 16 * "f"


Place = tuple[ReasonCode, str]
"""What was confirmed, in which box; in none of all."""


def inspected(state: State, told: Iterable[Body], confirmed: Sequence[Place]) -> Inspected:
    """The plan of a consignment as it was executed.

    Args:
        state: How it stands.
        told: All of its events of `WORK`, in their order.
        confirmed: What was found in goods that came: it was looked for.
    """
    seen = _seen(state, told)
    opened = [box for box in state.boxes if box in seen.opened]
    emptied = [box for box in opened if box in seen.emptied]
    found = {reason for reason, _ in confirmed}
    plan = planned(state)
    whole = plan is not None and len(emptied) == len(state.boxes)
    return Inspected(
        boxes=len(state.boxes),
        opened=len(opened),
        emptied=len(emptied),
        done=tuple(_done(state, seen)),
        uncovered=tuple(r for r in ReasonCode if r not in found and _uncovered(seen, opened, r)),
        unanalysed=tuple(r for r in ReasonCode if not _analysed(state, r)),
        whole=whole,
        beyond=sum(_beyond(state, plan, each) for each in confirmed) if whole and plan else 0,
    )


def planned(state: State) -> Selection | None:
    """What had been drawn if chance had not had the batch unpacked whole; None if it had not.

    Without a census, which would leave nothing to be found beyond it.
    """
    drawn = state.selection
    if drawn is None or drawn.grounds is None or not drawn.grounds.full_unpack:
        return None
    unhit = drawn.grounds.chances.model_copy(update={"full_unpack": _NEVER_HIT})
    alone = drawn.grounds.plan.model_copy(update={"census": False})
    return draw(unhit, tuple(state.boxes), alone)


def _beyond(state: State, plan: Selection, found: Place) -> bool:
    """Whether only chance has led to it; what names no box is found nowhere else but on paper."""
    reason, box = found
    channels = state.rules.risk.seen_by[reason]
    if not box and Channel.DOCUMENTS in channels:
        return False
    looked_into = plan.emptied if Channel.EMPTY in channels else plan.opened
    return len(looked_into) < len(state.boxes) and box not in looked_into


def _seen(state: State, told: Iterable[Body]) -> State:
    """The consignment with all that was ever looked at and measured in it.

    Its own state forgets what was seen before goods were treated: that is owed anew, and was a
    look nevertheless.
    """
    boxes = {number: replace(box, checked=()) for number, box in state.boxes.items()}
    seen = replace(state, boxes=boxes, checked=(), opened=(), emptied=())
    for body in told:
        if isinstance(body, LabResultReceived):
            if not (body.unlisted or body.empty):
                seen = with_readings(seen, body.readings)
        elif isinstance(body, InspectionRecorded | MeasurementsRecorded):
            seen = with_work(seen, body)
    return seen


def _done(state: State, seen: State) -> Iterator[Channel]:
    """The looks that were taken at every box, or at the batch, and whose result is final."""
    boxes = list(state.boxes.values())
    if all(map(_measured, boxes)):
        yield Channel.PORTAL
    surface = parameters_of(state.rules, ReasonCode.RAD_SURFACE)
    if surface and all(set(surface) <= set(box.checked) for box in seen.boxes.values()):
        yield Channel.SECONDARY
    if all(box.machine is not None for box in boxes):
        yield Channel.MACHINE
    if not _unseen_on_paper(seen, ReasonCode.DOC_MISMATCH):
        yield Channel.DOCUMENTS
    if _sampled(state) and not state.samples_out:
        yield Channel.LABORATORY


def _measured(box: Box) -> bool:
    """By a portal; an alarm is final once somebody has judged it."""
    alarmed = box.radiation is CheckResult.ALARM
    return box.radiation is not None and (box.triage is not None or not alarmed)


def _sampled(state: State) -> bool:
    return any(sample.taken and sample.answered for sample in state.samples.values())


def _analysed(state: State, reason: ReasonCode) -> bool:
    """Whether a report that customs adopt speaks of this reason."""
    wanted = parameters_of(state.rules, reason)
    given = {name for sample in state.samples.values() for name in sample.analysed}
    return not given.isdisjoint(wanted)


def _uncovered(seen: State, opened: Sequence[str], reason: ReasonCode) -> bool:
    """Nobody looked for the reason, or not in every box that was opened.

    Of solid waste whoever identifies it has the last word.
    """
    asked = reason is ReasonCode.SOLID_WASTE and seen.identifying
    if asked or _unseen_on_paper(seen, reason):
        return True
    looked = [seen.boxes[box].checked for box in opened]
    return any(
        not looked or any(_blank(seen.rules, section, reason, names) for names in looked)
        for section in _sections(seen.rules, reason, on_site=True)
    )


def _unseen_on_paper(seen: State, reason: ReasonCode) -> bool:
    names = {*seen.checked, *(name for box in seen.boxes.values() for name in box.checked)}
    general = _sections(seen.rules, reason, on_site=False)
    return any(_blank(seen.rules, section, reason, names) for section in general)


def _sections(rules: Rulebook, reason: ReasonCode, *, on_site: bool) -> list[Section]:
    """Those that look for a reason; the laboratory is a look of its own."""
    return [
        section
        for section in rules.sections
        if reason in section.reasons
        and section.part != _LABORATORY
        and (section.part == _ON_SITE) is on_site
    ]


def _blank(rules: Rulebook, section: Section, reason: ReasonCode, checked: Iterable[str]) -> bool:
    """Neither was the section gone through, nor measured what it asks for this reason.

    A section looks for several reasons: who measures for one of them has not looked for another.
    """
    own = set(parameters_of(rules, reason)).intersection(section.parameters)
    owed = own.intersection(row.parameter for row in section.owed)
    return (owed or own).union((section.number,)).isdisjoint(checked)
