"""What is left for the visitor: four consignments in real time, each waiting for a decision."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from models.identity import box_check_digit
from models.registration import BoxRegistration, Registration
from scripts.demonstration.performance import OfficersDesk, Stage, register
from scripts.demonstration.roles import Role
from systems.scenarios import open_ended
from systems.world import Shipment, Steps, in_order, play

_NET_KG = Decimal(22400)
_SAILED = timedelta(hours=40)
_EARLY = timedelta(days=4)
"""The vessels came earlier than announced, so that no deadline before the arrival has passed."""

BEHIND = timedelta(hours=4)
"""So long ago their clocks begin, before the discharge: what comes then is lived through."""


@dataclass(frozen=True)
class Choice:
    """A consignment at a moment of choice, and the command that acts on it."""

    situation: str
    steps: Callable[[Shipment, datetime], Steps]
    verb: str
    fields: dict[str, object]
    ahead: timedelta = timedelta(0)
    """How far its clock is put forward: most deadlines take longer than a visit."""


CHOICES = (
    Choice(
        "a truck on the road: its window ends in two minutes, then people are told",
        open_ended.truck_nearly_late,
        "extend_deadline",
        {"deadline": "D08", "box": None, "hours": 1, "reason": "jam on the G15"},
    ),
    Choice(
        "unloaded at the enterprise: an inspection waits to be recorded",
        open_ended.inspection_due,
        "record_inspection",
        {"conform": True},
    ),
    Choice(
        "the radiation portal alarms: acknowledge within five minutes",
        open_ended.alarm_ringing,
        "acknowledge_emergency",
        {},
    ),
    Choice(
        "unloaded too, its clock put a day ahead: the inspection is overdue, people are told",
        open_ended.inspection_due,
        "acknowledge_escalation",
        {"deadline": "D12"},
        ahead=timedelta(hours=20),
    ),
)


@dataclass(frozen=True)
class Visitor:
    """One open consignment; `fresh` when this demo has started it."""

    tracking_no: str
    choice: Choice
    command: str
    fresh: bool


async def leave_open(stage: Stage, like: Registration, now: datetime) -> list[Visitor]:
    """Bring each consignment to its moment of choice; what is there already stays."""
    return list(
        await asyncio.gather(
            *(_left_open(stage, choice, place, like, now) for place, choice in enumerate(CHOICES))
        )
    )


async def _left_open(
    stage: Stage, choice: Choice, place: int, like: Registration, now: datetime
) -> Visitor:
    role = Role(_registration(like, place + 1, now), now - BEHIND, None)
    fresh = await register(stage, role, BEHIND)
    if fresh:
        steps = in_order(choice.steps(role.shipment, now))
        desk, clock = OfficersDesk(stage.client), stage.lapse.of_those(BEHIND)
        await play(steps, role.shipment, stage.messenger, clock, desk)
        await clock.advance(role.tracking_no, datetime.now(UTC) + choice.ahead)
    return Visitor(role.tracking_no, choice, _command(role.registration, choice), fresh)


def _registration(like: Registration, number: int, now: datetime) -> Registration:
    """A consignment of one box that is like another one, with numbers of its own."""
    ten = f"GMNU90000{number}"
    box = BoxRegistration(
        number=f"{ten}{box_check_digit(ten)}", seal=f"NBD90000{number}", net_weight_kg=_NET_KG
    )
    own = {
        "tracking_no": f"NB26-90000{number}",
        "seq_no": f"I2026031049999000{number}",
        "bill_no": f"GMNB2690000{number}",
        "net_weight_kg": _NET_KG,
        "etd": now - _SAILED,
        "eta": now + _EARLY,
        "boxes": (box,),
    }
    return like.model_copy(update=own)


def _command(registration: Registration, choice: Choice) -> str:
    fields = {
        name: registration.boxes[0].number if name == "box" else value
        for name, value in choice.fields.items()
    }
    given = f" '{json.dumps(fields)}'" if fields else ""
    return f"guomen act {registration.tracking_no} {choice.verb}{given}"
