"""The inspection record takes the order of the protocol, however it was told (domain 1.5)."""

from collections.abc import Iterable

from models.consignment.guards import require
from models.consignment.state import State
from models.inspection import texts
from models.inspection.coverage import checked
from models.inspection.events import Photo, Reading, SectionRecord
from models.inspection.messages import Picture, SectionLook
from models.kernel.language import listed


def ordered(state: State, readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings section by section; what no section asks for comes last."""
    place = {
        parameter: number
        for number, section in enumerate(state.rules.sections)
        for parameter in section.parameters
    }
    return tuple(sorted(readings, key=lambda each: place.get(each.parameter, len(place))))


def looks(state: State, told: Iterable[SectionLook]) -> tuple[SectionRecord, ...]:
    """What was looked at, section by section."""
    numbers = [section.number for section in state.rules.sections]
    given = [SectionRecord(**look.model_dump()) for look in told]
    strange = [look.section for look in given if look.section not in numbers]
    known = {"sections": listed(strange), "known": listed(numbers)}
    require(not strange, texts.UNKNOWN_SECTION, **known)
    return tuple(sorted(given, key=lambda look: numbers.index(look.section)))


def uncovered(state: State) -> tuple[str, ...]:
    """The sections of the form that are empty so far; the laboratory's come when it is asked."""
    done = checked(state, None)
    asked = (section for section in state.rules.sections if section.part != "laboratory")
    return tuple(s.number for s in asked if not done.intersection((s.number, *s.parameters)))


def photos(taken: Iterable[Picture]) -> tuple[Photo, ...]:
    """The photos as they are recorded."""
    return tuple(Photo(**each.model_dump()) for each in taken)
