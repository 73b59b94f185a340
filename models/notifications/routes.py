"""Chooses targets for a notification by routes: pure and table-driven."""

import re
from datetime import datetime
from typing import Annotated, Any, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from models.kernel.language import Language
from models.kernel.terms import EscalationLevel, Party
from models.notifications.notice import Manner, Notice
from models.notifications.quiet_hours import Digest, QuietHours, with_levels
from models.notifications.texts import WHAT
from models.rules.calendar import Calendar


def _known(kind: str) -> str:
    if kind not in WHAT:
        message = f"nobody is told of {kind!r}; there are: {', '.join(sorted(WHAT))}"
        raise ValueError(message)
    return kind


def _free(name: str) -> str:
    if not _NAME.fullmatch(name) or name in _TAKEN:
        message = "letters, digits, - and _ make a name; file and record mean something else"
        raise ValueError(message)
    return name


_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
_TAKEN = frozenset({"file", "record"})

Kind = Annotated[str, AfterValidator(_known)]
"""The type of an event that people are told of."""

Name = Annotated[str, AfterValidator(_free)]
"""What a target is called, in workflows and on record."""


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Target(_Table):
    """Something that apprise can reach; `secrets` are what the environment put into its URL."""

    url: SecretStr
    language: Language | None = None
    secrets: tuple[SecretStr, ...] = ()


class Route(_Table):
    """Which notices go to which targets; a condition that is left out holds for every notice."""

    parties: tuple[Party, ...] = ()
    levels: tuple[EscalationLevel, ...] = ()
    kinds: tuple[Kind, ...] = ()
    to: tuple[str, ...] = Field(min_length=1)
    quiet: QuietHours | None = None
    digest: Digest | None = None

    @model_validator(mode="before")
    @classmethod
    def _levels_by_name(cls, given: Any) -> Any:  # noqa: ANN401 - whatever the file says
        return with_levels(given)

    def takes(self, notice: Notice) -> bool:
        """Whether it is for these parties, at these levels, of these kinds."""
        alarm = notice.alarm
        asked = (
            (self.parties, alarm.party),
            (self.levels, alarm.level),
            (self.kinds, alarm.kind),
        )
        return all(not wanted or found in wanted for wanted, found in asked)

    def when(self, notice: Notice, now: datetime, calendar: Calendar) -> tuple[Manner, datetime]:
        """How its targets get a notice, and when."""
        if notice.urgent:
            return Manner.NOW, now
        if self.digest is not None and notice.alarm.level in self.digest.levels:
            told = self.digest.next(now)
            return Manner.DIGEST, self._awake(told, calendar)
        awake = self._awake(now, calendar)
        return (Manner.NOW if awake == now else Manner.HELD), awake

    def _awake(self, at: datetime, calendar: Calendar) -> datetime:
        end = self.quiet.end(at, calendar) if self.quiet else None
        return end or at


class RoutedNotice(NamedTuple):
    """One target that gets a notice: how, and when."""

    target: str
    manner: Manner
    at: datetime


class Routing(_Table):
    """The file of routes."""

    targets: dict[Name, Target] = Field(default_factory=dict)
    routes: tuple[Route, ...] = ()

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        for number, route in enumerate(self.routes, start=1):
            for name in route.to:
                if name not in self.targets:
                    known = ", ".join(sorted(self.targets)) or "none"
                    message = f"route {number} goes to {name!r}, which is no target; there are: "
                    raise ValueError(message + known)
        return self

    def deliveries(
        self, notice: Notice, now: datetime, calendar: Calendar
    ) -> tuple[RoutedNotice, ...]:
        """Every target once, as soon as any of its routes says."""
        found: dict[str, RoutedNotice] = {}
        for route in self.routes:
            if not route.takes(notice):
                continue
            manner, at = route.when(notice, now, calendar)
            for name in route.to:
                if name not in found or at < found[name].at:
                    found[name] = RoutedNotice(name, manner, at)
        return tuple(found.values())
