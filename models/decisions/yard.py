"""The traditional mode: boxes wait in the yard, are inspected in the port, and picked up after."""

from datetime import datetime

from models import events, messages
from models.decisions.rows import Bodies, Rules
from models.decisions.turns import emergency
from models.state import State
from models.terms import Course, Danger

EARLY = "SV-10"


def left(before: State, after: State, body: events.GatedOut, at: datetime) -> Bodies | None:
    """What a box at the gate means in the traditional mode, None while the pilot applied."""
    if before.course is not Course.TRADITIONAL or _still_pilot(before, at):
        return None
    if before.released:
        return [events.PickedUp(box=body.box, plate=body.plate)]
    note = "left the port before the release"
    breach = events.ViolationRecorded(code=EARLY, box=body.box, note=note)
    return [breach, *emergency(after, Danger.MISSING_BOX, body.box, note)]


def _still_pilot(state: State, at: datetime) -> bool:
    """The box passed the gate before the pilot was left, and is only heard of now."""
    fell = state.marks.get("fell-back")
    return fell is not None and at <= fell.at


RULES = Rules(
    once={
        messages.YardReturn: lambda f: events.ReturnedToYard(box=f.box),
        messages.SiteArrival: lambda f: events.ArrivedAtSite(box=f.box),
    },
    again={
        messages.InspectionInstruction: lambda f: events.InspectionInstructed(
            opened_share=f.opened_share, emptied_share=f.emptied_share, place=f.place
        ),
        messages.InspectionSlot: lambda f: events.InspectionSlotGiven(slot=f.slot, place=f.place),
    },
)
