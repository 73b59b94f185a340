"""What a call of an outside system is called: in the timeline of a workflow, and in a preview."""

from models.kernel.language import Speaks, Text
from models.kernel.terms import Outcome
from models.process.next_calls import CallName, NextCall
from models.texts.summaries import (
    ABOUT,
    BOX,
    CONCLUSION,
    DRAW,
    END_OF_PERMIT,
    INSTRUCTION,
    LOT,
    OF_BOX,
    PERMIT,
    ROAD_ORDERS,
    STOCK,
    TRUCK,
    TRUCK_BACK,
    UNLOADING,
)
from models.texts.terms import label

_WHAT: dict[CallName, Text] = {
    "permit_removal": PERMIT,
    "end_permit": END_OF_PERMIT,
    "order_transport": TRUCK,
    "permit_unloading": UNLOADING,
}


def summary(call: NextCall) -> Speaks:
    """What is asked of which system, and about which box or lot."""
    match call.activity:
        case "fetch_instruction":
            return INSTRUCTION
        case "draw_boxes":
            return DRAW
        case "conclude":
            return ABOUT.of(what=CONCLUSION, about=label(Outcome(call.about)))
        case "tag_stock" if not call.box:
            return ABOUT.of(what=LOT, about=STOCK[call.about])
        case "tag_stock":
            return OF_BOX.of(what=BOX, state=STOCK[call.about], about=call.box)
        case "direct_road":
            return ABOUT.of(what=ROAD_ORDERS[call.about], about=call.box)
        case "order_transport" if call.about:
            return ABOUT.of(what=TRUCK_BACK, about=call.box)
        case other:
            return ABOUT.of(what=_WHAT[other], about=call.box)
