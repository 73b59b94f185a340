"""What is still outstanding before goods conform: what was drawn, ordered and asked for is owed.

The draw says which boxes are opened, emptied and sampled; the protocol what is looked at and
measured in them (domain 1.5, 3.3); a treatment that it is watched and what it cured looked at anew.
Nothing of it is passed over: it is done, or a named officer goes without it (waive_requirements).
"""

from collections.abc import Iterable, Iterator

from models.consignment.box import Box
from models.consignment.guards import require
from models.consignment.selection import Selection
from models.consignment.state import Defect, Sample, State
from models.inspection import texts
from models.inspection.coverage import ON_SITE, by_hand, checked, parameters_of, sections_of
from models.kernel.base_types import Frozen
from models.kernel.event_types import EventType
from models.kernel.language import COMMA, SEMICOLON, Sentence, Speaks, Text, listed
from models.kernel.parameters import DOSE_RATE
from models.kernel.terms import CheckResult, Disposal, ProcessPhase, Requirement, Suspicion, Triage
from models.rules.goods import OwedReading


class Outstanding(Frozen):
    """One thing that is owed; `subject` is the parameter or the section, `box` None of all."""

    requirement: Requirement
    box: str | None = None
    subject: str = ""

    @property
    def code(self) -> str:
        """How an officer names it: `READING/CSQU3054383/dose rate`, of the whole batch with `-`."""
        return "/".join((self.requirement, self.box or "-", *filter(None, [self.subject])))


def of_code(code: str) -> Outstanding:
    """The same by its code, as it was recorded."""
    kind, box, *subject = code.split("/", 2)
    named = None if box == "-" else box
    return Outstanding(requirement=Requirement(kind), box=named, subject="".join(subject))


def outstanding(state: State) -> tuple[Outstanding, ...]:
    """All that is owed before the goods conform, in the order in which it is done."""
    return tuple(each for each in _owed(state) if each.code not in state.waived)


def standing(state: State) -> tuple[Outstanding, ...]:
    """The same while the goods are where they are inspected, and have not been found to conform."""
    there = state.course in (ProcessPhase.PILOT, ProcessPhase.TRADITIONAL)
    begun = state.inspection_open or state.inspections or state.unloaded
    at_site = state.happened(EventType.ARRIVED_AT_SITE)
    due = there and (begun or at_site) and not state.conforms
    return outstanding(state) if due else ()


def on_box(state: State, box: str) -> tuple[Outstanding, ...]:
    """What is owed before one box may be used by itself: its own, and that of the batch."""
    return tuple(each for each in outstanding(state) if each.box in (None, box))


def awaited(state: State, owed: Outstanding) -> bool:
    """A laboratory has a sample of that box: its report may bring what is owed."""
    analysis = owed.requirement is Requirement.ANALYSIS
    return analysis and any(sample.out for sample in _samples(state, owed.box))


def need_nothing(owed: Iterable[Outstanding]) -> None:
    """Nothing of that is owed; otherwise what, where, and what to do."""
    left = tuple(owed)
    require(not left, texts.OUTSTANDING, owed=told(left), codes=listed(each.code for each in left))


def told(owed: Iterable[Outstanding]) -> Speaks:
    """What is owed, box by box, for people."""
    boxes = dict[str | None, list[Outstanding]]()
    for each in owed:
        boxes.setdefault(each.box, []).append(each)
    return listed((_of_box(box, each) for box, each in boxes.items()), SEMICOLON)


def _of_box(box: str | None, owed: list[Outstanding]) -> Sentence:
    kinds = dict[Requirement, list[str]]()
    for each in owed:
        kinds.setdefault(each.requirement, []).append(each.subject)
    what = [_WHAT[kind].of(what=listed(subjects)) for kind, subjects in kinds.items()]
    where = texts.WHOLE_BATCH if box is None else texts.BOX.of(box=box)
    return texts.WHERE.of(where=where, what=listed(what, COMMA))


_WHAT: dict[Requirement, Text] = {
    Requirement.RADIATION: texts.OWED_RADIATION,
    Requirement.MACHINE: texts.OWED_MACHINE,
    Requirement.OPEN: texts.OWED_OPEN,
    Requirement.EMPTY: texts.OWED_EMPTY,
    Requirement.SECTION: texts.OWED_SECTION,
    Requirement.READING: texts.OWED_READING,
    Requirement.SAMPLE: texts.OWED_SAMPLE,
    Requirement.ANALYSIS: texts.OWED_ANALYSIS,
    Requirement.TREATMENT: texts.OWED_TREATMENT,
}


def _owed(state: State) -> Iterator[Outstanding]:
    """Each once, as far as the boxes are not free already."""
    found = (*_in_port(state), *_drawn(state), *_treated(state))
    for each in dict.fromkeys(found):
        if each.box not in state.boxes or not state.boxes[each.box].released:
            yield each


def _in_port(state: State) -> Iterator[Outstanding]:
    """Every box is measured and scanned, at every level of risk (domain 3.3)."""
    for box in state.boxes.values():
        if not _harmless(box):
            yield Outstanding(requirement=Requirement.RADIATION, box=box.number)
        if box.machine is None:
            yield Outstanding(requirement=Requirement.MACHINE, box=box.number)


