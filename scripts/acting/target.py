"""Whom a command is given to, as far as somebody who acts must know beforehand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ledger import Recorded
from models.consignment.state import State
from models.enterprise.messages import EnterpriseCommand
from models.enterprise.state import EnterpriseState
from models.kernel.language import Text
from models.kernel.message import Command
from models.process import available_commands, command_preview
from models.process.available_commands import CommandSubject
from models.process.command_preview import CommandPreview
from models.texts import STAGES, STANDINGS, titled
from models.texts.titles import Titled


@dataclass(frozen=True)
class CommandTarget:
    """A consignment or an enterprise: what may be asked of it, and what it would do."""

    name: str
    usage: str
    subject: CommandSubject
    preview: Callable[[Any], CommandPreview]
    """Raises `Refused` for a command that is not legal now."""
    standings: Mapping[Any, Text]
    titles: Mapping[str, Callable[[str], Text | None]]
    """What a code says, by the field that it stands in: deadlines, reasons, breaches."""


def consignment(state: State, now: datetime) -> CommandTarget:
    """A consignment as it stands."""
    name = state.registration.tracking_no

    def would(command: Command) -> CommandPreview:
        return command_preview.of_consignment(state, command, now)

    return CommandTarget(
        name,
        f"guomen act {name}",
        available_commands.of_consignment(state, would),
        would,
        STAGES,
        {
            "deadline": _rows(state.rules.deadline),
            "code": _rows(state.rules.violation),
            "reason": _rows(state.rules.nonconformance),
            "outcome": _rows({row.code: row for row in state.rules.triage}.get),
        },
    )


def enterprise(state: EnterpriseState, now: datetime) -> CommandTarget:
    """An enterprise as its page stands."""

    def would(command: EnterpriseCommand) -> CommandPreview:
        return command_preview.of_enterprise(state, command, now)

    return CommandTarget(
        state.code,
        f"guomen enterprise act {state.code}",
        available_commands.of_enterprise(state, would),
        would,
        STANDINGS,
        {"deadline": _rows(state.rules.deadline)},
    )


def _rows(row: Callable[[str], Titled | None]) -> Callable[[str], Text | None]:
    """The title of whatever row a code names."""

    def title(code: str) -> Text | None:
        found = row(code)
        return titled(found) if found is not None else None

    return title


def moment(events: Sequence[Recorded]) -> datetime:
    """Now, or when the last thing happened to a consignment whose clock is ahead (time-lapse)."""
    return max([datetime.now(UTC), *(event.occurred_at for event in events)])
