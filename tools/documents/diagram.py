"""The state diagram: where a consignment stands, and which events lead on.

The edges are stated here, since the stage follows from the whole state; a test plays every script
and random lives, and holds both directions: what happens is drawn, what is drawn happens. Facts
that come late skip places; the diagram shows the places that they skip.
"""

from collections.abc import Iterator

from models.kernel.terms import ProcessPhase, Stage
from models.texts import STAGES

Place = tuple[ProcessPhase, Stage]

START = "consignment-registered"
_AUDIT, _VOYAGE = (ProcessPhase.INBOUND, Stage.AUDIT), (ProcessPhase.INBOUND, Stage.INBOUND)
_PORT, _ROAD = (ProcessPhase.PILOT, Stage.PORT), (ProcessPhase.PILOT, Stage.ROAD)
_FACTORY, _FAILED = (ProcessPhase.PILOT, Stage.FACTORY), (ProcessPhase.PILOT, Stage.DISPOSAL)
_YARD = (ProcessPhase.TRADITIONAL, Stage.PORT)
_YARD_FAILED = (ProcessPhase.TRADITIONAL, Stage.DISPOSAL)
_RETURN = (ProcessPhase.RETURN, Stage.RETURN)
_DESTRUCTION = (ProcessPhase.DESTRUCTION, Stage.DESTRUCTION)
_CLOSED = (ProcessPhase.CLOSED, Stage.CLOSED)

EDGES: dict[tuple[Place, Place], tuple[str, ...]] = {
    (_AUDIT, _VOYAGE): ("pre-shipment-approved", "vessel-arrived", "fell-back"),
    (_VOYAGE, _AUDIT): ("pre-shipment-submitted",),
    (_VOYAGE, _PORT): ("mode-decided",),
    (_VOYAGE, _YARD): ("mode-decided",),
    (_VOYAGE, _RETURN): ("return-ordered",),
    (_VOYAGE, _CLOSED): ("consignment-closed",),
    (_PORT, _ROAD): ("gated-out",),
    (_PORT, _YARD): ("fell-back",),
    (_PORT, _RETURN): ("return-ordered",),
    (_ROAD, _FACTORY): ("box-arrived",),
    (_ROAD, _RETURN): ("return-ordered",),
    (_FACTORY, _FAILED): ("inspection-recorded",),
    (_FACTORY, _CLOSED): ("consignment-closed",),
    (_FACTORY, _RETURN): ("return-ordered",),
    (_FAILED, _FACTORY): ("inspection-recorded",),
    (_FAILED, _RETURN): ("return-ordered",),
    (_FAILED, _DESTRUCTION): ("destruction-ordered",),
    (_YARD, _YARD_FAILED): ("inspection-recorded",),
    (_YARD, _RETURN): ("return-ordered",),
    (_YARD, _CLOSED): ("consignment-closed",),
    (_YARD_FAILED, _YARD): ("inspection-recorded",),
    (_YARD_FAILED, _RETURN): ("return-ordered",),
    (_YARD_FAILED, _DESTRUCTION): ("destruction-ordered",),
    (_YARD, _ROAD): ("effect-undone",),
    (_RETURN, _FAILED): ("effect-undone",),
    (_RETURN, _YARD_FAILED): ("effect-undone",),
    (_RETURN, _CLOSED): ("consignment-closed",),
    # Whoever cannot destroy the goods after all sends them back.
    (_DESTRUCTION, _RETURN): ("return-ordered",),
    (_DESTRUCTION, _CLOSED): ("consignment-closed",),
}


def mermaid() -> str:
    """The diagram as mermaid text."""
    places = dict.fromkeys(place for edge in EDGES for place in edge)
    return "\n".join(
        (
            "```mermaid",
            "stateDiagram-v2",
            *(f'    state "{_label(place)}" as {_name(place)}' for place in places),
            f"    [*] --> {_name(_AUDIT)} : {START}",
            *_arrows(),
            f"    {_name(_CLOSED)} --> [*]",
            "```\n",
        )
    )


def leads(start: Place, end: Place) -> bool:
    """Whether the diagram leads from one place to the other, over whatever lies between."""
    reached, found = {start}, [start]
    while found:
        after = [b for a, b in EDGES if a == found[-1] and b not in reached]
        found.pop()
        found += after
        reached.update(after)
    return end in reached


def _arrows() -> Iterator[str]:
    for (start, end), events in EDGES.items():
        yield f"    {_name(start)} --> {_name(end)} : {' or '.join(events)}"


def _name(place: Place) -> str:
    course, stage = place
    return stage.value if course.value == stage.value else f"{course}_{stage}"


def _label(place: Place) -> str:
    """The stage, with the course where a stage belongs to several."""
    course, stage = place
    shared = len({edge[0] for edge in EDGES if edge[0][1] is stage}) > 1
    return f"{STAGES[stage]}{f', {course.value.lower()}' if shared else ''}"
