"""The inspection record takes the order of the protocol, however it was told (domain 1.5)."""

from collections.abc import Iterable

from models.decisions import refusals
from models.decisions.guards import need
from models.events import Look, Photo, Reading
from models.language import listed
from models.measurement import UNCLEAR
from models.messages import Picture, SectionLook
from models.state import State


def ordered(state: State, readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings section by section; what no section asks for comes last."""
    place = {
        parameter: number
        for number, section in enumerate(state.rules.sections)
        for parameter in section.parameters
    }
    return tuple(sorted(readings, key=lambda each: place.get(each.parameter, len(place))))


def looks(state: State, told: Iterable[SectionLook]) -> tuple[Look, ...]:
    """What was looked at, section by section."""
    numbers = [section.number for section in state.rules.sections]
    given = [Look(**look.model_dump()) for look in told]
    strange = [look.section for look in given if look.section not in numbers]
    known = {"sections": listed(strange), "known": listed(numbers)}
    need(not strange, refusals.UNKNOWN_SECTION, **known)
    return tuple(sorted(given, key=lambda look: numbers.index(look.section)))


def covered(state: State, readings: Iterable[Reading], seen: Iterable[Look] = ()) -> set[str]:
    """The sections that were looked at or measured for."""
    clear = (each.parameter for each in readings if each.verdict not in UNCLEAR)
    parameters = {*state.measured, *clear}
    measured = {
        section.number
        for section in state.rules.sections
        if parameters.intersection(section.parameters)
    }
    return measured | {look.section for look in seen}


def uncovered(state: State, done: set[str]) -> tuple[str, ...]:
    """The sections of the form that are empty; the laboratory's come when it is asked."""
    asked = [section for section in state.rules.sections if section.part != "laboratory"]
    return tuple(section.number for section in asked if section.number not in done)


def photos(taken: Iterable[Picture]) -> tuple[Photo, ...]:
    """The photos as they are recorded."""
    return tuple(Photo(**each.model_dump()) for each in taken)
