"""What concerns every matter: holds, calls that failed, release, the end."""

from datetime import datetime

from models.consignment.decision_tables import Rules
from models.consignment.guards import given_reason, of_boxes, require
from models.consignment.pending_event import Decided
from models.consignment.state import State
from models.kernel.language import NONE, listed
from models.kernel.terms import Cause, Overlay, Party, ProcessPhase
from models.supervision import texts
from models.supervision.consequences import fall_back
from models.supervision.events import (
    CallAnswered,
    CallFailed,
    CallRetried,
    CallUnanswered,
    CancellationRequested,
    CommandLapsed,
    ConsignmentClosed,
    FellBack,
    Held,
    ReleasedForUse,
    Resumed,
    SuspensionImposed,
    SuspensionLifted,
    ViolationExcused,
)
from models.supervision.messages import (
    CallGaveUp,
    CancellationNoticed,
    Close,
    CommandOverruled,
    ExcuseViolation,
    FallBack,
    Hold,
    LateAnswer,
    NoAnswer,
    ReinstatementNotice,
    Release,
    Resume,
    RetryCall,
    SuspensionNotice,
)
from models.texts.terms import coded


def _hold(state: State, command: Hold, _: datetime) -> Decided:
    require("HOLD" not in state.overlays, texts.HELD_ALREADY)
    return [Held(reason=given_reason(command.reason), officer=command.officer)]


def _resume(state: State, command: Resume, _: datetime) -> Decided:
    require("HOLD" in state.overlays, texts.NOT_HELD)
    return [Resumed(reason=given_reason(command.reason), officer=command.officer)]


def _retry(state: State, command: RetryCall, _: datetime) -> Decided:
    failing = listed(state.failing_calls)
    waits = command.call in state.failing_calls
    require(waits, texts.NO_FAILED_CALL, call=command.call, failing=failing)
    return [CallRetried(call=command.call, officer=command.officer)]


def _excuse(state: State, command: ExcuseViolation, _: datetime) -> Decided:
    counting = [(b.code, b.box) for b in state.breaches if not b.excused]
    require(
        (command.code, command.box) in counting,
        texts.VIOLATION_NOT_COUNTED,
        code=command.code,
        box=command.box or NONE,
        counting=of_boxes(counting),
    )
    return [
        ViolationExcused(
            code=command.code,
            box=command.box,
            reason=given_reason(command.reason),
            officer=command.officer,
            approver=command.approver or "",
        )
    ]


def _suspend(state: State, step: SuspensionNotice, _: datetime) -> Decided:
    """What has left the port goes on; what leaves the pilot anyway does not need the enterprise.

    Nothing can be waited for where the enterprise was removed: its boxes in the port leave the
    pilot, unless another one has passed the gate. Then an officer decides what becomes of those
    that are left. Of goods that are still on their way the mode decision does the same.
    """
    if not state.suspendable:
        return []
    if step.for_good and state.may_fall_back and state.course is ProcessPhase.PILOT:
        return [*fall_back(state, Cause.ENTERPRISE_SUSPENDED, step.reason)]
    if Overlay.SUSPENDED in state.overlays:
        return []
    return [SuspensionImposed(reason=step.reason, cause_event=step.cause_event)]


def _reinstate(state: State, step: ReinstatementNotice, _: datetime) -> Decided:
    if Overlay.SUSPENDED not in state.overlays:
        return []
    return [SuspensionLifted(reason=step.reason, cause_event=step.cause_event)]


def _release(state: State, _: Release, __: datetime) -> Decided:
    """Only goods that conform are released, and none under an overlay or after a turn."""
    there = state.course in (ProcessPhase.PILOT, ProcessPhase.TRADITIONAL)
    ready = there and state.releasable and not state.released
    return [ReleasedForUse()] if ready else []


def _close(state: State, step: Close, _: datetime) -> Decided:
    """Not while a danger is open or unreported: its clock would end with the consignment."""
    stays = state.outcome is not None or state.endangered
    return [] if stays else [ConsignmentClosed(outcome=step.outcome)]


def _gave_up(_: State, step: CallGaveUp, __: datetime) -> Decided:
    return [CallFailed(call=step.call, reason=step.reason)]


def _no_answer(state: State, step: NoAnswer, _: datetime) -> Decided:
    if step.call in state.unanswered_calls:
        return []
    return [CallUnanswered(call=step.call, since=step.since, reason=step.reason)]


def _late_answer(state: State, step: LateAnswer, _: datetime) -> Decided:
    return [CallAnswered(call=step.call)] if step.call in state.unanswered_calls else []


def _lapsed(_: State, step: CommandOverruled, __: datetime) -> Decided:
    """Who gave it must give it again; nobody knows in which role some did."""
    said = step.model_dump(exclude={"role"})
    return [CommandLapsed(**said, party=step.role or Party.OPERATIONS)]


def _leave_the_pilot(state: State, command: FallBack, _: datetime) -> Decided:
    require(
        state.may_fall_back,
        texts.PILOT_NOT_LEFT,
        mode=coded(state.mode),
        course=coded(state.course),
    )
    return [FellBack(cause=command.cause, reason=given_reason(command.reason))]


RULES = Rules(
    commands={
        Hold: _hold,
        Resume: _resume,
        RetryCall: _retry,
        ExcuseViolation: _excuse,
        FallBack: _leave_the_pilot,
    },
    internal={
        Release: _release,
        Close: _close,
        CallGaveUp: _gave_up,
        NoAnswer: _no_answer,
        LateAnswer: _late_answer,
        SuspensionNotice: _suspend,
        ReinstatementNotice: _reinstate,
        CancellationNoticed: lambda _, step, __: [CancellationRequested(reason=step.reason)],
        CommandOverruled: _lapsed,
    },
)