def _harmless(box: Box) -> bool:
    """By the portal, or, where no portal has seen it, by a handheld."""
    if box.radiation is None:
        return DOSE_RATE in box.checked
    return box.radiation is CheckResult.PASSED or box.triage is Triage.INNOCENT


def _drawn(state: State) -> Iterator[Outstanding]:
    drawn = state.selection or _whole(state)
    opened, emptied, sampled = (
        _wanted(state, Requirement.OPEN, drawn.opened),
        _wanted(state, Requirement.EMPTY, drawn.emptied),
        _wanted(state, Requirement.SAMPLE, drawn.sampled),
    )
    for section in state.rules.sections:
        if section.required and section.part != ON_SITE:
            yield from _unseen(state, None, section.number, section.parameters)
    for number in opened:
        if number not in state.opened:
            yield Outstanding(requirement=Requirement.OPEN, box=number)
        if number in emptied and number not in state.emptied:
            yield Outstanding(requirement=Requirement.EMPTY, box=number)
        for section in state.rules.sections:
            if section.required and section.part == ON_SITE:
                yield from _unseen(state, number, section.number, section.parameters)
        yield from _unread(state, number, "opened")
        if number in emptied:
            yield from _unread(state, number, "emptied")
    for number in sampled:
        yield from _unanalysed(state, number)


def _whole(state: State) -> Selection:
    """Of goods for which nothing was drawn every box is opened; while the draw is due, all is."""
    emptied = tuple(state.boxes) if state.awaits_draw else ()
    return Selection(opened=tuple(state.boxes), emptied=emptied, sampled=emptied)


def _wanted(state: State, kind: Requirement, boxes: Iterable[str]) -> list[str]:
    """Without the boxes in which somebody goes without it, and without all that follows from it."""
    named = ((box, Outstanding(requirement=kind, box=box).code) for box in boxes)
    return [box for box, code in named if box in state.boxes and code not in state.waived]


def _unseen(
    state: State, box: str | None, section: str, parameters: Iterable[str]
) -> Iterator[Outstanding]:
    """Looking at it covers a section, and so does measuring for it."""
    if not checked(state, box).intersection((section, *parameters)):
        yield Outstanding(requirement=Requirement.SECTION, box=box, subject=section)


def _asked(state: State, of: str) -> Iterator[OwedReading]:
    kind = state.registration.kind
    rows = (row for section in state.rules.sections for row in section.owed)
    return (row for row in rows if row.of == of and kind in row.kinds)


def _unread(state: State, box: str, of: str) -> Iterator[Outstanding]:
    for row in _asked(state, of):
        if row.parameter not in checked(state, box):
            yield Outstanding(requirement=Requirement.READING, box=box, subject=row.parameter)


def _unanalysed(state: State, box: str) -> Iterator[Outstanding]:
    """A sample that is lost, or whose report says nothing, is none."""
    samples = _samples(state, box)
    if not samples:
        yield Outstanding(requirement=Requirement.SAMPLE, box=box)
        return
    analysed = {name for sample in samples for name in sample.analysed}
    wanted = [row.parameter for row in _asked(state, "sampled")]
    if not wanted and not analysed:
        yield Outstanding(requirement=Requirement.ANALYSIS, box=box)
    for name in wanted:
        if name not in analysed:
            yield Outstanding(requirement=Requirement.ANALYSIS, box=box, subject=name)


def _samples(state: State, box: str | None) -> list[Sample]:
    """The samples of a box that somebody has taken; of the only box one need not say so."""
    named = (box, None) if len(state.boxes) == 1 else (box,)
    taken = [each for each in state.samples.values() if each.taken and not each.voided]
    return [each for each in taken if each.box in named]


def _treated(state: State) -> Iterator[Outstanding]:
    """The treatment was watched (domain 1.7), and what it cured is looked at anew."""
    cured = [d for d in state.defects if d.status is Suspicion.CONFIRMED and by_hand(state, d)]
    if state.disposal is Disposal.RECTIFY and not state.watched:
        for defect in cured:
            yield Outstanding(requirement=Requirement.TREATMENT, box=defect.box)
    for defect in (*cured, *(d for d in state.defects if d.reopened)):
        yield from _not_anew(state, defect)


def _not_anew(state: State, defect: Defect) -> Iterator[Outstanding]:
    """Measured, where there is something to measure, or else looked at."""
    known, box = checked(state, defect.box), defect.box
    if parameters := parameters_of(state.rules, defect.reason):
        if not known.intersection(parameters):
            yield Outstanding(requirement=Requirement.READING, box=box, subject=parameters[0])
        return
    sections = sections_of(state.rules, defect.reason)
    # What is seen of the batch as a whole, such as its papers, names no box.
    of_all = {section.number for section in state.rules.sections if section.part != ON_SITE}
    if sections and not (known | of_all.intersection(state.checked)).intersection(sections):
        where = None if sections[0] in of_all else box
        yield Outstanding(requirement=Requirement.SECTION, box=where, subject=sections[0])
