"""The open, or last, emergency, and each of its dangers."""

from collections.abc import Callable
from datetime import datetime

from models.consignment.evolution_tables import Changes, latest, with_overlay, without_overlay
from models.consignment.state import Emergency, Incident, State
from models.emergency.events import (
    DangerClosed,
    DangerJoined,
    EmergencyAcknowledged,
    EmergencyLifted,
    EmergencyRaised,
    EmergencyStepDone,
    RespondersCalled,
)
from models.kernel.base_types import replace
from models.kernel.fold import on
from models.kernel.terms import Danger, Overlay

_OfDanger = EmergencyAcknowledged | EmergencyStepDone | DangerClosed


def _emergency(state: State, change: Callable[[Emergency], Emergency]) -> State:
    if state.emergency is None:
        return state
    return replace(state, emergency=change(state.emergency))


def _incident(state: State, body: _OfDanger, change: Callable[[Incident], Incident]) -> State:
    """The state with the danger changed that the event speaks of."""
    meant = (body.danger, body.box)

    def changed(known: Emergency) -> Emergency:
        each = tuple(change(i) if i.place == meant else i for i in known.incidents)
        return replace(known, incidents=each)

    return _emergency(state, changed)


def _begun(body: EmergencyRaised | DangerJoined, at: datetime) -> Incident:
    return Incident(danger=body.danger, box=body.box, reason=body.reason, raised_at=at)


def _raised(body: EmergencyRaised, state: State, at: datetime) -> State:
    emergency = Emergency(incidents=(_begun(body, at),))
    return replace(with_overlay(state, Overlay.EMERGENCY), emergency=emergency)


def _joined(body: DangerJoined, state: State, at: datetime) -> State:
    """A danger that was closed and is back takes the place of what was known of it."""
    begun = _begun(body, at)

    def joined(known: Emergency) -> Emergency:
        others = (each for each in known.incidents if each.place != begun.place)
        return replace(known, incidents=latest(others, begun))

    return _emergency(state, joined)


def _closed(body: DangerClosed, state: State, at: datetime) -> State:
    """Whoever closed the danger of a lock has seen to it."""
    closed = _incident(state, body, lambda each: replace(each, closed=True))
    if body.danger is not Danger.LOCK or body.box not in closed.boxes:
        return closed
    box = replace(closed.boxes[body.box], lock_seen_to=at)
    return replace(closed, boxes={**closed.boxes, body.box: box})


def _lifted(_: EmergencyLifted, state: State, __: datetime) -> State:
    lifted = _emergency(state, lambda known: replace(known, lifted=True))
    return without_overlay(lifted, Overlay.EMERGENCY)


def _acknowledged(body: EmergencyAcknowledged, state: State, _: datetime) -> State:
    return _incident(state, body, lambda each: replace(each, acknowledged_by=body.officer))


def _stepped(body: EmergencyStepDone, state: State, _: datetime) -> State:
    return _incident(state, body, lambda i: replace(i, steps=latest(i.steps, body.step)))


def _responding(body: RespondersCalled, known: Emergency) -> Emergency:
    return replace(known, responders=latest(known.responders, body.box))


CHANGES = Changes(
    state=(
        on(EmergencyRaised, _raised),
        on(DangerJoined, _joined),
        on(EmergencyAcknowledged, _acknowledged),
        on(EmergencyStepDone, _stepped),
        on(RespondersCalled, lambda e, s, _: _emergency(s, lambda known: _responding(e, known))),
        on(DangerClosed, _closed),
        on(EmergencyLifted, _lifted),
    ),
)
