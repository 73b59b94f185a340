"""Recomputes every draw of the ledger, from its events alone (docs/verify.md).

A draw stands when its key was committed to before, was not public yet, gives these chances for the
boxes of the consignment, and the chances give these boxes by the shares that had been decided.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from models.arrival.events import ModeDecided, SelectionDrawn, SelectionExtended
from models.consignment.selection import Grounds, Plan, PlanShares, Selection, draw, plan
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.identity import tracking_no_of
from models.kernel.language import Text
from models.pre_shipment.events import ShipmentAmended
from models.process import draw_texts as texts
from models.risk.draw import Chances, chances, fingerprint, quarter_of
from models.risk.events import DrawKeyCommitted, DrawKeyRevealed
from models.rules.rulebook import rulebook
from models.supervision.events import ConsignmentRegistered, FactRetracted
from models.traditional_port.events import InspectionInstructed

Drew = SelectionDrawn | SelectionExtended
SAYS = (
    *(DrawKeyCommitted, DrawKeyRevealed, ConsignmentRegistered, ShipmentAmended, ModeDecided),
    *(InspectionInstructed, SelectionDrawn, SelectionExtended, FactRetracted),
)
"""The events that are looked at."""


class Placed(NamedTuple):
    """An event in its place in the ledger."""

    position: int
    stream: str
    event: Event


class DrawFault(NamedTuple):
    """What is wrong with a draw, or with a key."""

    position: int
    stream: str
    why: Text


class DrawCheck(NamedTuple):
    """How many draws were recomputed, how many wait for their key, and what differs."""

    recomputed: int
    waiting: int
    faults: tuple[DrawFault, ...]


@dataclass
class _Case:
    """What the stream of a consignment has said so far."""

    boxes: list[str] = field(default_factory=list)
    mode: ModeDecided | None = None
    instructed: InspectionInstructed | None = None
    drawn: Selection | None = None
    told: list[Event] = field(default_factory=list)


@dataclass
class _Keys:
    committed: dict[str, set[str]] = field(default_factory=dict)
    public: dict[str, int] = field(default_factory=dict)


def check(events: Iterable[Placed], quarter: str | None = None) -> DrawCheck:
    """Every draw, or those of one quarter; the events in the order of the ledger."""
    looked = [each for each in events if isinstance(each.event.body, SAYS)]
    keys = _public(looked)
    cases, known = dict[str, _Case](), _Keys()
    recomputed, waiting, faults = 0, 0, list[DrawFault]()
    for placed in looked:
        body = placed.event.body
        whys = [*_of_key(body, known, placed.position)]
        case = cases.setdefault(placed.stream, _Case())
        if isinstance(body, SelectionDrawn | SelectionExtended):
            by = body.selection.grounds
            if by is None or quarter in (None, by.chances.quarter):
                key = None if by is None else keys.get(by.chances.key_sha256)
                recomputed += key is not None
                waiting += by is not None and key is None
                whys += _of_draw(placed, body, case, known, key)
        cases[placed.stream] = _with(case, placed.event)
        faults += [DrawFault(placed.position, placed.stream, why) for why in whys]
    return DrawCheck(recomputed, waiting, tuple(faults))


def _public(events: Iterable[Placed]) -> dict[str, bytes]:
    """The keys that are public, by their digests."""
    told = (each.event.body for each in events)
    keys = (_bytes(body.key) for body in told if isinstance(body, DrawKeyRevealed))
    return {fingerprint(key): key for key in keys}


def _bytes(key: str) -> bytes:
    try:
        return bytes.fromhex(key)
    except ValueError:
        return b""


def _of_key(body: Body, known: _Keys, position: int) -> Iterator[Text]:
    match body:
        case DrawKeyCommitted(quarter=quarter, sha256=digest, replaces=replaces):
            earlier = known.committed.setdefault(quarter, set())
            if earlier and replaces not in earlier:
                yield texts.COMMITTED_TWICE
            earlier.add(digest)
        case DrawKeyRevealed(quarter=quarter, key=key):
            if fingerprint(_bytes(key)) not in known.committed.get(quarter, set()):
                yield texts.OTHER_KEY
            known.public.setdefault(quarter, position)
        case _:
            return


def _of_draw(
    placed: Placed, body: Drew, case: _Case, known: _Keys, key: bytes | None
) -> Iterator[Text]:
    by = body.selection.grounds
    if by is None:
        yield texts.NO_GROUNDS
        return
    yield from _of_time(placed, by.chances, known)
    if sorted(case.boxes) != sorted(rank.box for rank in by.chances.ranks):
        yield texts.OTHER_BOXES
    if key is not None and by.chances != _anew(placed.stream, by.chances, key):
        yield texts.OTHER_CHANCES
    yield from _of_plan(body, by, case)


def _of_time(placed: Placed, by: Chances, known: _Keys) -> Iterator[Text]:
    """The key was chosen before the draw, and secret then; the quarter had begun."""
    if by.key_sha256 not in known.committed.get(by.quarter, set()):
        yield texts.NOT_COMMITTED
    extends = isinstance(placed.event.body, SelectionExtended)
    if by.quarter in known.public and not extends:
        yield texts.PUBLIC
    now = quarter_of(placed.event.occurred_at)
    if by.quarter > now and now not in known.public:
        yield texts.TOO_EARLY


def _anew(stream: str, by: Chances, key: bytes) -> Chances:
    boxes = [rank.box for rank in by.ranks]
    return chances(key, by.quarter, tracking_no_of(stream), boxes, by.visit)


def _of_plan(body: Drew, by: Grounds, case: _Case) -> Iterator[Text]:
    """The shares are those that were decided, and the boxes those that they take."""
    if case.mode is None:
        yield texts.NOT_DECIDED
        return
    if by.plan != _plan(body, case, case.mode):
        yield texts.OTHER_SHARES
    if isinstance(body, SelectionDrawn) and case.drawn is not None:
        yield texts.DRAWN_TWICE
    if isinstance(body, SelectionExtended) and (
        case.drawn is None or case.drawn.grounds is None or case.drawn.grounds.chances != by.chances
    ):
        yield texts.DRAWN_TWICE
    if draw(by.chances, [rank.box for rank in by.chances.ranks], by.plan) != body.selection:
        yield texts.OTHER_SELECTION
    if isinstance(body, SelectionExtended) and case.drawn is not None:
        added = body.selection.opened[len(case.drawn.opened) :]
        emptied = body.selection.emptied[len(case.drawn.emptied) :]
        if (added, emptied) != (body.opened, body.emptied):
            yield texts.OTHER_SELECTION


def _plan(body: Drew, case: _Case, mode: ModeDecided) -> Plan:
    """By what had been decided, or what an instruction asked for instead, or beyond it.

    Where a pair became worse since, as the draw before it, but every box.
    """
    rules = rulebook(mode.rulebook)
    table = rules.proportions[mode.risk_level]
    asked = case.instructed or mode
    shares = PlanShares(
        opened=asked.opened_share, emptied=asked.emptied_share, sampled=table.sampled
    )
    before = case.drawn.grounds if case.drawn is not None else None
    seen = body.assessment if isinstance(body, SelectionExtended) else None
    if seen is not None and before is not None:
        worse = seen.level > mode.risk_level or seen.census > 0
        return before.plan.model_copy(update={"census": worse})
    own = mode.inputs.assessment
    census = own is not None and own.census > 0
    if isinstance(body, SelectionExtended) and before is not None:
        census = census or before.plan.census
        shares = before.plan.shares.extended(asked.opened_share, asked.emptied_share)
    return plan(mode.risk_level, table, shares, rules.full_unpack_share, census=census)


def _with(case: _Case, event: Event) -> _Case:
    """The case with one event more; without those that it says are void."""
    void = event.body.void if isinstance(event.body, FactRetracted) else ()
    if not void:
        _take_in(case, event)
        return case
    again = _Case()
    for each in case.told:
        if each.id not in void:
            _take_in(again, each)
    return again


def _take_in(case: _Case, event: Event) -> None:
    case.told.append(event)
    match event.body:
        case ConsignmentRegistered(registration=goods):
            case.boxes = [box.number for box in goods.boxes]
        case ShipmentAmended(box=box, new_box=new) if new:
            case.boxes = [new if each == box else each for each in case.boxes]
        case ModeDecided() as mode:
            case.mode = mode
        case InspectionInstructed() as told:
            case.instructed = told
        case SelectionDrawn(selection=drawn) | SelectionExtended(selection=drawn):
            case.drawn = drawn
        case _:
            return
