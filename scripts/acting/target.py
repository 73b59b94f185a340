"""Whom a command is given to, as far as somebody who acts must know beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from models import choices, forecast
from models.enterprise import examples as register_examples
from models.enterprise import messages as register
from models.examples import EXAMPLES
from models.labels import ENTERPRISE_VERBS, STAGES, STANDINGS, VERBS, titled
from models.labels.titles import Titled
from models.language import Text
from models.messages import COMMANDS, Command
from models.offers import Subject

if TYPE_CHECKING:
    from ledger import Recorded
    from models.enterprise.state import EnterpriseState
    from models.forecast import Forecast
    from models.state import State


@dataclass(frozen=True)
class Target:
    """A consignment or an enterprise: what may be asked of it, and what it would do."""

    name: str
    usage: str
    subject: Subject
    labels: Mapping[str, Text]
    forecast: Callable[[Any], Forecast]
    """Raises `Refused` for a command that is not legal now."""
    standings: Mapping[Any, Text]
    titles: Mapping[str, Callable[[str], Text | None]]
    """What a code says, by the field that it stands in: deadlines, reasons, breaches."""


def consignment(state: State, now: datetime) -> Target:
    """A consignment as it stands."""
    name = state.registration.tracking_no

    def would(command: Command) -> Forecast:
        return forecast.of_consignment(state, command, now)

    return Target(
        name,
        f"guomen act {name}",
        Subject(
            COMMANDS,
            EXAMPLES,
            choices.of_consignment(state),
            choices.tries_of_consignment(state),
            would,
        ),
        VERBS,
        would,
        STAGES,
        {
            "deadline": _rows(state.rules.deadline),
            "code": _rows(state.rules.violation),
            "reason": _rows(state.rules.nonconformance),
            "outcome": _rows({row.code: row for row in state.rules.triage}.get),
        },
    )


def enterprise(state: EnterpriseState, now: datetime) -> Target:
    """An enterprise as its page stands."""

    def would(command: register.EnterpriseCommand) -> Forecast:
        return forecast.of_enterprise(state, command, now)

    return Target(
        state.code,
        f"guomen enterprise act {state.code}",
        Subject(
            register.COMMANDS,
            register_examples.EXAMPLES,
            choices.of_enterprise(state),
            {},
            would,
        ),
        ENTERPRISE_VERBS,
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
