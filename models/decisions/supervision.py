"""What concerns every matter: holds, calls that failed, release, the end."""

from datetime import datetime

from models import events, messages
from models.decisions import refusals
from models.decisions.draft import Decided
from models.decisions.guards import given_reason, need, of_boxes
from models.decisions.rows import Bodies, Rules
from models.decisions.turns import fall_back, resume_fleet
from models.language import NONE, listed
from models.state import State
from models.terms import Cause, Course, Overlay, Party


def _hold(state: State, command: messages.Hold, _: datetime) -> Decided:
    need("HOLD" not in state.overlays, refusals.HELD_ALREADY)
    return [events.Held(reason=given_reason(command.reason), officer=command.officer)]


def _resume(state: State, command: messages.Resume, _: datetime) -> Decided:
    need("HOLD" in state.overlays, refusals.NOT_HELD)
    return [events.Resumed(reason=given_reason(command.reason), officer=command.officer)]


def _retry(state: State, command: messages.RetryCall, _: datetime) -> Decided:
    failing = listed(state.failing_calls)
    waits = command.call in state.failing_calls
    need(waits, refusals.NO_FAILED_CALL, call=command.call, failing=failing)
    return [events.CallRetried(call=command.call, officer=command.officer)]


def _excuse(state: State, command: messages.ExcuseViolation, _: datetime) -> Decided:
    counting = [(b.code, b.box) for b in state.breaches if not b.excused]
    need(
        (command.code, command.box) in counting,
        refusals.VIOLATION_NOT_COUNTED,
        code=command.code,
        box=command.box or NONE,
        counting=of_boxes(counting),
    )
    return [
        events.ViolationExcused(
            code=command.code,
            box=command.box,
            reason=given_reason(command.reason),
            officer=command.officer,
            approver=command.approver or command.officer,
        )
    ]


def _suspend(state: State, step: messages.EnterpriseSuspended, _: datetime) -> Decided:
    """What has left the port goes on; what leaves the pilot anyway does not need the enterprise.

    Nothing can be waited for where the enterprise was removed: its boxes in the port leave the
    pilot. Of goods that are still on their way the mode decision does the same.
    """
    if not state.may_fall_back:
        return []
    if step.for_good and state.course is Course.PILOT:
        return [*fall_back(state, Cause.ENTERPRISE_SUSPENDED, step.reason)]
    if Overlay.SUSPENDED in state.overlays:
        return []
    return [events.SuspensionImposed(reason=step.reason, cause_event=step.cause_event)]


def _reinstate(state: State, step: messages.EnterpriseReinstated, _: datetime) -> Decided:
    if Overlay.SUSPENDED not in state.overlays:
        return []
    return [events.SuspensionLifted(reason=step.reason, cause_event=step.cause_event)]


def _release(state: State, _: messages.Release, __: datetime) -> Decided:
    """Only goods that conform are released, and none under an overlay or after a turn."""
    there = state.course in (Course.PILOT, Course.TRADITIONAL)
    ready = there and state.releasable and not state.released
    return [events.ReleasedForUse()] if ready else []


def _close(state: State, step: messages.Close, _: datetime) -> Decided:
    return [] if state.outcome else [events.ConsignmentClosed(outcome=step.outcome)]


def _closed(_: State, after: State, __: events.ConsignmentClosed, ___: datetime) -> Bodies:
    """Nobody waits for its boxes any more."""
    boxes = after.boxes.values()
    return [body for box in boxes for body in resume_fleet(box, "the consignment is closed")]


def _gave_up(_: State, step: messages.CallGaveUp, __: datetime) -> Decided:
    return [events.CallFailed(call=step.call, reason=step.reason)]


def _no_answer(state: State, step: messages.NoAnswer, _: datetime) -> Decided:
    if step.call in state.unanswered_calls:
        return []
    return [events.CallUnanswered(call=step.call, since=step.since, reason=step.reason)]


def _late_answer(state: State, step: messages.LateAnswer, _: datetime) -> Decided:
    return [events.CallAnswered(call=step.call)] if step.call in state.unanswered_calls else []


def _lapsed(_: State, step: messages.CommandLapsed, __: datetime) -> Decided:
    """Who gave it must give it again; nobody knows in which role some did."""
    said = step.model_dump(exclude={"role"})
    return [events.CommandLapsed(**said, party=step.role or Party.OPERATIONS)]


RULES = Rules(
    verbs={
        messages.Hold: _hold,
        messages.Resume: _resume,
        messages.RetryCall: _retry,
        messages.ExcuseViolation: _excuse,
    },
    steps={
        messages.Release: _release,
        messages.Close: _close,
        messages.CallGaveUp: _gave_up,
        messages.NoAnswer: _no_answer,
        messages.LateAnswer: _late_answer,
        messages.EnterpriseSuspended: _suspend,
        messages.EnterpriseReinstated: _reinstate,
        messages.CancellationRequested: lambda _, step, __: [
            events.CancellationRequested(reason=step.reason)
        ],
        messages.CommandLapsed: _lapsed,
    },
    follows={
        events.ConsignmentClosed: _closed,
    },
)
