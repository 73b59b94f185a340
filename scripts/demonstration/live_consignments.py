"""What is left for the visitor: four consignments in real time, each waiting for a decision."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from ledger import Ledger
from models.consignment.registration import BoxRegistration, Registration
from models.consignment.state import State
from models.inspection.requirements import outstanding
from models.kernel.identity import box_check_digit
from models.kernel.terms import Requirement
from projections.stream_reader import state_of
from scripts.demonstration.scenario_assignment import Role
from scripts.demonstration.scenario_player import DemoContext, OfficersDesk, register
from scripts.simulation.inspection import LABORATORY, VALUES
from systems.scenario import Shipment, Steps, in_order, play
from systems.scenarios import ongoing

LIKE = "NB26-000012"
"""The consignment of the sample that they are like: copper, as docs/operators.md tells of it."""

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


INSPECT = "record_inspection"
"""Its fields are what is owed, which depends on what was drawn."""

CHOICES = (
    Choice(
        "a truck on the road: its window ends in two minutes, then people are told",
        ongoing.truck_nearly_late,
        "extend_deadline",
        {
            "deadline": "D08",
            "box": None,
            "hours": 1,
            "reason": "jam on the G15",
            "approver": "Sun Yan",
            "approver_role": "C1_CHIEF",
        },
    ),
    Choice(
        "unloaded at the enterprise: an inspection waits to be recorded",
        ongoing.inspection_due,
        INSPECT,
        {},
    ),
    Choice(
        "the radiation portal alarms: acknowledge within five minutes",
        ongoing.alarm_ringing,
        "acknowledge_emergency",
        {},
    ),
    Choice(
        "unloaded too, its clock put a day ahead: the inspection is overdue, people are told",
        ongoing.inspection_due,
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


async def leave_open(stage: DemoContext, like: Registration, now: datetime) -> list[Visitor]:
    """Bring each consignment to its moment of choice; what is there already stays."""
    return list(
        await asyncio.gather(
            *(_left_open(stage, choice, place, like, now) for place, choice in enumerate(CHOICES))
        )
    )


async def _left_open(
    stage: DemoContext, choice: Choice, place: int, like: Registration, now: datetime
) -> Visitor:
    role = Role(_registration(like, place + 1, now), now - BEHIND, None)
    fresh = await register(stage, role, BEHIND)
    if fresh:
        steps = in_order(choice.steps(role.shipment, now))
        desk, clock = OfficersDesk(stage.client), stage.lapse.of_those(BEHIND)
        await play(steps, role.shipment, stage.messenger, clock, desk)
        await clock.advance(role.tracking_no, datetime.now(UTC) + choice.ahead)
    known = await state_of(Ledger(stage.pool), role.tracking_no)
    return Visitor(role.tracking_no, choice, command(role.registration, choice, known), fresh)


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


def command(registration: Registration, choice: Choice, known: State | None) -> str:
    """The command that acts on it, as a shell takes it."""
    number, verb = registration.boxes[0].number, choice.verb
    named = choice.fields
    if verb == INSPECT and known is not None:
        verb, named = inspected(known)
    fields = {name: number if name == "box" else value for name, value in named.items()}
    given = f" '{json.dumps(fields, ensure_ascii=False)}'" if fields else ""
    return f"guomen act {registration.tracking_no} {verb}{given}"


def inspected(state: State) -> tuple[str, dict[str, object]]:
    """The record that does all that is owed; the sample first, if one is drawn."""
    owed = dict[Requirement, list[str]]()
    for each in outstanding(state):
        named = each.subject or each.box or ""
        owed.setdefault(each.requirement, []).append(named)
    if samples := owed.get(Requirement.SAMPLE):
        number = f"S-{samples[0]}"
        return "take_sample", {
            "sample_no": number,
            "box": samples[0],
            "lab": LABORATORY,
            "seal_no": f"L{number}",
        }
    opened, emptied = owed.get(Requirement.OPEN, []), owed.get(Requirement.EMPTY, [])
    sections = dict.fromkeys(owed.get(Requirement.SECTION, []))
    readings = [_reading(name) for name in dict.fromkeys(owed.get(Requirement.READING, []))]
    fields = {"opened": opened, "emptied": emptied, "looks": [*sections], "readings": readings}
    return INSPECT, {"conform": True, **{name: told for name, told in fields.items() if told}}


def _reading(parameter: str) -> dict[str, str]:
    value, unit, background = VALUES[parameter]
    shown = {"parameter": parameter, "value": value, "unit": unit}
    return shown if background is None else {**shown, "background": str(background)}
