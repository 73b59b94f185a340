"""Deadlines."""

from typing import Annotated

from pydantic import Field

from models.consignment.state import State
from models.kernel.incoming import Prose
from models.kernel.language import Text
from models.kernel.message import (
    EXAMPLE_BOX,
    WHOEVER_IS_NOTIFIED,
    Command,
    Message,
    fields,
    unsaid,
)
from models.kernel.terms import Danger, EscalationLevel, Party

_LONGEST_EXTENSION_HOURS = 366 * 24


class OfDeadline(Command, abstract=True):
    """What an officer wants of a deadline: of the consignment, of a box, or of a danger."""

    deadline: str
    box: str | None = None
    # Left out when nobody said so: most deadlines are of no danger.
    danger: Annotated[Danger | None, Field(exclude_if=unsaid)] = None


class AcknowledgeEscalation(OfDeadline):
    """Answer the escalations of a deadline: up to a level, or all that stand."""

    verb = "acknowledge_escalation"
    label = Text("答复催办", "answer an escalation")
    given_by = WHOEVER_IS_NOTIFIED
    example = fields(deadline="D12")

    level: EscalationLevel | None = None


def _more_time(_: State) -> list[int]:
    """A deadline may be bounded in how much it gets."""
    return [24, 1]


class ExtendDeadline(OfDeadline):
    """Give a deadline more time; hours. Another person, the `approver`, allows it."""

    verb = "extend_deadline"
    label = Text("延长时限", "extend a deadline")
    given_by = (Party.CHECKPOINT_OFFICER, Party.INSPECTION_LEAD)
    suggestions = fields(hours=_more_time)
    example = fields(
        deadline="D16",
        hours=24,
        reason="dryer repaired tomorrow",
        approver="Wang Li",
        approver_role="C2_LEAD",
    )

    hours: Annotated[int, Field(gt=0, le=_LONGEST_EXTENSION_HOURS)]
    reason: Prose


class ConfirmEntry(OfDeadline):
    """Confirm that what the enterprise entered late happened when it says: escalations go."""

    verb = "confirm_entry"
    label = Text("核实企业迟录", "confirm an entry dated back")
    given_by = (Party.INSPECTION_LEAD,)
    example = fields(
        deadline="D09",
        box=EXAMPLE_BOX,
        reason="the gate camera shows the call at 10:05",
        approver="Gao Feng",
        approver_role="C3",
    )

    reason: Prose


class Reinstate(OfDeadline):
    """Undo what an escalation did that proved unfounded: a fall-back, or an ordered return."""

    verb = "reinstate"
    label = Text("撤销误生效果", "undo an unfounded effect")
    given_by = (Party.INSPECTION_LEAD,)
    example = fields(
        deadline="D16",
        reason="the treatment was done in time, its report came late",
        approver="Gao Feng",
        approver_role="C3",
    )

    reason: Prose


class Tick(Message):
    """Time has passed: raise what is due."""


DeadlinesStep = Tick

COMMANDS: tuple[type[Command], ...] = (
    AcknowledgeEscalation,
    ExtendDeadline,
    ConfirmEntry,
    Reinstate,
)
