"""Which times that others name are believed, and what counts where one is not; pure.

A clock may be wrong, and a fact is never refused: what is dated ahead of now, or so far back that
it cannot have been, is recorded with its claimed time and counts as of when it was heard. The
bounds are data (`clocks` in the rulebook, decisions/0042).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import BaseModel

from models.arrival.events import Discharged, Shipped, VesselArrived
from models.arrival.messages import DeclarationStatus, ManifestStatus
from models.consignment.guards import named_box
from models.consignment.state import State
from models.consignment.texts import AHEAD_OF_NOW
from models.inspection.events import InspectionBooked
from models.kernel.errors import Refused
from models.kernel.event_types import EventType
from models.kernel.message import Command
from models.laboratory.messages import IdentificationReport, LabResult
from models.pre_shipment.events import PreShipmentWithdrawn, SealNumberRecorded, ShipmentAmended
from models.pre_shipment.messages import PreShipmentFile
from models.process.messages import Fact, Report, ReportByHand
from models.process.texts import BEYOND_ANY_PLAN, TOO_LONG_AGO
from models.supervision.events import ENVELOPE, ClockDoubted
from models.supervision.messages import Unknown
from models.traditional_port.events import InspectionSlotGiven

ROLL_OVER = timedelta(weeks=1024)
"""GPS counts its weeks in ten bits: a receiver that loses count is so far off, to the second."""
_LATELY = timedelta(days=1)

_AT_SEA = (
    *(Unknown, PreShipmentFile, PreShipmentWithdrawn, ShipmentAmended, SealNumberRecorded),
    *(Shipped, DeclarationStatus, ManifestStatus, LabResult, IdentificationReport),
)
"""Facts that can be of a time before the vessel has arrived."""
_ARRIVING = (VesselArrived, Discharged)


class Dated(NamedTuple):
    """A report with the times that count, and what was doubted; None if the fact does not stand."""

    report: Report | None
    at: datetime
    doubts: tuple[ClockDoubted, ...] = ()


class _Doubt(NamedTuple):
    field: str
    claimed: datetime


def dated(state: State, report: Report, now: datetime | None) -> Dated:
    """A report that is heard `now`, each of its times believed or put right; without, all are."""
    if now is None:
        return Dated(report, report.occurred_at)
    at = _counts(state, report, now)
    fact, wrong = _believed(state, report.fact, now)
    if at == report.occurred_at and not wrong:
        return Dated(report, at)
    claimed = [] if at == report.occurred_at else [_Doubt(ENVELOPE, report.occurred_at)]
    doubts = tuple(
        ClockDoubted(
            system=report.system,
            fact=report.fact.type,
            field=doubt.field,
            claimed=doubt.claimed,
            counts=at if doubt.field == ENVELOPE else None,
            first=number == 0 and report.system not in state.doubted,
            box=named_box(report.fact),
        )
        for number, doubt in enumerate((*claimed, *wrong))
    )
    if fact is None:
        return Dated(None, at, doubts)
    return Dated(report.model_copy(update={"occurred_at": at, "fact": fact}), at, doubts)


def require_possible(state: State, command: Command, now: datetime) -> None:
    """That the times which an officer names can be.

    Raises:
        Refused: one lies ahead, or before anything can have happened to the consignment.
    """
    if isinstance(command, ReportByHand):
        _, wrong = _believed(state, command.fact, now)
        for doubt in wrong:
            raise Refused(BEYOND_ANY_PLAN, field=doubt.field, at=_minute(doubt.claimed))
    latest, earliest = now + state.rules.clocks.ahead(), _beginning(state)
    for at in _instants(command):
        require_not_ahead(at, latest)
        if at < earliest:
            raise Refused(TOO_LONG_AGO, at=_minute(at), earliest=_minute(earliest))


def _instants(said: BaseModel) -> Iterator[datetime]:
    """When something happened, as a command says it.

    A fact in it has its own bounds, and so has when it was given (`permission.dated`).
    """
    for name, value in vars(said).items():
        if name == "at" and isinstance(said, Command):
            continue
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, datetime):
                yield each
            elif isinstance(each, BaseModel) and not isinstance(said, ReportByHand):
                yield from _instants(each)


def require_not_ahead(at: datetime, latest: datetime) -> None:
    """That a time has come.

    Raises:
        Refused: it has not.
    """
    if at > latest:
        raise Refused(AHEAD_OF_NOW, at=_minute(at))


def _counts(state: State, report: Report, now: datetime) -> datetime:
    """When it happened, as far as that can be; otherwise when it was heard."""
    at, latest = report.occurred_at, now + state.rules.clocks.ahead(report.system)
    # Whoever announced the voyage may be wrong as well: what is heard soon is believed.
    soon = now - timedelta(hours=state.rules.clocks.ashore_hours)
    earliest = min(_earliest(state, report.fact), soon)
    if earliest <= at <= latest:
        return at
    for rolled in (at + ROLL_OVER, at - ROLL_OVER):
        if max(earliest, now - _LATELY) <= rolled <= latest:
            return min(rolled, now)
    return now


def _earliest(state: State, fact: Fact) -> datetime:
    """Before that it cannot have happened, with whatever the clocks differ."""
    beginning = _beginning(state)
    if isinstance(fact, _AT_SEA):
        return beginning
    arrived = state.marks.get(EventType.VESSEL_ARRIVED)
    landed = None if isinstance(fact, _ARRIVING) or arrived is None else arrived.at
    hours = timedelta(hours=state.rules.clocks.ashore_hours)
    return max(beginning, (landed or state.registration.etd) - hours)


def _beginning(state: State) -> datetime:
    registered = state.marks[EventType.CONSIGNMENT_REGISTERED].at
    first = min(registered, state.registration.etd)
    return first - timedelta(days=state.rules.clocks.back_days)


def _believed(state: State, fact: Fact, now: datetime) -> tuple[Fact | None, tuple[_Doubt, ...]]:
    """The fact without the times in it that cannot be; None when nothing is left of it."""
    clocks = state.rules.clocks
    past = now - timedelta(days=clocks.past_days)
    match fact:
        case InspectionBooked() | InspectionSlotGiven():
            # A slot that never comes would keep its deadline quiet for good.
            fits = past <= fact.slot <= now + timedelta(days=clocks.slot_days)
            return (fact, ()) if fits else (None, (_Doubt("slot", fact.slot),))
        case ShipmentAmended():
            end = now + timedelta(days=clocks.voyage_days)
            said = (("etd", fact.etd), ("eta", fact.eta))
            wrong = tuple(_Doubt(n, at) for n, at in said if at and not past <= at <= end)
            if not wrong:
                return fact, ()
            return fact.model_copy(update={doubt.field: None for doubt in wrong}), wrong
        case LabResult():
            latest = now + clocks.ahead()
            ahead = tuple(_ahead(fact, latest))
            if not ahead:
                return fact, ()
            kept = [
                each.model_copy(update={"at": None}) if each.at and each.at > latest else each
                for each in fact.readings
            ]
            return fact.model_copy(update={"readings": tuple(kept)}), ahead[:1]
        case _:
            return fact, ()


def _ahead(fact: LabResult, latest: datetime) -> Iterator[_Doubt]:
    return (_Doubt("readings.at", r.at) for r in fact.readings if r.at and r.at > latest)


def _minute(at: datetime) -> str:
    return at.isoformat(timespec="minutes")
