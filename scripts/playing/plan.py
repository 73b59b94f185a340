"""What an imported consignment plays, and since when: remembered in the data folder.

A play that was stopped goes on as it was begun: its happenings have the same ids, and what was told
before is told in vain.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from math import ceil
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, RootModel

from models.consignment.registration import Registration
from models.consignment.state import State
from models.kernel.errors import GuomenError, NotFound
from models.kernel.event_types import EventType
from models.kernel.terms import Mode
from models.process import derived_status
from models.texts import STAGES
from scripts.demonstration.scenario_assignment import shipment_of
from scripts.playing import texts
from systems.scenario import Script, Shipment, Steps, in_order
from systems.scenarios import SCENARIOS
from systems.scenarios.parts import enterprise

IN_THE_PILOT = "smooth"
OUT_OF_IT = "never_approved"
"""Nobody answers the papers, and the goods are inspected in the port: whatever bars the pilot."""

_DAY = timedelta(days=1)
_MOVED = (EventType.PRE_SHIPMENT_SUBMITTED, EventType.SHIPPED, EventType.VESSEL_ARRIVED)


class CannotPlay(GuomenError):
    """A consignment cannot be played, or not like this."""


class Part(BaseModel):
    """What a consignment plays, and when its script begins."""

    model_config = ConfigDict(frozen=True)

    scenario: str
    start: AwareDatetime


class Parts(RootModel[dict[str, Part]]):
    """The parts by tracking number, as `world.json` keeps them."""


@dataclass(frozen=True)
class Play:
    """A consignment and its part."""

    registration: Registration
    part: Part

    @property
    def tracking_no(self) -> str:
        """The consignment's number."""
        return self.registration.tracking_no

    @property
    def shipment(self) -> Shipment:
        """The shipment as it really sails: later than announced, if that lies behind already."""
        return sailing(shipment_of(self.registration), self.part.start)

    @property
    def script(self) -> Script:
        """What happens to it if no box is drawn for a sample.

        Raises:
            CannotPlay: the scenario needs other boxes than it has.
        """
        return self._written(self.shipment)

    def steps(self, sails: Shipment) -> Steps:
        """The steps of the script, whatever is drawn.

        Raises:
            CannotPlay: the scenario needs other boxes than it has.
        """
        return self._written(sails).steps

    def _written(self, sails: Shipment) -> Script:
        announced = shipment_of(self.registration)
        try:
            found = SCENARIOS[self.part.scenario](sails, self.part.start)
        except (IndexError, ValueError) as error:
            what = {"name": self.part.scenario, "number": self.tracking_no, "why": error}
            raise CannotPlay(texts.UNFIT, **what, boxes=len(sails.boxes)) from error
        if sails.etd == announced.etd:
            return found
        return replace(found, steps=in_order((*_delay(sails, self.part.start), *found.steps)))


def sailing(announced: Shipment, start: datetime) -> Shipment:
    """Whole days later than announced, so that papers can be audited before it sails."""
    days = max(0, ceil((start + _DAY - announced.etd) / _DAY))
    return replace(announced, etd=announced.etd + days * _DAY, eta=announced.eta + days * _DAY)


def _delay(sails: Shipment, start: datetime) -> Steps:
    """The enterprise says that the vessel sails later."""
    dates = {"etd": f"{sails.etd:%FT%TZ}", "eta": f"{sails.eta:%FT%TZ}"}
    return (enterprise.amended(sails, start, "the vessel sails later", **dates),)


def cast(state: State, begun: Part | None, wanted: str | None, now: datetime) -> Play:
    """The play of a consignment: the one that it is in, or a new one.

    Raises:
        CannotPlay: it is closed, plays another scenario, or somebody else has moved it.
    """
    number = state.registration.tracking_no
    if state.outcome is not None:
        raise CannotPlay(texts.CLOSED, number=number)
    if begun is not None and wanted not in (None, begun.scenario):
        raise CannotPlay(texts.OTHER_SCENARIO, number=number, playing=begun.scenario, wanted=wanted)
    if begun is None and any(map(state.happened, _MOVED)):
        stage = STAGES[derived_status.stage(state)]
        raise CannotPlay(texts.MOVED_BY_OTHERS, number=number, stage=stage)
    return Play(state.registration, begun or Part(scenario=wanted or usual(state), start=now))


def usual(state: State) -> str:
    """The plain course of a consignment: of the pilot, unless something bars it from that."""
    rules, goods = state.rules, state.registration
    barred = state.mode is Mode.TRADITIONAL or state.causes
    in_pilot = not barred and goods.risk_level in rules.pilot_levels
    return IN_THE_PILOT if in_pilot else OUT_OF_IT


def require_scenario(name: str) -> None:
    """Raises NotFound, with the nearest names, unless there is such a scenario."""
    if name not in SCENARIOS:
        near = get_close_matches(name, SCENARIOS, n=3, cutoff=0) or ["-"]
        raise NotFound(texts.NO_SCENARIO, name=name, nearest=", ".join(near))


def remembered(data: Path) -> Mapping[str, Part]:
    """The parts that were begun on a data folder."""
    file = _file(data)
    return Parts.model_validate_json(file.read_bytes()).root if file.exists() else {}


def remember(data: Path, plays: list[Play]) -> None:
    """Keep these parts beside those that were begun before."""
    known = {**remembered(data), **{play.tracking_no: play.part for play in plays}}
    draft = _file(data).with_suffix(".new")
    draft.write_text(Parts(known).model_dump_json(indent=2))
    draft.replace(_file(data))


def _file(data: Path) -> Path:
    return data / "world.json"
