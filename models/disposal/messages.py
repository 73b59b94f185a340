"""Goods that failed."""

from typing import Annotated

from pydantic import Field

from models.disposal.events import (
    CodeAmended,
    ConsumptionReported,
    Destroyed,
    RectificationCompleted,
    RectificationPlanned,
    ResultDisputed,
)
from models.inspection.messages import Picture
from models.kernel.incoming import Amount, Prose
from models.kernel.language import Text
from models.kernel.message import Command, fields
from models.kernel.terms import Disposal, Party, Settlement


class DecideDisposal(Command):
    """Decide what becomes of goods that failed."""

    verb = "decide_disposal"
    label = Text("作出处置决定", "decide the disposal")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(disposal="RECTIFY", reason="drain and dry")

    disposal: Disposal
    explicit: bool = False
    reason: Prose


class ReleaseBoxes(Command):
    """Release some boxes of a batch for use; the rest goes on."""

    verb = "release_boxes"
    label = Text("部分放行", "release some boxes")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(boxes=["CSQU3054383"], reason="the defect is in the other box")

    boxes: Annotated[tuple[str, ...], Field(min_length=1)]
    reason: Prose


class SettleDispute(Command):
    """Decide on a disputed result: it stands, or the goods are inspected again."""

    verb = "settle_dispute"
    label = Text("处理异议", "settle a dispute")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(verdict="UPHELD", reason="weighed again")

    verdict: Settlement
    reason: Prose


class ReferCase(Command):
    """Hand the case to another authority."""

    verb = "refer_case"
    label = Text("移送案件", "refer the case")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(to="anti-smuggling", reason="false name")

    to: str
    reason: Prose


class SuperviseTreatment(Command):
    """Record the treatment that was watched; kilograms before and after it."""

    verb = "supervise_treatment"
    label = Text("监督整改", "supervise the treatment")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(place="drying floor 1", method="dried", before_kg="21550", after_kg="21390")

    place: str
    method: str
    before_kg: Amount
    after_kg: Amount
    photos: tuple[Picture, ...] = ()


class SuperviseDestruction(Command):
    """Record the destruction that was watched, all of it or a part; kilograms.

    With a photo or the place of a `video`, and a second officer as `witness`. `shortfall` says why
    the rest of the lot is not there to be destroyed.
    """

    verb = "supervise_destruction"
    label = Text("监督销毁", "supervise the destruction")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(
        place="furnace 2",
        method="smelted",
        weight_kg="21550",
        witness="Zhou Min",
        video="video/2026-11-30-furnace-2.mp4",
    )

    place: Prose
    method: Prose
    weight_kg: Amount
    witness: Prose
    photos: tuple[Picture, ...] = ()
    video: Prose = ""
    shortfall: Prose = ""


DisposalFact = (
    RectificationPlanned
    | CodeAmended
    | RectificationCompleted
    | Destroyed
    | ResultDisputed
    | ConsumptionReported
)

COMMANDS: tuple[type[Command], ...] = (
    DecideDisposal,
    ReleaseBoxes,
    SettleDispute,
    ReferCase,
    SuperviseTreatment,
    SuperviseDestruction,
)
